import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '~/core/dates';
import { compareDays, keptSince, levelsOf } from '~/features/review/compare.server';
import { getReach, type Reach } from '~/features/review/reach.server';
import { type Bar, bars, waterfallSteps } from '~/features/review/spans';
import { setToday } from '../support/today';
import { inWorld, type World } from '../support/world';

const night = async (w: World, batch = 2000) => {
  const [row] = await w.owner.execute<{ n: number }>(sql`select app.take_snapshots(${batch}) as n`);
  return row!.n;
};
const allNights = async (w: World) => {
  while (await night(w, 3));
};
const states = (w: World) =>
  w.owner.execute<{ n: number }>(
    sql`select opportunity_id, from_on::text, to_on::text, stage_id, total_fen from opportunity_states
      where tenant_id = ${w.unit.zj.tenantId} order by 1, 2`,
  );

type State = {
  id: string;
  tenant_id: number;
  unit_id: number;
  stage_type: string;
  fen: number;
  due: string | null;
  gone: boolean;
};
/** What the evening really looked like. */
const evening = async (w: World): Promise<State[]> => [
  ...(await w.owner.execute<State>(sql`select id, tenant_id, unit_id, stage_type, total_fen as fen, expected_close_on::text as due,
    deleted_at is not null as gone from opportunities`)),
];
const isIn = (reach: Reach, horizon: string | null) => (deal: State) =>
  (reach.tenantIds.includes(deal.tenant_id) || reach.unitIds.includes(deal.unit_id)) &&
  deal.stage_type === 'open' &&
  !deal.gone &&
  (!horizon || (deal.due !== null && deal.due <= horizon));

const start = '2026-06-01';
const verbs = [
  'create',
  'amount',
  'date',
  'undate',
  'win',
  'lose',
  'hold',
  'open',
  'delete',
  'restore',
  'owner',
  'unit',
  'night',
  'part',
  'nothing',
] as const;

async function act(
  w: World,
  verb: (typeof verbs)[number],
  ids: { accounts: string[]; deals: string[] },
  n: number,
  newDeal: () => Promise<string>,
) {
  const id = ids.deals[n % Math.max(1, ids.deals.length)];
  const set = (values: string) =>
    id && w.owner.execute(sql`update opportunities set ${sql.raw(values)} where id = ${id}`);
  if (verb === 'create') ids.deals.push(await newDeal());
  if (verb === 'amount') await set(`one_off_fen = ${n * 7}`);
  if (verb === 'date') await set(`expected_close_on = date '2026-06-10' + ${n % 200}`);
  if (verb === 'undate') await set('expected_close_on = null');
  if (verb === 'win') await set(`stage_id = 7, stage_type = 'won', closed_on = '2026-06-01'`);
  if (verb === 'lose') await set(`stage_id = 8, stage_type = 'lost', closed_on = '2026-06-01'`);
  if (verb === 'hold') await set(`stage_id = 9, stage_type = 'on_hold', closed_on = null`);
  if (verb === 'open') await set(`stage_id = ${1 + (n % 6)}, stage_type = 'open', closed_on = null`);
  if (verb === 'delete') await set('deleted_at = now()');
  if (verb === 'restore') await set('deleted_at = null');
  if (verb === 'owner') await set(`owner_id = '${[w.manager, w.colleague][n % 2]!.actor.personId}'`);
  if (verb === 'unit')
    await w.owner.execute(
      sql`update accounts set unit_id = ${[w.unit.team.id, w.unit.team2.id][n % 2]} where id = ${ids.accounts[n % 3]}`,
    );
  if (verb === 'night') await allNights(w);
  // a worker that dies after a batch
  if (verb === 'part') await night(w, 2);
}

describe('snapshots', () => {
  it(
    'add up from any evening to any other, to the last fen, whatever happened and however late the nights were',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.tuple(fc.constantFrom(...verbs), fc.nat(900)), { maxLength: 7 }), {
            minLength: 4,
            maxLength: 12,
          }),
          fc.tuple(fc.nat(11), fc.nat(11)),
          fc.constantFrom(null, '2026-06-30', '2026-08-31'),
          async (days, [one, other], horizon) =>
            inWorld(async (w) => {
              await setToday(w, start);
              const accounts = [await w.account(), await w.account(), await w.account({ owner: w.otherTeam })];
              const ids = { accounts: accounts.map((a) => a.id), deals: [] as string[] };
              const newDeal = async () => {
                const which = accounts[ids.deals.length % 3]!;
                const [now] = await w.owner.execute<{ unit_id: number }>(
                  sql`select unit_id from accounts where id = ${which.id}`,
                );
                return (await w.opportunity(which, { unitId: now!.unit_id, oneOffFen: 1000 + ids.deals.length })).id;
              };
              const truth: State[][] = [];
              for (const [at, steps] of days.entries()) {
                await setToday(w, addDays(start, at));
                for (const [verb, n] of steps) await act(w, verb, ids, n, newDeal);
                truth.push(await evening(w));
              }
              const [from, to] = [Math.min(one, other) % days.length, Math.max(one, other) % days.length].sort(
                (a, b) => a - b,
              ) as [number, number];
              if (from === to) return;
              const span = { since: addDays(start, from), until: addDays(start, to), horizon };
              const reaches = [
                [w.director, await getReach(w.director, null)],
                [w.director, await getReach(w.director, w.unit.hangzhou.id)],
                [w.lead, await getReach(w.lead, null)],
                [w.hq, await getReach(w.hq, null)],
              ] as const;
              for (const [ctx, reach] of reaches) {
                const { sums } = await compareDays(ctx, reach, span, null);
                const [opening, closing] = await levelsOf(ctx, reach, [span.since, span.until], horizon);
                const real = (at: number) => truth[at]!.filter(isIn(reach, horizon));
                const total = (list: State[]) => list.reduce((sum, deal) => sum + deal.fen, 0);
                expect([opening!.fen, opening!.count]).toEqual([total(real(from)), real(from).length]);
                expect([closing!.fen, closing!.count]).toEqual([total(real(to)), real(to).length]);
                expect(waterfallSteps(opening!.fen, closing!.fen, sums).rest).toBe(0);
                const seen = new Map<string, Bar[]>();
                for (const bar of bars) {
                  const { rows } = await compareDays(ctx, reach, span, { bar, after: null });
                  for (const row of rows) seen.set(row.id, [...(seen.get(row.id) ?? []), bar]);
                  // who leads a part only does not see what has gone to others since
                  if (ctx !== w.lead)
                    expect([bar, rows.length, rows.reduce((sum, row) => sum + row.fen, 0)]).toEqual([
                      bar,
                      sums[bar]?.count ?? 0,
                      sums[bar]?.fen ?? 0,
                    ]);
                  else expect(rows.length).toBeLessThanOrEqual(sums[bar]?.count ?? 0);
                }
                const ofAmount = (bar: Bar) => bar === 'up' || bar === 'down';
                const ofDate = (bar: Bar) => !horizon && (bar === 'slipped' || bar === 'pulled_in');
                for (const list of seen.values()) {
                  expect(list.filter((bar) => !ofAmount(bar) && !ofDate(bar)).length).toBeLessThanOrEqual(1);
                  expect(list.filter(ofAmount).length).toBeLessThanOrEqual(1);
                }
              }
              // and what the night writes is what the evening was
              await setToday(w, addDays(start, days.length));
              await allNights(w);
              const [level] = await levelsOf(w.hq, reaches[3][1], [addDays(start, days.length - 1)]);
              const last = truth.at(-1)!.filter(isIn(reaches[3][1], null));
              expect([level!.count, level!.fen]).toEqual([last.length, last.reduce((sum, deal) => sum + deal.fen, 0)]);
            }),
        ),
        { numRuns: Number(process.env.RUNS ?? 12) },
      ),
    120_000,
  );

  it('goes on where a night died, and writes nothing twice', () =>
    inWorld(async (w) => {
      await setToday(w, start);
      const account = await w.account();
      for (let n = 0; n < 5; n++) await w.opportunity(account);
      expect(await night(w)).toBe(0); // the day is not over
      await setToday(w, addDays(start, 3));
      expect(await night(w, 2)).toBe(2);
      const half = (await states(w)).length;
      expect(half).toBe(2);
      await allNights(w);
      const whole = await states(w);
      expect(whole.length).toBe(5);
      await allNights(w);
      expect(await states(w)).toEqual(whole);
    }));

  it('costs what changed: what ends as it began leaves no state', () =>
    inWorld(async (w) => {
      await setToday(w, start);
      const deal = await w.opportunity(await w.account(), { oneOffFen: 100 });
      await setToday(w, addDays(start, 1));
      await allNights(w);
      await w.owner.execute(sql`update opportunities set one_off_fen = 5 where id = ${deal.id}`);
      await w.owner.execute(sql`update opportunities set one_off_fen = 100 where id = ${deal.id}`);
      await w.owner.execute(sql`update opportunities set next_step = 'x' where id = ${deal.id}`);
      await setToday(w, addDays(start, 2));
      await allNights(w);
      expect(await states(w)).toMatchObject([{ from_on: start, to_on: null }]);
    }));

  it('builds the past from the stage history, and says from when on it is known', () =>
    inWorld(async (w) => {
      await setToday(w, '2026-11-21');
      const deal = await w.opportunity(await w.account(), {
        oneOffFen: 900,
        stageId: 3,
        createdAt: new Date('2026-09-01T02:00:00Z'),
      });
      const { tenantId, id: opportunityId, unitId, ownerId, accountId } = deal;
      const change = (at: string, values: string) =>
        w.owner.execute(sql`insert into opportunity_changes (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, at, kind, from_stage_id, to_stage_id, from_total_fen, to_total_fen)
          values (${tenantId}, gen_random_uuid(), ${unitId}, ${ownerId}, ${accountId}, ${opportunityId}, ${at}, ${sql.raw(values)})`);
      await change('2026-09-01T02:00:00Z', `'created', null, 1, null, 700`);
      await change('2026-09-10T17:00:00Z', `'moved', 1, 3, null, 700`); // in Shanghai the 11th
      await change('2026-10-05T02:00:00Z', `'amount', null, null, 700, 900`);
      await w.owner.execute(sql`select app.rebuild_snapshots(array[${tenantId}]::integer[])`);
      expect(await states(w)).toMatchObject([
        { from_on: '2026-09-01', to_on: '2026-09-11', stage_id: 1, total_fen: 700 },
        { from_on: '2026-09-11', to_on: '2026-10-05', stage_id: 3, total_fen: 700 },
        { from_on: '2026-10-05', to_on: null, stage_id: 3, total_fen: 900 },
      ]);
      const reach = await getReach(w.director, null);
      expect(await keptSince(w.director, reach)).toBe('2026-09-01');
      const between = async (since: string, until: string) =>
        (await compareDays(w.director, reach, { since, until, horizon: null }, null)).sums;
      expect(await between('2026-08-31', '2026-09-20')).toEqual({ new: { count: 1, fen: 700, totalFen: 700 } });
      expect(await between('2026-09-20', '2026-11-21')).toEqual({ up: { count: 1, fen: 200, totalFen: 900 } });
    }));

  it('tells a stranger nothing, whatever units and companies are asked for', () =>
    inWorld(async (w) => {
      await setToday(w, start);
      await w.opportunity(await w.account());
      await setToday(w, addDays(start, 1));
      await allNights(w);
      const span = { since: addDays(start, -1), until: addDays(start, 1), horizon: null };
      const reach = await getReach(w.director, null);
      expect((await compareDays(w.director, reach, span, null)).sums.new?.count).toBe(1);
      const forged = { ...reach, unitIds: [w.unit.team.id, w.unit.team2.id] };
      for (const who of [w.strangerDirector, w.stranger, w.manager, w.trainer, w.employee]) {
        expect(await compareDays(who, forged, span, { bar: 'new', after: null })).toEqual({ sums: {}, rows: [] });
        expect(await levelsOf(who, forged, [span.until])).toMatchObject([{ count: 0, fen: 0 }]);
        expect(await keptSince(who, forged)).toBeNull();
      }
      const [may] = await w.owner.execute(sql`
        select bool_or(has_any_column_privilege('jiketong_app', t, 'select, insert, update')) as any
        from unnest('{opportunity_states,opportunity_touches,opportunity_steps}'::text[]) t`);
      expect(may).toEqual({ any: false });
      const [night] = await w.owner.execute(sql`
        select has_function_privilege('jiketong_jobs', 'app.take_snapshots(integer)', 'execute') as jobs,
          has_function_privilege('jiketong_app', 'app.take_snapshots(integer)', 'execute') as app`);
      expect(night).toEqual({ jobs: true, app: false });
    }));
});

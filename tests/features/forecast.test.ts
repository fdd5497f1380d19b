import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { opportunityChanges } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { adjustForecast } from '~/features/forecast/commands/adjust.server';
import { callDeal } from '~/features/forecast/commands/call.server';
import { submitForecast } from '~/features/forecast/commands/submit.server';
import { readLearnt } from '~/features/forecast/queries/learnt.server';
import { listForecastDeals, readSubmission } from '~/features/forecast/queries/mine.server';
import { listAdjustments, listForecastRows, listTested } from '~/features/forecast/queries/team.server';
import { categories } from '~/features/forecast/rules';
import { adjustedFen, totalOfRows } from '~/features/forecast/sums';
import { getReach } from '~/features/review/reach.server';
import { inWorld, type World } from '../support/world';

const [week, month] = ['2026-11-16', '2026-11-01'];
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (e: { init?: { status: number } }) => e.init?.status ?? e,
  );
const rowsOf = async (ctx: Context, unit: number | null = null) =>
  listForecastRows(ctx, await getReach(ctx, unit), week, month);

/** Three managers of two teams and one far away, each with deals of this month, submitted. */
async function submitted(w: World) {
  for (const [who, fen] of [
    [w.manager, 100],
    [w.colleague, 250],
    [w.otherTeam, 80],
    [w.stranger, 999],
  ] as const) {
    const account = await w.account({ owner: who });
    const deal = { expectedCloseOn: '2026-11-28', oneOffFen: fen * 100, monthlyFen: 10 };
    await w.opportunity(account, { ...deal, months: 12, probability: 80 });
    await w.opportunity(account, { ...deal, months: 0, probability: 30 });
    await w.opportunity(account, { ...deal, expectedCloseOn: '2026-12-03' });
    expect(await submitForecast(who)).toEqual({ ok: true, value: { weekOn: week } });
  }
}

describe('a forecast', () => {
  it('holds one’s own deals by month, the overdue apart', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const due = await w.opportunity(account, { expectedCloseOn: '2026-11-30', probability: 60 });
      const late = await w.opportunity(account, { expectedCloseOn: '2026-11-20' });
      await w.opportunity(account, { expectedCloseOn: '2027-08-01' });
      const won = await w.opportunity(account, {
        stageId: 7,
        stageType: 'won',
        closedOn: '2026-11-02',
        probability: 100,
      });
      await w.opportunity(await w.account({ owner: w.colleague }), { expectedCloseOn: '2026-11-30' });
      const found = await listForecastDeals(w.manager);
      expect(found.due.map((deal) => deal.id)).toEqual([won.id, due.id]);
      expect(found.overdue.map((deal) => deal.id)).toEqual([late.id]);
      expect((await listForecastDeals(w.trainer)).due).toEqual([]);
    }));

  it('is called by who owns the deal, and the call goes with it', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account(), { expectedCloseOn: '2026-11-30' });
      const call = { id: deal.id, category: 'commit' as const };
      for (let sent = 0; sent < 2; sent++) expect((await callDeal(w.manager, call)).ok).toBe(true);
      expect((await listForecastDeals(w.manager)).due[0]?.call).toBe('commit');
      expect(await refusal(callDeal(w.stranger, call))).toBe(404);
      expect(await refusal(callDeal(w.lead, call))).toBe(403);
      const [n] = await w.owner.execute<{ n: string }>(
        sql`select count(*) as n from journal where event = 'opportunity.called'`,
      );
      expect(Number(n?.n)).toBe(1);
    }));

  it('adds up across the tree, adjusted or not', () =>
    inWorld(async (w) => {
      await submitted(w);
      const [team] = (await rowsOf(w.lead)).filter((row) => row.personId === w.manager.actor.personId);
      const adjust = (
        ctx: Context,
        unitId: number,
        personId: string | null,
        seenFen: number,
        to: number,
        id = newId(),
      ) => adjustForecast(ctx, { id, unitId, personId, month, category: 'commit', seenFen, to, why: '已谈妥' });
      const id = newId();
      for (let sent = 0; sent < 2; sent++)
        expect((await adjust(w.lead, w.unit.team.id, w.manager.actor.personId, 10_120, 7_000, id)).ok).toBe(true);
      expect(team?.sums.commit).toEqual({ deals: 1, oneOffFen: 10_000, recurringFen: 120, totalFen: 10_120 });
      expect(await adjust(w.lead, w.unit.team.id, null, 1, 2)).toMatchObject({ ok: false, reason: 'forecast.moved' });
      const [city] = (await rowsOf(w.director)).filter((row) => row.unitId === w.unit.hangzhou.id);
      const seen = adjustedFen(city!, 'commit');
      expect(seen).toBe(7_000 + 25_120 + 8_120);
      expect((await adjust(w.director, w.unit.hangzhou.id, null, seen, 50_000)).ok).toBe(true);

      const check = async (ctx: Context, unit: number): Promise<number> => {
        const rows = await rowsOf(ctx, unit);
        for (const row of rows.filter(({ key }) => key.startsWith('u'))) {
          const below = totalOfRows(await rowsOf(ctx, row.unitId));
          for (const category of categories) {
            expect(below.sums[category]).toEqual(row.sums[category]);
            expect(adjustedFen(below, category)).toBe(adjustedFen(row, category));
          }
          await check(ctx, row.unitId);
        }
        return adjustedFen(totalOfRows(rows), 'commit');
      };
      expect(await check(w.director, w.unit.zj.id)).toBe(50_000);
      expect(await check(w.hq, w.unit.group.id)).toBe(50_000 + 99_900 + 120);
      expect(
        (await listAdjustments(w.director, await getReach(w.director, null), week, month)).map((a) => a.toFen),
      ).toEqual([50_000, 7_000]);
    }));

  it('is adjusted by those who lead, and seen by nobody else', () =>
    inWorld(async (w) => {
      await submitted(w);
      const input = {
        id: newId(),
        unitId: w.unit.team.id,
        personId: w.manager.actor.personId,
        month,
        category: 'commit' as const,
        seenFen: 10_120,
        to: 0,
        why: 'x',
      };
      expect(await refusal(adjustForecast(w.manager, input))).toBe(403);
      expect(await refusal(adjustForecast(w.strangerDirector, input))).toBe(404);
      expect(await refusal(adjustForecast(w.lead, { ...input, personId: w.otherTeam.actor.personId }))).toBe(404);
      expect(await refusal(submitForecast(w.trainer))).toBe(403);
      expect((await rowsOf(w.strangerDirector)).flatMap((row) => row.name)).toEqual(['广州政企组']);
      expect(await refusal(rowsOf(w.strangerDirector, w.unit.team.id))).toBe(404);
      expect((await adjustForecast(w.lead, input)).ok).toBe(true);
      expect((await readSubmission(w.manager, week)).adjustments).toHaveLength(1);
      expect((await readSubmission(w.colleague, week)).adjustments).toHaveLength(0);
    }));

  it('submitted again in the week takes the place of the first', () =>
    inWorld(async (w) => {
      await submitted(w);
      await w.owner.execute(
        sql`update opportunities set one_off_fen = one_off_fen * 2 where owner_id = ${w.manager.actor.personId}`,
      );
      await submitForecast(w.manager);
      const [row] = (await rowsOf(w.lead)).filter(({ personId }) => personId === w.manager.actor.personId);
      expect(row?.sums.commit.oneOffFen).toBe(20_000);
    }));

  it('compares what was frozen with what came', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.opportunity(account, {
        stageId: 7,
        stageType: 'won',
        closedOn: '2026-10-09',
        probability: 100,
        oneOffFen: 80_000,
      });
      const line = (category: string, fen: number) => sql`insert into forecast_lines
        (tenant_id, id, unit_id, owner_id, week_on, month, category, one_off_fen, recurring_fen, deals, expected, variance, submitted_at)
        values (${account.tenantId}, ${newId()}, ${account.unitId}, ${account.ownerId}, '2026-09-28', '2026-10-01', ${category}, ${fen}, 0, 1, ${fen / 2}, 0, now())`;
      await w.owner.execute(line('commit', 100_000));
      await w.owner.execute(line('pipeline', 40_000));
      for (const who of [w.lead, w.director])
        expect(await listTested(who, await getReach(who, null))).toEqual([
          { month: '2026-10-01', commitFen: 100_000, expectedFen: 70_000, actualFen: 80_000 },
        ]);
    }));
});

describe('what is learnt', () => {
  it('is told by deals as they stood, and never by what came later', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const deal = await w.opportunity(account, {
        stageId: 7,
        stageType: 'won',
        closedOn: '2026-10-09',
        probability: 100,
      });
      const change = (kind: 'created' | 'moved' | 'amount' | 'close_date', at: string, more: object) => ({
        tenantId: deal.tenantId, id: newId(), unitId: deal.unitId, ownerId: deal.ownerId, accountId: deal.accountId,
        opportunityId: deal.id, kind, at: new Date(at), ...more,
      }); // biome-ignore format: the key in one line
      await w.owner.delete(opportunityChanges).where(sql`opportunity_id = ${deal.id}`);
      await w.owner.insert(opportunityChanges).values([
        change('created', '2026-07-10T02:00Z', { toStageId: 1, toTotalFen: 100, toCloseOn: '2026-08-15' }),
        change('moved', '2026-08-20T02:00Z', { fromStageId: 1, toStageId: 3, toTotalFen: 100 }),
        change('close_date', '2026-09-10T02:00Z', {
          fromCloseOn: '2026-08-15',
          toCloseOn: '2026-10-15',
          toTotalFen: 100,
        }),
        change('amount', '2026-09-20T02:00Z', { fromTotalFen: 100, toTotalFen: 900 }),
        change('moved', '2026-10-09T02:00Z', { fromStageId: 3, toStageId: 7, toTotalFen: 900 }),
      ]);
      const rows =
        await w.owner.execute(sql`select to_char(at at time zone 'Asia/Shanghai', 'MM-DD') as day, won, stage_id, total_fen::int, overdue_days, slips
        from app.deal_states(${deal.tenantId}, true, '2026-11-21T02:00Z'::timestamptz)`);
      expect(rows.map((row) => ({ ...row }))).toEqual([
        { day: '08-01', won: true, stage_id: 1, total_fen: 100, overdue_days: 0, slips: 0 },
        { day: '09-01', won: true, stage_id: 3, total_fen: 100, overdue_days: 17, slips: 0 },
        { day: '10-01', won: true, stage_id: 3, total_fen: 900, overdue_days: 0, slips: 1 },
      ]);
    }));

  it('stands on the configured rate until there is a model, and is seen with the deal', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account(), { stageId: 2 });
      expect(await readLearnt(w.manager, deal, { probability: 25 })).toMatchObject({
        rung: 'rates',
        percent: 25,
        deals: null,
      });
      const model = {
        id: newId(),
        made_at: w.manager.now,
        rung: 'stages',
        failures: ['error'],
        seed: 0,
        code: 'x',
        from_on: null,
        until_on: null,
        deals: 60,
        won: 30,
        snapshots: 90,
        model: { base: 0.5, stages: { 2: 0.4 }, measures: null, columns: [], learnt: null },
      };
      for (let times = 1; times <= 2; times++) {
        const kept = { ...model, id: newId() };
        const [row] = await w.owner.execute(
          sql`select app.keep_model(${deal.tenantId}, ${JSON.stringify(kept)}::jsonb) as version`,
        );
        expect(row?.version).toBe(times);
        await w.owner.execute(
          sql`select app.keep_scores(${deal.tenantId}, ${kept.id}, now(), ${JSON.stringify([{ id: deal.id, p: 0.4, why: [] }])}::jsonb)`,
        );
      }
      expect(await readLearnt(w.manager, deal, { probability: 25 })).toMatchObject({
        rung: 'stages',
        percent: 40,
        failures: ['error'],
        isScored: true,
      });
      expect(await readLearnt(w.stranger, deal, { probability: 25 })).toMatchObject({
        rung: 'rates',
        deals: null,
        isScored: false,
      });
    }));
});

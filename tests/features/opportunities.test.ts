import { and, eq, isNull, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignments,
  competitors,
  journal,
  opportunities,
  opportunityChanges,
  opportunityTotals,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { assignOpportunity } from '~/features/opportunities/commands/assign.server';
import { bulkUpdate } from '~/features/opportunities/commands/bulk.server';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { tickEvidence } from '~/features/opportunities/commands/evidence.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { deleteOpportunity, restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import { undoMove } from '~/features/opportunities/commands/undo-move.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { findNeighbours, listHistory } from '~/features/opportunities/detail.server';
import type { NewOpportunity } from '~/features/opportunities/input';
import { listBoard, listColumn } from '~/features/opportunities/list/board.server';
import { csvOf, xlsxOf } from '~/features/opportunities/list/export.server';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { readFigures, sumByStage } from '~/features/opportunities/list/sums.server';
import { getMoveChoice } from '~/features/opportunities/move-choice.server';
import {
  getOpportunity,
  listOpenOpportunitiesOf,
  listOpportunityOptions,
} from '~/features/opportunities/queries.server';
import { sorts } from '~/features/opportunities/rules';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const words = { t: translate('zh-CN'), locale: 'zh-CN' as const };

const ask = (ctx: Context, query = '') => readAsk(ctx, new URLSearchParams(query));
async function list(ctx: Context, query = '', more = {}) {
  const { filter, narrow, all } = await ask(ctx, query);
  return listOpportunities(ctx, filter, narrow, all, { sort: '-updated', ...more });
}
const ids = async (ctx: Context, query = '') => (await list(ctx, query)).rows.map(({ id }) => id);
async function sums(ctx: Context, query = '') {
  const { filter, narrow, all } = await ask(ctx, query);
  return sumByStage(ctx, filter, narrow, all);
}
async function csv(ctx: Context, query = '') {
  return new Response(csvOf(ctx, { ...(await ask(ctx, query)), sort: '-updated' }, words)).text();
}
const version = async (ctx: Context, id: string) => (await getOpportunity(ctx, id)).opportunity.version;
const draft = (accountId: string, more: Partial<NewOpportunity> = {}): NewOpportunity => ({
  id: newId(),
  accountId,
  title: '院区 5G 专网',
  offeringId: null,
  source: 'manager',
  oneOffFen: 100_00,
  monthlyFen: 10_00,
  months: 12,
  expectedCloseOn: '2026-12-25',
  nextStep: null,
  nextStepOn: null,
  ownerId: null,
  ...more,
});
const rival = async (w: World) => {
  const [row] = await w.owner
    .insert(competitors)
    .values({ id: newId(), tenantId: w.unit.zj.tenantId, name: `对手 ${newId()}` })
    .returning();
  return row!.id;
};
const changesOf = (w: World, id: string) =>
  w.owner.select().from(opportunityChanges).where(eq(opportunityChanges.opportunityId, id));

describe('who sees an opportunity', () => {
  it('its owner, their leads up to headquarters, nobody else', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      for (const ctx of [w.manager, w.lead, w.director, w.hq, w.admin]) expect(await ids(ctx)).toEqual([id]);
      for (const ctx of [w.stranger, w.strangerDirector, w.colleague, w.otherTeam, w.trainer, w.employee])
        expect(await ids(ctx)).toEqual([]);
    }));

  it('shows a stranger nothing in list, sums, figures, board, column, export, options and neighbours', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const row = await w.opportunity(account, {
        expectedCloseOn: '2026-11-25',
        lastActivityAt: new Date('2026-01-01'),
      });
      for (const ctx of [w.stranger, w.strangerDirector, w.colleague]) {
        for (const query of [
          '',
          'q=SD-WAN',
          'stuck=1',
          `owner=${w.manager.actor.personId}`,
          `unit=${w.unit.team.id}`,
        ]) {
          const { filter, narrow, all, stages } = await ask(ctx, query);
          expect(await ids(ctx, query)).toEqual([]);
          expect((await sums(ctx, query)).stages).toEqual([]);
          const board = await listBoard(
            ctx,
            filter,
            narrow,
            all,
            stages.map((s) => s.id),
          );
          expect(board.flatMap(({ rows }) => rows)).toEqual([]);
          expect((await listColumn(ctx, filter, narrow, all, 1, null)).rows).toEqual([]);
          expect(await readFigures(ctx, narrow, all)).toMatchObject({ closingCount: 0, wonCount: 0, stuck: 0 });
          expect((await csv(ctx, query)).trim().split('\r\n')).toHaveLength(1);
        }
        expect(await listOpenOpportunitiesOf(ctx, account.id)).toEqual([]);
        expect(await listOpportunityOptions(ctx, account.id)).toEqual([]);
        expect(await findNeighbours(ctx, row, 'shape=list')).toEqual({ previous: null, next: null });
        expect(await listHistory(ctx, row)).toEqual([]);
      }
    }));

  it('answers alike for what is unseen and what is not there', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      for (const wanted of [id, newId(), 'nonsense']) {
        await expect(getOpportunity(w.stranger, wanted)).rejects.toMatchObject(absent);
        await expect(getMoveChoice(w.stranger, wanted)).rejects.toMatchObject(absent);
        await expect(moveOpportunity(w.stranger, wanted, { to: 2, version: 1 })).rejects.toMatchObject(absent);
        await expect(updateOpportunity(w.stranger, wanted, { title: 'x', version: 1 })).rejects.toMatchObject(absent);
        await expect(deleteOpportunity(w.stranger, wanted, { version: 1 })).rejects.toMatchObject(absent);
        await expect(undoMove(w.stranger, wanted, { version: 1 })).rejects.toMatchObject(absent);
      }
    }));

  it('includes the account team, in sums too', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { id, totalFen } = await w.opportunity(account);
      const team = { tenantId: account.tenantId, unitId: account.unitId, accountId: account.id };
      await w.owner
        .insert(assignments)
        .values({
          ...team,
          id: newId(),
          ownerId: w.stranger.actor.personId,
          role: 'solution',
          during: '[2026-11-01,)',
        });
      expect(await ids(w.stranger)).toEqual([id]);
      expect((await sums(w.stranger)).stages).toMatchObject([{ stageId: 1, count: 1, totalFen }]);
    }));
});

describe('who may do what', () => {
  it('refuses roles without the verb and leaves everything as it was', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { id } = await w.opportunity(account);
      const service = await w.person({ unit: w.unit.zj, role: 'service_agent' });
      const evidence = { kind: 'quote_approved' as const, done: true, note: null, version: 1 };
      await expect(createOpportunity(service, draft(account.id))).rejects.toMatchObject(forbidden);
      await expect(moveOpportunity(service, id, { to: 2, version: 1 })).rejects.toMatchObject(forbidden);
      await expect(updateOpportunity(service, id, { title: 'x', version: 1 })).rejects.toMatchObject(forbidden);
      await expect(tickEvidence(service, id, evidence)).rejects.toMatchObject(forbidden);
      await expect(undoMove(service, id, { version: 1 })).rejects.toMatchObject(forbidden);
      await expect(deleteOpportunity(service, id, { version: 1 })).rejects.toMatchObject(forbidden);
      const mine = { ownerId: w.manager.actor.personId, version: 1 };
      await expect(assignOpportunity(w.manager, id, mine)).rejects.toMatchObject(forbidden);
      await expect(
        bulkUpdate(service, { ids: [id], change: 'stage', to: 2, reason: null, competitorId: null, note: null }),
      ).rejects.toMatchObject(forbidden);
      const [row] = await w.owner.select().from(opportunities).where(eq(opportunities.id, id));
      expect(row).toMatchObject({ version: 1, stageId: 1, deletedAt: null, evidence: {} });
      expect(await changesOf(w, id)).toEqual([]);
    }));

  it('does not create for an account out of sight, nor hand a deal to somebody who does not serve it', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const unseen = await createOpportunity(w.stranger, draft(account.id));
      expect(unseen).toMatchObject({ reason: 'invalid', fields: { accountId: 'error.choose' } });
      expect(await createOpportunity(w.stranger, draft(newId()))).toEqual(unseen);
      const { id } = await w.opportunity(account);
      const given = await assignOpportunity(w.lead, id, { ownerId: w.stranger.actor.personId, version: 1 });
      expect(given).toMatchObject({ reason: 'opportunity.owner_not_on_team' });
      expect(await assignOpportunity(w.lead, id, { ownerId: w.lead.actor.personId, version: 1 })).toMatchObject({
        ok: true,
      });
    }));
});

describe('a stage and its conditions', () => {
  it('refuses, says what is missing and where to fill it in, and moves once it is there', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { id } = await w.opportunity(account, { expectedCloseOn: null, oneOffFen: 0 });
      const refused = await moveOpportunity(w.manager, id, { to: 3, version: 1 });
      expect(refused).toMatchObject({
        reason: 'opportunity.criteria_missing',
        details: [
          { criterion: 'need_recorded', href: expect.stringContaining('/visits/new?account=') },
          { criterion: 'close_date_set', href: `/opportunities/${id}/edit?field=expectedCloseOn` },
          { criterion: 'amount_set', href: `/opportunities/${id}/edit?field=oneOffFen` },
          { criterion: 'decision_maker_known', href: expect.stringContaining(`/accounts/${account.id}/people`) },
        ],
      });
      expect(await changesOf(w, id)).toEqual([]);

      await w.need(account);
      await w.contact(account, { buyingRole: 'decision_maker' });
      await updateOpportunity(w.manager, id, { oneOffFen: 5_000_00, expectedCloseOn: '2026-12-01', version: 1 });
      expect(await moveOpportunity(w.manager, id, { to: 3, version: 2 })).toMatchObject({
        value: { direction: 'forward' },
      });
      const { opportunity } = await getOpportunity(w.manager, id);
      expect(opportunity).toMatchObject({ stageId: 3, probability: 40, stageEnteredAt: w.manager.now, version: 3 });
      expect((await changesOf(w, id)).map(({ kind }) => kind).sort()).toEqual(['amount', 'close_date', 'moved']);
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, id));
      expect(entries.map(({ event }) => event).sort()).toEqual(['opportunity.moved', 'opportunity.updated']);
    }));

  it('is undone by who made it, and not by anybody else', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.need(account);
      const { id } = await w.opportunity(account, { expectedCloseOn: '2026-12-01' });
      await moveOpportunity(w.manager, id, { to: 2, version: 1 });
      expect(await undoMove(w.lead, id, { version: 2 })).toMatchObject({ reason: 'opportunity.undo_too_late' });
      expect(await undoMove(w.manager, id, { version: 2 })).toMatchObject({ ok: true });
      expect((await getOpportunity(w.manager, id)).opportunity).toMatchObject({ stageId: 1, probability: 10 });
    }));

  it('keeps an estimate set by hand, closes with the day, the reason and the rival', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account(), { probability: 35 });
      const lose = (more: object) => moveOpportunity(w.manager, id, { to: 8, version: 1, reason: 'price', ...more });
      expect(await lose({})).toMatchObject({ reason: 'opportunity.competitor_required' });
      expect(await lose({ competitorId: newId() })).toMatchObject({ fields: { competitorId: 'error.choose' } });
      const competitorId = await rival(w);
      expect(await lose({ competitorId, note: '低 20%' })).toMatchObject({ ok: true });
      expect((await getOpportunity(w.manager, id)).opportunity).toMatchObject({
        stageType: 'lost',
        probability: 0,
        closedOn: '2026-11-21',
        closeReason: 'price',
        competitorId,
      });
    }));

  it('lets what a person vouches for be ticked and taken back', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      const tick = (done: boolean, at: number) =>
        tickEvidence(w.manager, id, { kind: 'contract_signed', done, note: 'HT-1', version: at });
      await tick(true, 1);
      const { evidence } = (await getOpportunity(w.manager, id)).opportunity;
      expect(evidence.contract_signed).toMatchObject({ by: w.manager.actor.personId, note: 'HT-1' });
      await tick(false, 2);
      expect((await getOpportunity(w.manager, id)).opportunity.evidence).toEqual({});
    }));
});

describe('writing', () => {
  it('tells the second of two people who changed what', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      await updateOpportunity(w.lead, id, { nextStep: '复核报价', version: 1 });
      for (const attempt of [
        () => updateOpportunity(w.manager, id, { nextStep: '我的', version: 1 }),
        () => moveOpportunity(w.manager, id, { to: 9, note: 'x', version: 1 }),
        () => deleteOpportunity(w.manager, id, { version: 1 }),
      ])
        expect(await attempt()).toMatchObject({ reason: 'stale', details: { who: '刘洋', fields: ['nextStep'] } });
      expect((await getOpportunity(w.manager, id)).opportunity.nextStep).toBe('复核报价');
    }));

  it('creates once when sent twice, and answers the same', () =>
    inWorld(async (w) => {
      const input = draft((await w.account()).id);
      const first = await createOpportunity(w.manager, input);
      expect(await createOpportunity(w.manager, input)).toEqual(first);
      expect(await ids(w.manager)).toEqual([input.id]);
      expect((await changesOf(w, input.id)).map(({ kind }) => kind)).toEqual(['created']);
      const { opportunity } = await getOpportunity(w.manager, input.id);
      expect(opportunity).toMatchObject({ totalFen: 220_00, stageId: 1, probability: 10, unitId: w.unit.team.id });
    }));

  it('counts a later close date as a slip, an earlier one not', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account(), { expectedCloseOn: '2026-12-01' });
      await updateOpportunity(w.manager, id, { expectedCloseOn: '2026-12-31', version: 1 });
      await updateOpportunity(w.manager, id, { expectedCloseOn: '2026-12-15', version: 2 });
      expect((await getOpportunity(w.manager, id)).opportunity.slips).toBe(1);
      expect((await list(w.manager, 'slipped=1')).rows).toHaveLength(1);
    }));

  it('goes into the recycle bin and comes back', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      await deleteOpportunity(w.manager, id, { version: 1 });
      expect(await deleteOpportunity(w.manager, id, { version: 1 })).toMatchObject({ ok: true });
      expect(await ids(w.manager)).toEqual([]);
      expect((await sums(w.manager)).stages.filter(({ count }) => count > 0)).toEqual([]);
      await expect(getOpportunity(w.manager, id)).rejects.toMatchObject(absent);
      await restoreOpportunity(w.manager, id);
      expect(await ids(w.manager)).toEqual([id]);
    }));

  it('changes many, and reports those that stayed', () =>
    inWorld(async (w) => {
      const [ready, bare] = [await w.account(), await w.account()];
      await w.need(ready);
      const good = await w.opportunity(ready, { expectedCloseOn: '2026-12-01' });
      const bad = await w.opportunity(bare);
      const unseen = await w.opportunity(await w.account({ owner: w.stranger }));
      const all = [good.id, bad.id, unseen.id];
      const stage = { ids: all, change: 'stage' as const, to: 2, reason: null, competitorId: null, note: null };
      expect(await bulkUpdate(w.manager, stage)).toMatchObject({
        value: { done: 1, refused: [{ id: bad.id, reason: 'opportunity.criteria_missing' }] },
      });
      await bulkUpdate(w.lead, { ids: all, change: 'close_date', expectedCloseOn: '2027-01-15' });
      const rows = await w.owner.select().from(opportunities).where(isNull(opportunities.deletedAt));
      const closing = (id: string) => rows.find((row) => row.id === id)?.expectedCloseOn;
      expect(all.map(closing)).toEqual(['2027-01-15', '2027-01-15', null]);
      await expect(
        bulkUpdate(w.manager, { ids: all, change: 'owner', ownerId: w.lead.actor.personId }),
      ).rejects.toMatchObject(forbidden);
    }));
});

describe('the list', () => {
  it('pages both ways by every sort, rows without a date last', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (let n = 0; n < 9; n++)
        await w.opportunity(account, {
          oneOffFen: (n % 4) * 1000_00,
          expectedCloseOn: n % 3 === 0 ? null : `2026-12-0${1 + (n % 3)}`,
          updatedAt: new Date(Date.UTC(2026, 10, 1 + (n % 5))),
        });
      for (const ctx of [w.manager, w.director])
        for (const sort of sorts) {
          const whole = (await list(ctx, '', { sort })).rows.map(({ id }) => id);
          expect(whole).toHaveLength(9);
          const walked: string[] = [];
          let after: string | null = null;
          let last = null;
          do {
            last = await list(ctx, '', { sort, after, limit: 2 });
            walked.push(...last.rows.map(({ id }) => id));
            after = last.after;
          } while (after);
          expect(walked).toEqual(whole);
          const back: string[] = last.rows.map(({ id }) => id);
          for (let before = last.before; before; ) {
            const page = await list(ctx, '', { sort, before, limit: 2 });
            back.unshift(...page.rows.map(({ id }) => id));
            before = page.before;
          }
          expect(back).toEqual(whole);
          if (sort.endsWith('close')) {
            const dates = (await list(ctx, '', { sort })).rows.map((row) => row.expectedCloseOn);
            expect(dates.slice(-3)).toEqual([null, null, null]);
          }
        }
    }));

  it('filters, and exports exactly what is filtered', () =>
    inWorld(async (w) => {
      const account = await w.account({ search: '杭城商业银行 hcsyyh' });
      const big = await w.opportunity(account, { title: '=HYPERLINK("x")', oneOffFen: 500_000_00, search: '大单' });
      const won = await w.opportunity(account, {
        stageId: 7,
        stageType: 'won',
        closedOn: '2026-11-02',
        probability: 100,
      });
      const stuck = await w.opportunity(account, {
        lastActivityAt: new Date('2026-09-01'),
        expectedCloseOn: '2026-11-01',
      });
      const expected: [string, string[]][] = [
        ['q=大单', [big.id]],
        ['min=20万', [big.id]],
        ['type=won&close=this_quarter', [won.id]],
        ['stuck=1', [stuck.id]],
        ['overdue=1', [stuck.id]],
        ['close=this_month&type=open', [stuck.id]],
        ['q=hcsyyh&stage=7', [won.id]],
        [`unit=${w.unit.hangzhou.id}&stage=7,8`, [won.id]],
        ['owner=me', []],
      ];
      for (const [query, found] of expected) {
        expect([query, await ids(w.director, query)]).toEqual([query, found]);
        const lines = (await csv(w.director, query)).trim().split('\r\n').slice(1);
        expect(lines).toHaveLength(found.length);
        for (const id of found) expect(lines.join()).toContain(id);
        expect((await sums(w.director, query)).stages.reduce((n, { count }) => n + count, 0)).toBe(found.length);
      }
      expect(await csv(w.director, 'min=20万')).toContain(`"'=HYPERLINK(""x"")"`);
      const workbook = await xlsxOf(w.director, { ...(await ask(w.director)), sort: '-amount' }, words);
      expect(workbook?.subarray(0, 2).toString()).toBe('PK');
    }));

  it('holds 20 cards a column, the largest first, and gives the next on asking', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (let n = 0; n < 23; n++) await w.opportunity(account, { oneOffFen: n * 100 });
      const { filter, narrow, all } = await ask(w.lead);
      const [first] = await listBoard(w.lead, filter, narrow, all, [1, 2]);
      expect(first?.rows).toHaveLength(20);
      expect(first?.rows[0]?.totalFen).toBe(2200);
      const rest = await listColumn(w.lead, filter, narrow, all, 1, first!.after);
      expect(rest.rows.map(({ totalFen }) => totalFen)).toEqual([200, 100, 0]);
      expect(rest.after).toBeNull();
    }));
});

it('keeps the totals equal to what a recount gives, whatever is done', () =>
  inWorld(async (w) => {
    const account = await w.account();
    await w.need(account);
    const rows = [await w.opportunity(account), await w.opportunity(account), await w.opportunity(account)];
    const step = fc.record({
      row: fc.nat(2),
      verb: fc.constantFrom('amount', 'date', 'hold', 'lose', 'reopen', 'delete', 'restore', 'probability'),
      n: fc.nat(1000),
    });
    const [steps] = fc.sample(fc.array(step, { minLength: 40, maxLength: 40 }), { numRuns: 1, seed: 7 });
    for (const { row, verb, n } of steps!) {
      const { id } = rows[row]!;
      const at = { version: await version(w.lead, id).catch(() => 0) };
      if (verb === 'restore') await restoreOpportunity(w.lead, id);
      else if (!at.version) continue;
      else if (verb === 'amount')
        await updateOpportunity(w.lead, id, { ...at, oneOffFen: n * 100, monthlyFen: n, months: n % 36 });
      else if (verb === 'probability') await updateOpportunity(w.lead, id, { ...at, probability: n % 101 });
      else if (verb === 'date')
        await updateOpportunity(w.lead, id, { ...at, expectedCloseOn: `2026-12-${10 + (n % 20)}` });
      else if (verb === 'hold') await moveOpportunity(w.lead, id, { ...at, to: 9, note: 'x' });
      else if (verb === 'lose') await moveOpportunity(w.lead, id, { ...at, to: 8, reason: 'budget_cut' });
      else if (verb === 'reopen') await moveOpportunity(w.lead, id, { ...at, to: 1, note: 'x' });
      else await deleteOpportunity(w.lead, id, at);
    }
    const kept = await w.owner
      .select()
      .from(opportunityTotals)
      .where(and(eq(opportunityTotals.unitId, account.unitId), sql`count <> 0`));
    const counted = await w.owner
      .select({
        stageId: opportunities.stageId,
        count: sql<number>`count(*)::bigint`,
        totalFen: sql<number>`sum(total_fen)::bigint`,
        weightedFen: sql<number>`sum(total_fen * probability / 100)::bigint`,
      })
      .from(opportunities)
      .where(and(eq(opportunities.unitId, account.unitId), isNull(opportunities.deletedAt)))
      .groupBy(opportunities.stageId);
    const plain = (list: { stageId: number; count: number; totalFen: number; weightedFen: number }[]) =>
      list
        .map(({ stageId, count, totalFen, weightedFen }) => [
          stageId,
          Number(count),
          Number(totalFen),
          Number(weightedFen),
        ])
        .sort();
    expect(plain(kept)).toEqual(plain(counted));
    expect(plain((await sums(w.lead)).stages.filter(({ count }) => count))).toEqual(plain(counted));
  }));

import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { competitors, opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { listNotices } from '~/features/notices/queries.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { undoMove } from '~/features/opportunities/commands/undo-move.server';
import { listOutcomeDeals, listOutcomes, listRetries } from '~/features/outcomes/queries.server';
import { type OutcomeFilters, sumOf } from '~/features/outcomes/rules';
import { inWorld, type World } from '../support/world';

const all: OutcomeFilters = { span: 'year', by: 'reason', only: {} };
const rows = (ctx: Context, filters: Partial<OutcomeFilters> = {}, industries: string[] | null = null) =>
  listOutcomes(ctx, { ...all, ...filters }, industries);

/** Two won and two lost of the manager at a factory and a bank, one lost of the stranger, one long ago. */
async function arrange(w: World) {
  const factory = await w.account({ name: '工厂', industry: '34' });
  const bank = await w.account({ name: '银行', industry: '66' });
  const theirs = await w.account({ owner: w.stranger, name: '别家' });
  const [rival] = await w.owner.insert(competitors).values({ id: newId(), name: '对手甲' }).returning();
  const closed = (
    account: typeof factory,
    type: 'won' | 'lost',
    closeReason: 'price' | 'service',
    oneOffFen: number,
    more = {},
  ) =>
    w.opportunity(account, {
      stageId: type === 'won' ? 7 : 8,
      stageType: type,
      closedOn: '2026-11-02',
      closeReason,
      oneOffFen,
      ...more,
    });
  await closed(factory, 'won', 'service', 100);
  await closed(factory, 'lost', 'price', 40, { competitorId: rival!.id, retryOn: '2026-11-20' });
  await closed(bank, 'won', 'price', 7);
  await closed(bank, 'lost', 'service', 3, { retryOn: '2027-02-01' });
  await closed(theirs, 'lost', 'price', 900, { retryOn: '2026-11-20' });
  await closed(factory, 'lost', 'price', 5000, { closedOn: '2024-05-05' });
  return { rival: rival! };
}

describe('wins and losses', () => {
  it('add up by reason, industry and competitor, for what one sees', () =>
    inWorld(async (w) => {
      const { rival } = await arrange(w);
      for (const ctx of [w.manager, w.lead, w.director]) {
        const byReason = new Map((await rows(ctx)).map((row) => [row.key, row]));
        expect(byReason.get('price')).toEqual({ key: 'price', won: 1, wonFen: 7, lost: 1, lostFen: 40 });
        expect(byReason.get('service')).toEqual({ key: 'service', won: 1, wonFen: 100, lost: 1, lostFen: 3 });
        for (const by of ['line', 'industry', 'competitor'] as const)
          expect(sumOf(await rows(ctx, { by }))).toEqual({ won: 2, wonFen: 107, lost: 2, lostFen: 43 });
      }
      expect(sumOf(await rows(w.strangerDirector))).toEqual({ won: 0, wonFen: 0, lost: 1, lostFen: 900 });
      expect(sumOf(await rows(w.hq))).toMatchObject({ lost: 3, lostFen: 943 });
      for (const ctx of [w.colleague, w.employee, w.trainer]) expect(await rows(ctx)).toEqual([]);
      expect(await rows(w.manager, { only: { competitor: rival.id } })).toEqual([
        { key: 'price', won: 0, wonFen: 0, lost: 1, lostFen: 40 },
      ]);
      expect(sumOf(await rows(w.manager, { only: { industry: 'C' } }, ['C', '34']))).toEqual({
        won: 1,
        wonFen: 100,
        lost: 1,
        lostFen: 40,
      });
      expect(sumOf(await rows(w.manager, { only: { competitor: 'none', reason: 'price' } }))).toMatchObject({
        won: 1,
        lost: 0,
      });
    }));

  it('open into the deals behind them', () =>
    inWorld(async (w) => {
      await arrange(w);
      const deals = await listOutcomeDeals(w.manager, { ...all, only: { reason: 'price' } }, null, null);
      expect(deals.rows.map((deal) => deal.totalFen).sort()).toEqual([40, 7]);
      expect(deals.rows.find((deal) => deal.type === 'lost')).toMatchObject({
        competitorName: '对手甲',
        accountName: '工厂',
      });
      expect((await listOutcomeDeals(w.colleague, all, null, null)).rows).toEqual([]);
    }));

  it('list what is due for another try, and tell its owner once', () =>
    inWorld(async (w) => {
      await arrange(w);
      expect((await listRetries(w.manager, null)).rows.map((deal) => deal.retryOn)).toEqual([
        '2026-11-20',
        '2027-02-01',
      ]);
      expect((await listRetries(w.strangerDirector, null)).rows).toHaveLength(1);
      expect((await listRetries(w.colleague, null)).rows).toEqual([]);
      const tell = () =>
        w.owner.execute<{ n: number }>(
          sql`select app.add_retry_notices('2026-11-23', ${w.manager.now.toISOString()}::timestamptz) as n`,
        );
      expect([...(await tell())][0]?.n).toBe(2);
      expect([...(await tell())][0]?.n).toBe(0);
      const told = await listNotices(w.manager, 'all', null);
      expect(told.rows).toMatchObject([{ kind: 'deal_retry', subject: 'opportunity', dueOn: '2026-11-20' }]);
    }));
});

describe('closing a deal', () => {
  it('keeps the second level, the gap, the lesson and the next try; opening it again takes them back', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const [rival] = await w.owner.insert(competitors).values({ id: newId(), name: '对手乙' }).returning();
      const deal = await w.opportunity(account);
      const said = {
        detail: 'quote_higher',
        priceGapFen: 50_00,
        priceGapPercent: 3.5,
        doAgain: '早点报价',
        retryOn: '2027-06-01',
      };
      const lost = await moveOpportunity(w.manager, deal.id, {
        version: 1,
        to: 8,
        reason: 'price',
        competitorId: rival!.id,
        ...said,
      });
      expect(lost).toMatchObject({ ok: true });
      const row = async () => (await w.owner.select().from(opportunities).where(eq(opportunities.id, deal.id)))[0];
      expect(await row()).toMatchObject({
        closeDetail: 'quote_higher',
        priceGapFen: 50_00,
        priceGapBp: 350,
        doAgain: '早点报价',
        retryOn: '2027-06-01',
      });
      expect(await undoMove(w.manager, deal.id, { version: 2 })).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({
        closeDetail: null,
        priceGapFen: null,
        priceGapBp: null,
        doAgain: null,
        retryOn: null,
      });
    }));

  it('reopened by mistake is closed again with all that was said', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      const row = async () => (await w.owner.select().from(opportunities).where(eq(opportunities.id, id)))[0]!;
      const competitorName = `对手 ${newId()}`;
      const lost = { to: 8, reason: 'price' as const, note: '低两成', competitorName, retryOn: '2027-06-01' };
      expect(await moveOpportunity(w.manager, id, { version: 1, ...lost })).toMatchObject({ ok: true });
      const { version: _, updatedAt: __, ...closed } = await row();
      expect(await moveOpportunity(w.manager, id, { version: 2, to: 1, note: '客户回头' })).toMatchObject({ ok: true });
      expect(await undoMove(w.manager, id, { version: 3 })).toMatchObject({ ok: true, value: { to: 8 } });
      expect(await row()).toMatchObject({ ...closed, stageType: 'lost', closeNote: '低两成', retryOn: '2027-06-01' });
      expect(await undoMove(w.manager, id, { version: 4 })).toMatchObject({ reason: 'opportunity.undo_too_late' });
    }));
});

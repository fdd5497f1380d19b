import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { largestFen } from '~/core/money';
import { bulkUpdate } from '~/features/opportunities/commands/bulk.server';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { opportunityInput } from '~/features/opportunities/input';
import { inWorld, type World } from '../support/world';

const create = async (ctx: Context, accountId: string, more: Record<string, string> = {}) => {
  const form = { id: newId(), accountId, title: '超大项目', oneOffFen: '100', monthlyFen: '', months: '', ...more };
  const input = checkInput(form, opportunityInput);
  return input.ok ? createOpportunity(ctx, input.value) : input;
};
const rowOf = async (w: World, id: string) =>
  (await w.owner.select().from(opportunities).where(eq(opportunities.id, id)))[0]!;

describe('amounts that run over', () => {
  it('are refused at their field, singly and multiplied by months, and nothing is stored', () =>
    inWorld(async (w) => {
      const { id } = await w.account();
      const yuan = String(largestFen / 100);
      expect(await create(w.manager, id, { oneOffFen: `${yuan}0` })).toMatchObject({
        fields: { oneOffFen: 'error.money' },
      });
      expect(await create(w.manager, id, { oneOffFen: yuan, monthlyFen: yuan, months: '600' })).toMatchObject({
        fields: { monthlyFen: 'opportunity.too_large' },
      });
      expect(
        await create(w.manager, id, { oneOffFen: '1', monthlyFen: String(largestFen / 200), months: '2' }),
      ).toEqual(expect.objectContaining({ ok: false, fields: { monthlyFen: 'opportunity.too_large' } }));
      expect(await w.owner.select().from(opportunities).where(eq(opportunities.accountId, id))).toEqual([]);
    }));

  it('are refused where one of the factors grows later', () =>
    inWorld(async (w) => {
      const half = largestFen / 2;
      const { id } = await w.opportunity(await w.account(), { oneOffFen: half, monthlyFen: half, months: 1 });
      for (const change of [{ months: 2 }, { oneOffFen: half + 1 }, { monthlyFen: half + 1 }])
        expect(await updateOpportunity(w.manager, id, { ...change, version: 1 })).toMatchObject({
          reason: 'invalid',
          fields: { monthlyFen: 'opportunity.too_large' },
        });
      expect(await rowOf(w, id)).toMatchObject({ totalFen: largestFen, version: 1 });
    }));

  it('at the limit add up to the last fen in every kept total', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (let n = 0; n < 3; n++)
        expect(await create(w.manager, account.id, { oneOffFen: String(largestFen / 100) })).toMatchObject({
          ok: true,
        });
      const [kept] = [
        ...(await w.owner.execute<{ total: string; weighted: string }>(sql`
          select sum(total_fen)::text as total, sum(weighted_fen)::text as weighted from opportunity_totals where tenant_id = ${account.tenantId}`)),
      ];
      expect(kept).toEqual({
        total: String(3n * BigInt(largestFen)),
        weighted: String((3n * BigInt(largestFen)) / 10n),
      });
    }));
});

describe('a close date in the past', () => {
  it('is refused for a new deal; today is not past', () =>
    inWorld(async (w) => {
      const { id } = await w.account();
      for (const expectedCloseOn of ['2026-11-20', '1999-01-01'])
        expect(await create(w.manager, id, { expectedCloseOn })).toMatchObject({
          fields: { expectedCloseOn: 'opportunity.close_past' },
        });
      expect(await create(w.manager, id, { expectedCloseOn: '2026-11-21' })).toMatchObject({ ok: true });
      expect(await create(w.manager, id, { expectedCloseOn: '2026-02-30' })).toMatchObject({
        fields: { expectedCloseOn: 'error.day' },
      });
    }));

  it('stays where time has passed it, while the rest is edited, and is not set anew', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account(), { expectedCloseOn: '2026-10-01' });
      expect(
        await updateOpportunity(w.manager, id, { expectedCloseOn: '2026-10-01', nextStep: '催合同', version: 1 }),
      ).toMatchObject({ ok: true });
      expect(await updateOpportunity(w.manager, id, { expectedCloseOn: '2026-11-01', version: 2 })).toMatchObject({
        fields: { expectedCloseOn: 'opportunity.close_past' },
      });
      expect(await rowOf(w, id)).toMatchObject({ expectedCloseOn: '2026-10-01', nextStep: '催合同', slips: 0 });
    }));

  it('is corrected freely on a deal that is closed', () =>
    inWorld(async (w) => {
      const closed = { stageId: 8, stageType: 'lost' as const, closedOn: '2026-11-01', expectedCloseOn: '2026-10-30' };
      const { id } = await w.opportunity(await w.account(), closed);
      expect(await updateOpportunity(w.manager, id, { expectedCloseOn: '2026-10-15', version: 1 })).toMatchObject({
        ok: true,
      });
    }));

  it('moves none of many', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account(), { expectedCloseOn: '2026-12-01' });
      const result = await bulkUpdate(w.lead, { change: 'close_date', ids: [id], expectedCloseOn: '2026-11-01' });
      expect(result).toMatchObject({
        ok: true,
        value: { done: 0, refused: [{ id, reason: 'opportunity.close_past' }] },
      });
      expect((await rowOf(w, id)).expectedCloseOn).toBe('2026-12-01');
    }));
});

import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { offerings, promotions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Result } from '~/core/result';
import { createPromotion, endPromotion, updatePromotion } from '~/features/promotions/commands.server';
import { newPromotionInput, promotionEdit } from '~/features/promotions/input';
import { getPromotion, listLivePromotions, listPromotions } from '~/features/promotions/queries.server';
import { inWorld } from '../support/world';

const typed = (more: Record<string, unknown> = {}) => ({
  name: '开门红', startsOn: '2026-11-01', endsOn: '2026-12-31', effect: 'percent_monthly', amount: '12.5', budgetKind: 'amount', budget: '5万', ...more,
}); // biome-ignore format: as typed
const fresh = (more: Record<string, unknown> = {}) =>
  newPromotionInput.parse({ id: newId(), code: `P-${newId()}`, ...typed(more) });
const unwrap = <T>(result: Result<T>) => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};
const seen = async (ctx: Context, id: string, show: 'now' | 'over' = 'now') =>
  (await listPromotions(ctx, '2026-11-21', show, null)).rows.some(({ promotion }) => promotion.id === id);

describe('a promotion', () => {
  it('is made and edited by who answers for products in the company it belongs to, once', () =>
    inWorld(async (w) => {
      const input = fresh();
      for (const ctx of [w.manager, w.lead, w.trainer])
        await expect(createPromotion(ctx, input)).rejects.toMatchObject({ init: { status: 403 } });
      await expect(createPromotion(w.admin, { ...input, reach: 'group' })).rejects.toMatchObject({
        init: { status: 403 },
      });
      unwrap(await createPromotion(w.admin, input));
      unwrap(await createPromotion(w.admin, input)); // sent twice
      expect(await createPromotion(w.admin, { ...input, id: newId() })).toMatchObject({
        fields: { code: 'offering.code_taken' },
      });
      expect(await getPromotion(w.manager, input.id)).toMatchObject({ amount: 1250, budget: 5_000_000, usedFen: 0 });
      expect([await seen(w.manager, input.id), await seen(w.stranger, input.id)]).toEqual([true, false]);
      await expect(getPromotion(w.stranger, input.id)).rejects.toMatchObject({ init: { status: 404 } });
      const other = await w.person({ unit: w.unit.gd, role: 'product_manager' });
      const change = promotionEdit.parse({ version: '1', ...typed({ name: '开门红二' }) });
      await expect(updatePromotion(other, input.id, change)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(updatePromotion(w.manager, input.id, change)).rejects.toMatchObject({ init: { status: 403 } });
      unwrap(await updatePromotion(w.admin, input.id, change));
      expect(await updatePromotion(w.admin, input.id, change)).toMatchObject({ reason: 'stale' });
    }));

  it('keeps what it gives once a customer has it, and is ended before its day', () =>
    inWorld(async (w) => {
      const input = fresh();
      unwrap(await createPromotion(w.admin, input));
      await w.owner.update(promotions).set({ usedCount: 1, usedFen: 3_000_000 }).where(eq(promotions.id, input.id));
      const change = (more: Record<string, unknown>) =>
        updatePromotion(w.admin, input.id, promotionEdit.parse({ version: '1', ...typed(more) }));
      expect(await change({ amount: '10' })).toMatchObject({ fields: { amount: 'promotion.rule_kept' } });
      expect(await change({ line: 'internet' })).toMatchObject({ fields: { line: 'promotion.rule_kept' } });
      expect(await change({ budget: '2万' })).toMatchObject({ fields: { budget: 'promotion.below_used' } });
      expect(await change({ budget: '3万', endsOn: '2027-01-31' })).toMatchObject({ ok: true });
      await expect(endPromotion(w.manager, input.id, 2)).rejects.toMatchObject({ init: { status: 403 } });
      expect(await endPromotion(w.admin, input.id, 1)).toMatchObject({ reason: 'stale' });
      unwrap(await endPromotion(w.admin, input.id, 2));
      unwrap(await endPromotion(w.admin, input.id, 2)); // sent twice
      expect([await seen(w.admin, input.id), await seen(w.admin, input.id, 'over')]).toEqual([false, true]);
      expect((await listLivePromotions(w.admin, '2026-11-21')).some(({ id }) => id === input.id)).toBe(false);
    }));

  it('is on offerings of its company or the group only', () =>
    inWorld(async (w) => {
      const foreign = {
        id: newId(),
        code: `F-${newId()}`,
        name: '别省',
        line: 'internet' as const,
        tenantId: w.unit.gd.tenantId,
      };
      await w.owner.insert(offerings).values(foreign);
      expect(await createPromotion(w.admin, fresh({ offeringId: foreign.id }))).toMatchObject({
        fields: { offeringId: 'bundle.part_not_ours' },
      });
      expect(await createPromotion(w.admin, fresh({ purchase: 'repeat', heldOfferingId: foreign.id }))).toMatchObject({
        fields: { heldOfferingId: 'bundle.part_not_ours' },
      });
    }));

  it('is refused as typed where it makes no sense', () => {
    const wrong = (more: Record<string, unknown>) =>
      promotionEdit
        .safeParse({ version: '1', ...typed(more) })
        .error?.issues.map(({ path, message }) => `${path} ${message}`);
    expect(wrong({ amount: '200' })).toEqual(['amount promotion.percent_range']);
    expect(wrong({ amount: '-3' })).toEqual(['amount promotion.percent_range']);
    expect(wrong({ effect: 'free_months', amount: '61' })).toEqual(['amount promotion.months_range']);
    expect(wrong({ effect: 'fixed_one_off', amount: '0' })).toEqual(['amount promotion.amount_needed']);
    expect(wrong({ endsOn: '2026-10-31' })).toEqual(['endsOn promotion.days_order']);
    expect(wrong({ budget: '' })).toEqual(['budget promotion.budget_needed']);
    expect(wrong({ purchase: 'first' })).toEqual(['heldOfferingId promotion.held_needed']);
    expect(wrong({ line: 'internet', offeringId: newId() })).toEqual(['offeringId promotion.on_one']);
    expect(wrong({})).toBeUndefined();
  });
});

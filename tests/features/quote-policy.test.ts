import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { authorityMatrices, feasibilityRules } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { addRule, publishMatrix, retireRule } from '~/features/quotes/commands/policy.server';
import { currentMatrix, listFeasibilityRules } from '~/features/quotes/queries/policy.server';
import { inWorld } from '../support/world';

const rule = () => ({
  id: newId(),
  technology: 'fibre' as const,
  divisions: ['3301'],
  verdict: 'yes' as const,
  leadDays: 9,
  reason: '城区已覆盖',
  reasonEn: null,
});
const matrix = (revision: number) => ({
  id: newId(),
  revision,
  hours: 4,
  rules: [
    { level: 'account_manager' as const, line: null, fromMonths: 0, maxDiscountBp: 100, minMarginBp: null, maxTotalFen: null },
  ], // biome-ignore format: one rule
});
const reasons = async (ctx: Context) =>
  (await listFeasibilityRules(ctx, ctx.actor.tenantId)).filter(({ tenantId }) => tenantId).map(({ reason }) => reason);

describe('the rules of quotes', () => {
  it('are kept by product managers and administrators, for their own company', () =>
    inWorld(async (w) => {
      const mine = rule();
      for (const ctx of [w.manager, w.director, w.employee])
        await expect(addRule(ctx, mine)).rejects.toMatchObject({ init: { status: 403 } });
      const product = await w.person({ role: 'product_manager', unit: w.unit.zj });
      expect(await addRule(product, mine)).toMatchObject({ ok: true });
      expect(await addRule(product, mine)).toMatchObject({ ok: true }); // sent twice
      expect([await reasons(w.manager), await reasons(w.stranger)]).toEqual([['城区已覆盖'], []]);
      expect(await w.employee.db.select().from(feasibilityRules)).toEqual([]);
      const other = await w.person({ role: 'product_manager', unit: w.unit.gd });
      expect(await retireRule(other, mine.id)).toMatchObject({ ok: true });
      expect(await reasons(w.manager)).toEqual(['城区已覆盖']);
      await retireRule(w.admin, mine.id);
      expect(await reasons(w.manager)).toEqual([]);
    }));

  it('say who may allow what, version by version', () =>
    inWorld(async (w) => {
      expect((await currentMatrix(w.manager, w.manager.actor.tenantId))?.tenantId).toBeNull();
      await expect(publishMatrix(w.lead, matrix(1))).rejects.toMatchObject({ init: { status: 403 } });
      expect(await publishMatrix(w.admin, matrix(1))).toEqual({ ok: true, value: { revision: 1 } });
      expect(await publishMatrix(w.admin, matrix(1))).toMatchObject({ reason: 'quote_policy.published_meanwhile' });
      expect(await publishMatrix(w.admin, matrix(2))).toMatchObject({ ok: true });
      expect(await currentMatrix(w.manager, w.manager.actor.tenantId)).toMatchObject({ revision: 2, hours: 4 });
      expect((await currentMatrix(w.stranger, w.stranger.actor.tenantId))?.tenantId).toBeNull();
      const kept = eq(authorityMatrices.tenantId, w.manager.actor.tenantId);
      expect(await w.owner.select().from(authorityMatrices).where(kept)).toHaveLength(2);
    }));
});

import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { bundleComponents, bundles, offeringPrices, offerings, promotions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { getBundle, listBundles } from '~/features/bundles/queries.server';
import { priceChoice } from '~/features/bundles/quote';
import { listPrices } from '~/features/offerings/queries.server';
import { inWorld, type World } from '../support/world';

const day = '2026-11-21';

async function aBundle(w: World, tenantId: number | null) {
  const offering = { id: newId(), code: `T-${newId()}`, name: 'Ka 备份', line: 'satellite' as const };
  const inner = {
    id: newId(),
    code: `B-${newId()}`,
    name: '内',
    priceRule: { kind: 'percent', basisPoints: 0, on: 'all' } as const,
  };
  const outer = {
    ...inner,
    id: newId(),
    code: `B-${newId()}`,
    name: '外',
    priceRule: { ...inner.priceRule, basisPoints: 1000 },
  };
  await w.owner.insert(offerings).values(offering);
  await w.owner.insert(offeringPrices).values({
    id: newId(), offeringId: offering.id, code: 'm', name: '月租', kind: 'recurring', period: 'month', amountFen: 999, taxPercent: 6,
    validFrom: '2026-01-01', approvedAt: w.manager.now,
  }); // biome-ignore format: one row
  await w.owner.insert(bundles).values([inner, outer].map((one) => ({ ...one, tenantId, state: 'launched' as const })));
  const part = { tenantId, position: 0, least: 0, most: 3, usual: 1 };
  const inside = { ...part, id: newId(), bundleId: inner.id, offeringId: offering.id };
  const nested = { ...part, id: newId(), bundleId: outer.id, nestedId: inner.id };
  await w.owner.insert(bundleComponents).values(inside);
  await w.owner.insert(bundleComponents).values(nested);
  return { inner, outer, offering, inside, nested };
}

describe('a bundle', () => {
  it('is seen by its company, with what lies within and what it costs', () =>
    inWorld(async (w) => {
      const made = await aBundle(w, w.unit.zj.tenantId);
      const { shape } = await getBundle(w.manager, made.outer.id);
      expect(shape.components[0]?.nested?.components[0]?.offeringId).toBe(made.offering.id);
      const prices = await listPrices(w.manager, [made.offering.id], day);
      const choice = { sites: [{ name: '1', quantities: { [made.nested.id]: 1, [made.inside.id]: 2 } }] };
      expect(priceChoice(shape, choice, prices)).toMatchObject({ list: { month: 1998 }, own: { month: 1798 } });
      const seen = async (ctx: Context) => (await listBundles(ctx)).filter(({ id }) => id === made.outer.id).length;
      expect([await seen(w.manager), await seen(w.stranger)]).toEqual([1, 0]);
      await expect(getBundle(w.stranger, made.outer.id)).rejects.toMatchObject({ init: { status: 404 } });
    }));

  it('never holds itself', () =>
    inWorld(async (w) => {
      const { inner, outer } = await aBundle(w, null);
      const round = { id: newId(), bundleId: inner.id, nestedId: outer.id, position: 1, least: 0, most: 1, usual: 0 };
      await expect(w.owner.insert(bundleComponents).values(round)).rejects.toMatchObject({ cause: { code: '23514' } });
    }));
});

describe('the budget of a promotion', () => {
  it('is spent once for a source, by sellers, while it lasts', () =>
    inWorld(async (w) => {
      const row = {
        id: newId(), code: `P-${newId()}`, name: '双十一', startsOn: '2026-01-01', endsOn: '2099-12-31',
        budgetKind: 'amount' as const, budget: 1000, effect: 'percent_monthly' as const, amount: 1000,
      }; // biome-ignore format: one row
      await w.owner.insert(promotions).values(row);
      const take = (who: Context, source: string, fen: number) =>
        inTransaction(who, async ({ db }) => {
          const [answer] = await db.execute<{ ok: boolean }>(
            sql`select app.take_promotion(${row.id}, ${source}, ${fen}) as ok`,
          );
          return answer?.ok;
        });
      const [first, second] = [newId(), newId()];
      expect([await take(w.manager, first, 600), await take(w.manager, first, 600)]).toEqual([true, true]);
      expect([await take(w.manager, second, 600), await take(w.stranger, second, 400)]).toEqual([false, true]);
      expect(await take(w.employee, newId(), 0)).toBe(false);
      const [left] = await w.owner.select().from(promotions).where(sql`id = ${row.id}`);
      expect(left).toMatchObject({ usedCount: 2, usedFen: 1000 });
    }));
});

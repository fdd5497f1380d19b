import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { bundleComponents, bundles, offeringPrices, offerings, promotions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Result } from '~/core/result';
import { createBundle, updateBundle } from '~/features/bundles/commands.server';
import { bundleEdit, newBundleInput } from '~/features/bundles/input';
import { getBundle, listBundles } from '~/features/bundles/queries.server';
import { priceChoice } from '~/features/bundles/quote';
import { newSpecificationInput, specificationEdit } from '~/features/offerings/input';
import { listPrices } from '~/features/offerings/queries.server';
import {
  createSpecification,
  readSpecifications,
  updateSpecification,
} from '~/features/offerings/specifications.server';
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

const edit = (more: Record<string, unknown> = {}) =>
  newBundleInput.parse({
    id: newId(),
    code: `N-${newId()}`,
    name: '门店组合',
    rule: 'percent',
    percentOff: '5',
    ...more,
  });
const unwrap = <T>(result: Result<T>) => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

describe('making and editing a bundle', () => {
  it('is for those who answer for products, of the company that owns it', () =>
    inWorld(async (w) => {
      const input = edit();
      await expect(createBundle(w.manager, input)).rejects.toMatchObject({ init: { status: 403 } });
      await expect(createBundle(w.admin, { ...input, reach: 'group' })).rejects.toMatchObject({
        init: { status: 403 },
      });
      expect(await createBundle(w.admin, input)).toMatchObject({ ok: true });
      expect(await createBundle(w.admin, input)).toMatchObject({ ok: true }); // sent twice
      expect(await createBundle(w.admin, { ...input, id: newId() })).toMatchObject({
        fields: { code: 'offering.code_taken' },
      });
      const change = bundleEdit.parse({ version: '1', name: '改名', rule: 'percent' });
      await expect(updateBundle(w.manager, input.id, change)).rejects.toMatchObject({ init: { status: 403 } });
      const other = await w.person({ unit: w.unit.gd, role: 'product_manager' });
      await expect(updateBundle(other, input.id, change)).rejects.toMatchObject({ init: { status: 404 } });
      unwrap(await updateBundle(w.admin, input.id, change));
      expect(await updateBundle(w.admin, input.id, change)).toMatchObject({ ok: false, reason: 'stale' });
      expect((await getBundle(w.admin, input.id)).bundle).toMatchObject({ name: '改名', version: 2 });
    }));

  it('keeps its parts and rules, and names the way of a circle', () =>
    inWorld(async (w) => {
      const pm = await w.person({ unit: w.unit.zj, role: 'product_manager' });
      const { outer, inner, offering } = await aBundle(w, pm.actor.tenantId);
      const [one, two] = [newId(), newId()];
      const input = edit({
        components: [
          { id: one, part: `o:${offering.id}`, least: '1', most: '2', usual: '1' },
          { id: two, part: `b:${outer.id}`, least: '0', most: '1', usual: '0' },
        ],
        constraints: [{ componentId: one, otherId: two, kind: 'requires', reach: 'any' }],
      });
      unwrap(await createBundle(pm, input));
      const { shape } = await getBundle(pm, input.id);
      expect(shape.components.map(({ id }) => id)).toEqual([one, two]);
      expect(shape.constraints).toMatchObject([{ componentId: one, otherId: two, reach: 'any' }]);
      const round = bundleEdit.parse({
        version: '1', name: '内', rule: 'percent',
        components: [{ id: newId(), part: `b:${input.id}`, least: '0', most: '1' }],
      }); // biome-ignore format: as typed
      expect(await updateBundle(pm, inner.id, round)).toMatchObject({
        reason: 'bundle.circle',
        params: { way: '内 → 门店组合 → 外 → 内' },
        fields: { 'components.0.part': 'bundle.circle' },
      });
      const gone = bundleEdit.parse({
        version: '1', name: '内', rule: 'percent',
        components: [{ id: newId(), part: `o:${newId()}`, least: '0', most: '1' }],
      }); // biome-ignore format: as typed
      expect(await updateBundle(pm, inner.id, gone)).toMatchObject({
        fields: { 'components.0.part': 'bundle.part_not_ours' },
      });
    }));

  it('never takes the component of another bundle', () =>
    inWorld(async (w) => {
      const pm = await w.person({ unit: w.unit.zj, role: 'product_manager' });
      const { inside, offering } = await aBundle(w, pm.actor.tenantId);
      const input = edit({ components: [{ id: inside.id, part: `o:${offering.id}`, least: '0', most: '1' }] });
      expect(await createBundle(pm, input)).toMatchObject({ fields: { 'components.0.part': 'error.choose' } });
    }));
});

describe('a kind of product', () => {
  it('is made and edited by those who answer for it, once and not over another change', () =>
    inWorld(async (w) => {
      const input = newSpecificationInput.parse({
        id: newId(),
        code: `S-${newId()}`,
        name: '工业专网',
        line: 'mobile',
      });
      await expect(createSpecification(w.manager, input)).rejects.toMatchObject({ init: { status: 403 } });
      unwrap(await createSpecification(w.admin, input));
      unwrap(await createSpecification(w.admin, input)); // sent twice
      const change = specificationEdit.parse({ version: '1', name: '园区专网', line: 'mobile' });
      unwrap(await updateSpecification(w.admin, input.id, change));
      expect(await updateSpecification(w.admin, input.id, change)).toMatchObject({ reason: 'stale' });
      const other = await w.person({ unit: w.unit.gd, role: 'product_manager' });
      await expect(updateSpecification(other, input.id, change)).rejects.toMatchObject({ init: { status: 404 } });
      expect((await readSpecifications(w.admin)).find(({ id }) => id === input.id)).toMatchObject({
        name: '园区专网',
        offerings: 0,
      });
      await w.owner
        .insert(offerings)
        .values({ id: newId(), code: `T-${newId()}`, name: '园区专网 1', line: 'mobile', specificationId: input.id });
      expect((await readSpecifications(w.admin)).find(({ id }) => id === input.id)?.offerings).toBe(1);
    }));
});

import { describe, expect, it } from 'vitest';
import { offeringPrices, offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { readCursor } from '~/core/paging';
import { findOfferings, listPrices } from '~/features/offerings/queries.server';
import { offeringSearchText } from '~/features/offerings/search-text.server';
import { inWorld, type World } from '../support/world';

type Given<T extends { $inferInsert: object }> = Partial<T['$inferInsert']>;

async function anOffering(w: World, given: Given<typeof offerings> = {}) {
  const row = {
    id: newId(),
    tenantId: null,
    code: `T-${newId()}`,
    name: '测试专线',
    line: 'internet' as const,
    ...given,
  };
  const search = offeringSearchText({ nameEn: null, ...row });
  return (
    await w.owner
      .insert(offerings)
      .values({ ...row, search })
      .returning()
  )[0]!;
}

async function aPrice(
  w: World,
  offering: { id: string; tenantId: number | null },
  given: Given<typeof offeringPrices>,
) {
  const row = {
    id: newId(),
    tenantId: offering.tenantId,
    offeringId: offering.id,
    code: 'port',
    name: '端口费',
    kind: 'one_off' as const,
    amountFen: 100,
    taxPercent: 6 as const,
    validFrom: '2026-01-01',
    approvedAt: w.manager.now,
    ...given,
  };
  return (await w.owner.insert(offeringPrices).values(row).returning())[0]!;
}

const codes = async (ctx: Context, text: string) =>
  (await findOfferings(ctx, { text })).items.map(({ code }) => code).sort();

describe('the catalogue', () => {
  it('shows the national offerings and those of one’s own company to whoever looks', () =>
    inWorld(async (w) => {
      const tag = newId().slice(-12);
      await anOffering(w, { code: `${tag}-N` });
      await anOffering(w, { code: `${tag}-ZJ`, tenantId: w.unit.zj.tenantId });
      await anOffering(w, { code: `${tag}-OLD`, lifecycle: 'retired' });
      expect(await codes(w.manager, tag)).toEqual([`${tag}-N`, `${tag}-ZJ`]);
      expect(await codes(w.employee, tag)).toEqual([`${tag}-N`, `${tag}-ZJ`]);
      expect(await codes(w.hq, tag)).toEqual([`${tag}-N`, `${tag}-ZJ`]);
      expect(await codes(w.stranger, tag)).toEqual([`${tag}-N`]);
    }));

  it('comes a page at a time and narrows by line, stage and place', () =>
    inWorld(async (w) => {
      const tag = newId().slice(-12);
      for (const at of [1, 2, 3])
        await anOffering(w, { code: `${tag}-${at}`, line: at === 3 ? 'satellite' : 'internet' });
      await anOffering(w, { code: `${tag}-4`, regions: ['4401'], lifecycle: 'pilot' });
      const first = await findOfferings(w.manager, { text: tag, limit: 2 });
      const second = await findOfferings(w.manager, { text: tag, limit: 2, after: readCursor(first.next) });
      expect([...first.items, ...second.items].map(({ code }) => code.at(-1))).toEqual(['1', '2', '3', '4']);
      expect(second.next).toBeNull();
      const narrowed = async (filter: object) =>
        (await findOfferings(w.manager, { text: tag, ...filter })).items.map(({ code }) => code.at(-1)).join('');
      expect(await narrowed({ line: 'satellite' })).toBe('3');
      expect(await narrowed({ lifecycles: ['pilot'] })).toBe('4');
      expect(await narrowed({ region: '440100' })).toBe('1234');
      expect(await narrowed({ region: '330100' })).toBe('123');
    }));

  it('costs what was approved and is valid that day', () =>
    inWorld(async (w) => {
      const one = await anOffering(w);
      await aPrice(w, one, { amountFen: 100, validUntil: '2026-06-30' });
      await aPrice(w, one, { amountFen: 200, validFrom: '2026-07-01' });
      await aPrice(w, one, { amountFen: 300, validFrom: '2026-10-01', approvedAt: null });
      const on = async (ctx: Context, day: string) => (await listPrices(ctx, [one.id], day)).map((p) => p.amountFen);
      expect(await on(w.manager, '2025-12-31')).toEqual([]);
      expect(await on(w.manager, '2026-06-30')).toEqual([100]);
      expect(await on(w.manager, '2026-11-21')).toEqual([200]);
      expect(await listPrices(w.manager, [], '2026-11-21')).toEqual([]);
    }));

  it('keeps prices from employees, trainers and other companies', () =>
    inWorld(async (w) => {
      const [national, ours] = [await anOffering(w), await anOffering(w, { tenantId: w.unit.zj.tenantId })];
      await aPrice(w, national, {});
      await aPrice(w, ours, {});
      const seen = async (ctx: Context) => (await listPrices(ctx, [national.id, ours.id], '2026-11-21')).length;
      expect(await seen(w.manager)).toBe(2);
      expect(await seen(w.stranger)).toBe(1);
      expect(await seen(w.employee)).toBe(0);
      expect(await seen(w.trainer)).toBe(0);
    }));
});

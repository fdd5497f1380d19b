import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBundle, effective } from './check';
import { bundlePrices, charges, totalOf } from './price';
import { type BundleShape, circleFrom, type PriceRule } from './rules';

const component = (id: string, least: number, most: number, nested: BundleShape | null = null) => ({
  id, offeringId: nested ? null : `o-${id}`, nested, least, most, usual: least,
}); // biome-ignore format: one row
const noRule: PriceRule = { kind: 'percent', basisPoints: 0, on: 'all' };
const inner: BundleShape = {
  id: 'inner', priceRule: noRule, constraints: [], components: [component('dish', 1, 2), component('mast', 0, 1)],
}; // biome-ignore format: one row
const bundle: BundleShape = {
  id: 'outer',
  priceRule: noRule,
  components: [component('fibre', 1, 1), component('ka', 0, 1), component('noc', 0, 1), component('kit', 0, 3, inner)],
  constraints: [
    { id: '1', kind: 'requires', reach: 'site', componentId: 'ka', otherId: 'kit' },
    { id: '2', kind: 'requires', reach: 'any', componentId: 'kit', otherId: 'noc' },
    { id: '3', kind: 'excludes', reach: 'any', componentId: 'noc', otherId: 'mast' },
  ],
};
const check = (...sites: Record<string, number>[]) =>
  checkBundle(bundle, { sites: sites.map((quantities, at) => ({ name: `${at + 1}`, quantities })) });

describe('a choice of a bundle', () => {
  it('passes when every number and constraint is kept', () => {
    expect(check({ fibre: 1 })).toEqual([]);
    expect(check({ fibre: 1, ka: 1, kit: 1, dish: 1 }, { fibre: 1, noc: 1 })).toEqual([]);
  });

  it('says at which site which component has to change', () => {
    expect(check()).toEqual([{ kind: 'no_site' }]);
    expect(check({})).toEqual([{ kind: 'too_few', site: '1', componentId: 'fibre', least: 1, chosen: 0 }]);
    expect(check({ fibre: 2 })).toEqual([{ kind: 'too_many', site: '1', componentId: 'fibre', most: 1, chosen: 2 }]);
    expect(check({ fibre: 0.5 })).toEqual([{ kind: 'not_whole', site: '1', componentId: 'fibre' }]);
    expect(check({ fibre: 1, cake: 1 })).toEqual([{ kind: 'unknown', site: '1', componentId: 'cake' }]);
    expect(check({ fibre: 1, ka: 1 }, { fibre: 1, kit: 1, dish: 1, noc: 1 })).toEqual([
      { kind: 'requires', site: '1', componentId: 'ka', otherId: 'kit' },
    ]);
    expect(check({ fibre: 1, kit: 1, dish: 1 })).toEqual([
      { kind: 'requires', site: null, componentId: 'kit', otherId: 'noc' },
    ]);
    expect(check({ fibre: 1, noc: 1 }, { fibre: 1, kit: 1, dish: 1, mast: 1 })).toEqual([
      { kind: 'excludes', site: '1', otherSite: '2', componentId: 'noc', otherId: 'mast' },
    ]);
  });

  it('counts what lies in a bundle within as often as that is chosen', () => {
    const counts = (quantities: Record<string, number>) => effective(bundle, quantities);
    expect(counts({ fibre: 1, kit: 3, dish: 2, mast: 1 })).toMatchObject({ fibre: 1, kit: 3, dish: 6, mast: 3 });
    expect(counts({ fibre: 1, dish: 2 })).toMatchObject({ fibre: 1, kit: 0, dish: 0 });
  });

  it('looks into a bundle within only where it is chosen', () => {
    expect(check({ fibre: 1, noc: 1, kit: 1 })).toEqual([
      { kind: 'too_few', site: '1', componentId: 'dish', least: 1, chosen: 0 },
    ]);
  });
});

describe('bundles within bundles', () => {
  it('never go round in a circle', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }), (edges) => {
        const nested = new Map<string, string[]>();
        for (const [from, to] of edges) nested.set(`${from}`, [...(nested.get(`${from}`) ?? []), `${to}`]);
        const reach = (from: string, seen = new Set<string>()): Set<string> => {
          for (const next of nested.get(from) ?? []) if (!seen.has(next)) reach(next, seen.add(next));
          return seen;
        };
        for (let at = 0; at < 8; at++) {
          const from = `${at}`;
          const circle = circleFrom(from, nested);
          const isCircular = [from, ...reach(from)].some((one) => reach(one).has(one));
          expect(circle !== null).toBe(isCircular);
          if (circle) {
            expect(circle[0]).toBe(circle.at(-1));
            for (const [n, one] of circle.slice(0, -1).entries()) expect(nested.get(one)).toContain(circle[n + 1]);
          }
        }
      }),
    );
  });
});

const fen = fc.integer({ min: 0, max: 100_000_000 });
const line = fc.record({ once: fen, month: fen, quarter: fen, year: fen });
const bp = fc.integer({ min: 0, max: 10_000 });
const rule: fc.Arbitrary<PriceRule> = fc.oneof(
  fc.record({
    kind: fc.constant('percent' as const),
    basisPoints: bp,
    on: fc.constantFrom('all' as const, 'one_off' as const, 'recurring' as const),
  }),
  fc.record({ kind: fc.constant('fixed' as const), oneOffFen: fc.option(fen), monthlyFen: fc.option(fen) }),
  fc.record({
    kind: fc.constant('step' as const),
    steps: fc.array(fc.record({ fromSites: fc.integer({ min: 1, max: 40 }), basisPoints: bp }), { maxLength: 4 }),
  }),
);

describe('the price of a bundle', () => {
  it('is the sum of its lines to the 分, by the rule', () => {
    fc.assert(
      fc.property(
        rule,
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (by, lines, n) => {
          const list = totalOf(lines);
          const total = totalOf(bundlePrices(by, lines, n));
          for (const charge of charges) {
            const cut = by.kind === 'percent' ? by.basisPoints : 0;
            if (by.kind === 'fixed' && charge === 'once' && by.oneOffFen !== null)
              expect(total.once).toBe(by.oneOffFen * n);
            else if (by.kind === 'fixed' && charge === 'month' && by.monthlyFen !== null)
              expect(total.month).toBe(by.monthlyFen * n);
            else if (by.kind === 'percent' && by.on === 'all')
              expect(Math.abs(total[charge] - (list[charge] * (10_000 - cut)) / 10_000)).toBeLessThanOrEqual(0.51);
            else expect(total[charge]).toBeLessThanOrEqual(list[charge]);
          }
        },
      ),
    );
  });

  it('takes the highest step reached', () => {
    const step: PriceRule = {
      kind: 'step',
      steps: [
        { fromSites: 20, basisPoints: 1500 },
        { fromSites: 5, basisPoints: 500 },
      ],
    };
    const at = (sites: number) =>
      totalOf(bundlePrices(step, [{ once: 0, month: 10_000, quarter: 0, year: 0 }], sites)).month;
    expect([at(1), at(5), at(19), at(20)]).toEqual([10_000, 9_500, 9_500, 8_500]);
  });
});

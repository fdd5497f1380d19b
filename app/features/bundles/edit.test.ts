import { describe, expect, it } from 'vitest';
import { type EditedBundle, problemsOf } from './edit';
import { type Audience, type Buyer, barsFor } from './eligibility';
import { bundleEdit } from './input';

const part = (id: string, of: string, more: Partial<EditedBundle['components'][number]> = {}) => ({
  id, part: { isBundle: of.startsWith('b'), id: of }, least: 0, most: 1, usual: 0, ...more,
}); // biome-ignore format: one row
const edited = (more: Partial<EditedBundle> = {}): EditedBundle => ({
  state: 'draft',
  priceRule: { kind: 'percent', basisPoints: 0, on: 'all' },
  components: [part('1', 'o1'), part('2', 'o2')],
  constraints: [],
  ...more,
});
const messages = (bundle: EditedBundle, nested: [string, string[]][] = []) =>
  problemsOf('b0', bundle, new Map(nested)).map(({ field, message }) => `${field} ${message}`);

describe('a bundle as it was typed', () => {
  it('is kept when nothing is wrong with it', () => {
    expect(messages(edited())).toEqual([]);
    expect(messages(edited({ components: [] }))).toEqual([]);
  });

  it('is not sold empty, nor at a price nobody can work out', () => {
    expect(messages(edited({ state: 'launched', components: [] }))).toEqual(['components.0.part bundle.launch_empty']);
    expect(messages(edited({ priceRule: { kind: 'fixed', oneOffFen: null, monthlyFen: null } }))).toEqual([
      'monthlyFen bundle.fixed_empty',
    ]);
    const step = { fromSites: 5, basisPoints: 100 };
    expect(messages(edited({ priceRule: { kind: 'step', steps: [] } }))).toEqual([
      'steps.0.fromSites bundle.steps_empty',
    ]);
    expect(messages(edited({ priceRule: { kind: 'step', steps: [step, step] } }))).toEqual([
      'steps.0.fromSites bundle.steps_twice',
    ]);
  });

  it('has no rule that is lost, turned on itself, or never to be kept', () => {
    const rule = (componentId: string, otherId: string, kind: 'requires' | 'excludes' = 'requires') =>
      ({ componentId, otherId, kind, reach: 'site' }) as const;
    expect(messages(edited({ constraints: [rule('1', '9')] }))).toEqual([
      'constraints.0.otherId bundle.constraint_gone',
    ]);
    expect(messages(edited({ constraints: [rule('1', '1')] }))).toEqual([
      'constraints.0.otherId bundle.constraint_self',
    ]);
    expect(messages(edited({ constraints: [rule('1', '2'), rule('2', '1', 'excludes')] }))).toEqual([
      'constraints.1.otherId bundle.constraint_contradicts',
    ]);
    const always = [part('1', 'o1', { least: 1 }), part('2', 'o2', { least: 1 })];
    expect(messages(edited({ components: always, constraints: [rule('1', '2', 'excludes')] }))).toEqual([
      'constraints.0.otherId bundle.constraint_impossible',
    ]);
    expect(messages(edited({ components: [part('1', 'o1'), part('2', 'o1')] }))).toEqual([
      'components.1.part bundle.part_twice',
    ]);
  });

  it('never holds itself, and the way around is named', () => {
    const kept: [string, string[]][] = [['b1', ['b2']], ['b2', ['b0']]]; // biome-ignore format: one line
    const [circle] = problemsOf('b0', edited({ components: [part('1', 'o1'), part('2', 'b1')] }), new Map(kept));
    expect(circle).toEqual({ field: 'components.1.part', message: 'bundle.circle', way: ['b0', 'b1', 'b2', 'b0'] });
    // what it held before does not count any more
    expect(messages(edited(), [['b0', ['b1']], ['b1', ['b0']]])).toEqual([]); // biome-ignore format: one line
  });

  it('is read from a form, rows left empty falling away', () => {
    const id = '0193a000-0000-7000-8000-000000000001';
    const typed = {
      version: '3', name: '光纤加卫星', rule: 'step', steps: [{ fromSites: '5', off: '12.5' }, { fromSites: '', off: '' }],
      components: [{ id, part: `o:${id}`, least: '1', most: '2', usual: '' }, { id, part: '', least: '1', most: '1' }],
      constraints: [{ componentId: '', otherId: '', kind: 'requires', reach: 'site' }],
    }; // biome-ignore format: as typed
    expect(bundleEdit.parse(typed)).toMatchObject({
      priceRule: { kind: 'step', steps: [{ fromSites: 5, basisPoints: 1250 }] },
      components: [{ part: { isBundle: false, id }, usual: 1 }],
      constraints: [],
    });
    const wrong = (more: object) =>
      bundleEdit.safeParse({ ...typed, ...more }).error?.issues.map(({ message }) => message);
    expect(wrong({ rule: 'percent', percentOff: '200' })).toEqual(['bundle.percent_range']);
    expect(wrong({ rule: 'percent', percentOff: '-5' })).toEqual(['bundle.percent_range']);
    expect(wrong({ components: [{ id, part: `o:${id}`, least: '2', most: '1' }] })).toEqual([
      'bundle.most_below_least',
    ]);
  });
});

describe('who may have a bundle', () => {
  const all: Audience = { regions: [], industries: [], grades: [], heldOfferingId: null };
  const bank: Buyer = { regionCode: '330100', industry: '66', grade: 'A', heldOfferingIds: ['dia'] };
  it('is everybody, unless a condition is not met; each is named', () => {
    expect(barsFor(all, bank)).toEqual([]);
    expect(barsFor({ regions: ['33'], industries: ['J', '66'], grades: ['A'], heldOfferingId: 'dia' }, bank)).toEqual(
      [],
    );
    expect(barsFor({ regions: ['44'], industries: ['C'], grades: ['B'], heldOfferingId: 'ka' }, bank)).toEqual([
      'region', 'industry', 'grade', 'held',
    ]); // biome-ignore format: one line
    expect(barsFor({ ...all, grades: ['A'] }, { ...bank, grade: null })).toEqual(['grade']);
  });
});

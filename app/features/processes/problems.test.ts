import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Criterion, type CriterionFacts, isMet, partsOf } from '../opportunities/criteria';
import { definitionProblems, extensionProblems, rebase } from './problems';
import type { DefinedStage, Definition } from './rules';

const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc.constantFrom<Criterion>({ kind: 'field', field: 'totalFen' }, { kind: 'field', field: 'offeringId' }),
  fc.record({
    kind: fc.constant('range' as const),
    field: fc.constant('totalFen' as const),
    min: fc.option(fc.integer({ min: 0, max: 5 })),
    max: fc.option(fc.integer({ min: 5, max: 9 })),
  }),
  fc.constantFrom<Criterion>({ kind: 'contact', role: 'decision_maker' }, { kind: 'contact', role: 'champion' }),
  fc.record({ kind: fc.constant('visit' as const), days: fc.integer({ min: 1, max: 6 }) }),
  fc.constantFrom<Criterion>(
    { kind: 'need' },
    { kind: 'document', document: 'contract' },
    { kind: 'certificate', code: 'PMP' },
  ),
  fc.record({
    kind: fc.constant('evidence' as const),
    key: fc.constantFrom('a', 'b'),
    name: fc.constant(null),
    nameEn: fc.constant(null),
    withNote: fc.boolean(),
    withFile: fc.boolean(),
  }),
  fc.constantFrom<Criterion>(
    { kind: 'approval', roles: ['team_lead'], mode: 'all' },
    { kind: 'approval', roles: ['team_lead', 'sales_director'], mode: 'in_turn' },
  ),
);
const group = (of: fc.Arbitrary<Criterion>) =>
  fc.record({
    kind: fc.constantFrom('any' as const, 'all' as const),
    of: fc.array(of, { minLength: 1, maxLength: 3 }),
  });
const criterion = fc.oneof(
  { weight: 3, arbitrary: leaf },
  group(fc.oneof({ weight: 3, arbitrary: leaf }, group(leaf))),
);

const facts: fc.Arbitrary<CriterionFacts> = fc.record({
  totalFen: fc.integer({ min: 0, max: 9 }),
  oneOffFen: fc.constant(0),
  monthlyFen: fc.constant(0),
  months: fc.constant(0),
  probability: fc.constant(0),
  expectedCloseOn: fc.constant(null),
  offeringId: fc.constantFrom(null, 'x'),
  competitorId: fc.constant(null),
  nextStep: fc.constant(null),
  nextStepOn: fc.constant(null),
  evidence: fc.record({ a: fc.option(tick(), { nil: undefined }), b: fc.option(tick(), { nil: undefined }) }),
  hasNeed: fc.boolean(),
  buyingRoles: fc.subarray(['decision_maker', 'champion']),
  visitedDaysAgo: fc.option(fc.integer({ min: 0, max: 7 })),
  hasPhoto: fc.boolean(),
  documents: fc.subarray(['contract', 'survey']),
  proofs: fc.subarray(['a', 'b', 'c']),
  certificates: fc.subarray(['PMP', 'HCIP']),
  custom: fc.constant([]),
  hasApprovedQuote: fc.boolean(),
  approvals: fc.subarray(['s0 approval:all:team_lead', 's1 approval:in_turn:team_lead,sales_director']),
});
function tick() {
  return fc.record({ at: fc.constant(''), by: fc.constant(''), note: fc.constantFrom('', 'n') });
}

const stage = (code: string, more: Partial<DefinedStage> = {}): DefinedStage => ({
  code,
  name: code,
  nameEn: code,
  type: 'open',
  probability: 10,
  stuckAfterDays: 14,
  guidance: null,
  exitCriteria: [],
  ...more,
});
const ends = [stage('won', { type: 'won' }), stage('lost', { type: 'lost' }), stage('on_hold', { type: 'on_hold' })];
const open = (code: string) =>
  fc
    .record({
      stuckAfterDays: fc.option(fc.integer({ min: 1, max: 30 })),
      guidance: fc.option(fc.constantFrom('ask the customer', 'see the site')),
      probability: fc.constantFrom(10, 20),
      exitCriteria: fc.array(criterion, { maxLength: 3 }),
    })
    .map((more) => stage(code, more));
const definition = (codes: string[]): fc.Arbitrary<Definition> =>
  fc.tuple(...codes.map(open)).map((stages) => ({ name: 'd', nameEn: 'd', stages: [...stages, ...ends] }));

const core = definition(['s0', 's1', 's2']);
/** Anything: national stages changed, left out or moved, others added. */
const extension = fc
  .shuffledSubarray(['s0', 's1', 's2', 'x0', 'x1'], { minLength: 1 })
  .chain((codes) => definition(codes));

const passes = (criteria: Criterion[], known: CriterionFacts, code: string) =>
  partsOf(criteria).every((one) => isMet(one, known, code));

describe('an extension of the national process', () => {
  it('asks for all that is national, whenever nothing is said against it', () => {
    fc.assert(
      fc.property(core, extension, facts, fc.option(open('s1')), (national, drawn, known, change) => {
        // half of the time a good extension with one stage of it written anew: that may or may not pass
        const good = rebase(national, drawn);
        const own = { ...good, stages: good.stages.map((s) => (s.code === change?.code ? { ...s, ...change } : s)) };
        const accepted = extensionProblems(national, own).length ? good : own;
        const order = accepted.stages
          .map(({ code }) => code)
          .filter((code) => national.stages.some((s) => s.code === code));
        expect(order).toEqual(national.stages.map(({ code }) => code));
        for (const stage of national.stages) {
          const mine = accepted.stages.find(({ code }) => code === stage.code)!;
          expect([mine.type, mine.probability]).toEqual([stage.type, stage.probability]);
          if (stage.stuckAfterDays !== null)
            expect(mine.stuckAfterDays ?? 99).toBeLessThanOrEqual(stage.stuckAfterDays);
          expect(mine.guidance ?? '').toContain(stage.guidance ?? '');
          if (passes(mine.exitCriteria, known, stage.code))
            expect(passes(stage.exitCriteria, known, stage.code)).toBe(true);
        }
      }),
      { numRuns: 800 },
    );
  }, 60_000);

  it('can always be put on top of another national version', () => {
    fc.assert(
      fc.property(core, extension, (national, own) => {
        const merged = rebase(national, own);
        expect(extensionProblems(national, merged)).toEqual([]);
        // both together may ask the same twice, or for more than a stage may: that is told before it is published
        const told = ['criterion_twice', 'too_many'];
        expect(definitionProblems(merged).filter(({ reason }) => !told.includes(reason))).toEqual([]);
        for (const stage of own.stages) expect(merged.stages.some(({ code }) => code === stage.code)).toBe(true);
      }),
      { numRuns: 800 },
    );
  }, 60_000);

  it('is refused for each thing taken away', () => {
    fc.assert(
      fc.property(core, fc.nat(), (national, n) => {
        expect(extensionProblems(national, national)).toEqual([]);
        const at = n % 3;
        const target = national.stages[at]!;
        const changed = (more: Partial<DefinedStage>) => ({
          ...national,
          stages: national.stages.map((s) => (s === target ? { ...s, ...more } : s)),
        });
        const reasons = (own: Definition) => extensionProblems(national, own).map(({ reason }) => reason);
        expect(reasons({ ...national, stages: national.stages.filter((s) => s !== target) })).toContain(
          'stage_removed',
        );
        expect(reasons({ ...national, stages: [...national.stages].reverse() })).toContain('stage_order');
        expect(reasons(changed({ probability: target.probability + 1 }))).toContain('probability');
        if (target.stuckAfterDays) {
          expect(reasons(changed({ stuckAfterDays: target.stuckAfterDays + 1 }))).toContain('stuck_looser');
          expect(reasons(changed({ stuckAfterDays: null }))).toContain('stuck_looser');
        }
        if (target.guidance) expect(reasons(changed({ guidance: 'x' }))).toContain('guidance_removed');
        if (target.exitCriteria.length) expect(reasons(changed({ exitCriteria: [] }))).toContain('criterion_weaker');
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('may add and tighten', () => {
    const national = {
      name: 'd',
      nameEn: 'd',
      stages: [stage('s0', { exitCriteria: [{ kind: 'visit', days: 30 }] }), ...ends],
    };
    const own = {
      ...national,
      stages: [
        stage('s0', {
          name: '改名',
          stuckAfterDays: 7,
          guidance: 'own',
          exitCriteria: [{ kind: 'visit', days: 14 }, { kind: 'need' }],
        }),
        stage('x'),
        ...ends,
      ],
    };
    expect(extensionProblems(national, own)).toEqual([]);
  });
});

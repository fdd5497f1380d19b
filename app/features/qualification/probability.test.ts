import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StageEvidence } from './evidence';
import { answersSay, answerWeights, evidenceProbability, leastPercent, mostPercent } from './probability';
import { type Gap, nothingKnown, type QualificationFacts } from './rules';

const open = (probability: number) => ({ type: 'open' as const, probability });
const stage = (id: number, probability: number, when: StageEvidence['when'], proven: boolean[]): StageEvidence => ({
  stage: { id, position: id, name: '', nameEn: '', probability },
  when,
  items: proven.map((isProven) => ({ criterion: { kind: 'need' }, isProven, href: '' })),
});
/** 10 → 20 → 40, in the second of three. */
const path = (first: boolean[], second: boolean[]) => [
  stage(1, 10, 'before', first),
  stage(2, 20, 'now', second),
  stage(3, 40, 'later', [false]),
];
const weigh = (evidence: StageEvidence[], facts: QualificationFacts = nothingKnown, rate = 20) =>
  evidenceProbability(open(rate), evidence, facts, null);

describe('the evidence-weighted probability', () => {
  it('is the rate of the stage when all before it is proven and nothing else is known', () => {
    expect(weigh(path([true, true], [false, false]))).toEqual({
      percent: 20,
      why: { base: 20, earlier: 0, stage: 0, answers: 0 },
    });
  });

  it('reaches the rate of the next stage when all is proven, and half its own when nothing before was', () => {
    expect(weigh(path([true, true], [true, true])).percent).toBe(40);
    expect(weigh(path([true, true], [true, false]))).toMatchObject({ percent: 30, why: { stage: 10 } });
    expect(weigh(path([false, false], [false, false]))).toMatchObject({ percent: 10, why: { earlier: -10 } });
  });

  it('counts an earlier stage by what its rate rises to the next one', () => {
    const evidence = (first: boolean, second: boolean) => [
      stage(1, 10, 'before', [first]),
      stage(2, 40, 'before', [second]),
      stage(3, 50, 'now', [false]),
    ];
    expect(weigh(evidence(false, true), nothingKnown, 50).percent).toBe(Math.round(50 * (1 - 0.5 * 0.75)));
    expect(weigh(evidence(true, false), nothingKnown, 50).percent).toBe(Math.round(50 * (1 - 0.5 * 0.25)));
  });

  it('is certain only of what is closed', () => {
    expect(evidenceProbability({ type: 'won', probability: 100 }, [], nothingKnown, null).percent).toBe(100);
    expect(evidenceProbability({ type: 'lost', probability: 0 }, [], nothingKnown, null).percent).toBe(0);
    expect(evidenceProbability({ type: 'on_hold', probability: 10 }, [], nothingKnown, null).percent).toBe(10);
  });

  it('weighs answers that together make one', () => {
    expect(Object.values(answerWeights).reduce((sum: number, one) => sum + one, 0)).toBeCloseTo(1);
    const best: QualificationFacts = {
      ...nothingKnown, fitProduct: 5, fitService: 5, fitSolution: 5, budget: 'known', deciderId: 'a',
      decisionOn: '2027-01-01', compellingEvent: 'x', tender: 'yes', tenderInfluence: 'strong',
      gaps: [{ competitorId: 'b', product: 2, service: 2, brand: 2, relationship: 2 }],
    }; // biome-ignore format: one set of answers
    expect(answersSay(best, 'supports')).toBeCloseTo(1);
    expect(answersSay(nothingKnown, null)).toBe(0);
  });
});

const score = fc.option(fc.integer({ min: 0, max: 5 }));
const step = fc.option(fc.integer({ min: -2, max: 2 }));
const gap = fc.record({ competitorId: fc.uuid(), product: step, service: step, brand: step, relationship: step });
const anyFacts: fc.Arbitrary<QualificationFacts> = fc.record({
  fitProduct: score,
  fitService: score,
  fitSolution: score,
  budget: fc.constantFrom('known', 'asked', 'unknown'),
  deciderId: fc.option(fc.uuid()),
  decisionOn: fc.option(fc.constant('2027-01-01')),
  compellingEvent: fc.option(fc.constant('x')),
  tender: fc.constantFrom('yes', 'no', 'unknown'),
  tenderInfluence: fc.option(fc.constantFrom('none', 'some', 'strong')),
  gaps: fc.array(gap as fc.Arbitrary<Gap>, { maxLength: 4 }),
}).map((some) => ({ ...nothingKnown, ...some })); // biome-ignore format: short
const attitude = fc.option(fc.constantFrom('supports', 'neutral', 'opposes', 'unknown'));
/** Stages with any rates, even falling ones, and any evidence, the deal in one of them. */
const anyWay = fc
  .array(fc.record({ rate: fc.integer({ min: 0, max: 100 }), proven: fc.array(fc.boolean(), { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 7,
  })
  .chain((stages) => fc.record({ stages: fc.constant(stages), at: fc.nat(stages.length - 1) }))
  .map(({ stages, at }) => ({
    rate: stages[at]!.rate,
    evidence: stages.map(({ rate, proven }, i) =>
      stage(i, rate, i < at ? 'before' : i === at ? 'now' : 'later', proven),
    ),
  }));
const better = (facts: QualificationFacts, which: number): QualificationFacts => {
  const up = (value: number | null, most: number) => (value === null ? null : Math.min(value + 1, most));
  const ways: Partial<QualificationFacts>[] = [
    { fitProduct: up(facts.fitProduct, 5) },
    { fitService: up(facts.fitService, 5) },
    { fitSolution: up(facts.fitSolution, 5) },
    { budget: 'known' },
    { deciderId: facts.deciderId ?? 'x' },
    { decisionOn: '2027-01-01' },
    { compellingEvent: 'x' },
    { tenderInfluence: facts.tenderInfluence && 'strong' },
    { gaps: facts.gaps.map((one) => ({ ...one, brand: up(one.brand, 2), relationship: up(one.relationship, 2) })) },
  ];
  return { ...facts, ...ways[which % ways.length] };
};

describe('whatever the stages, the evidence and the answers', () => {
  it('it stays within its bounds and what is shown adds up', () => {
    fc.assert(
      fc.property(anyWay, anyFacts, attitude, ({ rate, evidence }, facts, who) => {
        const { percent, why } = evidenceProbability(open(rate), evidence, facts, who);
        expect(percent).toBeGreaterThanOrEqual(leastPercent);
        expect(percent).toBeLessThanOrEqual(mostPercent);
        expect(why.base + why.earlier + why.stage + why.answers).toBe(percent);
        expect(Number.isInteger(percent)).toBe(true);
      }),
    );
  });

  it('one more piece of proven evidence never lowers it', () => {
    fc.assert(
      fc.property(anyWay, anyFacts, attitude, fc.nat(), fc.nat(), ({ rate, evidence }, facts, who, which, item) => {
        const more = evidence.map((one, at) =>
          at === which % evidence.length
            ? {
                ...one,
                items: one.items.map((it, n) => (n === item % one.items.length ? { ...it, isProven: true } : it)),
              }
            : one,
        );
        const before = evidenceProbability(open(rate), evidence, facts, who).percent;
        expect(evidenceProbability(open(rate), more, facts, who).percent).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('a better answer never lowers it, nor a decider who comes to our side', () => {
    fc.assert(
      fc.property(anyWay, anyFacts, attitude, fc.nat(), ({ rate, evidence }, facts, who, which) => {
        const before = evidenceProbability(open(rate), evidence, facts, who).percent;
        expect(evidenceProbability(open(rate), evidence, better(facts, which), who).percent).toBeGreaterThanOrEqual(
          before,
        );
        expect(evidenceProbability(open(rate), evidence, facts, 'supports').percent).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

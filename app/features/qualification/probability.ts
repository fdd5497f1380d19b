import type { Attitude } from '../contacts/rules';
import type { StageType } from '../opportunities/rules';
import type { StageEvidence } from './evidence';
import { fitAspects, fitField, gapAspects, type QualificationFacts, strongest, totalGap, widestGap } from './rules';

/** Nothing open is impossible, and nothing is certain before it is won. */
export const leastPercent = 1;
export const mostPercent = 97;

/** What each answer weighs; together they make 1. What is not known weighs nothing, either way. */
export const answerWeights = {
  product: 0.1,
  service: 0.05,
  solution: 0.1,
  budget: 0.15,
  decider: 0.15,
  decision: 0.05,
  event: 0.05,
  influence: 0.1,
  gap: 0.25,
} as const;

/** Half of the stage's rate is lost when nothing of the earlier stages' evidence is proven. */
const earlierShare = 0.5;
/** The best answers take a deal a quarter of the way to certain, the worst half of the way to nothing. */
const upShare = 0.25;
const downShare = 0.5;

export type Why = {
  /** The configured rate of the stage. */
  base: number;
  /** Taken off for evidence of earlier stages that is missing. */
  earlier: number;
  /** Added for what this stage expects and is proven. */
  stage: number;
  /** Added or taken off by the answers of the qualification. */
  answers: number;
};
export type EvidenceProbability = { percent: number; why: Why };

type Judged = Pick<
  QualificationFacts,
  | 'fitProduct'
  | 'fitService'
  | 'fitSolution'
  | 'budget'
  | 'deciderId'
  | 'decisionOn'
  | 'compellingEvent'
  | 'tender'
  | 'tenderInfluence'
  | 'gaps'
>;

/** −1 … +1: what the answers of the qualification say, each by its weight. */
export function answersSay(facts: Judged, deciderAttitude: Attitude | null): number {
  const fits = fitAspects.reduce((sum, aspect) => {
    const score = facts[fitField[aspect]];
    return sum + (score === null ? 0 : ((score - 2.5) / 2.5) * answerWeights[aspect]);
  }, 0);
  const decider = !facts.deciderId || deciderAttitude === 'opposes' ? 0 : deciderAttitude === 'supports' ? 1 : 0.6;
  const influence =
    facts.tender !== 'yes' || !facts.tenderInfluence ? 0 : { none: -1, some: 0.3, strong: 1 }[facts.tenderInfluence];
  const rival = strongest(facts.gaps);
  const gap = rival ? totalGap(rival) / (widestGap * gapAspects.length) : 0;
  return (
    fits +
    (facts.budget === 'known' ? answerWeights.budget : 0) +
    decider * answerWeights.decider +
    (facts.decisionOn ? answerWeights.decision : 0) +
    (facts.compellingEvent ? answerWeights.event : 0) +
    influence * answerWeights.influence +
    gap * answerWeights.gap
  );
}

const share = (items: StageEvidence['items']) =>
  items.length ? items.filter(({ isProven }) => isProven).length / items.length : 1;

/**
 * How likely an open deal is won, by what is proven. Let r be the configured rate of its stage (per cent) and r′ that of
 * the next open stage (100 after the last, never below r):
 *
 *     after evidence  e = r · (1 − ½ · m) + (r′ − r) · p
 *     after answers   e + ¼ · a · (97 − e)   where a ≥ 0,   e + ½ · a · e   where a < 0
 *
 * p is the share of this stage's evidence that is proven; m the share of the earlier stages' evidence that is not, each
 * stage weighing as much as its rate rises to the next one (at least 1); a, −1 … +1, what the qualification's answers say
 * (`answersSay`). So with everything before proven and nothing else known it is the stage's own rate, and all that the
 * stage expects takes it to the next one's. More proven evidence or a better answer never lowers it. It stays within
 * 1 … 97; a won deal is 100, a lost one 0; on hold the stage's own rate is kept and nothing is expected.
 */
export function evidenceProbability(
  stage: { type: StageType; probability: number },
  evidence: StageEvidence[],
  facts: Judged,
  deciderAttitude: Attitude | null,
): EvidenceProbability {
  const base = stage.probability;
  if (stage.type === 'won' || stage.type === 'lost')
    return {
      percent: stage.type === 'won' ? 100 : 0,
      why: { base: stage.type === 'won' ? 100 : 0, earlier: 0, stage: 0, answers: 0 },
    };
  const rates = evidence.map(({ stage }) => stage.probability);
  const riseOf = (at: number) => Math.max((rates[at + 1] ?? 100) - rates[at]!, 0);
  let earlier = base;
  let now = base;
  if (stage.type === 'open') {
    const before = evidence.flatMap((one, at) =>
      one.when === 'before' && one.items.length
        ? [{ weight: Math.max(riseOf(at), 1), missing: 1 - share(one.items) }]
        : [],
    );
    const all = before.reduce((sum, { weight }) => sum + weight, 0);
    const missing = all ? before.reduce((sum, one) => sum + one.weight * one.missing, 0) / all : 0;
    earlier = base * (1 - earlierShare * missing);
    const at = evidence.findIndex(({ when }) => when === 'now');
    const asked = evidence[at]?.items ?? [];
    now = earlier + (at >= 0 && asked.length ? riseOf(at) * share(asked) : 0);
  }
  const answers = answersSay(facts, deciderAttitude);
  const within = (value: number) => Math.min(Math.max(value, leastPercent), mostPercent);
  const reached = within(now);
  const all = within(reached + (answers >= 0 ? (mostPercent - reached) * upShare : reached * downShare) * answers);
  // rounded as a running sum, so that what is shown adds up
  const [b, e, s, percent] = [base, earlier, reached, all].map(Math.round) as [number, number, number, number];
  return { percent, why: { base: b, earlier: e - b, stage: s - e, answers: percent - s } };
}

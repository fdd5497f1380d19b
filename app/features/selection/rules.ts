/** What a candidate is judged on, each from one to five. */
export const criteria = ['responsibility', 'experience', 'communication', 'learning'] as const;
export type Criterion = (typeof criteria)[number];
export const mostScore = 5;

/** How much each counts; only their proportion matters. */
export type Weights = Record<Criterion, number>;
export const evenWeights: Weights = { responsibility: 25, experience: 25, communication: 25, learning: 25 };

export const openingStates = ['open', 'decided', 'cancelled'] as const;
export type OpeningState = (typeof openingStates)[number];

export const candidateStates = ['standing', 'withdrawn', 'chosen', 'not_chosen'] as const;
export type CandidateState = (typeof candidateStates)[number];

export const itemKinds = ['course', 'account', 'task'] as const;
export type ItemKind = (typeof itemKinds)[number];

export type Score = Record<Criterion, number>;

/** A judgement as one number, from 1 to 5, not rounded. */
export function weighted(score: Score, weights: Weights): number {
  const whole = criteria.reduce((sum, one) => sum + weights[one], 0);
  return criteria.reduce((sum, one) => sum + score[one] * weights[one], 0) / whole;
}

export type Spread = { mean: number; least: number; most: number };

/** The middle of what several said and how far apart they are; null while nobody has. */
export function spreadOf(values: number[]): Spread | null {
  if (!values.length) return null;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { mean, least: Math.min(...values), most: Math.max(...values) };
}

/** Judgements this far apart are worth a talk before anybody decides. */
export const farApart = 2;
export const isFarApart = ({ least, most }: Spread) => most - least >= farApart;

/** What is wrong with weights, as a locale key; null when they can be used. */
export function weightsProblem(weights: Weights): string | null {
  const parts = criteria.map((one) => weights[one]);
  if (parts.some((part) => !Number.isInteger(part) || part < 0 || part > 100)) return 'selection.weight_range';
  return parts.some((part) => part > 0) ? null : 'selection.weight_none';
}

/** Who judges a candidate is somebody else than the candidate, and there are at least two of them. */
export const fewestAssessors = 2;

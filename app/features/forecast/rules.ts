/** What a deal is called in the forecast; `closed` is what has been won. */
export const categories = ['closed', 'commit', 'best_case', 'pipeline'] as const;
export type Category = (typeof categories)[number];
/** What a manager may choose for an open deal. */
export const chosen = ['commit', 'best_case', 'pipeline'] as const;
export type Chosen = (typeof chosen)[number];

/** What the learnt probability stands on, from the humblest. */
export const rungs = ['rates', 'stages', 'model'] as const;
export type Rung = (typeof rungs)[number];
export type GateFailure = 'ranking' | 'error' | 'bias';

export const minima = { stages: { deals: 30, each: 10 }, model: { deals: 150, minority: 40 } } as const;

/** The highest rung the history carries; the model has to pass its gate besides. */
export function rungFor(deals: number, won: number): Rung {
  const minority = Math.min(won, deals - won);
  if (deals < minima.stages.deals || minority < minima.stages.each) return 'rates';
  return deals < minima.model.deals || minority < minima.model.minority ? 'stages' : 'model';
}

/** Shrunk towards the base rate by ten deals: 0 of 3 is no certainty. */
export const shrunkRate = (won: number, count: number, base: number, strength = 10) =>
  (won + strength * base) / (count + strength);

/** Publishing needs a better error than the stage table, a ranking, and a sum that is not far off. */
export function gateFailures(found: { brier: number; stageBrier: number; auc: number; bias: number }): GateFailure[] {
  return [
    ...(found.auc < 0.6 ? (['ranking'] as const) : []),
    ...(found.brier > 0.98 * found.stageBrier ? (['error'] as const) : []),
    ...(Math.abs(found.bias) > 0.15 ? (['bias'] as const) : []),
  ];
}

/** Fields of a deal as it stood at a moment: all of them have a moment at or before it. */
export const facts = [
  'stage',
  'age',
  'stage_days',
  'overdue',
  'quiet',
  'visits',
  'contacts',
  'amount',
  'slips',
  'evidence',
  'source',
  'owner_rate',
  'account_rate',
] as const;
export type Fact = (typeof facts)[number];

/** A signed contribution in log-odds; `value` and `usual` are the deal's and the average one's, where they are numbers. */
export type Reason = { fact: Fact; contribution: number; value: number | string | null; usual: number | null };

/** All that is kept of what was learnt. */
export type WinModel = {
  base: number;
  stages: Record<string, number>;
  measures: { brier: number; stageBrier: number; auc: number; bias: number; ece10: number; logLoss: number } | null;
  columns: string[];
  /** The learner's own form; absent below the highest rung. */
  learnt: Record<string, unknown> | null;
};

/** Where no manager has chosen: by the manager's own probability. */
export const defaultCategory = (percent: number): Chosen =>
  percent >= 75 ? 'commit' : percent >= 50 ? 'best_case' : 'pipeline';

export type Chance = { fen: number; probability: number };
export type Spread = { mean: number; sd: number; p10: number; p50: number; p90: number };

const mostExact = 20;
const draws = 4000;
const tolerance = 1e-12;

export const moments = (deals: readonly Chance[]) => ({
  mean: deals.reduce((sum, d) => sum + d.fen * d.probability, 0),
  variance: deals.reduce((sum, d) => sum + d.fen ** 2 * d.probability * (1 - d.probability), 0),
});

/** The sum of what is won: exactly for up to 20 deals, else by 4,000 draws that are the same every time. */
export function spreadOf(deals: readonly Chance[]): Spread {
  const { mean, variance } = moments(deals);
  const certain = deals.filter((d) => d.probability >= 1).reduce((sum, d) => sum + d.fen, 0);
  const open = deals.filter((d) => d.probability > 0 && d.probability < 1);
  const at = open.length <= mostExact ? exactQuantiles(open) : drawnQuantiles(open);
  return { mean, sd: Math.sqrt(variance), p10: certain + at(0.1), p50: certain + at(0.5), p90: certain + at(0.9) };
}

/** All that deals can come to, ascending; 2 to the power of their number. */
function sumsOf(deals: readonly Chance[]): Chance[] {
  let sums: Chance[] = [{ fen: 0, probability: 1 }];
  for (const { fen, probability } of deals)
    sums = sums.flatMap((sum) => [
      { fen: sum.fen, probability: sum.probability * (1 - probability) },
      { fen: sum.fen + fen, probability: sum.probability * probability },
    ]);
  return sums.sort((a, b) => a.fen - b.fen);
}

/** By halves, for a list of all sums of 20 deals is a million long: each sum of the one beside those of the other that fit. */
function exactQuantiles(deals: readonly Chance[]) {
  const middle = deals.length >> 1;
  const [some, others] = [sumsOf(deals.slice(0, middle)).reverse(), sumsOf(deals.slice(middle))];
  const atMost = (fen: number) => {
    let [probability, fitting, next] = [0, 0, 0];
    for (const sum of some) {
      for (; next < others.length && others[next]!.fen <= fen - sum.fen; next++) fitting += others[next]!.probability;
      probability += sum.probability * fitting;
    }
    return probability;
  };
  return (q: number) => {
    let [low, high] = [0, deals.reduce((sum, { fen }) => sum + fen, 0)];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (atMost(middle) >= q - tolerance) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function drawnQuantiles(deals: readonly Chance[]) {
  let state = 20_260_101;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const sums = new Float64Array(draws);
  for (let i = 0; i < draws; i++)
    for (const { fen, probability } of deals) if (next() < probability) sums[i] = sums[i]! + fen;
  sums.sort();
  return (q: number) => sums[Math.max(0, Math.ceil(q * draws) - 1)]!;
}

/** Of many sums only their moments are known: they add up, and the spread is taken as normal. */
export function spreadOfSums(parts: readonly { mean: number; variance: number }[]): Spread {
  const mean = parts.reduce((sum, p) => sum + p.mean, 0);
  const sd = Math.sqrt(parts.reduce((sum, p) => sum + p.variance, 0));
  const at = (z: number) => Math.max(0, Math.round(mean + z * sd));
  return { mean, sd, p10: at(-1.2815515655), p50: at(0), p90: at(1.2815515655) };
}

/** How far the submitted numbers were off, as a share of what came: the sum of misses over the sum of results. */
export function backTest(months: readonly { submitted: number; actual: number }[]) {
  const actual = months.reduce((sum, m) => sum + m.actual, 0);
  if (!months.length || actual <= 0) return null;
  const misses = months.reduce((sum, m) => sum + Math.abs(m.submitted - m.actual), 0);
  const bias = months.reduce((sum, m) => sum + m.submitted - m.actual, 0);
  return { error: misses / actual, bias: bias / actual, months: months.length };
}

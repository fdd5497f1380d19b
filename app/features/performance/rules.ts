/** Days that are looked at, and as many before them to grow from. */
export const span = 90;
export const quarters = 4;

/** One measure, now and in the span before: so many of so many; `of` is null where there is nothing to be a part of. */
export type Measure = { value: number; of: number | null; before: number; beforeOf: number | null };
export const measureKeys = ['won', 'signed', 'covered', 'kept', 'rated', 'accepted'] as const;
export type MeasureKey = (typeof measureKeys)[number];
export type Measures = Record<MeasureKey, Measure>;

/** Shares from here on are a strength, once there are enough cases to say so. */
const enough = { covered: 5, kept: 3, accepted: 3 } as const;
const strong = { covered: 0.7, kept: 0.9, accepted: 0.9 } as const;
const strongRating = 4.5;
const enoughRatings = 2;

const share = ({ value, of }: Measure) => (of ? value / of : 0);

/**
 * What somebody does well. A customer's rating is kept as the sum of the ratings of so many visits. What is not among these
 * is no weakness: it is looked at once more as a next step, and never counted against anybody.
 */
export function strengthsOf(all: Measures): MeasureKey[] {
  return measureKeys.filter((key) => {
    const one = all[key];
    if (key === 'won' || key === 'signed') return one.value > 0 && one.value >= one.before;
    if (key === 'rated') return (one.of ?? 0) >= enoughRatings && share(one) >= strongRating;
    return (one.of ?? 0) >= enough[key] && share(one) >= strong[key];
  });
}

/** What would help most next, at most three; each is something to do. */
export function nextStepsOf(all: Measures): MeasureKey[] {
  const strengths = strengthsOf(all);
  const order: MeasureKey[] = ['kept', 'covered', 'accepted', 'rated', 'won', 'signed'];
  return order
    .filter((key) => !strengths.includes(key) && !(key === 'signed' && !strengths.includes('won')))
    .slice(0, 3);
}

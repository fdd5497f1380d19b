export type Answered = { versionId: string; share: number; total: number };
export type ItemStatistic = {
  versionId: string;
  answered: number;
  /** The share of the points got, 0 to 1: the higher, the easier. */
  difficulty: number;
  /** How much better the upper 27 % did than the lower 27 %; null below ten answers. */
  discrimination: number | null;
};

/** Below this the groups are a person or two. */
export const fewestAnswers = 10;
/** T. L. Kelley, "The selection of upper and lower groups for the validation of test items", J. Educ. Psychol. 30 (1939). */
const groupShare = 0.27;

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** How each question did: `share` of its points (0 to 1) with the `total` of the sitting (0 to 1) it was asked in. */
export function itemStatistics(rows: Answered[]): ItemStatistic[] {
  const of = new Map<string, Answered[]>();
  for (const row of rows) of.set(row.versionId, [...(of.get(row.versionId) ?? []), row]);
  return [...of].map(([versionId, answers]) => {
    const shares = (some: Answered[]) => some.map(({ share }) => share);
    const ranked = [...answers].sort((a, b) => b.total - a.total);
    const size = Math.round(ranked.length * groupShare);
    const told = ranked.length >= fewestAnswers;
    return {
      versionId,
      answered: ranked.length,
      difficulty: mean(shares(ranked)),
      discrimination: told ? mean(shares(ranked.slice(0, size))) - mean(shares(ranked.slice(-size))) : null,
    };
  });
}

export type Verdict = 'good' | 'fair' | 'weak' | 'wrong' | 'easy' | 'hard' | 'few';

/** What a trainer should make of it: R. L. Ebel & D. A. Frisbie, Essentials of Educational Measurement (1991), 0.2 and 0.3. */
export function verdictOf({
  difficulty,
  discrimination,
}: Pick<ItemStatistic, 'difficulty' | 'discrimination'>): Verdict {
  if (discrimination === null) return 'few';
  if (discrimination < 0) return 'wrong';
  if (difficulty > 0.95) return 'easy';
  if (difficulty < 0.2) return 'hard';
  if (discrimination < 0.2) return 'weak';
  return discrimination < 0.3 ? 'fair' : 'good';
}

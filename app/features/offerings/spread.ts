/**
 * Shares an amount out in proportion to weights, whole 分 that add up to exactly the amount: everybody gets the whole
 * part of their share, and what is left goes 分 by 分 to the largest remainders, the first ones first. Without any
 * weight the first one gets it all.
 */
export function spread(totalFen: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (!weights.length) return [];
  if (sum === 0n) return weights.map((_, at) => (at === 0 ? totalFen : 0));
  const exact = weights.map((weight, at) => {
    const product = BigInt(totalFen) * BigInt(weight);
    return { at, whole: Number(product / sum), rest: product % sum };
  });
  const left = totalFen - exact.reduce((all, { whole }) => all + whole, 0);
  const lucky = new Set(
    [...exact]
      .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ at }) => at),
  );
  return exact.map(({ at, whole }) => whole + (lucky.has(at) ? 1 : 0));
}

/** What is left of an amount after so many basis points off, rounded half up to a 分. */
export const afterDiscount = (fen: number, basisPoints: number) =>
  Number((BigInt(fen) * BigInt(10_000 - basisPoints) + 5_000n) / 10_000n);

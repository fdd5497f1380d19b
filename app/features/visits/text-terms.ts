/** At most so many words count; the rest would only narrow further. */
const mostWords = 4;

export type TextTerms = {
  words: string[];
  /** The neighbouring characters in the words, which the index knows. */
  pairs: string[];
};

/**
 * What a normalised text looks for in what visits say: each of its words, anywhere. One character is too little to
 * look for; null when nothing else was asked.
 */
export function textTerms(normalised: string): TextTerms | null {
  const words = normalised
    .slice(0, 100)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && Array.from(word).length > 1)
    .slice(0, mostWords);
  if (!words.length) return null;
  const pairsOf = (word: string) => Array.from(word).flatMap((letter, n, all) => (n ? [`${all[n - 1]}${letter}`] : []));
  return {
    words,
    pairs: [...new Set(words.flatMap(pairsOf))],
  };
}

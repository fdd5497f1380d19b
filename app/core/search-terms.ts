const phone = /^\+?[\d\s()-]+$/;
/** The text itself as part of a LIKE pattern. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`);

/** LIKE pattern for what holds this text somewhere, over a normalised `search` column. */
export const containing = (text: string) => `%${escapeLike(text.trim().toLowerCase())}%`;

export type SearchTerms = {
  /** LIKE patterns over a `search` column; a row has to match each of them. */
  patterns: string[];
  /** LIKE pattern for what begins with the whole text. */
  prefix: string;
};

/** At most so many words count; the rest would only narrow further. */
const maxWords = 4;

/**
 * How a normalised query is looked for. Three characters and more may stand anywhere (trigrams); fewer must begin one
 * of the words of `search`, which for Han names are all their pairs. Null when there is nothing to look for.
 */
export function searchTerms(normalised: string): SearchTerms | null {
  const text = normalised.slice(0, 100);
  const words = phone.test(text) ? [phoneDigits(text)] : text.split(' ');
  const kept = words.filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, maxWords);
  if (!kept.length) return null;
  return { patterns: kept.map(patternOf), prefix: `${escapeLike(phone.test(text) ? kept[0]! : text)}%` };
}

function phoneDigits(text: string) {
  const digits = text.replace(/\D/g, '');
  return text.startsWith('+86') ? digits.slice(2) : digits;
}

const patternOf = (word: string) => (Array.from(word).length > 2 ? `%${escapeLike(word)}%` : `% ${escapeLike(word)}%`);

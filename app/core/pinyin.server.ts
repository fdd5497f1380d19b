import { pinyin } from 'pinyin-pro';

export type SearchText = { pinyin: string; initials: string; search: string };

const hanRun = /\p{Script=Han}+/gu;
const token = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{N}+/gu;
const startsHan = /^\p{Script=Han}/u;

/** The one form in which text is stored for search and in which a query is compared. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/**
 * What a name can be found by: itself, its full pinyin, its initials, any extras (code, phone, alias), and the pairs of
 * Han characters in them, each as a word after a space: trigram indexes need three characters, Chinese words have two.
 * `person` reads the first character as a surname (单 shan, 曾 zeng); organisations never do (长江 chang jiang).
 * Latin words count whole in the pinyin; in the initials acronyms and digits stay whole, other words give one letter.
 */
export function searchText(input: {
  name: string;
  person?: boolean;
  extra?: (string | null | undefined)[];
}): SearchText {
  let full = '';
  let initials = '';
  for (const [part] of input.name.normalize('NFKC').matchAll(token)) {
    if (startsHan.test(part)) {
      for (const syllable of syllables(part, input.person === true && full === '')) {
        full += syllable;
        initials += Array.from(syllable)[0] ?? '';
      }
    } else {
      const word = withoutAccents(part.toLowerCase());
      full += word;
      initials += isAcronym(part) ? word : (Array.from(word)[0] ?? '');
    }
  }
  const extra = (input.extra ?? []).map((text) => normalise(text ?? '')).map(withoutPhoneMarks);
  const words = [normalise(input.name), full, initials, ...extra];
  const pieces = [input.name, ...extra].flatMap((text) => [...bigrams(text), ...lastHan(text)]);
  return {
    pinyin: full,
    initials,
    search: [...new Set([...words, ...pieces])]
      .filter(Boolean)
      .map((w) => ` ${w}`)
      .join(''),
  };
}

/** A telephone number is looked for by its digits. */
const withoutPhoneMarks = (text: string) => (/^\+?[\d\s()-]{6,}$/.test(text) ? text.replace(/\D/g, '') : text);

/** The last character of each run, which begins no pair. */
const lastHan = (text: string) => [...text.normalize('NFKC').matchAll(hanRun)].map(([run]) => Array.from(run).at(-1)!);

/** Distinct two-character pieces of the runs of Han characters, in order of appearance. */
export function bigrams(text: string): string[] {
  const found = new Set<string>();
  for (const [run] of text.normalize('NFKC').matchAll(hanRun)) {
    const characters = Array.from(run);
    for (let at = 1; at < characters.length; at++) found.add(`${characters[at - 1]}${characters[at]}`);
  }
  return [...found];
}

function syllables(han: string, surnameFirst: boolean): string[] {
  const read = pinyin(han, {
    type: 'array',
    toneType: 'none',
    v: true,
    toneSandhi: false,
    surname: surnameFirst ? 'head' : 'off',
  });
  return read.map((syllable) => syllable.toLowerCase());
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

function isAcronym(part: string): boolean {
  return part === part.toUpperCase() && part.length <= 6;
}

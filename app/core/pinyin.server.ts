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
  const name = input.name.normalize('NFKC');
  let full = '';
  let initials = '';
  for (const part of name.match(token) ?? []) {
    if (startsHan.test(part)) {
      for (const syllable of syllables(part, input.person === true && full === '')) {
        full += syllable;
        initials += firstOf(syllable);
      }
    } else {
      const word = withoutAccents(part.toLowerCase());
      full += word;
      initials += isAcronym(part) ? word : firstOf(word);
    }
  }
  const extra = (input.extra ?? []).map((text) => (text ? withoutPhoneMarks(normalise(text)) : ''));
  const words = new Set([normalise(name), full, initials, ...extra]);
  for (const text of [name, ...extra]) {
    const runs = hanRuns(text);
    for (const run of runs) addPairs(words, run);
    for (const run of runs) words.add(run.at(-1)!); // which begins no pair
  }
  let search = '';
  for (const word of words) if (word) search += ` ${word}`;
  return { pinyin: full, initials, search };
}

const firstOf = (text: string) => (text === '' ? '' : String.fromCodePoint(text.codePointAt(0)!));

/** A telephone number is looked for by its digits. */
const withoutPhoneMarks = (text: string) => (/^\+?[\d\s()-]{6,}$/.test(text) ? text.replace(/\D/g, '') : text);

/** The runs of Han characters of a text in its normal form, character by character. */
const hanRuns = (text: string) => (text.match(hanRun) ?? []).map((run) => Array.from(run));

function addPairs(found: Set<string>, run: string[]) {
  for (let at = 1; at < run.length; at++) found.add(run[at - 1]! + run[at]!);
}

/** Distinct two-character pieces of the runs of Han characters, in order of appearance. */
export function bigrams(text: string): string[] {
  const found = new Set<string>();
  for (const run of hanRuns(text.normalize('NFKC'))) addPairs(found, run);
  return [...found];
}

function syllables(han: string, surnameFirst: boolean): string[] {
  const read = pinyin(han, { type: 'array', toneSandhi: false, surname: surnameFirst ? 'head' : 'off' });
  return read.map(plainSyllable);
}

const tones = /[\u0300\u0301\u0304\u030c]/g;
const plainSyllables = new Map<string, string>();

/** `lǜ` → `lv`; there are some 1,400 of them, so each is worked out once. */
function plainSyllable(syllable: string): string {
  const known = plainSyllables.get(syllable);
  if (known !== undefined) return known;
  const plain = syllable.normalize('NFD').replace(tones, '').normalize('NFC').replaceAll('ü', 'v').toLowerCase();
  if (plainSyllables.size < 5000) plainSyllables.set(syllable, plain); // characters without a reading stand for themselves
  return plain;
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

function isAcronym(part: string): boolean {
  return part === part.toUpperCase() && part.length <= 6;
}

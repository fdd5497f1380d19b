import fc from 'fast-check';

/** A few at a time: this is about what is asked, not about how much. */
export async function inTurn<T>(values: readonly string[], ask: (value: string) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let i = 0; i < values.length; i += 4) answers.push(...(await Promise.all(values.slice(i, i + 4).map(ask))));
  return answers;
}

/** For parameters and fields: none of them may make the server stumble. */
export const naughtyValues = [
  "' or '1'='1",
  '";--',
  'a\u0000b',
  '1e308',
  '-1',
  '9007199254740993',
  'NaN',
  '__proto__',
  '[object Object]',
  '%',
  '\\',
  '(((',
  '{"a":1}',
  '0000-00-00',
  '9999-12-31T23:59',
  'eyJpZCI6MX0',
];

export const naughtyTexts: [string, string][] = [
  ['emoji', '笑脸客户😀👩‍👩‍👧‍👦🇨🇳'],
  ['rare Han', '𠮷野家𪚥𬬮分公司'],
  ['right to left', 'شركة الاتصالات מבחן'],
  ['zero width', '零宽\u200b客\u200d户\ufeff内'],
  ['markup', '<script>alert(1)</script>客户'],
  ['markup in an attribute', '"><img src=x onerror=alert(1)>客户'],
  ['a formula', '=HYPERLINK("http://evil.example","客户")'],
  ['a formula with a plus', '+SUM(1+1)*cmd|客户'],
  ['template', '{{7*7}}%s%n客户'],
  ['combining', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚客户'],
];

/** Halves of characters cannot stand in an address. */
const wellFormed = (text: string) => Buffer.from(text).toString();
const generated = fc.oneof(
  fc.string({ unit: 'grapheme' }).map(wellFormed),
  fc.string({ unit: 'binary', maxLength: 400 }).map(wellFormed),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.uuid(),
  fc.double().map((number) => (Number.isFinite(number) ? number : String(number))),
  fc.integer(),
  fc.bigInt().map(String),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Known ones first, then made up: the same in every run, for what stumbles once stumbles again. */
export const valuesToTry = (most: number): unknown[] =>
  [...naughtyValues.slice(0, 6), ...fc.sample(generated, { seed: 20_261_123, numRuns: most })].slice(0, most);

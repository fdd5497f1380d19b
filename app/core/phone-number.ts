const extensions = [
  /^(.+?)[\s,]*(?:转|轉|分机号?|分機|ext\.?|x|#)[\s:.]*(\d{1,6})$/i,
  /^((?:(?:\+?86[\s-]?)?0\d{2,3}|[48]00)[\s-]?\d{3,4}[\s-]?\d{4})-(\d{1,6})$/,
];

/** Mobiles, 400/800 lines and landlines with their area code, without the leading 0. */
export const isChineseNumber = (national: string) =>
  /^(?:1[3-9]\d{9}|[48]00\d{7}|10\d{8}|2[0-57-9]\d{8}|[3-9]\d{2}\d{7,8})$/.test(national);

/** A number as typed, its marks made plain, apart from its extension. */
export function splitExtension(text: string): { main: string; extension: string | null } {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/[\u2010-\u2015]/g, '-');
  const match = extensions.map((pattern) => pattern.exec(typed)).find(Boolean);
  return { main: match?.[1] ?? typed, extension: match?.[2] ?? null };
}

/** What a form can say at once, without the tables of every country's numbers: Chinese ones whole, others by their length. */
export function looksLikePhone(text: string) {
  const digits = splitExtension(text).main.replace(/[\s().-]/g, '');
  const national = digits.replace(/^(?:\+|00)?86(?=\d{10})/, '').replace(/^0/, '');
  return isChineseNumber(national) || /^(?:\+|00)(?!86)[1-9]\d{6,14}$/.test(digits);
}

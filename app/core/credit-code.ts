const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const shape = new RegExp(`^[${alphabet}]{2}\\d{6}[${alphabet}]{8}[0-9X][${alphabet}]$`);

export type CreditCodeCheck = 'ok' | 'length' | 'character' | 'organisation_check' | 'check';

/** Half-width, upper case, without spaces and hyphens: how a code is stored and compared. */
export function normaliseCreditCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200D\u2060\uFEFF\u2010-\u2015-]/g, '')
    .toUpperCase();
}

/**
 * Checks a unified social credit code (GB 32100-2015), typed in any width, case or spacing.
 *
 * Both check characters are computed here: `stdnum` knows only the last one, and its CN validator refuses every valid
 * code that ends in 0 (about one in 31). The organisation code inside (characters 9–17) carries its own check by
 * GB 11714, which tells a mistyped number from one whose last character alone was lost.
 */
export function checkCreditCode(text: string): CreditCodeCheck {
  const code = normaliseCreditCode(text);
  if (code.length !== 18) return 'length';
  if (!shape.test(code)) return 'character';
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return 'organisation_check';
  return lastCheck(code.slice(0, 17)) === code[17] ? 'ok' : 'check';
}

/** An invented code that passes both checks; `prefix` is authority, kind and the six digits of the region. */
export function makeCreditCode(random: () => number, prefix = '91330100'): string {
  let body = 'MA';
  while (body.length < 8) body += alphabet[Math.floor(random() * alphabet.length)];
  const organisation = body + organisationCheck(body);
  return prefix + organisation + lastCheck(prefix + organisation);
}

function organisationCheck(body: string): string {
  const rest = (11 - (weightedSum(body, organisationAlphabet, organisationWeights) % 11)) % 11;
  return rest === 10 ? 'X' : String(rest);
}

function lastCheck(body: string): string {
  return alphabet.charAt((31 - (weightedSum(body, alphabet, weights) % 31)) % 31);
}

function weightedSum(text: string, values: string, by: number[]): number {
  return by.reduce((sum, weight, at) => sum + values.indexOf(text.charAt(at)) * weight, 0);
}

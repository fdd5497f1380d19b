import * as z from 'zod';
import { checkbox } from '~/core/fields';

export const shortestPassword = 12;

/** Long rather than complicated: no rule about symbols. What everybody tries first is refused by the server. */
export const newPassword = z
  .string({ error: 'error.required' })
  .min(shortestPassword, 'access.password_short')
  .max(200, 'error.too_long');

export const changePasswordInput = z.object({
  current: z.string({ error: 'error.required' }).min(1, 'error.required').max(200, 'error.too_long'),
  password: newPassword,
  /** Whether programs end too. */
  keys: checkbox,
});
export type ChangePasswordInput = z.output<typeof changePasswordInput>;

export const recoverInput = z.object({ password: newPassword });
export const forgotInput = z.object({
  email: z.string({ error: 'error.required' }).trim().min(1, 'error.required').max(200, 'error.too_long'),
});

const lettersOf = (text: string) => text.replace(/[^\p{L}]/gu, '');

/** `abcabcabcabc` → `abc`; the text itself when nothing repeats. */
function unitOf(text: string) {
  const at = (text + text).indexOf(text, 1);
  return text.slice(0, at);
}

/** Mostly the next character, the one before or the same: `123456789012`, `abcdefghijkl`, `aaaaaaaaaaab`. */
function isRun(text: string) {
  const points = [...text].map((one) => one.codePointAt(0) ?? 0);
  const steps = points.slice(1).filter((point, at) => Math.abs(point - points[at]!) <= 1).length;
  return steps >= points.length - 2;
}

/**
 * Whether a guesser would try it early: in the list, a listed word with digits around it or said again, a run, a short
 * piece repeated, or the person's own name, mail address or this product's name with digits around it.
 */
export function isEasilyGuessed(password: string, known: ReadonlySet<string>, own: string[]): boolean {
  const text = password.normalize('NFKC').toLowerCase().trim();
  const unit = unitOf(text);
  const letters = unitOf(lettersOf(text));
  const names = own.flatMap((one) => [one, one.split('@')[0] ?? '']).map((one) => lettersOf(one.toLowerCase()));
  const isKnown = (word: string) => word.length >= 3 && (known.has(word) || names.includes(word));
  return isKnown(text) || isKnown(letters) || isKnown(unit) || unit.length <= 4 || isRun(text);
}

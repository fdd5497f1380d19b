import type { Role } from '~/features/people/rules';

/** Codes handed out at once. */
export const codeCount = 10;

/** Without look-alikes: thirty-one letters, twelve of them are 59 bits. */
export const codeLetters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A recovery code as it is kept: however it was typed, without the dashes it is shown with. Null when it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s–—-]/g, '');
  return code.length === 12 && [...code].every((letter) => codeLetters.includes(letter)) ? code : null;
}

export const showRecoveryCode = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-');

/** Six digits of an authenticator, however they were typed. */
export function readTimeCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  return /^\d{6}$/.test(code) ? code : null;
}

/** The secret in groups of four, to be typed where nothing can be scanned. */
export const showSecret = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** Who may say what a company demands of sign-in: who administers all of it. */
export const administersCompany = (actor: { role: Role; tenantId: number; visibleTenants: number[] }) =>
  actor.role === 'admin' && actor.visibleTenants.includes(actor.tenantId);

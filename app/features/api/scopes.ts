import { readOnly, resourceNames } from './rules';

/** `read` and `write` are of everything; `accounts:read` of one kind of record only. Writing includes reading. */
export const scopes = [
  'read',
  'write',
  ...resourceNames.map((name) => `${name}:read` as const),
  ...resourceNames.filter((name) => !readOnly.includes(name)).map((name) => `${name}:write` as const),
] as const;
export type Scope = (typeof scopes)[number];

const isScope = (word: string): word is Scope => (scopes as readonly string[]).includes(word);

/** `accounts:read visits:write`, with spaces or commas; null when one of them is no scope. */
export function parseScopes(text: string): Scope[] | null {
  const words = [...new Set(text.split(/[\s,]+/).filter(Boolean))];
  return words.length && words.every(isScope) ? (words as Scope[]) : null;
}

export type Access = 'read' | 'write';

export const allows = (held: readonly string[], resource: string, access: Access) =>
  [access, 'write'].some((word) => held.includes(word) || held.includes(`${resource}:${word}`));

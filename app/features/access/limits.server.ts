import type { Attempt, Limit } from '~/core/attempts.server';

// Six digits are few: an hour allows a person's guesser thirty. A recovery code cannot be guessed, so it stays a way in
// while somebody who knows the password tries digits; whoever sits at one address is slowed down for either.
const pair: Limit = { name: 'code', most: 8, seconds: 300 };
const digits: Limit = { name: 'digits', most: 30, seconds: 3600 };

export const codeAttempt = (personId: string, address: string, isDigits: boolean): Attempt => [
  [pair, `${personId} ${address}`],
  ...(isDigits ? [[digits, personId] as const] : []),
];

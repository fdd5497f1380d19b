import * as z from 'zod';
import { checkbox, choice, integer, optionalInteger } from '~/core/fields';
import { longestInterval, proposeBounds } from './policy';

const days = integer(1, longestInterval);
const optionalDays = optionalInteger(1, longestInterval);

export const policyInput = z.object({
  /** 0 while the company follows the defaults. */
  version: integer(0, 2 ** 31 - 1),
  managerA: days,
  managerB: days,
  managerC: days,
  managerD: days,
  leaderA: optionalDays,
  leaderB: optionalDays,
  leaderC: optionalDays,
  leaderD: optionalDays,
});
export type PolicyInput = z.output<typeof policyInput>;

export const proposingInput = z.object({
  version: integer(0, 2 ** 31 - 1),
  proposes: checkbox,
  proposeDays: integer(1, proposeBounds.days),
  proposePerDay: integer(1, proposeBounds.perDay),
});
export type ProposingInput = z.output<typeof proposingInput>;

/** For one account: always, never, or as its company does. */
export const proposesInput = z.object({ proposes: choice(['company', 'always', 'never']) });
export type ProposesInput = z.output<typeof proposesInput>;

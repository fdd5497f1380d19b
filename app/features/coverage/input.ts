import * as z from 'zod';
import { integer, optionalInteger } from '~/core/fields';
import { longestInterval } from './policy';

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

import * as z from 'zod';
import { choice, day, id, integer, optionalId, optionalInteger, optionalMoney } from '~/core/fields';
import { goalLengths, mostFen } from './rules';

export const goalInput = z
  .object({
    id,
    /** Of the two exactly one. */
    personId: optionalId,
    unitId: optionalInteger(1, 2 ** 31 - 1),
    length: choice(goalLengths),
    startsOn: day,
    totalFen: optionalMoney,
    /** Of the goal that was shown; 0: there was none. */
    version: integer(0, 2 ** 31 - 1),
  })
  .refine(({ personId, unitId }) => (personId === null) !== (unitId === null), {
    path: ['personId'],
    error: 'error.choose',
  })
  .refine(({ totalFen }) => totalFen === null || (totalFen > 0 && totalFen <= mostFen), {
    path: ['totalFen'],
    error: 'goal.amount_out_of_range',
  });
export type GoalInput = z.output<typeof goalInput>;

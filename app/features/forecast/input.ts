import * as z from 'zod';
import { choice, day, id, integer, money, optionalId, text } from '~/core/fields';
import { categories, chosen } from './rules';

export const callInput = z.object({ id, category: choice([...chosen, 'default']) });
export type CallInput = z.output<typeof callInput>;

export const adjustInput = z.object({
  /** Made with the form, so that one sent twice counts once. */
  id,
  unitId: integer(1, 2 ** 31 - 1),
  personId: optionalId,
  month: day,
  category: choice(categories),
  /** What the person saw, in 分. */
  seenFen: integer(-(10 ** 12), 10 ** 12),
  to: money,
  why: text(500),
});
export type AdjustInput = z.output<typeof adjustInput>;

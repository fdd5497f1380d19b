import * as z from 'zod';
import { id, version } from '~/core/fields';
import { choiceFields } from './rules';

/** Sides of a choice: of the account that stays, or of the one that goes. */
export const mergeInput = z.object({
  id,
  kept: id,
  gone: id,
  keptVersion: version,
  goneVersion: version,
  /** Fields taken from the one that goes. */
  choices: z.partialRecord(z.enum(choiceFields), z.enum(['kept', 'gone'])).default({}),
});
export type MergeInput = z.output<typeof mergeInput>;

export const apartInput = z.object({ pair: id });

import * as z from 'zod';
import { id, version } from '~/core/fields';
import { choiceFields, contactChoiceFields } from './rules';

const side = z.enum(['kept', 'gone']);
/** Of the company's own fields, by their keys. */
const own = z.record(z.string().max(60, 'error.too_long'), side).default({});

/** Sides of a choice: of the account that stays, or of the one that goes. */
export const mergeInput = z.object({
  id,
  kept: id,
  gone: id,
  keptVersion: version,
  goneVersion: version,
  /** Fields taken from the one that goes. */
  choices: z.partialRecord(z.enum(choiceFields), side).default({}),
  own,
});
export type MergeInput = z.output<typeof mergeInput>;

export const mergeContactsInput = mergeInput.extend({
  choices: z.partialRecord(z.enum(contactChoiceFields), side).default({}),
});
export type MergeContactsInput = z.output<typeof mergeContactsInput>;

export const apartInput = z.object({ pair: id });

import * as z from 'zod';
import { optionalDay, optionalId } from '~/core/fields';
import { subjectKinds } from './journal-kinds';

const word = z
  .string()
  .regex(/^[a-z]+\.[a-z_]+$/)
  .optional()
  .catch(undefined);

/** The filters of the journal, as its address carries them; nonsense counts as nothing. */
export const journalFilter = z.object({
  person: optionalId.catch(null),
  event: word,
  subject: z.enum(subjectKinds).optional().catch(undefined),
  from: optionalDay.catch(null),
  to: optionalDay.catch(null),
});
export type JournalFilter = z.output<typeof journalFilter>;

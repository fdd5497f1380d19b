import * as z from 'zod';
import { day, id } from '~/core/fields';

export const migrationInput = z.object({
  accounts: z.preprocess(
    (given) => (Array.isArray(given) ? given : given === undefined || given === '' ? [] : [given]),
    z.array(id).min(1, 'retirement.choose_some').max(200, 'error.too_long'),
  ),
  nextStepOn: day,
});
export type MigrationInput = z.output<typeof migrationInput>;

import * as z from 'zod';
import { checkbox, choice, id, integer, version } from '~/core/fields';
import { delimiterChoices, encodings, importKinds, importModes, mostColumns, mostQuestions } from './rules';

export const uploadInput = z.object({ id, kind: choice(importKinds), unitId: integer(1, 2 ** 31 - 1) });
export type Upload = z.output<typeof uploadInput>;

const list = <S extends z.ZodType>(item: S, max: number) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(max, 'error.range'),
  );

/** What a near match was answered: an existing row, a new one, rejected, or nothing yet. */
const answer = z.object({
  field: z.string().max(40),
  text: z.string().max(100),
  choice: z.string().max(60).default(''),
});

export const configureInput = z.object({
  version,
  mode: choice(importModes),
  keyField: z.string({ error: 'error.choose' }).max(40),
  unitId: integer(1, 2 ** 31 - 1),
  columns: list(z.string().max(60), mostColumns),
  answers: list(answer, 2 * mostQuestions).default([]),
  /** Whether rows with a question nobody answered stay out. */
  leaveOpen: checkbox.optional(),
  /** How the file is to be read, where the guess was wrong. */
  encoding: choice(encodings).optional(),
  delimiter: choice(delimiterChoices).optional(),
  /** The one character, where it is none of the usual. */
  ownDelimiter: z.string().max(10).optional(),
  /** Which sheet of a workbook, counted from one. */
  sheet: integer(1, 1000).optional(),
});
export type Configuration = z.output<typeof configureInput>;

export const versionInput = z.object({ version });

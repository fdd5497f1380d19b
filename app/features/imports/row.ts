import type { CustomValues } from '../custom-fields/rules';
import type { ImportField } from './fields';

export type Value = string | number;
export type Problem = { field: string | null; reason: string; value?: string };
export type Choice = { id: string; label: string };

/** A text of the file that is not understood as it is: what it may have meant is for a person to say. */
export type Question = { field: string; text: string; near: boolean; choices: Choice[] };

/** The row of the database a line is about, as it is now. */
export type Existing = { id: string; version?: number; columns: Record<string, unknown> };

/** A line of the file on its way into the database. */
export type Row = {
  number: number;
  cells: string[];
  /** Read cells by field; references are not in here. */
  values: Record<string, Value>;
  /** Values of the company's own fields by their keys. */
  own: CustomValues;
  /** Texts of references by field. */
  texts: Record<string, string>;
  /** What the references were found to be. */
  refs: Record<string, string>;
  problems: Problem[];
  questions: Question[];
  existing: Existing | null;
  /** The new row's id, made in time for others in the file to refer to it. */
  id: string;
};

export type MappedField = ImportField & { column: number; unit: '' | '万' | '亿' };

export const isGood = (row: Row) => row.problems.length === 0 && row.questions.length === 0;

/** Cells are shown and compared shortened, so that a page never carries a megabyte. */
export const shorten = (text: string, letters = 80) => (text.length > letters ? `${text.slice(0, letters)}…` : text);

export function addProblem(row: Row, field: string | null, reason: string, value?: string) {
  row.problems.push({ field, reason, ...(value !== undefined && { value: shorten(value) }) });
}

/** Notes a question; one that is no near match spoils the row, too, until it is answered. */
export function ask(row: Row, question: Question, reason: string) {
  row.questions.push(question);
  if (!question.near) addProblem(row, question.field, reason, question.text);
}

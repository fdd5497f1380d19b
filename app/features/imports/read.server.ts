import type * as z from 'zod';
import { checkCreditCode, normaliseCreditCode } from '~/core/credit-code';
import * as fields from '~/core/fields';
import { newId } from '~/core/ids';
import type { Locale } from '~/core/locale';
import { parsePhone } from '~/core/phone-number.server';
import { findIndustry, isIndustry } from '~/features/accounts/industries';
import { isBlank, readDay, readDecimal, readInteger, readMoment, readMoney } from './cells';
import type { Cell } from './fields';
import { isSlip, nameKey } from './near';
import { readOwnCell } from './own-cell';
import { once, type Plan } from './plan.server';
import type { Line } from './reading/csv.server';
import { readRegion } from './region';
import { addProblem, ask, type Choice, type MappedField, type Row, shorten, type Value } from './row';
import { leftRejected, undecided } from './rules';
import { findWord, knownWords, type WordTableName, wordLabel, wordTables } from './words';

type Read = { value: Value } | { problem: string } | { choices: Choice[]; near: boolean };
const value = (read: Value | null, problem: string): Read => (read === null ? { problem } : { value: read });

const line = fields.line(300);
const long = fields.text();
const byMax = new Map<number, z.ZodType<string>>();
const lineOf = (max: number) => {
  const made = byMax.get(max) ?? (max === 300 ? line : fields.line(max));
  byMax.set(max, made);
  return made;
};
const checked = (schema: z.ZodType<string>, text: string): Read => {
  const parsed = schema.safeParse(text);
  return parsed.success ? { value: parsed.data } : { problem: parsed.error.issues[0]?.message ?? 'error.invalid' };
};

function readWord(table: WordTableName, text: string, locale: Locale): Read {
  const code = findWord(table, text);
  if (code) return { value: code };
  const key = nameKey(text);
  const near = [...knownWords(table)].filter(([word]) => isSlip(key, word)).map(([, meant]) => meant);
  const codes = near.length ? [...new Set(near)] : Object.keys(wordTables[table]);
  return {
    near: near.length > 0,
    choices: codes.map((id) => ({ id, label: wordLabel(table, id, locale) })),
  };
}

function readCreditCode(text: string): Read {
  const code = normaliseCreditCode(text);
  const check = checkCreditCode(code);
  return check === 'ok' ? { value: code } : { problem: `account.credit_${check}` };
}

function readNumber(cell: Extract<Cell, { min: number }>, text: string): Read {
  const read = cell.type === 'integer' ? readInteger(text) : readDecimal(text);
  if (read === null) return { problem: 'error.number' };
  return read < cell.min || read > cell.max ? { problem: 'error.range' } : { value: read };
}

function readCell(plan: Plan, field: MappedField, text: string, locale: Locale): Read {
  const { cell } = field;
  switch (cell.type) {
    case 'line':
      return checked(lineOf(cell.max), text);
    case 'text':
      return checked(long, text);
    case 'money':
      return value(readMoney(text, field.unit), 'error.money');
    case 'day':
      return value(readDay(text), 'error.day');
    case 'moment':
      return value(readMoment(text), 'error.moment');
    case 'integer':
    case 'decimal':
      return readNumber(cell, text);
    case 'creditCode':
      return readCreditCode(text);
    case 'phone':
      return value(parsePhone(text)?.display ?? null, 'imports.problem.phone');
    case 'email':
      return /^[^\s@<>,;]{1,100}@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text) && text.length <= 200
        ? { value: text.toLowerCase() }
        : { problem: 'imports.problem.email' };
    case 'word':
      return once(plan, cell.table, text, () => readWord(cell.table, text, locale));
    case 'industry':
      return once(plan, 'industry', text, () => readIndustry(text));
    case 'region':
      return once(plan, 'region', text, () => readRegion(text, locale));
    case 'reference':
    case 'own':
      return { value: text };
  }
}

function readIndustry(text: string): Read {
  const code = findIndustry(text);
  return code && isIndustry(code) ? { value: code } : { problem: 'imports.problem.industry' };
}

/** NUL and other characters the database or a reader cannot take are found once, before anything else looks at a cell. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const unstorable = /[\u0000\uFFFD]/;

/** Cells that hold a word of a closed list; for the others an answer names a record. */
const isCoded = (cell: Cell) => cell.type === 'word' || cell.type === 'industry' || cell.type === 'region';

function readField(plan: Plan, row: Row, field: MappedField, locale: Locale) {
  const { name, cell, required } = field;
  const raw = row.cells[field.column] ?? '';
  // a dash is a text, and 无 may be one of a company's own choices
  const freeText = cell.type === 'line' || cell.type === 'text' || cell.type === 'own';
  const text = raw.trim();
  if (freeText ? text === '' : isBlank(text)) {
    if (required && (plan.import_.mode !== 'update' || name === plan.import_.keyField)) {
      addProblem(row, name, 'error.required');
    }
    return;
  }
  if (unstorable.test(text)) return addProblem(row, name, 'error.characters', text.replaceAll('\u0000', '␀'));
  if (!freeText && text.length > 300) return addProblem(row, name, 'error.too_long', text);
  if (cell.type === 'reference') {
    row.texts[name] = text;
    return;
  }
  if (cell.type === 'own') {
    const read = readOwnCell(cell.field, text, field.unit);
    if ('value' in read) row.own[cell.field.key] = read.value;
    else addProblem(row, name, read.problem, text);
    return;
  }
  const answer = isCoded(cell) ? plan.answers[name]?.[shorten(text)] : undefined;
  if (answer === leftRejected) return addProblem(row, name, 'imports.problem.left', text);
  if (answer && answer !== undecided) {
    row.values[name] = answer;
    return;
  }
  const read = readCell(plan, field, text, locale);
  if ('value' in read) row.values[name] = read.value;
  else if ('problem' in read) addProblem(row, name, read.problem, text);
  else ask(row, { field: name, text: shorten(text), ...read }, 'imports.problem.unknown_word');
}

/** A line as values of our fields, with everything that is wrong with it. References are looked up later, many at once. */
export function readRow(plan: Plan, { number, cells, problem }: Line, locale: Locale): Row {
  const row: Row = {
    number,
    cells,
    values: {},
    own: {},
    texts: {},
    refs: {},
    problems: [],
    questions: [],
    existing: null,
    id: newId(),
  };
  const width = plan.import_.header.length;
  const filled = cells.length > width ? cells.slice(width).some((cell) => cell.trim()) : false;
  if (problem) addProblem(row, null, `imports.problem.${problem}`);
  else if (cells.length < width) addProblem(row, null, 'imports.problem.too_few', String(cells.length));
  else if (filled) addProblem(row, null, 'imports.problem.too_many', String(cells.length));
  else for (const field of plan.fields) readField(plan, row, field, locale);
  return row;
}

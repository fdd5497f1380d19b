import type { Cell, ReferenceTarget } from '../fields';
import type { WordTableName } from '../words';

// Short names for the tables of fields beside this file.
export const line = (max = 200): Cell => ({ type: 'line', max });
export const text: Cell = { type: 'text' };
export const money: Cell = { type: 'money' };
export const day: Cell = { type: 'day' };
export const phone: Cell = { type: 'phone' };
export const email: Cell = { type: 'email' };
export const integer = (min: number, max: number): Cell => ({ type: 'integer', min, max });
export const word = (table: WordTableName): Cell => ({ type: 'word', table });
export const reference = (to: ReferenceTarget): Cell => ({ type: 'reference', to });

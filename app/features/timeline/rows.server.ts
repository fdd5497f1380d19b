import { type SQL, sql } from 'drizzle-orm';
import type { Cursor } from '~/core/paging';

export const perPage = 20;
export type Row = Record<string, string | number | null>;

/** Instants are compared in milliseconds, which is what a browser can hand back. */
export const ms = (column: SQL) => sql`date_trunc('milliseconds', ${column})`;
export function past(column: SQL, id: SQL, cursor: Cursor | null) {
  const value = String(cursor?.value ?? '');
  if (!cursor || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return sql`true`;
  const at = sql`${value}::timestamptz`;
  return sql`(${ms(column)} < ${at} or (${ms(column)} = ${at} and ${id} > ${cursor.id}::uuid))`;
}
/** Done by somebody who is now of the department or of a unit of it. */
export const byUnit = (column: SQL, unitId: number | null) =>
  unitId === null
    ? sql`true`
    : sql`${column} in (select m.id from people m join unit_tree w on w.descendant_id = m.unit_id where w.ancestor_id = ${unitId})`;
export const byChannel = (channel: string | null) => (channel === null ? sql`true` : sql`channel = ${channel}`);
export const iso = (value: Row[string] | undefined) => new Date(value ?? 0).toISOString();
export const text = (value: Row[string] | undefined) => (value === null || value === undefined ? null : String(value));
export const num = (value: Row[string] | undefined) => (value === null || value === undefined ? null : Number(value));

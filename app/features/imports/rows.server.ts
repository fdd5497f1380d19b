import { getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import * as schema from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** A row as the database names its columns. */
export type Columns = Record<string, unknown>;

/** Property name → column name: `creditCode` → `credit_code`. */
export function columnOf(name: string) {
  const known = columnNames.get(name);
  if (known) return known;
  const made = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(name, made);
  return made;
}
const columnNames = new Map<string, string>();

const list = (names: string[], prefix = '') =>
  sql.join(
    names.map((name) => sql.raw(`${prefix}"${name}"`)),
    sql`, `,
  );

const quoted = (value: string) => `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
const cell = (value: unknown) =>
  value === null || value === undefined
    ? 'NULL'
    : quoted(typeof value === 'object' ? JSON.stringify(value) : String(value));
const arrayOf = (values: unknown[]) => `{${values.map(cell).join(',')}}`;

/** Texts as an array literal, which needs no knowledge of array types in the driver. */
export const textArray = (values: Iterable<string>) => sql`${arrayOf([...new Set(values)])}::text[]`;

/** What each column of our tables holds, e.g. `accounts.created_at` → `timestamp with time zone`. */
const types = new Map<string, string>();
for (const table of Object.values(schema)) {
  if (!is(table, PgTable)) continue;
  for (const [name, column] of Object.entries(getTableColumns(table)))
    types.set(`${getTableName(table)}.${columnOf(name)}`, column.getSQLType());
}

/** Rows as a list the database can select from: one array a column, which it reads faster than any other form. */
function records(table: string, rows: Columns[], names: string[]) {
  const arrays = names.map(
    (name) => sql`${arrayOf(rows.map((row) => row[name]))}::${sql.raw(types.get(`${table}.${name}`)!)}[]`,
  );
  return sql`unnest(${sql.join(arrays, sql`, `)}) as v(${list(names)})`;
}

/** Inserts many rows by one statement. All have the columns of the first. */
export async function insertRows(ctx: Context, table: string, rows: Columns[]): Promise<void> {
  if (!rows.length) return;
  const names = Object.keys(rows[0]!);
  await ctx.db.execute(
    sql`insert into ${sql.raw(`"${table}"`)} (${list(names)}) select ${list(names)} from ${records(table, rows, names)}`,
  );
}

/** As `insertRows`, leaving out rows that collide with others, seen or unseen. Returns the ids that were written. */
export async function insertNewRows(ctx: Context, table: string, rows: Columns[]): Promise<Set<string>> {
  if (!rows.length) return new Set();
  const names = Object.keys(rows[0]!);
  const made = await ctx.db.execute<{ id: string }>(sql`
    insert into ${sql.raw(`"${table}"`)} (${list(names)}) select ${list(names)} from ${records(table, rows, names)}
    on conflict do nothing returning id`);
  return new Set([...made].map(({ id }) => id));
}

/**
 * Changes many rows by one statement: `columns` are those to write, taken from each row. With `version` in the rows a
 * row changed meanwhile is left alone. Returns the ids that were written.
 */
export async function updateRows(
  ctx: Context,
  table: string,
  columns: string[],
  rows: Columns[],
  countsVersion: boolean,
): Promise<Set<string>> {
  if (!rows.length) return new Set();
  const target = sql.raw(`"${table}"`);
  const keys = ['tenant_id', 'version'].filter((name) => name in rows[0]!);
  const set = columns.map((name) => sql.raw(`"${name}" = v."${name}"`));
  if (countsVersion) set.push(sql.raw('version = t.version + 1'));
  const on = keys.map((name) => sql.raw(`and t."${name}" is not distinct from v."${name}"`));
  const written = await ctx.db.execute<{ id: string }>(sql`
    update ${target} t set ${sql.join(set, sql`, `)}
    from ${records(table, rows, ['id', ...keys, ...columns.filter((name) => !keys.includes(name))])} where t.id = v.id ${sql.join(on, sql` `)} returning t.id`);
  return new Set([...written].map(({ id }) => id));
}

/** Rows with the same set of changed columns together, since one statement writes one set. */
export function byColumns<T extends { after: Columns }>(changes: T[]): [string[], T[]][] {
  const groups = new Map<string, T[]>();
  for (const change of changes) {
    const key = Object.keys(change.after).sort().join();
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].map((group) => [Object.keys(group[0]!.after), group]);
}

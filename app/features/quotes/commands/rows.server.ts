import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Context } from '~/core/context.server';

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Inserts any number of rows as one parameter: a thousand lines of thirty columns are more than a statement may bind. */
export async function insertRows<T extends PgTable>(ctx: Context, table: T, rows: T['$inferInsert'][]) {
  if (!rows.length) return;
  const names = Object.keys(getTableColumns(table));
  const plain = rows.map((row) =>
    Object.fromEntries(names.map((name) => [snake(name), (row as Record<string, unknown>)[name] ?? null])),
  );
  const target = sql.identifier(getTableName(table));
  await ctx.db.execute(
    sql`insert into ${target} select * from jsonb_populate_recordset(null::${target}, ${JSON.stringify(plain)}::text::jsonb)`,
  );
}

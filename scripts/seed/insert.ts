import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';

const atOnce = 1000;
const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Writes rows of one shape as JSON, a thousand to a statement; the server turns the text into the columns' types. */
export async function insertRows<T extends PgTable>(sql: postgres.Sql, table: T, rows: T['$inferInsert'][]) {
  const name = getTableName(table);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = keys.map(snake).join(', ');
  for (let from = 0; from < rows.length; from += atOnce) {
    const text = JSON.stringify(rows.slice(from, from + atOnce).map((row) => renamed(row as Record<string, unknown>)));
    await sql.unsafe(
      `insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, $1::text::jsonb)`,
      [text],
    );
  }
}

function renamed(row: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value]));
}

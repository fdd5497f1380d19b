import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type postgres from 'postgres';

/** What a backup holds, and how to tell that it still holds it. */
export interface Manifest {
  format: 1;
  createdAt: string;
  server: string;
  /** The database's own note; tells a demo. */
  note: string | null;
  migrations: string[];
  tables: { name: string; columns: string; rows: number; file: string; sha256: string }[];
  sequences: { name: string; value: string }[];
  files: { path: string; sha256: string }[];
}

export async function fingerprint(file: string) {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(file)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}

export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** The tables of the application with the columns that are stored; the queue and the migrations' record are not ours. */
export const tablesOf = (sql: postgres.ISql) => sql<{ name: string; columns: string; forced: boolean }[]>`
  select format('%I.%I', n.nspname, c.relname) as name, c.relforcerowsecurity as forced,
    (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
      where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'
    and n.nspname not in ('drizzle', 'graphile_worker', 'jobs')
  order by 1`;

export const migrationsOf = async (sql: postgres.ISql) =>
  (await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by created_at`).map(
    (row) => row.hash,
  );

import type postgres from 'postgres';

export type Sized = { table: string; rows: number; heapBytes: number; indexBytes: number };

/** Bytes of heap with its long values, and of indexes, for tables that hold something. */
export async function measureSizes(sql: postgres.Sql, leastRows = 1000): Promise<Sized[]> {
  await sql`analyze`;
  const rows = await sql`
    select c.relname as table, c.reltuples::float8 as rows,
      (pg_table_size(c.oid))::float8 as heap, pg_indexes_size(c.oid)::float8 as indexes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.reltuples >= ${leastRows}
    order by pg_total_relation_size(c.oid) desc`;
  return rows.map((row) => ({ table: row.table, rows: row.rows, heapBytes: row.heap, indexBytes: row.indexes }));
}

import type postgres from 'postgres';

/**
 * Fills a table without its indexes, foreign keys and triggers, which are made again at the end, all in one
 * transaction: a load that dies leaves the table as it was.
 */
export async function bulk<T>(sql: postgres.Sql, table: string, work: (tx: postgres.TransactionSql) => Promise<T>) {
  return sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '384MB'`;
    await tx`set local synchronous_commit = off`;
    const [security] =
      await tx`select relrowsecurity as on, relforcerowsecurity as forced from pg_class where oid = ${table}::regclass`;
    const keys = await tx`
      select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = ${table}::regclass and contype in ('f', 'x') order by contype desc, conname`;
    const indexes = await tx`
      select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = ${table}::regclass and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      order by c.relname`;
    // COPY refuses row-level security; the owner is not subject to it unless it is forced
    if (security?.forced) await tx.unsafe(`alter table ${table} no force row level security`);
    await tx.unsafe(`alter table ${table} disable trigger user`);
    for (const { name } of keys) await tx.unsafe(`alter table ${table} drop constraint "${name}"`);
    for (const { name } of indexes) await tx.unsafe(`drop index "${name}"`);
    const result = await work(tx);
    for (const { definition } of indexes) await tx.unsafe(definition);
    for (const { name, definition } of keys) {
      await tx.unsafe(`alter table ${table} add constraint "${name}" ${definition}`);
    }
    await tx.unsafe(`alter table ${table} enable trigger user`);
    if (security?.forced) await tx.unsafe(`alter table ${table} force row level security`);
    return result;
  });
}

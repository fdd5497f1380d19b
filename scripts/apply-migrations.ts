// Applies what drizzle-kit wrote and keeps its record as it does, but lets a migration run beside people who write.
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';

type Migration = ReturnType<typeof readMigrationFiles>[number];

const lockTimeout = '55P03';
/** On the first line of a migration whose statements are each their own transaction and may be run twice. */
const online = /^-- online\b/;
/** Wait for whoever writes without making anybody wait. */
const patient = /^\s*((create|drop) (unique )?index concurrently|alter table \S+ validate constraint|do )/i;

/** Waiting for a table lock makes everybody behind us wait too: give up soon and try again. */
async function insist(step: () => Promise<unknown>) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step();
    } catch (error) {
      if ((error as { code?: string }).code !== lockTimeout || attempt === 30) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}

const note = (sql: postgres.ISql, { hash, folderMillis }: Migration) => sql`
  insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;

async function runOnline(sql: postgres.Sql, migration: Migration) {
  for (const statement of migration.sql) {
    await insist(async () => {
      await sql.unsafe(`set lock_timeout = '${patient.test(statement.replace(/^\s*--.*$/gm, '')) ? '0' : '1s'}'`);
      await sql.unsafe(statement);
    });
  }
  await sql`set lock_timeout = '3s'`;
  await note(sql, migration);
}

/** All or nothing. */
const runTogether = (sql: postgres.Sql, migrations: Migration[]) =>
  insist(() =>
    sql.begin(async (tx) => {
      for (const migration of migrations) {
        for (const statement of migration.sql) await tx.unsafe(statement);
        await note(tx, migration);
      }
    }),
  );

export async function applyMigrations(sql: postgres.Sql, migrationsFolder: string) {
  await sql.unsafe(`
    create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
  const [last] = await sql`select max(created_at) as at from drizzle.__drizzle_migrations`;
  const pending = readMigrationFiles({ migrationsFolder }).filter(
    ({ folderMillis }) => Number(last?.at) < folderMillis,
  );
  for (let from = 0; from < pending.length; ) {
    const isOnline = (one: Migration) => online.test(one.sql[0] ?? '');
    if (isOnline(pending[from]!)) {
      await runOnline(sql, pending[from++]!);
      continue;
    }
    const next = pending.findIndex((one, no) => no > from && isOnline(one));
    const to = next < 0 ? pending.length : next;
    await runTogether(sql, pending.slice(from, to));
    from = to;
  }
}

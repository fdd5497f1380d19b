import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { applyMigrations } from '../../scripts/apply-migrations';

const admin = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
const name = `online_${process.pid}`;
const url = new URL(inject('ownerUrl'));
url.pathname = `/${name}`;
const folder = mkdtempSync(path.join(os.tmpdir(), 'jiketong-online-'));
let sql: postgres.Sql;
beforeAll(async () => {
  await admin`create database ${admin(name)}`;
  sql = postgres(url.href, { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(async () => {
  await sql.end();
  await admin`drop database ${admin(name)} with (force)`;
  await admin.end();
  rmSync(folder, { recursive: true });
});

const gap = '\n--> statement-breakpoint\n';
function write(files: Record<string, string[]>) {
  mkdirSync(path.join(folder, 'meta'), { recursive: true });
  const tags = Object.keys(files);
  for (const tag of tags) writeFileSync(path.join(folder, `${tag}.sql`), files[tag]!.join(gap));
  const entries = tags.map((tag, idx) => ({ idx, version: '7', when: 1000 + idx, tag, breakpoints: true }));
  writeFileSync(
    path.join(folder, 'meta/_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
}
const recorded = async () => (await sql`select created_at from drizzle.__drizzle_migrations order by 1`).length;

const first = ['create table t (a int)', 'insert into t select generate_series(1, 20000)'];
const indexed = [
  '-- online\ndrop index concurrently if exists t_a',
  'create index concurrently t_a on t (a)',
  'alter table t add column if not exists b int',
  // in batches: each is committed before the next begins
  `do $$ begin loop
    update t set b = a where ctid = any (array(select ctid from t where b is null limit 5000));
    exit when not found; commit; end loop; end $$`,
];

test('an online migration runs beside others, and goes on after a failure', async () => {
  write({ '0000_first': first, '0001_online': [...indexed, 'select 1 / 0'], '0002_last': ['create table u (a int)'] });
  await expect(applyMigrations(sql, folder)).rejects.toThrow('division by zero');
  expect(await recorded()).toBe(1);
  write({ '0000_first': first, '0001_online': indexed, '0002_last': ['create table u (a int)'] });
  await applyMigrations(sql, folder);
  await applyMigrations(sql, folder);
  expect(await recorded()).toBe(3);
  const [row] = await sql`select count(*)::int as n, count(distinct xmin::text)::int as batches from t where a = b`;
  expect(row).toEqual({ n: 20000, batches: 4 });
  const [index] = await sql`select indisvalid as valid from pg_index where indexrelid = 't_a'::regclass`;
  expect(index?.valid).toBe(true);
});

test('the others are all or nothing', async () => {
  const files = { '0000_first': first, '0001_online': indexed, '0002_last': ['create table u (a int)'] };
  write({
    ...files,
    '0003_whole': ['create table v (a int)'],
    '0004_broken': ['create table w (a int)', 'select 1 / 0'],
  });
  await expect(applyMigrations(sql, folder)).rejects.toThrow('division by zero');
  expect(await recorded()).toBe(3);
  const [table] = await sql`select to_regclass('v') as name`;
  expect(table?.name).toBeNull();
});

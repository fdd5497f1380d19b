// One company's rows and files out of a backup, into an installation where the others go on working.
import { existsSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import type { Manifest } from '../backup/manifest';
import { writePart } from '../backup/parts';
import { type Backup, requireSameVersion, verified } from '../backup/verified';
import { follows, type Staged, stage, stageTable } from './staged';

interface Difference {
  table: string;
  /** Only here, written since the backup. */
  newer: number;
  changed: number;
  missing: number;
}

const eachOf = (names: string[], write: (name: string) => string, by: string) => names.map(write).join(by);
const sameKey = ({ key }: Staged) => eachOf(key, (name) => `t.${name} = b.${name}`, ' and ');
/** As text: json has no equality of its own. */
const sameRow = ({ columns }: Staged) =>
  `row(${eachOf(columns, (name) => `t.${name}`, ', ')})::text = row(${eachOf(columns, (name) => `b.${name}`, ', ')})::text`;
const plain = (table: string) => table.replace(/^public\./, '');

async function differencesOf(tx: postgres.TransactionSql, staged: Staged, tenantId: number): Promise<Difference> {
  const first = staged.key[0]!;
  const [row] = await tx.unsafe(
    `select count(*) filter (where b.${first} is null)::int as newer, count(*) filter (where t.${first} is null)::int as missing,
      count(*) filter (where not (${sameRow(staged)}))::int as changed
    from (select * from ${staged.table} where tenant_id = ${tenantId}) t full join ${staged.backup} b on ${sameKey(staged)}`,
  );
  return { table: plain(staged.table), newer: row?.newer, changed: row?.changed, missing: row?.missing };
}

const addMissing = (tx: postgres.TransactionSql, { table, backup, columns, ...staged }: Staged, only = 'true') =>
  tx.unsafe(
    `insert into ${table} (${columns.join(', ')}) overriding system value select ${columns.join(', ')} from ${backup} b
    where ${only} and not exists (select from ${table} t where ${sameKey({ table, backup, columns, ...staged })})
    on conflict do nothing`,
  );

/** Rows that came back bring along what hangs on them. */
async function addReferences(tx: postgres.TransactionSql, all: Staged[]) {
  const missing = all.filter(({ way }) => way === 'missing');
  for (const { table, backup, key } of missing) {
    const on = eachOf(key, (name) => `t.${name} = b.${name}`, ' and ');
    await tx.unsafe(
      `create temporary table "gone_${plain(table)}" on commit drop as
      select b.* from ${backup} b where not exists (select from ${table} t where ${on})`,
    );
  }
  for (const staged of missing) await addMissing(tx, staged);
  for (const staged of all.filter(({ way }) => way === 'follows')) {
    const { column, of } = follows[plain(staged.table)]!;
    await addMissing(tx, staged, `b.${column} in (select id from pg_temp."gone_${of}")`);
  }
}

/** The budget of a promotion is one for all companies: it gets back or loses what this one's uses differ by. */
const setBudgets = (tx: postgres.TransactionSql, tenantId: number) => tx`
  update promotions p set used_count = p.used_count + d.uses, used_fen = p.used_fen + d.fen
  from (
    select promotion_id, sum(sign)::int as uses, sum(sign * amount_fen)::bigint as fen from (
      select 1 as sign, promotion_id, amount_fen from pg_temp.of_promotion_uses union all
      select -1, promotion_id, amount_fen from promotion_uses where tenant_id = ${tenantId}) u
    group by 1) d
  where p.id = d.promotion_id and (d.uses <> 0 or d.fen <> 0)`;

/** Keys were not watched meanwhile: nothing of the company may name what is not there. */
async function requireWholeness(tx: postgres.TransactionSql, staged: Staged[], tenantId: number) {
  const tables = staged.filter(({ columns }) => columns.includes('tenant_id')).map(({ table }) => table);
  const keys = await tx`
    select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
      (select string_agg(format('c.%I is not null', a.attname), ' and ') from unnest(k.conkey) n
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as given,
      (select string_agg(format('p.%I = c.%I', theirs.attname, mine.attname), ' and ') from unnest(k.conkey, k.confkey) n (a, b)
        join pg_attribute mine on mine.attrelid = k.conrelid and mine.attnum = n.a
        join pg_attribute theirs on theirs.attrelid = k.confrelid and theirs.attnum = n.b) as same
    from pg_constraint k where k.contype = 'f' and k.conrelid = any(${`{${tables.join()}}`}::regclass[])`;
  for (const { name, child, parent, given, same } of keys) {
    const [row] = await tx.unsafe(
      `select exists (select from ${child} c where c.tenant_id = ${tenantId} and ${given}
        and not exists (select from ${parent} p where ${same})) as yes`,
    );
    if (row?.yes) throw new Error(`Rows of ${child} would name rows of ${parent} that are gone (${name}).`);
  }
}

/** Bytes are kept by their hash, so what is there already is the same. */
async function bringFiles(sql: postgres.Sql, staged: Staged[], { manifest, open }: Backup, filesDir: string) {
  const kept = new Set(manifest.files.map(({ path }) => path));
  const hashes = new Set<string>();
  for (const { backup, columns } of staged.filter(({ way }) => way === 'exact')) {
    for (const column of columns.filter((name) => name.endsWith('sha256'))) {
      const rows = await sql.unsafe(`select distinct ${column} as hash from ${backup} where ${column} is not null`);
      for (const { hash } of rows) hashes.add(String(hash));
    }
  }
  let brought = 0;
  for (const hash of hashes) {
    const file = path.join('content', hash.slice(0, 2), hash);
    const to = path.join(filesDir, file);
    if (existsSync(to) || !kept.has(file)) continue;
    await writePart(await open(path.join('files', file)), to, undefined);
    brought++;
  }
  return brought;
}

async function exchange(tx: postgres.TransactionSql, staged: Staged[], tenantId: number, discardNewer: boolean) {
  // who writes waits from here on, those of other companies too; whoever reads does not
  await tx`set local lock_timeout = '10s'`;
  await tx.unsafe(`lock table ${staged.map(({ table }) => table).join(', ')} in share row exclusive mode`);
  await tx`set local session_replication_role = replica`;
  await tx`set local row_security = off`;
  const exact = staged.filter(({ way }) => way === 'exact');
  const differences: Difference[] = [];
  for (const one of exact) differences.push(await differencesOf(tx, one, tenantId));
  const lost = differences.filter(({ newer, changed }) => newer + changed > 0);
  if (lost.length && !discardNewer) {
    const list = lost.map(({ table, newer, changed }) => `  ${table}: ${newer} new, ${changed} changed`);
    throw new Error(
      `The company has gone on since this backup, and that would be lost:\n${list.join('\n')}\nNothing was restored. With --discard-newer it is.`,
    );
  }
  await setBudgets(tx, tenantId);
  for (const one of exact) {
    await tx.unsafe(
      `delete from ${one.table} t where t.tenant_id = ${tenantId}
        and not exists (select from ${one.backup} b where ${sameKey(one)} and ${sameRow(one)})`,
    );
  }
  await addReferences(tx, staged);
  for (const one of staged.filter(({ way }) => way === 'exact' || way === 'kept')) await addMissing(tx, one);
  await requireWholeness(tx, staged, tenantId);
  return differences.filter(({ newer, changed, missing }) => newer + changed + missing > 0);
}

/** The company's number by the backup; it may be gone here altogether, but must not be another one. */
async function companyIn(sql: postgres.Sql, backup: Backup, code: string) {
  await stageTable(sql, backup, { table: 'public.tenants', as: 'companies' });
  const [there] = await sql`select id from pg_temp.companies where code = ${code}`;
  if (!there) throw new Error(`There is no company with the code ${code} in the backup.`);
  const here = await sql`select id, code from tenants where id = ${there.id} or code = ${code}`;
  if (here.some((one) => one.id !== there.id || one.code !== code)) {
    throw new Error(`Company ${code} is another one here than in the backup. Nothing was restored.`);
  }
  return Number(there.id);
}

interface Options {
  /** The company's code. */
  tenant: string;
  /** Also when the company has written since: that is lost then, but for its journal. */
  discardNewer?: boolean;
  /** The key of an encrypted backup. */
  identity?: string;
}

export async function restoreCompany(
  into: { ownerUrl: string; filesDir: string },
  folder: string,
  { tenant, discardNewer = false, identity }: Options,
): Promise<{ manifest: Manifest; differences: Difference[]; files: number }> {
  const backup = await verified(folder, identity);
  const { manifest } = backup;
  const sql = postgres(into.ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await requireSameVersion(sql, manifest);
    const tenantId = await companyIn(sql, backup, tenant);
    const staged = await stage(sql, backup, tenantId);
    const files = await bringFiles(sql, staged, backup, into.filesDir);
    const differences = await sql.begin(async (tx) => {
      const found = await exchange(tx, staged, tenantId, discardNewer);
      await tx`
        insert into journal (tenant_id, id, at, event, subject_id, subject, unit_id, after)
        select ${tenantId}, gen_random_uuid(), now(), 'unit.backup_restored', gen_random_uuid(), 'unit', root_unit_id,
          jsonb_build_object('name', ${manifest.createdAt}::text)
        from tenants where id = ${tenantId}`;
      return found;
    });
    return { manifest, differences, files };
  } finally {
    await sql.end();
  }
}

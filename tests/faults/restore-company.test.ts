import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup } from '../../scripts/backup';
import { tablesOf } from '../../scripts/backup/manifest';
import { ensureDemo } from '../../scripts/demo';
import { restoreCompany } from '../../scripts/restore/company';
import { leftAlone, wayOf } from '../../scripts/restore/staged';
import { testDatabase } from '../support/global-database';

let database: Awaited<ReturnType<typeof testDatabase>>;
let sql: postgres.Sql;
let tables: { name: string; columns: string[] }[];
beforeAll(async () => {
  database = await testDatabase();
  await ensureDemo(database.ownerUrl, true, () => {});
  sql = postgres(database.ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  const rows = await tablesOf(sql);
  tables = rows.map(({ name, columns }) => ({ name: name.replace('public.', ''), columns: columns.split(', ') }));
});
afterAll(async () => {
  await sql?.end();
  await database?.stop();
});

const contentOf = (hash: string) => path.join(database.dataDir, 'files/content', hash.slice(0, 2), hash);

function putFile(content: string) {
  const hash = createHash('sha256').update(content).digest('hex');
  mkdirSync(path.dirname(contentOf(hash)), { recursive: true });
  writeFileSync(contentOf(hash), content);
  return hash;
}

/** Everything of a company, or everything but it, by table: how many rows, and one sum over all of them. */
async function facts(tenantId: number, whose: 'its own' | 'the rest') {
  const found: Record<string, string> = {};
  for (const { name, columns } of tables) {
    const column = name === 'tenants' ? 'id' : 'tenant_id';
    if (whose === 'its own' && !columns.includes(column)) continue;
    const where = !columns.includes(column)
      ? 'true'
      : `${column} is ${whose === 'its own' ? 'not' : ''} distinct from ${tenantId}`;
    const [row] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${name} t where ${where}`,
    );
    found[name] = row?.sum;
  }
  return found;
}

const accident = (tenantId: number) =>
  sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`; // as whoever has lost their way in the database
    for (const table of ['visits', 'needs', 'commitments', 'opportunity_totals']) {
      await tx.unsafe(`delete from ${table} where tenant_id = ${tenantId}`);
    }
    await tx`delete from journal where id in (select id from journal where tenant_id = ${tenantId} order by id limit 40)`;
    await tx`delete from credentials where person_id in (select id from people where tenant_id = ${tenantId})`;
    await tx`delete from role_grants where person_id in (select id from people where tenant_id = ${tenantId})`;
    await tx`delete from people where tenant_id = ${tenantId}`;
    await tx`
      with gone as (delete from promotion_uses where tenant_id = ${tenantId} returning promotion_id, amount_fen)
      update promotions p set used_count = used_count - g.uses, used_fen = used_fen - g.fen
      from (select promotion_id, count(*)::int as uses, sum(amount_fen)::bigint as fen from gone group by 1) g
      where p.id = g.promotion_id`;
  });

const tenantOf = async (code: string) => {
  const [row] = await sql`select id, root_unit_id as root from tenants where code = ${code}`;
  return row as unknown as { id: number; root: number };
};

test('every table has its way to come back for one company', () => {
  for (const { name, columns } of tables) if (!leftAlone.includes(name)) expect(wayOf(name, columns)).not.toBeNull();
});

test('one company comes back row by row and file by file, the others stay as they are', async () => {
  const place = { ...database, filesDir: path.join(database.dataDir, 'files') };
  const [zj, gd] = [await tenantOf('zj'), await tenantOf('gd')];
  const [ours, theirs] = [putFile('a contract of ours'), putFile('a contract of theirs')];
  const attach = (tenantId: number, hash: string) => sql`
    insert into attachments (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, kind, document_kind, name, mime, bytes, sha256, added_by)
    select tenant_id, gen_random_uuid(), unit_id, owner_id, account_id, id, 'document', 'other', ${'合同\t\\.pdf\n'}, 'application/pdf', 9, ${hash}, owner_id
    from opportunities where tenant_id = ${tenantId} limit 1`;
  await attach(zj.id, ours);
  await attach(gd.id, theirs);
  const [offer] = await sql`
    insert into promotions (id, code, name, starts_on, ends_on, budget_kind, budget, used_count, used_fen, effect, amount)
    values (gen_random_uuid(), 'SHARED', 'shared', '2026-01-01', '2026-12-31', 'count', 10, 2, 300, 'percent_monthly', 5) returning id`;
  await sql`insert into promotion_uses (promotion_id, source_id, tenant_id, amount_fen, taken_by) select ${offer?.id},
    gen_random_uuid(), t.id, t.id * 0 + 150, (select id from people limit 1) from tenants t where code in ('zj', 'gd')`;

  const folder = path.join(database.dataDir, 'backup');
  await backup(place, folder);
  const before = await facts(zj.id, 'its own');

  await accident(zj.id);
  rmSync(contentOf(ours));
  rmSync(contentOf(theirs));
  // the others go on
  await sql`update accounts set name = name || ' ²' where tenant_id = ${gd.id}`;
  // and so does it
  await sql`update accounts set name = name || ' ²' where tenant_id = ${zj.id} and kind = 'private'`;
  await sql`insert into journal (tenant_id, id, at, event, subject_id, subject, unit_id)
    values (${zj.id}, gen_random_uuid(), now(), 'account.changed', gen_random_uuid(), 'account', ${zj.root})`;
  const [damaged, rest] = [await facts(zj.id, 'its own'), await facts(zj.id, 'the rest')];

  await expect(restoreCompany(place, folder, { tenant: 'zj' })).rejects.toThrow(/accounts: 0 new, \d+ changed/);
  await expect(restoreCompany(place, folder, { tenant: 'nowhere' })).rejects.toThrow(
    'no company with the code nowhere',
  );
  expect([await facts(zj.id, 'its own'), await facts(zj.id, 'the rest')]).toEqual([damaged, rest]);

  const { differences } = await restoreCompany(place, folder, { tenant: 'zj', discardNewer: true });
  expect(differences.find(({ table }) => table === 'visits')?.missing).toBeGreaterThan(10);
  const { journal: entries, ...rows } = await facts(zj.id, 'its own');
  const { journal: entriesBefore, ...rowsBefore } = before;
  expect(rows).toEqual(rowsBefore);
  // nothing of the journal is lost: what was there, what came since, and that it was restored
  expect(Number.parseInt(entries!, 10)).toBe(Number.parseInt(entriesBefore!, 10) + 2);
  expect(readFileSync(contentOf(ours), 'utf8')).toBe('a contract of ours');
  expect(existsSync(contentOf(theirs))).toBe(false);
  const [person] = await sql`select count(*)::int as n from people p join role_grants g on g.person_id = p.id
    join credentials c on c.person_id = p.id where p.tenant_id = ${zj.id}`;
  expect(person?.n).toBeGreaterThan(5);

  const after = await facts(zj.id, 'the rest');
  const back = ['credentials', 'role_grants', 'promotions'];
  for (const { name } of tables) if (!back.includes(name)) expect([name, after[name]]).toEqual([name, rest[name]]);
  const [budget] = await sql`select used_count, used_fen from promotions where id = ${offer?.id}`;
  expect(budget).toMatchObject({ used_count: 2, used_fen: '300' });

  // a second time there is nothing to do
  const again = await restoreCompany(place, folder, { tenant: 'zj' });
  expect(again.differences).toEqual([]);
}, 300_000);

test('a right that was taken away stays away', async () => {
  const place = { ...database, filesDir: path.join(database.dataDir, 'files') };
  const zj = await tenantOf('zj');
  const [gone] = await sql`delete from role_grants where person_id in (select id from people where tenant_id = ${zj.id})
    returning person_id, role`;
  await restoreCompany(place, path.join(database.dataDir, 'backup'), { tenant: 'zj' });
  const left = await sql`select 1 from role_grants where person_id = ${gone?.person_id} and role = ${gone?.role}`;
  expect(left).toHaveLength(0);
}, 300_000);

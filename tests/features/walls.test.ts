import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, describe, expect, inject, it } from 'vitest';

const query = (name: string) => readFileSync(fileURLToPath(new URL(`walls/${name}.sql`, import.meta.url)), 'utf8');
const connect = (url: string) => postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
const owner = connect(inject('ownerUrl'));
const app = connect(inject('appUrl'));
afterAll(() => Promise.all([owner.end(), app.end()]));

/** Tables whose rows belong to somebody, straight from the catalogue, so that a new one cannot be forgotten. */
const businessTables = async () => {
  const rows = await owner`
    select table_name as name from information_schema.columns where table_schema = 'public'
    group by 1 having count(*) filter (where column_name in ('tenant_id', 'unit_id')) = 2 order by 1`;
  return rows.map((row) => String(row.name));
};

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'allowed',
    (error: { code: string }) => error.code,
  );
const notAllowed = '42501';
const appendOnly = '23001';

describe('the application’s role', () => {
  it('has no door past the policies', async () => {
    expect(await owner.unsafe(query('access'), ['jiketong_app'])).toEqual([]);
  });

  it('sees no row without an identity', async () => {
    const tables = await businessTables();
    expect(tables).toEqual(expect.arrayContaining(['accounts', 'assignments', 'journal', 'opportunities', 'visits']));
    expect(tables.length).toBeGreaterThanOrEqual(13);
    await owner
      .begin(async (tx) => {
        await tx`insert into tenants (id, code, name) overriding system value values (9001, 'wall', 'wall')`;
        await tx`insert into units (id, tenant_id, name, kind) overriding system value values (9001, 9001, 'wall', 'team')`;
        await tx`insert into accounts (tenant_id, id, unit_id, owner_id, name, kind)
        values (9001, gen_random_uuid(), 9001, gen_random_uuid(), 'wall', 'private')`;
        await tx`set local role jiketong_app`;
        for (const identity of [
          ['', ''],
          ['', 'admin'],
          ['00000000-0000-7000-8000-000000000000', 'admin'],
        ]) {
          await tx`select set_config('app.person', ${identity[0]!}, true), set_config('app.role', ${identity[1]!}, true)`;
          for (const table of [...tables, 'tenants', 'units', 'people', 'role_grants', 'saved_views']) {
            const [row] = await tx.unsafe(`select count(*)::int as n from ${table}`);
            expect([identity, table, row?.n]).toEqual([identity, table, 0]);
          }
        }
        throw new Error('undo');
      })
      .catch((error: Error) => expect(error.message).toBe('undo'));
  });

  it('cannot read a password or a token', async () => {
    expect(await refusal(app`select * from credentials`)).toBe(notAllowed);
    expect(await refusal(app`select password_hash from credentials`)).toBe(notAllowed);
    expect(await refusal(app`select token_hash from sessions`)).toBe(notAllowed);
    expect(await refusal(app`select * from sessions`)).toBe(notAllowed);
    expect(await refusal(app`update sessions set person_id = person_id`)).toBe(notAllowed);
  });

  it('cannot touch the journal, the stage history, kept sums or the key of a row', async () => {
    for (const statement of [
      'update journal set event = event', 'delete from journal', 'truncate journal', 'update opportunity_changes set kind = kind',
      'delete from opportunity_changes', 'insert into opportunity_totals select * from opportunity_totals', 'delete from accounts',
      'update accounts set tenant_id = tenant_id', 'update accounts set id = id', 'update contacts set account_id = account_id',
      'alter table accounts disable row level security', 'drop policy reading on accounts', 'create table x (a int)',
      'create temporary table x (a int)', 'set role jiketong_jobs', 'set session authorization jiketong',
    ]) // biome-ignore format: a list of statements
      expect([statement, await refusal(app.unsafe(statement))]).toEqual([statement, notAllowed]);
  });

  it('works within limits of time', async () => {
    const settings = await app`select name, setting::int as ms from pg_settings
      where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`;
    expect(settings.map((row) => row.ms > 0)).toEqual([true, true, true]);
  });
});

describe('the journal', () => {
  it('is not changed by the owner either', async () => {
    await owner
      .begin(async (tx) => {
        await tx`insert into journal (tenant_id, id, at, event, subject_id, subject, unit_id)
        values (1, gen_random_uuid(), now(), 'wall.tested', gen_random_uuid(), 'unit', 1)`;
        for (const statement of ['update journal set event = $$x$$', 'delete from journal', 'truncate journal']) {
          expect(await refusal(tx.savepoint((sp) => sp.unsafe(statement)))).toBe(appendOnly);
        }
        throw new Error('undo');
      })
      .catch((error: Error) => expect(error.message).toBe('undo'));
  });
});

describe('the lint itself', () => {
  it('notices a missing wall', async () => {
    await owner
      .begin(async (tx) => {
        await tx`alter table visits no force row level security`;
        await tx`drop policy reading on contacts`;
        await tx`create policy wide on needs for select to jiketong_app using (true)`;
        await tx`grant truncate on sites to jiketong_app`;
        const found = await tx.unsafe(query('access'), ['jiketong_app']);
        expect(found.map((row) => row.object)).toEqual(
          expect.arrayContaining(['public.visits', 'public.contacts', 'public.needs', 'public.sites']),
        );
        throw new Error('undo');
      })
      .catch((error: Error) => expect(error.message).toBe('undo'));
  });
});

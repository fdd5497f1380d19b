import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { planSpread, type Step } from '../../scripts/distribute/plan';
import { followsAccount, localTables, referenceTables, triggersThatCross } from '../../scripts/distribute/tables';

const owner = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
afterAll(() => owner.end());

const rules = readFileSync(fileURLToPath(new URL('spread/shape.sql', import.meta.url)), 'utf8');
const list = (names: string[]) => `{${names.join()}}`;
const findings = async (sql: postgres.ISql) => {
  const rows = await sql.unsafe(rules, [
    ...[list(referenceTables), list(followsAccount), list(triggersThatCross), list(localTables)],
  ]);
  return rows.map(({ rule, object }) => `${rule}: ${object}`);
};

/** What the work finds; the database is as before afterwards. */
async function undone<T>(work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  let found: T | undefined;
  await owner
    .begin(async (tx) => {
      found = await work(tx);
      throw new Error('undo');
    })
    .catch((error: Error) => {
      if (error.message !== 'undo') throw error;
    });
  return found as T;
}

describe('the schema', () => {
  it('can be spread over machines by tenant', async () => {
    expect(await findings(owner)).toEqual([]);
  });

  it.each([
    ['create table careless (id uuid primary key)', 'business table whose key does not begin with tenant_id: careless'],
    [
      'create table careless (tenant_id bigint, primary key (tenant_id))',
      'business table without an integer tenant_id that is never null: careless',
    ],
    [
      'create unlogged table careless (tenant_id int primary key)',
      'partitioned, inherited, unlogged or with rules: careless',
    ],
    ['create unique index careless on accounts (website)', 'unique index without tenant_id: accounts careless'],
    [
      'alter table sites add constraint careless exclude using gist (tenant_id with <>, account_id with =)',
      'exclusion that does not compare tenant_id by =: sites careless',
    ],
    [
      'alter table needs add constraint careless unique (tenant_id, visit_id) deferrable',
      'constraint that may be deferred: needs careless',
    ],
    ['create index careless on leads (state, id)', 'index that begins with a column of few values: leads careless'],
    [
      `alter table visits add key uuid unique; alter table needs add constraint careless foreign key (visit_id) references visits (key)`,
      'foreign key between business rows without tenant_id: needs careless',
    ],
    [
      `alter table stages add tenant_id int, add account_id uuid,
        add constraint careless foreign key (tenant_id, account_id) references accounts (tenant_id, id)`,
      'reference table refers to a business row: stages careless',
    ],
    [
      `alter table needs add constraint careless foreign key (tenant_id, visit_id) references visits (tenant_id, id) on delete set null`,
      'foreign key that sets tenant_id null or to its default: needs careless',
    ],
    [
      `alter table needs add constraint careless foreign key (tenant_id, visit_id) references visits (tenant_id, id) on update cascade`,
      'foreign key that follows another key than that of the account: needs careless',
    ],
    [
      'alter table needs add careless int generated always as identity',
      'number counted by the database: needs careless',
    ],
    [
      `create function app.careless() returns trigger language plpgsql as $$ begin update people set name = ''; return null; end $$;
        create trigger careless after insert on needs execute function app.careless()`,
      'trigger that writes a reference table: needs careless',
    ],
    [
      `create function app.careless() returns trigger language plpgsql as $$ begin return null; end $$;
        create constraint trigger careless after insert on needs deferrable for each row execute function app.careless()`,
      'constraint trigger: needs careless',
    ],
    [
      'drop trigger certificates_issued on certificates',
      'trigger named as crossing that does not: certificates_issued',
    ],
  ])('is found out: %s', async (statement, finding) => {
    expect(
      await undone(async (tx) => {
        await tx.unsafe(statement);
        return findings(tx);
      }),
    ).toContain(finding);
  });
});

/** Stands in for Citus: notes what it was asked for, and treats each table as its own only shard. */
const stub = `
  create schema stub;
  create table stub.calls (no int generated always as identity, name text, kind text);
  create view stub.citus_tables as select name::regclass as table_name from stub.calls where kind in ('reference', 'shards');
  create function stub.create_reference_table(regclass) returns void language sql as $$
    insert into stub.calls (name, kind) values ($1::text, 'reference') $$;
  create function stub.create_distributed_table(regclass, text, colocate_with text, shard_count int default 0) returns void
    language sql as $$ insert into stub.calls (name, kind) values ($1::text, 'shards') $$;
  create function stub.create_distributed_function(regprocedure) returns void language sql as $$
    insert into stub.calls (name, kind) values ($1::text, 'function') $$;
  create function stub.run_command_on_colocated_placements(a regclass, b regclass, command text)
    returns table (nodename text, shardid1 bigint, success boolean, result text) language plpgsql as $$
    begin
      execute format(command, a, b);
      return query select 'here'::text, 1::bigint, true, 'DO'::text;
    end $$;
  set local search_path = stub, pg_catalog`;

const keys = async (tx: postgres.ISql) => {
  const rows = await tx`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as key
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1`;
  return rows.map(({ key }) => String(key));
};
const calls = async (tx: postgres.ISql, kind: string) => {
  const rows = await tx`select name from stub.calls where kind = ${kind} order by no`;
  return rows.map(({ name }) => String(name).replace(/^public\./, ''));
};
/** Settings of Citus are refused where it is not. */
const run = async (tx: postgres.ISql, steps: Step[]) => {
  for (const { part, statement } of steps) if (part !== 'settings') await tx.unsafe(statement);
};

describe('the spreading', () => {
  it('takes every key off, names every table once, and puts the same keys on again', async () => {
    await undone(async (tx) => {
      await tx.unsafe(stub);
      const before = await keys(tx);
      const tables =
        await tx`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
      const steps = await planSpread(tx, 64);
      const parts = steps.map(({ part }) => part);
      const order = ['settings', 'numbers', 'keys off', 'references', 'shards', 'functions', 'keys on'];
      expect(parts).toEqual([...parts].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      const withoutKeys = steps.findIndex(({ part }) => part === 'references');
      await run(tx, steps.slice(0, withoutKeys));
      expect(await keys(tx)).toEqual([]);
      await run(tx, steps.slice(withoutKeys));

      expect(before.length).toBeGreaterThan(300);
      expect(await keys(tx)).toEqual(before);
      const spread = [...(await calls(tx, 'reference')), ...(await calls(tx, 'shards'))];
      expect([...spread, ...localTables].sort()).toEqual(tables.map(({ relname }) => relname).sort());
      expect([...(await calls(tx, 'reference'))].sort()).toEqual([...referenceTables].sort());
      expect((await calls(tx, 'shards'))[0]).toBe('accounts');
      const functions = await calls(tx, 'function');
      expect(functions.length).toBeGreaterThan(100);
      expect(functions.filter((name) => name.includes('_attempts'))).toEqual([]);
    });
  });

  it('leaves numbers to be counted where they were', async () => {
    await undone(async (tx) => {
      await tx.unsafe(stub);
      const tenant = () =>
        tx`insert into public.tenants (code, name) values (gen_random_uuid()::text, 'x') returning id`;
      const [first] = await tenant();
      await run(
        tx,
        (await planSpread(tx, 64)).filter(({ part }) => part === 'numbers'),
      );
      const [second] = await tenant();
      expect(second?.id).toBe(first?.id + 1);
      const left = await tx`
        select attrelid::regclass from pg_attribute join pg_class on pg_class.oid = attrelid
        where attidentity <> '' and relnamespace = 'public'::regnamespace`;
      expect(left).toHaveLength(0);
    });
  });

  it('goes on where it was interrupted, and has nothing left to do at the end', async () => {
    await undone(async (tx) => {
      await tx.unsafe(stub);
      const before = await keys(tx);
      for (const part of [0.1, 0.5, 0.5, 0.9]) {
        const steps = await planSpread(tx, 64);
        await run(tx, steps.slice(0, Math.floor(steps.length * part)));
      }
      await run(tx, await planSpread(tx, 64));
      expect(await keys(tx)).toEqual(before);
      const named = [...(await calls(tx, 'reference')), ...(await calls(tx, 'shards'))];
      expect(new Set(named).size).toBe(named.length);
      expect(await planSpread(tx, 64)).toEqual([]);
    });
  });
});

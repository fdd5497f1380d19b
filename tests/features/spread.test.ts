import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { followsAccount, referenceTables, triggersThatCross } from '../../scripts/distribute/tables';

const owner = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
afterAll(() => owner.end());

const rules = readFileSync(fileURLToPath(new URL('spread/shape.sql', import.meta.url)), 'utf8');
const list = (names: string[]) => `{${names.join()}}`;
const findings = async (sql: postgres.ISql) => {
  const rows = await sql.unsafe(rules, [list(referenceTables), list(followsAccount), list(triggersThatCross)]);
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

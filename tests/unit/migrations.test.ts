import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockingIn } from '../support/blocking';

/** Those before were written for installations that did not exist yet. */
const first = '0059';
const written = readdirSync('drizzle/migrations').filter((name) => /^\d{4}_.*\.sql$/.test(name) && name >= first);

describe('migrations', () => {
  it('let people write while they run', () => {
    const found = written.flatMap((name) =>
      blockingIn(readFileSync(`drizzle/migrations/${name}`, 'utf8')).map((what) => `${name}: ${what}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'CREATE INDEX "visits_x" ON "visits" USING btree ("tenant_id");',
    'create unique index visits_x on public.visits (tenant_id)',
    'create index concurrently visits_x on visits (tenant_id)',
    'alter table visits alter column title set not null',
    'alter table "visits" ALTER COLUMN "title" SET DATA TYPE varchar(10);',
    'alter table visits alter title type varchar(10)',
    'alter table visits add constraint x check (title <> $$$$)',
    'alter table visits add foreign key (tenant_id, id) references accounts (tenant_id, id)',
    'alter table visits add constraint x unique (tenant_id, title)',
    'alter table visits validate constraint x',
    'alter table visits add column x text not null',
    'alter table visits add x uuid default gen_random_uuid()',
    'alter table visits add x int generated always as (1 + 2) stored',
    'alter table visits add x serial',
    'alter table visits add column a int, alter column title set not null',
    "update visits set title = ''",
    'delete from visits where true',
    "do $$ begin update visits set title = ''; end $$",
    "do $$ begin execute format('alter table notices drop constraint %I, add constraint %I %s', 'a', 'a', 'b'); end $$",
    'vacuum full visits',
    'reindex table visits',
    '-- online\nalter table visits alter title set not null',
  ])('that block are refused: %s', (statement) => {
    expect(blockingIn(statement)).toHaveLength(1);
  });

  it.each([
    'create table x (id int); --> statement-breakpoint\ncreate index x_id on x (id)',
    'create index offerings_x on offerings (name)',
    "alter table visits add column custom jsonb default '{}'::jsonb not null",
    'alter table visits add column at timestamptz not null default now()',
    'alter table visits add constraint x check (title <> $$$$) not valid',
    '-- online\nalter table visits validate constraint x',
    '-- online\nalter table visits validate constraint x\n--> statement-breakpoint\nalter table visits alter title set not null',
    '-- online\ndrop index concurrently if exists visits_x\n--> statement-breakpoint\ncreate index concurrently visits_x on visits (tenant_id)',
    '-- online\ncreate unique index concurrently visits_x on visits (tenant_id, id)\n--> statement-breakpoint\nalter table visits add constraint visits_x unique using index visits_x',
    "-- online\ndo $$ begin loop update visits set title = '' where id = any (array(select id from visits where title is null limit 5000)); exit when not found; commit; end loop; end $$",
    'alter table visits enable row level security',
    'create policy changing on visits for update to jiketong_app using (true)',
    'grant update (title) on visits to jiketong_app',
    'create function app.x() returns void language sql as $$ update visits set title = null $$',
    "do $$ begin execute 'create policy changing on visits for update to jiketong_app using (true)'; end $$",
  ])('that do not block pass: %s', (statements) => {
    expect(blockingIn(statements)).toEqual([]);
  });
});

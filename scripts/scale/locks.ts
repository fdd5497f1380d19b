import type postgres from 'postgres';
import { sleep } from '../pid-file.mjs';
import { connect } from './replica';

export type Locked = {
  step: string;
  isOnline: boolean;
  seconds: number;
  writes: number;
  slowestMs: number;
  ended: string;
};

const table = 'opportunities';
/** What blocks for longer than this is not waited for; what does not block may take its time. */
const patienceMs = { offline: 20_000, online: 60_000 };
/** Along the key, so that no batch looks again at what the ones before have filled. */
const batches = (set: string, rows: number) => `do $$
declare
  from_tenant int := 0; from_id uuid := '00000000-0000-0000-0000-000000000000'; to_tenant int; to_id uuid;
begin loop
  select tenant_id, id into to_tenant, to_id from (
    select tenant_id, id from ${table} where (tenant_id, id) > (from_tenant, from_id) order by 1, 2 limit ${rows}) b
    order by 1 desc, 2 desc limit 1;
  exit when not found;
  update ${table} set ${set} where (tenant_id, id) > (from_tenant, from_id) and (tenant_id, id) <= (to_tenant, to_id);
  commit;
  from_tenant := to_tenant; from_id := to_id;
end loop; end $$`;

/** The kinds of steps that migrations are made of, as they must not be written and as they must. */
const steps: [step: string, isOnline: boolean, ...statements: string[]][] = [
  ['add column with a constant default', true, `alter table ${table} add column probe int not null default 0`],
  [
    'add column with a value of its own for each row',
    false,
    `alter table ${table} add column probe_id uuid default gen_random_uuid()`,
  ],
  ['create index', false, `create index probe_plain on ${table} (tenant_id, updated_at)`],
  ['create index concurrently', true, `create index concurrently probe_online on ${table} (tenant_id, updated_at)`],
  ['add constraint check', false, `alter table ${table} add constraint probe_check check (months >= 0)`],
  [
    'add constraint check not valid, validate',
    true,
    `alter table ${table} add constraint probe_later check (months >= 0) not valid`,
    `alter table ${table} validate constraint probe_later`,
  ],
  [
    'add foreign key',
    false,
    `alter table ${table} add constraint probe_key foreign key (tenant_id, account_id) references accounts (tenant_id, id)`,
  ],
  [
    'add foreign key not valid, validate',
    true,
    `alter table ${table} add constraint probe_key_later foreign key (tenant_id, account_id) references accounts (tenant_id, id) not valid`,
    `alter table ${table} validate constraint probe_key_later`,
  ],
  [
    'set not null after a validated check',
    true,
    `alter table ${table} add constraint probe_given check (source is not null) not valid`,
    `alter table ${table} validate constraint probe_given`,
    `alter table ${table} alter source drop not null`,
    `alter table ${table} alter source set not null`,
  ],
  ['another type of a column', false, `alter table ${table} alter slips type bigint`],
  ['fill a column, all rows at once', false, `update ${table} set probe = 1`],
  ['fill a column, 5,000 rows at a time', false, batches('probe = 2', 5000)],
  ['fill a column, 500 rows at a time', true, batches('probe = 3', 500)],
];
const clean = `alter table ${table} drop column if exists probe, drop column if exists probe_id,
  drop constraint if exists probe_check, drop constraint if exists probe_later, drop constraint if exists probe_key,
  drop constraint if exists probe_key_later, drop constraint if exists probe_given;
  drop index if exists probe_plain, probe_online`;

/** People who change a deal each, one after the other, all the time; the longest that one had to wait is kept. */
async function write(
  sql: postgres.Sql,
  ids: { tenant_id: number; id: string }[],
  told: { writes: number; slowestMs: number; over: boolean },
) {
  for (let no = 0; !told.over; no++) {
    const { tenant_id, id } = ids[no % ids.length]!;
    const at = performance.now();
    await sql`update opportunities set next_step = ${`step ${no}`} where tenant_id = ${tenant_id} and id = ${id}`;
    told.writes++;
    told.slowestMs = Math.max(told.slowestMs, performance.now() - at);
    await sleep(10);
  }
}

/** How long each kind of step keeps four writers waiting, on whatever rows are there. */
export async function measureLocks(ownerUrl: string, log: (line: string) => void): Promise<Locked[]> {
  const sql = connect(ownerUrl);
  const writers = Array.from({ length: 4 }, () => connect(ownerUrl));
  const found: Locked[] = [];
  try {
    await sql.unsafe(clean);
    const ids = await sql<{ tenant_id: number; id: string }[]>`
      select tenant_id, id from opportunities where deleted_at is null order by 1, 2 limit 4000`; // the first that a step meets
    for (const [step, isOnline, ...statements] of steps) {
      const told = { writes: 0, slowestMs: 0, over: false };
      const writing = writers.map((one, no) =>
        write(
          one,
          ids.filter((_, at) => at % 4 === no),
          told,
        ),
      );
      await sleep(500);
      const began = performance.now();
      let ended = 'done';
      for (const statement of statements) {
        const patience = patienceMs[isOnline ? 'online' : 'offline'];
        await sql.unsafe(`set statement_timeout = ${patience}`);
        await sql.unsafe(statement).catch((error: { code: string }) => {
          ended = error.code === '57014' ? `stopped after ${patience / 1000} s` : error.code;
        });
      }
      const seconds = (performance.now() - began) / 1000;
      await sleep(200);
      told.over = true;
      await Promise.all(writing);
      found.push({ step, isOnline, seconds, writes: told.writes, slowestMs: told.slowestMs, ended });
      log(
        `${step}: ${seconds.toFixed(1)} s, slowest of ${told.writes} writes ${told.slowestMs.toFixed(0)} ms, ${ended}`,
      );
    }
    await sql.unsafe(`set statement_timeout = 0; ${clean}`);
    return found;
  } finally {
    await Promise.all([sql, ...writers].map((one) => one.end()));
  }
}

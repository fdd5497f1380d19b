import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '~/core/ids';
import { ensureDatabase, ensureDemo } from '../../scripts/demo';
import { startDatabase } from '../../scripts/embedded-database.mjs';
import { prepareDatabase } from '../../scripts/migrate';
import { sleep } from '../../scripts/pid-file.mjs';
import { temporaryHome } from '../../scripts/postgres-binaries.mjs';
import { ensureBuilt, ensurePrograms } from '../../scripts/ready.mjs';
import { freePort } from '../support/global-server';
import { ownServer } from '../support/own-server';

let dataDir: string;
let database: Awaited<ReturnType<typeof startDatabase>>;
let sql: postgres.Sql;
let web: ReturnType<typeof ownServer>;
let url: (to: string) => string;
let cookie: string;

beforeAll(async () => {
  await ensureBuilt();
  await ensurePrograms();
  dataDir = temporaryHome('jiketong-merges-');
  // no shortcuts of durability here: what is acknowledged has to survive
  database = await startDatabase({ dir: path.join(dataDir, 'postgres') });
  await ensureDatabase(database.url(), 'jiketong');
  const ownerUrl = database.url('jiketong');
  const { appUrl } = await prepareDatabase(ownerUrl, dataDir);
  await ensureDemo(ownerUrl, true, () => {});
  sql = postgres(ownerUrl, { max: 2, fetch_types: false, onnotice: () => {}, backoff: () => 0.1 });
  const port = await freePort();
  web = ownServer(port, { appUrl, log: path.join(dataDir, 'server.log') });
  url = (to) => `http://127.0.0.1:${port}${to}`;
  await web.start();
  const answer = await post('/login', { email: 'director@demo.test', password: 'jiketong-demo', to: '/' });
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}, 240_000);
afterAll(async () => {
  await web?.stop();
  await sql?.end({ timeout: 1 });
  await database?.stop();
  if (dataDir) rmSync(dataDir, { recursive: true, force: true });
});

const post = (to: string, fields: Record<string, string>) =>
  fetch(url(to), {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url(''), ...(cookie && { Cookie: cookie }) },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(20_000),
  });

/** Asked until the database answers again, up to a minute. */
async function eventually<T>(ask: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> {
  const until = Date.now() + 60_000;
  for (;;) {
    const found = await ask().catch(() => undefined);
    if (found !== undefined && isSo(found)) return found;
    if (Date.now() > until) throw new Error('waited a minute in vain');
    await sleep(20);
  }
}

const tables = ['accounts', 'assignments', 'contacts', 'visits', 'visit_attendees', 'interactions', 'opportunities', 'custom_values', 'account_merges', 'contact_merges', 'journal']; // biome-ignore format: a list
/** A fingerprint of every row; `but` leaves out what a merge that was undone has changed for good. */
async function fingerprints(but: (table: string) => boolean = () => false) {
  const found: Record<string, string> = {};
  for (const table of tables.filter((one) => !but(one))) {
    const [row] = await sql.unsafe(
      `select md5(coalesce(string_agg(r, '' order by r), '')) as all from (select (to_jsonb(t) - 'version')::text as r from ${table} t) x`,
    );
    found[table] = row?.all;
  }
  return found;
}
const isLedger = (table: string) => /_merges$|^journal$/.test(table);

const blows = {
  app: async () => {
    await web.kill();
    await web.start();
  },
  database: async () =>
    process.kill(
      Number(readFileSync(path.join(database.home, 'data/postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGQUIT',
    ),
};

/** Sends while a row that has to move is held, so that the command stands in its middle when it is struck. */
async function struckInTheMiddle(
  table: string,
  row: string,
  send: () => Promise<Response>,
  blow: () => Promise<unknown>,
) {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  let isHeld = false;
  const holding = sql
    .begin(async (tx) => {
      await tx.unsafe(`select 1 from ${table} where id = $1 for update`, [row]);
      isHeld = true;
      await held;
    })
    .catch(() => {}); // the database may be the one that is struck
  await eventually(async () => isHeld, Boolean);
  const sent = send().then(
    ({ status }) => status,
    () => 0,
  );
  const working = () =>
    sql`select pid from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'app\\.(merge|undo)_'`;
  await eventually(working, (found) => found.length > 0);
  await blow();
  release();
  await holding;
  expect(await sent).not.toBe(302);
  // what was left behind in the database ends by itself: nobody is there to commit it
  await eventually(
    () =>
      sql`select pid from pg_stat_activity where state <> 'idle' and query ~ 'app\\.(merge|undo)_' and pid <> pg_backend_pid()`,
    (found) => found.length === 0,
  );
}

type Pair = { room: 'accounts' | 'contacts'; kept: string; gone: string; table: string; row: string };

async function pairOf(room: Pair['room']): Promise<Pair> {
  const [found] = await sql`
    select a.tenant_id, a.id, a.unit_id, a.owner_id from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by random() limit 1`;
  const own = { tenant_id: found!.tenant_id, unit_id: found!.unit_id, owner_id: found!.owner_id };
  const [twin, kept, gone, visit, call] = [newId(), newId(), newId(), newId(), newId()];
  await sql`insert into accounts ${sql({ ...own, id: twin, name: `双 ${twin.slice(-6)}`, kind: 'private' })}`;
  const of = { ...own, account_id: room === 'accounts' ? twin : found!.id };
  for (const id of [kept, gone]) await sql`insert into contacts ${sql({ ...of, id, name: '双生' })}`;
  await sql`insert into visits ${sql({ ...of, id: visit, purpose: '拜访', planned_at: new Date().toISOString() })}`;
  for (const id of [kept, gone])
    await sql`insert into visit_attendees ${sql({ ...of, id: newId(), visit_id: visit, contact_id: id })}`;
  const at = new Date().toISOString();
  await sql`insert into interactions ${sql({ ...of, id: call, contact_id: gone, channel: 'phone', at, text: '来电' })}`;
  return room === 'accounts'
    ? { room, kept: found!.id, gone: twin, table: 'visits', row: visit }
    : { room, kept, gone, table: 'interactions', row: call };
}

describe.each(['accounts', 'contacts'] as const)('a merge of %s and its undoing', (room) => {
  it.each(['app', 'database'] as const)(
    'is all or nothing when the %s is killed in its middle',
    async (struck) => {
      const { kept, gone, table, row } = await pairOf(room);
      const id = newId();
      const versions = await sql`select id, version from ${sql(room)} where id in (${kept}, ${gone})`;
      const versionOf = (of: string) => String(versions.find((one) => one.id === of)?.version);
      const fields = { id, kept, gone, keptVersion: versionOf(kept), goneVersion: versionOf(gone) };
      const merge = () => post(`/${room}/merge`, fields);
      const undo = () => post(`/${room}/merges/${id}`, { intent: 'undo' });
      const again = (send: () => Promise<Response>) => eventually(send, ({ status }) => status === 302);
      const told = async () =>
        (
          await sql`select event from journal where subject_id in (${kept}, ${gone}) and event like '%merge%' order by event`
        ).map(({ event }) => event.split('.')[1]);

      const before = await fingerprints();
      await struckInTheMiddle(table, row, merge, blows[struck]);
      expect(await eventually(fingerprints, () => true)).toEqual(before);
      await again(merge);
      await again(merge);
      const merged = await fingerprints();
      expect(merged).not.toEqual(before);
      expect(await told()).toEqual(['merged', 'merged_away']);

      await struckInTheMiddle(table, row, undo, blows[struck]);
      expect(await eventually(fingerprints, () => true)).toEqual(merged);
      await again(undo);
      await again(undo);
      const left = Object.fromEntries(Object.entries(before).filter(([name]) => !isLedger(name)));
      expect(await fingerprints(isLedger)).toEqual(left);
      expect(await told()).toEqual(['merge_undone', 'merge_undone', 'merged', 'merged_away']);
    },
    180_000,
  );
});

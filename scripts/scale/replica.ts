import { chownSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { startDatabase } from '../embedded-database.mjs';
import { sleep } from '../pid-file.mjs';
import { account, clusterHome } from '../postgres-binaries.mjs';

export type Cluster = Awaited<ReturnType<typeof startDatabase>>;

/** Folders that are there but empty in a copy: what they hold belongs to the running server. */
const emptied = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const left = ['postmaster.pid', 'postmaster.opts', 'standby.signal'];

/** Copies a cluster that goes on working; what vanishes meanwhile is in the log that the copy replays. */
function copyCluster(from: string, to: string, depth = 0) {
  const { uid, gid } = account();
  const own = (file: string) => uid !== undefined && chownSync(file, uid, gid!);
  mkdirSync(to, { mode: 0o700 });
  own(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.name.startsWith('pgsql_tmp') || (depth === 0 && left.includes(entry.name))) continue;
    try {
      if (entry.isDirectory() && depth === 0 && emptied.includes(entry.name)) mkdirSync(target, { mode: 0o700 });
      else if (entry.isDirectory()) copyCluster(source, target, depth + 1);
      else copyFileSync(source, target);
      own(target);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') throw error;
    }
  }
}

export const connect = (url: string) => postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });

/** A second server in `dir` that follows the first, under the name `replica`; the packaged PostgreSQL has no pg_basebackup. */
export async function openReplica(primary: Cluster, dir: string, flags: string[] = []): Promise<Cluster> {
  const sql = connect(primary.url());
  try {
    await sql`select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = 'replica' and not active`;
    await sql`select pg_create_physical_replication_slot('replica', true)`;
    await sql`select pg_backup_start('replica', true)`;
    const data = path.join(clusterHome(dir), 'data');
    copyCluster(path.join(primary.home, 'data'), data);
    const [stopped] = await sql`select labelfile from pg_backup_stop(false)`;
    mkdirSync(path.join(data, 'pg_wal/archive_status'), { recursive: true });
    const password = readFileSync(path.join(data, 'jiketong.password'), 'utf8').trim();
    const files = {
      backup_label: stopped?.labelfile as string,
      'standby.signal': '',
      'postgresql.auto.conf': `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=jiketong password=${password} application_name=replica'
primary_slot_name = 'replica'
`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(data, name), text, { mode: 0o600 });
    const { uid, gid } = account();
    const written = [...Object.keys(files), 'pg_wal/archive_status'];
    if (uid !== undefined) for (const name of written) chownSync(path.join(data, name), uid, gid!);
  } finally {
    await sql.end();
  }
  return startDatabase({ dir, flags });
}

/** Waits until the replica has all that the primary had when this was asked. */
export async function caughtUp(primary: postgres.Sql, replica: postgres.Sql) {
  const [at] = await primary`select pg_current_wal_lsn()::text as lsn`;
  for (;;) {
    const [row] = await replica`select pg_last_wal_replay_lsn() >= ${at?.lsn}::pg_lsn as yes`;
    if (row?.yes) return;
    await sleep(5);
  }
}

/** From here on the primary acknowledges only what the replica has on its disk too. */
export async function makeSynchronous(primary: postgres.Sql) {
  await primary`alter system set synchronous_standby_names = 'replica'`;
  await primary`select pg_reload_conf()`;
  for (;;) {
    const [row] = await primary`select 1 from pg_stat_replication where sync_state = 'sync' and state = 'streaming'`;
    if (row) return;
    await sleep(20);
  }
}

/** The folder of a cluster that is over. */
export const discard = (dir: string) => rmSync(dir, { recursive: true, force: true });

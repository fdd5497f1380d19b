import { readFile, statfs } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import migrations from '#drizzle/migrations/meta/_journal.json';
import type { Context } from '~/core/context.server';
import { env } from '~/core/env.server';
import { withoutData } from '~/core/fault';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { forbidden } from '~/core/refusals.server';
import { slowestStatements } from '~/core/statements.server';
import { version } from '../../../package.json';
import type { FailedJob, Health, Index, JobKind, Queue, Statement, Table } from './rules';

type Jobs = { workers: number; lastStroke: string | null; kinds: JobKind[]; failed: FailedJob[] };
type Counted = {
  queues: Queue[];
  databaseBytes: number;
  fileBytes: number;
  tables: Table[];
  indexes: Index[];
  slow: Statement[] | null;
  server: string;
  migrations: { applied: number; latest: number };
};

/** Whether this person keeps the installation running: an administrator of the group. */
export async function mayWatch(ctx: Context): Promise<boolean> {
  if (!can(ctx.actor, 'installation.watch')) return false;
  const [row] = await ctx.db.execute<{ may: boolean }>(sql`select app.watches_installation() as may`);
  return row?.may ?? false;
}

export async function requireWatch(ctx: Context) {
  requirePermission(ctx.actor, 'installation.watch');
  if (!(await mayWatch(ctx))) throw forbidden('installation.watch');
}

const parsed = <T>(value: unknown): T => (typeof value === 'string' ? JSON.parse(value) : value) as T;

/** The disk that DATA_DIR lies on; null where this system does not tell. */
const readDisk = () =>
  statfs(env.DATA_DIR).then(
    ({ bavail, blocks, bsize }) => ({ free: bavail * bsize, size: blocks * bsize }),
    () => null,
  );

const backupNote = z.object({ at: z.iso.datetime(), rows: z.number(), files: z.number() });
/** What `npm run backup` noted on this machine; null when it never ran here. */
const readBackup = () =>
  readFile(path.join(env.DATA_DIR, 'last-backup.json'), 'utf8').then(
    (text) => backupNote.parse(JSON.parse(text)),
    () => null,
  );

/** Everything the page shows: counts and sizes over all companies, nobody's rows. */
export async function readHealth(ctx: Context) {
  await requireWatch(ctx);
  const [[asked], disk, backup] = await Promise.all([
    ctx.db.execute<{ jobs: unknown; rest: unknown }>(
      sql`select jobs.health() as jobs, app.installation_health() as rest`,
    ),
    readDisk(),
    readBackup(),
  ]);
  const jobs = parsed<Jobs>(asked?.jobs);
  const rest = parsed<Counted>(asked?.rest);
  const expected = migrations.entries.length;
  const newest = Math.max(...migrations.entries.map(({ when }) => when));
  const health: Health = {
    workers: jobs.workers,
    lastStroke: jobs.lastStroke,
    kinds: jobs.kinds,
    queues: rest.queues,
    slow: rest.slow ?? slowestStatements(8),
    databaseBytes: rest.databaseBytes,
    disk,
    backup,
    migrations: { applied: rest.migrations.applied, expected, isCurrent: rest.migrations.latest >= newest },
  };
  return {
    health,
    failed: jobs.failed.map((job) => ({ ...job, error: job.error && withoutData(job.error) })),
    /** Counted by the database, else by this web process since it began. */
    slowFrom: rest.slow ? ('database' as const) : ('process' as const),
    storage: { fileBytes: rest.fileBytes, tables: rest.tables, indexes: rest.indexes },
    versions: { application: version, node: process.versions.node, database: rest.server },
  };
}

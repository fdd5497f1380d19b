/** Green, amber or red, as it is said: well, to be watched, to be mended now. */
export const lights = ['well', 'watch', 'mend'] as const;
export type Light = (typeof lights)[number];

export const queues = ['mail', 'push', 'webhook', 'import'] as const;
export type QueueName = (typeof queues)[number];

export type JobKind = {
  task: string;
  waiting: number;
  later: number;
  running: number;
  failed: number;
  oldest: string | null;
};
export type FailedJob = { id: number; task: string; attempts: number; error: string | null; at: string };
export type Queue = { queue: QueueName; waiting: number; since: string | null; failed: number };
export type Statement = { text: string; calls: number; mean: number; longest: number };
export type Table = { name: string; bytes: number; indexBytes: number; rows: number };
export type Index = { name: string; table: string; bytes: number; scans: number };

/** What is known at one moment. Instants are ISO texts; what cannot be known is null. */
export type Health = {
  workers: number;
  lastStroke: string | null;
  kinds: JobKind[];
  queues: Queue[];
  slow: Statement[];
  databaseBytes: number;
  disk: { free: number; size: number } | null;
  backup: { at: string; rows: number; files: number } | null;
  migrations: { applied: number; expected: number; isCurrent: boolean };
};

export const checks = ['worker', 'jobs', 'failed', 'queues', 'statements', 'disk', 'backup', 'migrations'] as const;
export type Check = (typeof checks)[number];
/** `n` is the figure the light was judged by: minutes, jobs, percent, milliseconds or hours. */
export type Judged = { check: Check; light: Light; n: number | null };

const minute = 60_000;
const hour = 60 * minute;
const giga = 1_000_000_000;

const above = (value: number, watch: number, mend: number): Light =>
  value >= mend ? 'mend' : value >= watch ? 'watch' : 'well';
const worst = (all: Light[]): Light => lights[Math.max(0, ...all.map((one) => lights.indexOf(one)))] ?? 'well';

const age = (now: Date, at: string | null) => (at ? Math.max(0, now.getTime() - Date.parse(at)) : 0);
const oldest = (now: Date, all: (string | null)[]) => Math.max(0, ...all.map((at) => age(now, at)));

/** The clock strikes each minute: one that is silent longer hangs, although its process lives. */
function worker({ workers, lastStroke }: Health, now: Date): Judged {
  const silent = lastStroke ? age(now, lastStroke) : 0;
  const light = workers === 0 ? 'mend' : above(silent, 5 * minute, 30 * minute);
  return { check: 'worker', light, n: lastStroke ? Math.floor(silent / minute) : null };
}

function disk({ disk }: Health): Judged {
  if (!disk) return { check: 'disk', light: 'watch', n: null };
  const share = disk.size > 0 ? disk.free / disk.size : 0;
  const light =
    share < 0.05 || disk.free < 2 * giga ? 'mend' : share < 0.15 || disk.free < 10 * giga ? 'watch' : 'well';
  return { check: 'disk', light, n: Math.round(share * 100) };
}

function backup({ backup }: Health, now: Date): Judged {
  if (!backup) return { check: 'backup', light: 'watch', n: null };
  const old = age(now, backup.at);
  return { check: 'backup', light: above(old, 26 * hour, 7 * 24 * hour), n: Math.floor(old / hour) };
}

/** A light for each thing that may go wrong, in the order of the page. */
export function judge(health: Health, now: Date): Judged[] {
  const late = oldest(
    now,
    health.kinds.map((kind) => kind.oldest),
  );
  const failed = health.kinds.reduce((sum, kind) => sum + kind.failed, 0);
  const stuck = oldest(
    now,
    health.queues.map((queue) => queue.since),
  );
  const slowest = Math.max(0, ...health.slow.map(({ mean }) => mean));
  const { applied, expected, isCurrent } = health.migrations;
  return [
    worker(health, now),
    { check: 'jobs', light: above(late, 2 * minute, 15 * minute), n: Math.floor(late / minute) },
    { check: 'failed', light: above(failed, 1, 20), n: failed },
    { check: 'queues', light: above(stuck, 10 * minute, hour), n: Math.floor(stuck / minute) },
    { check: 'statements', light: above(slowest, 300, 3000), n: Math.round(slowest) },
    disk(health),
    backup(health, now),
    { check: 'migrations', light: isCurrent ? 'well' : 'mend', n: expected - applied },
  ];
}

export const overall = (all: Judged[]) => worst(all.map(({ light }) => light));

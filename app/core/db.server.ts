import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import { type PostgresJsQueryResultHKT, PostgresJsSession } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { openGate } from './admission.server';
import { env } from './env.server';
import type { LaneName } from './lane';
import { reportsBusy, unavailable } from './refusals.server';
import { timed } from './statements.server';

/** Reads outside a transaction, or everything inside one: queries and commands never need to know which. */
export type Db = PgDatabase<PostgresJsQueryResultHKT>;
export type Identity = { personId: string; role: string };

type Client = Pick<postgres.Sql, 'unsafe'>;
type Pending = {
  text: string;
  values: boolean;
  params: never[];
  resolve(rows: unknown): void;
  reject(e: unknown): void;
};

const connect = (url: string, max: number) =>
  postgres(url, {
    max,
    fetch_types: false, // its query's rejection cannot be caught when a connection drops
    connect_timeout: 3,
    backoff: () => 0.3,
    onnotice: () => {},
    connection: { application_name: 'jiketong', TimeZone: 'UTC' }, // instants come as text, and rows pass them on
  });

// two pools a process, kept over reloads of the development server
const held = globalThis as typeof globalThis & {
  jiketongPool?: postgres.Sql;
  jiketongReports?: postgres.Sql;
  jiketongListener?: postgres.Sql;
};
held.jiketongPool ??= connect(env.APP_DATABASE_URL, env.DB_POOL);
export const pool = held.jiketongPool;
held.jiketongReports ??= connect(env.APP_DATABASE_URL, env.DB_REPORT_POOL);
const reportPool = held.jiketongReports;
// a pooler in transaction mode lends a session to others, and what is heard in it would be lost
held.jiketongListener ??= env.LISTEN_DATABASE_URL ? connect(env.LISTEN_DATABASE_URL, 1) : pool;
export const listener = held.jiketongListener;

// Drizzle reads dates and JSON itself: hand it the text the server sent.
const asText = (value: unknown) => value;
for (const { options } of [pool, reportPool]) {
  for (const type of [1184, 1082, 1083, 1114, 1182, 1185, 1115, 1231] as const) {
    options.parsers[type] = asText as never;
    options.serializers[type] = asText as never;
  }
  options.serializers[114] = asText as never;
  options.serializers[3802] = asText as never;
  options.parsers[20] = Number as never; // counts and 分 stay below 2^53
}

/** Reports have connections of their own, so that whatever they wait for, a page does not. */
export const gates = {
  pages: openGate({ most: 2 * env.DB_POOL, queue: 100, refusal: () => unavailable(1) }),
  reports: openGate({ most: env.DB_REPORT_POOL, queue: 40, refusal: reportsBusy }),
};
type Lane = { pool: postgres.Sql; gate: (typeof gates)['pages']; patienceMs: number; tooLong: () => unknown };
const ofPages: Lane = { pool, gate: gates.pages, patienceMs: 1000, tooLong: unavailable };
const ofReports: Lane = { pool: reportPool, gate: gates.reports, patienceMs: 5000, tooLong: reportsBusy };
const lanes: Record<LaneName, Lane> = {
  pages: ofPages,
  reports: ofReports,
  // a file that has begun to be sent cannot say that it ends early
  downloads: { ...ofReports, patienceMs: 60_000 },
};

export const closePools = () => Promise.all([pool.end({ timeout: 5 }), reportPool.end({ timeout: 5 })]);

const dialect = new PgDialect({ casing: 'snake_case' });
/** Errors arrive as they were thrown: Drizzle would wrap even the 503 of the gate, and the page would say 500. */
class PlainSession extends PostgresJsSession<postgres.Sql, Record<string, never>, Record<string, never>> {
  override prepareQuery(
    ...given: Parameters<PostgresJsSession<postgres.Sql, Record<string, never>, Record<string, never>>['prepareQuery']>
  ) {
    const query = super.prepareQuery(...given);
    return Object.assign(query, {
      queryWithCache: (_text: string, _params: unknown[], run: () => Promise<unknown>) => run(),
    });
  }
}

const database = (client: unknown): Db =>
  new PgDatabase(dialect, new PlainSession(client as postgres.Sql, dialect, undefined), undefined);

// lost connections, and what the database gives up on because it is busy: idle timeouts, and who writes into each other's
// way. Not tried again here: what a command did besides writing would be done twice.
const tryAgainLater = /^(CONNECT|ECONN|EPIPE|57P0|25P03|25P04|40P01|40001|53|08|ENOTFOUND|ETIMEDOUT)/;

// the statement or a lock it waits for took too long
const tooLong = /^(57014|55P03)$/;

/** Runs one transaction behind the lane's gate; a database that is away becomes a 503. */
async function transact<T>(lane: Lane, mode: string, work: (tx: postgres.TransactionSql) => T | Promise<T>) {
  const leave = await lane.gate.admit(lane.patienceMs);
  try {
    return await lane.pool.begin(mode, work);
  } catch (error) {
    const code = String(
      (error as { code?: unknown }).code ?? (error as { cause?: { code?: unknown } }).cause?.code ?? '',
    );
    if (tooLong.test(code)) throw lane.tooLong();
    if (tryAgainLater.test(code)) throw unavailable();
    throw error;
  } finally {
    leave();
  }
}

const identify = 'select app.enter($1, $2)';
// pages have one plan for all values; how a year of deals is best read depends on whose year it is
const identifyAndPlan = `${identify}, set_config('plan_cache_mode', 'force_custom_plan', true)`;

const enter = (tx: Client, who: Identity, lane: Lane) =>
  tx.unsafe(lane.gate === gates.reports ? identifyAndPlan : identify, [who.personId, who.role], { prepare: true });

/** Prepared statements; Drizzle alone would ask for unnamed ones, at two round trips each. */
const prepared = (tx: postgres.TransactionSql) => ({
  options: pool.options,
  unsafe: (text: string, params: never[]) =>
    asked((values) => {
      const query = tx.unsafe(text, params, { prepare: true });
      return timed<unknown>(text, () => (values ? query.values() : query));
    }),
});

/** What postgres.js would return, a lazy query, as far as Drizzle uses it. */
const asked = (ask: (values: boolean) => Promise<unknown>) => ({
  values: () => ask(true),
  // biome-ignore lint/suspicious/noThenProperty: Drizzle awaits it
  then: (done: (rows: unknown) => unknown, failed: (e: unknown) => unknown) => ask(false).then(done, failed),
});

/**
 * Queries started in the same turn share one read-only transaction and go out without waiting for each other:
 * a loader that does `Promise.all([listX(ctx), countX(ctx)])` costs one round trip and one identity.
 */
function reading(who: Identity, lane: Lane) {
  let batch: Pending[] = [];
  const flush = () => {
    const queries = batch;
    batch = [];
    transact(lane, 'read only', (tx) => [
      enter(tx, who, lane),
      ...queries.map((q) => {
        const query = tx.unsafe(q.text, q.params, { prepare: true });
        return q.values ? query.values() : query;
      }),
    ]).then(
      (results) => {
        for (const [i, q] of queries.entries()) q.resolve((results as unknown[])[i + 1]);
      },
      (error) => {
        for (const q of queries) q.reject(error);
      },
    );
  };
  const send = (text: string, params: never[], values: boolean) =>
    new Promise((resolve, reject) => {
      if (batch.push({ text, params, values, resolve, reject }) === 1) setImmediate(flush);
    });
  return {
    options: pool.options,
    unsafe: (text: string, params: never[]) => asked((values) => timed(text, () => send(text, params, values))),
  };
}

export const reader = (who: Identity, lane: LaneName = 'pages'): Db => database(reading(who, lanes[lane]));

/** Many reads of one moment; see `snapshot.server.ts`, which limits how many there are and for how long. */
export const snapshot = <T>(who: Identity, work: (db: Db) => Promise<T>) =>
  transact(lanes.downloads, 'isolation level repeatable read read only', async (tx) => {
    enter(tx, who, lanes.downloads).catch(() => {}); // postgres.js fails the transaction with it anyway
    return work(database(prepared(tx)));
  }) as Promise<T>;

export const transaction = <T>(who: Identity, work: (db: Db) => Promise<T>) =>
  transact(ofPages, 'read write', async (tx) => {
    enter(tx, who, ofPages).catch(() => {}); // postgres.js fails the transaction with it anyway
    return work(database(prepared(tx)));
  }) as Promise<T>;

/** The few questions asked before there is an identity (sign-in, session, health); see the `app.` functions. */
export const door = async <T extends object>(text: string, params: (string | null)[] = []): Promise<T[]> => {
  const rows = await transact(ofPages, 'read write', (tx) =>
    timed(text, () => tx.unsafe(text, params, { prepare: true })),
  );
  return rows as unknown as T[];
};

import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Db, door } from './db.server';
import { tooMany } from './refusals.server';

/** So many tries within so many seconds from the first, over all processes. */
export type Limit = { name: string; most: number; seconds: number };
/** What is tried, under each limit that it falls under; the narrowest first. */
export type Attempt = readonly (readonly [limit: Limit, key: string])[];

/** The database is told no address of anybody. */
const keysOf = (attempt: Attempt) =>
  `{${attempt.map(([{ name }, key]) => createHash('sha256').update(`${name} ${key}`).digest('hex'))}}`;

/**
 * Counts a try before it is judged; throws 429 when there were too many lately. A command under way gives its own
 * connection: waiting for a second one, many of them would wait for each other.
 */
export async function countAttempt(attempt: Attempt, db?: Db) {
  const keys = keysOf(attempt);
  const mosts = `{${attempt.map(([{ most }]) => most)}}`;
  const windows = `{${attempt.map(([{ seconds }]) => seconds)}}`;
  const [row] = db
    ? await db.execute<{ wait: number }>(
        sql`select app.count_attempts(${keys}::text[], ${mosts}::integer[], ${windows}::integer[]) as wait`,
      )
    : await door<{ wait: number }>(
        'select app.count_attempts($1::text::text[], $2::text::integer[], $3::text::integer[]) as wait',
        [keys, mosts, windows],
      );
  const wait = Number(row?.wait ?? 0);
  if (wait > 0) throw tooMany(wait);
}

/** The try was right: what came before it under the narrowest limit is forgotten, under the others this try. */
export async function forgiveAttempt(attempt: Attempt, db?: Db) {
  const keys = keysOf(attempt);
  if (db) await db.execute(sql`select app.forgive_attempts(${keys}::text[])`);
  else await door('select app.forgive_attempts($1::text::text[])', [keys]);
}

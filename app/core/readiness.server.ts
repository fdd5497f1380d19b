import journal from '#drizzle/migrations/meta/_journal.json';
import { door } from './db.server';

const expected = Math.max(...journal.entries.map((entry) => entry.when));
const patienceMs = 2000;
const late = (reason: string) => new Promise<string>((done) => setTimeout(done, patienceMs, reason).unref());

async function trouble() {
  const [row] = await door<{ latest: string | null }>(
    'select max(created_at)::text as latest from drizzle.__drizzle_migrations',
  );
  return Number(row?.latest ?? 0) >= expected ? undefined : 'migrations_missing';
}

/** Why this process cannot serve now; undefined when it can. A newer database than the build expects is fine. */
export const notReady = () => Promise.race([trouble().catch(() => 'database_away'), late('database_slow')]);

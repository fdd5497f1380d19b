import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { Place } from './place';
import type { Trial } from './trials';

/** As the starter does it, in a process of its own. */
async function prepare(place: Place, ownerUrl: string): Promise<string> {
  const child = fork('build/programs/prepare.js', { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({ ownerUrl, clusterUrl: place.database.url(), dataDir: place.dataDir, demo: false });
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ prepared?: unknown; failed?: string; said?: string }];
    if (message.prepared) return 'prepared';
    if (!('said' in message)) return JSON.stringify(message);
  }
}

export const twoMigrations: Trial = {
  key: 'migrations',
  name: 'Two installations migrate the same empty database at once',
  promise: 'Both end well and every migration has run once',
  async run(place) {
    const ownerUrl = place.database.url('second');
    const ends = await Promise.all([prepare(place, ownerUrl), prepare(place, ownerUrl)]);
    const sql = postgres(ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
    try {
      const [row] = await sql<{ n: number; hashes: number }[]>`
        select count(*)::int as n, count(distinct (hash, created_at))::int as hashes from drizzle.__drizzle_migrations`;
      const journal = JSON.parse(readFileSync('drizzle/migrations/meta/_journal.json', 'utf8')) as {
        entries: unknown[];
      };
      return {
        figures: { ends: ends.join(', '), applied: row!.n, written: journal.entries.length },
        kept: ends.every((end) => end === 'prepared') && row!.n === journal.entries.length && row!.hashes === row!.n,
      };
    } finally {
      await sql.end();
    }
  },
};

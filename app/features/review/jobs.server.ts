import type { JobHelpers } from 'graphile-worker';

const atATime = 2000;

/** Writes down every night that has ended; nights missed while the worker was away are made up for first. */
async function takeSnapshots(_: unknown, helpers: Pick<JobHelpers, 'withPgClient' | 'abortSignal'>) {
  let count = atATime;
  while (count > 0 && !helpers.abortSignal?.aborted) {
    const { rows } = await helpers.withPgClient((client) =>
      client.query<{ count: number }>('select app.take_snapshots($1) as count', [atATime]),
    );
    count = rows[0]?.count ?? 0;
  }
}

export const tasks = { 'review.take_snapshots': takeSnapshots };
/** 00:20 in Shanghai, also when the worker was away then. */
export const schedule = [
  { task: 'review.take_snapshots', match: '20 16 * * *', options: { backfillPeriod: 23 * 3_600_000 } },
];

import type { JobHelpers } from 'graphile-worker';
import { env } from '~/core/env.server';

const atATime = 2000;

/** Keeps where people were only to the district once that is `POSITION_DAYS` old. */
async function coarsenPositions(_: unknown, helpers: Pick<JobHelpers, 'withPgClient' | 'abortSignal'>) {
  let count = atATime;
  while (count === atATime && !helpers.abortSignal?.aborted) {
    const { rows } = await helpers.withPgClient((client) =>
      client.query<{ count: number }>('select app.coarsen_positions($1) as count', [env.POSITION_DAYS]),
    );
    count = rows[0]?.count ?? 0;
  }
}

export const tasks = { 'visits.coarsen_positions': coarsenPositions };
/** 03:20 in Shanghai. */
export const schedule = [{ task: 'visits.coarsen_positions', match: '20 19 * * *' }];

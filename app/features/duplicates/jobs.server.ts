import type { JobHelpers } from 'graphile-worker';
import { door } from '~/core/db.server';

const atATime = 500;

/** Looks through what has changed since the last time, some accounts of each company at once. */
export async function findDuplicates(isStopping = () => false): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await door<{ n: number }>('select app.find_duplicates($1::integer) as n', [String(atATime)]);
    const n = Number(row?.n ?? 0);
    total += n;
    if (!n || isStopping()) return total;
  }
}

export const tasks = {
  'duplicates.find': async (_payload: unknown, helpers: Pick<JobHelpers, 'abortSignal'>) => {
    await findDuplicates(() => helpers.abortSignal?.aborted ?? false);
  },
};
export const schedule = [{ task: 'duplicates.find', match: '*/15 * * * *', options: { backfillPeriod: 3_600_000 } }];

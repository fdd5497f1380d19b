import type { JobHelpers } from 'graphile-worker';
import { door } from '~/core/db.server';

type Helpers = Pick<JobHelpers, 'job'>;

export const tasks = {
  'quotes.expire': async (_payload: unknown, { job }: Helpers) =>
    void (await door('select app.expire_quotes($1::timestamptz)', [new Date(job.run_at).toISOString()])),
};
/** Shortly after midnight in Shanghai, which is 16:00 UTC. */
export const schedule = [{ task: 'quotes.expire', match: '10 16 * * *' }];

import type { JobHelpers } from 'graphile-worker';
import { door } from '~/core/db.server';

type Helpers = Pick<JobHelpers, 'job'>;

export const tasks = {
  'approvals.overdue': async (_payload: unknown, { job }: Helpers) =>
    void (await door('select app.escalate_approvals($1::timestamptz)', [new Date(job.run_at).toISOString()])),
};
/** Every ten minutes what was not answered in time goes to the next above. */
export const schedule = [{ task: 'approvals.overdue', match: '*/10 * * * *' }];

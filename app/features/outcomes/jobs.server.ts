import type { JobHelpers } from 'graphile-worker';
import { isWorkday } from '~/core/calendar';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';

/** On working days: lost deals whose day for another try has come. */
async function tellRetries(now: Date) {
  const day = today(now);
  if (!isWorkday(day)) return;
  await door('select app.add_retry_notices($1::date, $2::timestamptz)', [day, now.toISOString()]);
  await door('select jobs.enqueue(task, payload, key) from app.pass_on_notices()');
}

export const tasks = {
  'outcomes.retries': (_payload: unknown, { job }: Pick<JobHelpers, 'job'>) => tellRetries(new Date(job.run_at)),
};
/** 07:40 in Shanghai. */
export const schedule = [
  { task: 'outcomes.retries', match: '40 23 * * *', options: { backfillPeriod: 8 * 3_600_000 } },
];

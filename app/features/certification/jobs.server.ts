import type { JobHelpers } from 'graphile-worker';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';

/** Tells holders, leads and trainers of what ends in 90, 30 or 7 days; done again it adds nothing. */
export async function warnOfEnding(now: Date) {
  await door('select app.add_certificate_notices($1::text::date, $2::text::timestamptz)', [
    today(now),
    now.toISOString(),
  ]);
  await door('select jobs.enqueue(task, payload, key) from app.pass_on_notices()');
}

export const tasks = {
  'certification.warn': (_payload: unknown, { job }: Pick<JobHelpers, 'job'>) => warnOfEnding(new Date(job.run_at)),
};
/** 06:40 in Shanghai, also when the worker was away then. */
export const schedule = [
  { task: 'certification.warn', match: '40 22 * * *', options: { backfillPeriod: 12 * 3_600_000 } },
];

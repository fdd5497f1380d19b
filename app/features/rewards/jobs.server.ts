import type { JobHelpers } from 'graphile-worker';
import { door } from '~/core/db.server';

const dayMs = 86_400_000;
const collect = (since: string, moment: Date) =>
  door('select app.collect_rewards($1::timestamptz, $2::timestamptz)', [since, moment.toISOString()]);

export const tasks = {
  'rewards.collect': async (_payload: unknown, { job }: JobHelpers) => {
    const at = new Date(job.run_at);
    await collect(new Date(at.getTime() - 2 * dayMs).toISOString(), at);
  },
  'rewards.collect_all': async (_payload: unknown, { job }: JobHelpers) =>
    void (await collect('-infinity', new Date(job.run_at))),
};
/** What was touched lately, often; once a night everything, for what happened while nothing ran. */
export const schedule = [
  { task: 'rewards.collect', match: '*/10 * * * *' },
  { task: 'rewards.collect_all', match: '20 18 * * *' },
];

import { door } from '~/core/db.server';
import { keptDays } from './rules';
import { runSchedule } from './run.server';
import { dropExportsBefore } from './store.server';

/** Asks for what is due, each once while it waits. */
const askForDue = () =>
  door(`select jobs.enqueue('exports.run', jsonb_build_object('tenantId', d.tenant_id, 'scheduleId', d.id), 'exports:' || d.id)
    from app.exports_due() d`);

async function dropOld(_: unknown, { job }: { job: { run_at: Date } }) {
  await door('select app.drop_old_exports($1::text::integer)', [String(keptDays)]);
  await dropExportsBefore(new Date(new Date(job.run_at).getTime() - keptDays * 86_400_000));
}

export const tasks = {
  'exports.due': async () => void (await askForDue()),
  'exports.run': runSchedule,
  'exports.drop_old': dropOld,
};
/** What was due while the worker was away is asked for in its first minute. */
export const schedule = [
  { task: 'exports.due', match: '* * * * *' },
  { task: 'exports.drop_old', match: '25 * * * *' },
];

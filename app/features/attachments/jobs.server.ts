import { dropIncoming } from '~/core/partial-files.server';
import { partDays } from './rules';

async function dropUnfinished(_: unknown, helpers: { job: { run_at: Date } }) {
  await dropIncoming(new Date(new Date(helpers.job.run_at).getTime() - partDays * 86_400_000));
}

export const tasks = { 'attachments.drop_unfinished': dropUnfinished };
/** 03:40 in Shanghai. */
export const schedule = [{ task: 'attachments.drop_unfinished', match: '40 19 * * *' }];

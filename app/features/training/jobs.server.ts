import type { JobHelpers } from 'graphile-worker';
import { door } from '~/core/db.server';
import { marksOf } from './commands/marking.server';

type Over = { company: number; sitting: string };

/** Hands in what was left lying when its time was over, and marks it; done again it does nothing more. */
export async function closeSittings(now: Date) {
  const moment = now.toISOString();
  const over = await door<Over>('select * from app.close_sittings($1::text::timestamptz)', [moment]);
  for (const { company, sitting } of over) {
    const key = await door<Parameters<typeof marksOf>[0][number]>(
      'select * from app.sitting_key($1::text::integer, $2::text::uuid)',
      [String(company), sitting],
    );
    await door('select app.write_marks($1::text::integer, $2::text::uuid, $3::text::jsonb, $4::text::timestamptz)', [
      String(company),
      sitting,
      JSON.stringify(marksOf(key)),
      moment,
    ]);
  }
}

export const tasks = {
  'training.close': async (_payload: unknown, { job }: Pick<JobHelpers, 'job'>) => closeSittings(new Date(job.run_at)),
  'training.follow_rules': async (_payload: unknown, { job }: Pick<JobHelpers, 'job'>) =>
    void (await door('select app.follow_learning_rules($1::text::timestamptz)', [new Date(job.run_at).toISOString()])),
};
/** Sittings whose time ran out are handed in within the minute; who joined learns what their role asks for from the next morning on. */
export const schedule = [
  { task: 'training.close', match: '* * * * *' },
  { task: 'training.follow_rules', match: '10 22 * * *', options: { backfillPeriod: 12 * 3_600_000 } },
];

import type { JobHelpers } from 'graphile-worker';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { door } from '~/core/db.server';
import type { Role } from '~/features/people/rules';
import { proposeVisits } from './propose.server';

/** For each person in their own name and scope; who fails or leaves meanwhile holds up nobody else. */
export async function proposeForAll(now: Date, isStopping = () => false) {
  const failed: unknown[] = [];
  for (const { person_id, role } of await door<{ person_id: string; role: Role }>('select * from app.proposers()')) {
    if (isStopping()) break;
    const actor = await findActorById(person_id, role);
    if (actor) await proposeVisits(contextFor(actor, now)).catch((error: unknown) => failed.push(error));
  }
  // the queue tries again, and what is done stays done
  if (failed.length) throw new AggregateError(failed, 'some people were left out');
}

type Helpers = { job: { run_at: Date } } & Pick<JobHelpers, 'abortSignal'>;
export const tasks = {
  'coverage.propose': (_payload: unknown, helpers: Helpers) =>
    proposeForAll(new Date(helpers.job.run_at), () => helpers.abortSignal?.aborted ?? false),
};
/** 04:10 in Shanghai, also when the worker was away then. */
export const schedule = [
  { task: 'coverage.propose', match: '10 20 * * *', options: { backfillPeriod: 8 * 3_600_000 } },
];

import type { JobHelpers } from 'graphile-worker';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';
import type { Role } from '~/features/people/rules';
import { translate } from '~/locales/translate.server';
import { renewContract } from './commands/renew.server';
import { getContract } from './queries/contract.server';

/** Ends what is over, tells of what will be, and opens the renewals; done again it does nothing more. */
export async function followContracts(now: Date) {
  const [day, moment] = [today(now), now.toISOString()];
  await door('select app.end_contracts($1::text::date, $2::text::timestamptz)', [day, moment]);
  await door('select app.add_contract_notices($1::text::date, $2::text::timestamptz)', [day, moment]);
  await door('select jobs.enqueue(task, payload, key) from app.pass_on_notices()');
  const due = await door<{ contract: string; person: string; role: Role | null }>(
    'select * from app.contracts_to_renew($1::text::date)',
    [day],
  );
  for (const { contract, person, role } of due) {
    const actor = role && (await findActorById(person, role));
    if (!actor) continue; // whoever has it next does it by hand
    const ctx = contextFor(actor, now);
    const { contract: row } = await getContract(ctx, contract).catch(() => ({ contract: null }));
    if (!row) continue;
    const title = translate(actor.locale)('contract.renewal_title', { title: row.title });
    // one that is refused does not hold up the others
    await renewContract(ctx, contract, title).catch((error: unknown) =>
      console.log(
        JSON.stringify({ time: now, level: 'error', message: 'a renewal was not opened', error: String(error) }),
      ),
    );
  }
}

export const tasks = {
  'contracts.follow': (_payload: unknown, { job }: Pick<JobHelpers, 'job'>) => followContracts(new Date(job.run_at)),
};
/** 06:30 in Shanghai, also when the worker was away then. */
export const schedule = [
  { task: 'contracts.follow', match: '30 22 * * *', options: { backfillPeriod: 12 * 3_600_000 } },
];

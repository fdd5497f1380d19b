import type { JobHelpers } from 'graphile-worker';
import { door } from '~/core/db.server';

const atATime = 500;

const looks = {
  accounts: 'select app.find_duplicates($1::integer) as n',
  contacts: 'select app.find_contact_twins($1::integer) as n',
};

/** Looks through what has changed since the last time, some accounts of each company at once. */
export async function findDuplicates(of: keyof typeof looks, isStopping = () => false): Promise<number> {
  let total = 0;
  for (;;) {
    const [row] = await door<{ n: number }>(looks[of], [String(atATime)]);
    const n = Number(row?.n ?? 0);
    total += n;
    if (!n || isStopping()) return total;
  }
}

type Helpers = Pick<JobHelpers, 'abortSignal'>;
const look = (of: keyof typeof looks) => async (_payload: unknown, helpers: Helpers) => {
  await findDuplicates(of, () => helpers.abortSignal?.aborted ?? false);
};

export const tasks = { 'duplicates.find': look('accounts'), 'duplicates.find_contacts': look('contacts') };
export const schedule = [
  { task: 'duplicates.find', match: '*/15 * * * *', options: { backfillPeriod: 3_600_000 } },
  // those waiting to be compared are named by triggers: mostly nobody
  { task: 'duplicates.find_contacts', match: '* * * * *' },
];

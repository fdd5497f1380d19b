import type postgres from 'postgres';
import { newId } from '~/core/ids';

// What the pages' forms send, filled in correctly.

export const accountForm = (name: string, id: string = newId()) => ({ id, name, kind: 'private', grade: 'C' });
export const visitForm = (accountId: string, id: string = newId()) => ({
  id,
  mode: 'plan',
  accountId,
  type: 'routine',
  channel: 'onsite',
  plannedAt: '2030-01-07T10:00',
  plannedMinutes: '60',
  purpose: '试探',
});
export const opportunityForm = (accountId: string, id: string = newId()) => ({
  id,
  accountId,
  title: '试探',
  source: 'manager',
  oneOffFen: '100',
  monthlyFen: '0',
  months: '0',
});

/** One account of a person's with an open opportunity and a completed visit. */
export const recordsOf = async (sql: postgres.Sql, email: string) => {
  const [row] = await sql`
    select a.id as account, a.tenant_id, a.owner_id as owner, o.id as opportunity, o.version, v.id as visit
    from accounts a join people p on p.id = a.owner_id and p.email = ${email}
    join opportunities o on o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null
    join visits v on v.account_id = a.id and v.deleted_at is null and v.status = 'completed'
    where a.deleted_at is null order by a.id limit 1`;
  if (!row) throw new Error(`the demo has nothing of ${email}`);
  return row;
};

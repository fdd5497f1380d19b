import type postgres from 'postgres';

/** Records of the demo's manager that have something to show. */
export async function ownRecords(sql: postgres.Sql) {
  const [row] = await sql<{ account_id: string; opportunity_id: string; visit_id: string; person_id: string }[]>`
    select a.id as account_id, p.id as person_id,
      (select o.id from opportunities o where o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null limit 1) as opportunity_id,
      (select v.id from visits v where v.account_id = a.id and v.status = 'completed' and v.deleted_at is null limit 1) as visit_id
    from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null
      and exists (select 1 from opportunities o where o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null)
      and exists (select 1 from visits v where v.account_id = a.id and v.status = 'completed' and v.deleted_at is null)
      and exists (select 1 from contacts c where c.account_id = a.id and c.deleted_at is null)
    order by a.id limit 1`;
  if (!row) throw new Error('the demo has no full account of its manager');
  return {
    accountId: row.account_id,
    opportunityId: row.opportunity_id,
    visitId: row.visit_id,
    personId: row.person_id,
  };
}

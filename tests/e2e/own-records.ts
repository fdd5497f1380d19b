import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';

/** Records of the demo's manager that have something to show. */
export async function ownRecords(sql: postgres.Sql) {
  const [row] = await sql<
    {
      account_id: string;
      opportunity_id: string;
      visit_id: string;
      person_id: string;
      planned_id: string;
      proposed_id: string | null;
      lead_id: string;
      referral_id: string;
      asked_id: string;
      bundle_id: string;
      promotion_id: string;
      specification_id: string;
      quote_id: string;
      contact_id: string;
      commitment_id: string;
      enterprise_id: string;
    }[]
  >`
    select a.id as account_id, p.id as person_id,
      (select o.id from opportunities o where o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null limit 1) as opportunity_id,
      (select v.id from visits v where v.account_id = a.id and v.status = 'completed' and v.deleted_at is null limit 1) as visit_id,
      (select v.id from visits v where v.owner_id = p.id and v.status = 'planned' and not v.is_proposed and v.deleted_at is null
        and v.planned_at > now() + interval '12 hours'
        and exists (select 1 from contacts c where c.account_id = v.account_id and c.deleted_at is null) order by v.planned_at limit 1) as planned_id,
      (select v.id from visits v where v.owner_id = p.id and v.is_proposed and v.deleted_at is null limit 1) as proposed_id,
      (select l.id from leads l where l.holder_id = p.id and l.state = 'accepted' order by l.id limit 1) as lead_id,
      (select l.id from leads l join people r on r.id = l.referrer_id where r.email = 'employee@demo.test' order by l.id limit 1) as referral_id,
      (select r.opportunity_id from approvals r where r.owner_id = p.id and r.stage_code = 'bid_decision' order by r.id limit 1) as asked_id,
      (select id from bundles where code = 'B-BANK') as bundle_id, (select id from promotions where code = 'P-SPRINT') as promotion_id,
      (select id from specifications order by code limit 1) as specification_id,
      (select q.id from quotes q where q.owner_id = p.id and q.state = 'draft' order by q.id limit 1) as quote_id,
      (select c.id from contacts c where c.account_id = a.id and c.deleted_at is null order by c.id limit 1) as contact_id,
      (select m.id from commitments m where m.owner_id = p.id and m.state = 'open' and m.deleted_at is null order by m.id limit 1) as commitment_id,
      (select e.enterprise_id from accounts e where e.enterprise_id is not null and e.deleted_at is null order by e.id limit 1) as enterprise_id
    from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null
      and exists (select 1 from opportunities o where o.account_id = a.id and o.stage_type = 'open' and o.deleted_at is null)
      and exists (select 1 from visits v where v.account_id = a.id and v.status = 'completed' and v.deleted_at is null)
      and exists (select 1 from contacts c where c.account_id = a.id and c.deleted_at is null)
    order by a.id limit 1`;
  if (!row) throw new Error('the demo has no full account of its manager');
  const [contract] = await sql<{ id: string; quote_id: string }[]>`
    select id, quote_id from contracts where owner_id = ${row.person_id} and state = 'active' order by ends_on limit 1`;
  const [sent] = await sql<{ id: string }[]>`
    select quote_id as id from quote_versions where owner_id = ${row.person_id} and accepted_at is null and declined_at is null
    and quote_id in (select id from quotes where state = 'sent') order by id limit 1`;
  if (!contract || !sent) throw new Error('the demo has no contract of its manager, or no quote that was sent');
  return {
    contractId: contract.id,
    acceptedId: contract.quote_id,
    sentId: sent.id,
    accountId: row.account_id,
    contactId: row.contact_id,
    commitmentId: row.commitment_id,
    enterpriseId: row.enterprise_id,
    opportunityId: row.opportunity_id,
    visitId: row.visit_id,
    personId: row.person_id,
    leadId: row.lead_id,
    referralId: row.referral_id,
    askedId: row.asked_id,
    plannedId: row.planned_id,
    bundleId: row.bundle_id,
    promotionId: row.promotion_id,
    specificationId: row.specification_id,
    quoteId: row.quote_id,
    proposedId: row.proposed_id ?? (await proposeOne(sql, row.person_id, row.planned_id)),
  };
}

/** Another test may have answered every proposal there was. */
async function proposeOne(sql: postgres.Sql, personId: string, but: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    update visits set is_proposed = true where id = (
      select id from visits where owner_id = ${personId} and status = 'planned' and deleted_at is null and id <> ${but}
        and planned_at > now() + interval '12 hours' order by planned_at desc limit 1)
    returning id`;
  if (!row) throw new Error('the demo has no second planned visit of its manager');
  return row.id;
}

/** A tender of the manager's for which no approval was asked yet. */
export async function newTender(accountId: string) {
  const manager = await Visitor.signIn('manager@demo.test');
  const id = newId();
  const form = { source: 'manager', pipeline: 'tender', oneOffFen: '300000', monthlyFen: '0', months: '0' };
  const made = await manager.post('/opportunities/new', { id, accountId, title: '园区监控招标', ...form });
  if (made.status !== 302) throw new Error(`the tender was refused: ${made.status}`);
  return id;
}

/** A draft of the manager with a site that no satellite serves as asked, and the offering that is retiring. */
export async function solutionRecords(sql: postgres.Sql) {
  const [row] = await sql<{ quote_id: string; site_id: string; offering_id: string }[]>`
    select q.id as quote_id, s.id as site_id, (select id from offerings where code = 'PL-SDH') as offering_id
    from quotes q join people p on p.id = q.owner_id and p.email = 'manager@demo.test'
    join quote_sites s on s.tenant_id = q.tenant_id and s.quote_id = q.id
    where q.state = 'draft' and s.feasibility @> '[{"technology": "ka", "verdict": "no"}]' order by q.id, s.id limit 1`;
  if (!row) throw new Error('the demo has no such quote');
  return { quoteId: row.quote_id, siteId: row.site_id, offeringId: row.offering_id };
}

const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');
const secretOf = () => `${newId()}${newId()}`.replaceAll('-', '').slice(-43);

/** The links whose secrets we know: a quote for the customer, an invitation of the manager, and the end of the mails of another person. */
export async function guestLinks(sql: postgres.Sql, { plannedId, sentId }: Awaited<ReturnType<typeof ownRecords>>) {
  const [invited, ended, offered] = [secretOf(), secretOf(), secretOf()];
  await sql`
    insert into visit_invitations (tenant_id, id, unit_id, owner_id, account_id, visit_id, contact_id, address, title,
      starts_at, minutes, sequence, token_hash)
    select v.tenant_id, ${newId()}, v.unit_id, v.owner_id, v.account_id, v.id, c.id, 'guest@example.com', '年度交流',
      now() + interval '1 day', v.planned_minutes, 0, ${hash(invited)}
    from visits v join contacts c on c.tenant_id = v.tenant_id and c.account_id = v.account_id and c.deleted_at is null
    where v.id = ${plannedId} limit 1
    on conflict (tenant_id, visit_id, coalesce(contact_id, person_id)) do update
      set token_hash = excluded.token_hash, starts_at = excluded.starts_at, withdrawn_at = null`;
  await sql`
    insert into notice_choices (person_id, muted, token_hash)
    select id, '[]', ${hash(ended)} from people where email = 'service@demo.test'
    on conflict (person_id) do update set token_hash = excluded.token_hash`;
  await sql`
    insert into quote_links (tenant_id, id, unit_id, owner_id, account_id, version_id, token_hash, expires_at, created_by)
    select tenant_id, ${newId()}, unit_id, owner_id, account_id, id, ${hash(offered)}, now() + interval '1 day', owner_id
    from quote_versions where quote_id = ${sentId} limit 1`;
  return { offer: `/offer/${offered}`, invitation: `/invitation/${invited}`, unsubscribe: `/unsubscribe/${ended}` };
}

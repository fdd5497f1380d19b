import { sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inReach } from '~/core/scope.server';
import type { CustomAsked } from './criteria';
import type { Facts } from './moving';
import type { Opportunity } from './queries.server';

type Related = Pick<
  Facts,
    | 'hasNeed' | 'buyingRoles' | 'visitedDaysAgo' | 'hasPhoto' | 'hasApprovedQuote' | 'documents' | 'proofs' | 'certificates' | 'custom' | 'approvals' | 'asked'
  | 'cameFromStageId'
>; // biome-ignore format: as a list
const nothing: Related = {
  hasNeed: false,
  buyingRoles: [],
  visitedDaysAgo: null,
  hasPhoto: false,
  documents: [],
  proofs: [],
  certificates: [],
  custom: [],
  hasApprovedQuote: false,
  approvals: [],
  asked: [],
  cameFromStageId: null,
};

const linesOf = (lines: string | null) => lines?.split('\n') ?? [];
const inState = (state: string, lines: string | null) =>
  linesOf(lines).flatMap((line) => (line.startsWith(`${state} `) ? line.slice(state.length + 1) : []));

/** What the files of the deal itself are. */
const ofFiles = (
  column: 'document_kind' | 'evidence_key',
) => sql`(select string_agg(distinct f.${sql.raw(column)}, chr(10))
  from attachments f where f.tenant_id = opportunities.tenant_id and f.opportunity_id = opportunities.id
    and f.visit_id is null and f.deleted_at is null)`;

/** What other rows tell about these opportunities, as far as the person sees them; one statement for all. */
export async function readFacts(ctx: Context, ids: string[]): Promise<Map<string, Related>> {
  const rows = await ctx.db.execute<{
    id: string;
    has_need: boolean;
    buying_roles: string | null;
    visited_days_ago: number | string | null;
    has_photo: boolean;
    documents: string | null;
    proofs: string | null;
    certificates: string | null;
    custom: string | null;
    has_quote: boolean;
    approvals: string | null;
    came_from: number | null;
  }>(sql`
    select opportunities.id,
      exists (select 1 from needs n where n.tenant_id = opportunities.tenant_id and n.account_id = opportunities.account_id
        and n.deleted_at is null and n.state <> 'dropped'
        and (n.opportunity_id is null or n.opportunity_id = opportunities.id)) as has_need,
      (select string_agg(distinct c.buying_role, ',') from contacts c where c.tenant_id = opportunities.tenant_id
        and c.account_id = opportunities.account_id and c.deleted_at is null and c.buying_role is not null) as buying_roles,
      (select extract(epoch from ${ctx.now.toISOString()}::timestamptz - max(coalesce(v.ended_at, v.planned_at))) / 86400
        from visits v where v.tenant_id = opportunities.tenant_id and v.account_id = opportunities.account_id
        and v.deleted_at is null and v.status = 'completed') as visited_days_ago,
      exists (select 1 from visits v join attachments f on f.tenant_id = v.tenant_id and f.visit_id = v.id
        where v.tenant_id = opportunities.tenant_id and v.opportunity_id = opportunities.id and v.deleted_at is null
        and f.deleted_at is null and f.kind = 'photo') as has_photo,
      ${ofFiles('document_kind')} as documents, ${ofFiles('evidence_key')} as proofs,
      (select string_agg(distinct h.code, chr(10)) from certificates_held h where h.tenant_id = opportunities.tenant_id
        and (h.valid_until is null or h.valid_until >= ${today(ctx.now)}::date)
        and (h.person_id = opportunities.owner_id or h.person_id in (
          select s.owner_id from assignments s where s.tenant_id = opportunities.tenant_id
            and s.account_id = opportunities.account_id and s.during @> ${today(ctx.now)}::date))) as certificates,
      (select jsonb_agg(jsonb_build_object('stage', c.required_stage, 'key', c.key, 'name', c.label, 'nameEn', c.label_en,
          'isSet', opportunities.custom ? c.key) order by c.position, c.created_at)::text
        from custom_fields c where c.tenant_id = opportunities.tenant_id and c.entity = 'opportunities'
        and c.required_stage is not null and c.retired_at is null) as custom,
      exists (select 1 from quotes q where q.tenant_id = opportunities.tenant_id and q.opportunity_id = opportunities.id
        and q.state in ('approved', 'sent', 'accepted')) as has_quote,
      (select string_agg(a.state || ' ' || a.stage_code || ' ' || a.criterion, chr(10)) from approvals a
        where a.tenant_id = opportunities.tenant_id and a.opportunity_id = opportunities.id
        and a.state in ('approved', 'pending')) as approvals,
      (select h.from_stage_id from opportunity_changes h join stages s on s.id = h.from_stage_id and s.type = 'open'
        where h.tenant_id = opportunities.tenant_id and h.opportunity_id = opportunities.id and h.kind = 'moved'
        order by h.at desc limit 1) as came_from
    from opportunities
    where ${inReach(ctx, opportunities.tenantId)} and opportunities.id = any(${`{${ids.join(',')}}`}::uuid[])`);
  return new Map(
    [...rows].map((row) => [
      row.id,
      {
        hasNeed: row.has_need,
        buyingRoles: row.buying_roles?.split(',') ?? [],
        visitedDaysAgo: row.visited_days_ago === null ? null : Number(row.visited_days_ago),
        hasPhoto: row.has_photo,
        documents: linesOf(row.documents),
        proofs: linesOf(row.proofs),
        certificates: linesOf(row.certificates),
        custom: row.custom ? (JSON.parse(row.custom) as CustomAsked[]) : [],
        hasApprovedQuote: row.has_quote,
        approvals: inState('approved', row.approvals),
        asked: inState('pending', row.approvals),
        cameFromStageId: row.came_from,
      },
    ]),
  );
}

type Known = Pick<
  Opportunity,
  | 'id' | 'totalFen' | 'oneOffFen' | 'monthlyFen' | 'months' | 'probability' | 'expectedCloseOn' | 'offeringId'
  | 'competitorId' | 'nextStep' | 'nextStepOn' | 'evidence'
>; // biome-ignore format: as a list

export const factsOf = (row: Known, related: Map<string, Related>): Facts => ({
  ...nothing,
  ...related.get(row.id),
  totalFen: row.totalFen,
  oneOffFen: row.oneOffFen,
  monthlyFen: row.monthlyFen,
  months: row.months,
  probability: row.probability,
  expectedCloseOn: row.expectedCloseOn,
  offeringId: row.offeringId,
  competitorId: row.competitorId,
  nextStep: row.nextStep,
  nextStepOn: row.nextStepOn,
  evidence: row.evidence,
});

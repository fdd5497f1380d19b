import { sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach } from '~/core/scope.server';
import type { Facts } from './moving';
import type { Opportunity } from './queries.server';

type Related = Pick<Facts, 'hasNeed' | 'hasDecisionMaker' | 'visitedWithin30Days' | 'cameFromStageId'>;
const nothing: Related = {
  hasNeed: false,
  hasDecisionMaker: false,
  visitedWithin30Days: false,
  cameFromStageId: null,
};

/** What other rows tell about these opportunities, as far as the person sees them; one statement for all. */
export async function readFacts(ctx: Context, ids: string[]): Promise<Map<string, Related>> {
  const rows = await ctx.db.execute<{
    id: string;
    has_need: boolean;
    has_decision_maker: boolean;
    visited: boolean;
    came_from: number | null;
  }>(sql`
    select opportunities.id,
      exists (select 1 from needs n where n.tenant_id = opportunities.tenant_id and n.account_id = opportunities.account_id
        and n.deleted_at is null and n.state <> 'dropped'
        and (n.opportunity_id is null or n.opportunity_id = opportunities.id)) as has_need,
      exists (select 1 from contacts c where c.tenant_id = opportunities.tenant_id and c.account_id = opportunities.account_id
        and c.deleted_at is null and c.buying_role = 'decision_maker') as has_decision_maker,
      exists (select 1 from visits v where v.tenant_id = opportunities.tenant_id and v.account_id = opportunities.account_id
        and v.deleted_at is null and v.status = 'completed'
        and coalesce(v.ended_at, v.planned_at) > ${ctx.now.toISOString()}::timestamptz - interval '30 days') as visited,
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
        hasDecisionMaker: row.has_decision_maker,
        visitedWithin30Days: row.visited,
        cameFromStageId: row.came_from,
      },
    ]),
  );
}

export const factsOf = (row: Opportunity, related: Map<string, Related>): Facts => ({
  ...nothing,
  ...related.get(row.id),
  totalFen: row.totalFen,
  expectedCloseOn: row.expectedCloseOn,
  offeringId: row.offeringId,
  competitorId: row.competitorId,
  evidence: row.evidence,
});

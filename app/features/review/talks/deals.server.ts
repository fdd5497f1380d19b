import { type SQL, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import { parts, type Reach } from '../reach.server';
import { type RiskFacts, risksOf, riskWeight } from '../risks';

export type TalkDeal = Awaited<ReturnType<typeof listDealsOf>>[number];

/** The open deals of a person and those on hold, the largest first, each with what speaks against it. */
export const listDealsOf = (ctx: Context, personId: string) =>
  readDeals(
    ctx,
    sql`select opportunities.* from opportunities
      where opportunities.owner_id = ${personId} and opportunities.deleted_at is null and opportunities.stage_type in ('open', 'on_hold')
        and ${inReach(ctx, opportunities.tenantId)} and ${inScope(ctx, opportunities, opportunities.accountId)}
      order by opportunities.stage_type desc, opportunities.total_fen desc, opportunities.id limit 100`,
  );

/** Of the largest open deals of a reach those that most speaks against: of each stage the first few are looked at. */
export async function listRiskyDeals(ctx: Context, reach: Reach, count = 12) {
  const { column, values } = parts(reach);
  const deals = await readDeals(
    ctx,
    sql`select o.* from (
        select k.tenant_id, k.id from unnest(${values}) as part(v) cross join stages s cross join lateral (
          select t.tenant_id, t.id, t.total_fen from opportunities t
          where t.${column} = part.v and t.stage_id = s.id and t.deleted_at is null order by t.total_fen desc limit 20) k
        where s.type = 'open' order by k.total_fen desc limit 200) k
      join opportunities o on o.tenant_id = k.tenant_id and o.id = k.id`,
  );
  return deals
    .filter(({ risks }) => risks.length > 0)
    .sort((a, b) => riskWeight(b.risks, b.totalFen) - riskWeight(a.risks, a.totalFen))
    .slice(0, count);
}

async function readDeals(ctx: Context, source: SQL) {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.db.execute<Record<string, string | number | boolean | null>>(sql`
    with deal as materialized (${source}),
    path as (select pipeline_id, max(position) as last from stages where type = 'open' group by 1)
    select o.id, o.title, p.name as owner_name, o.account_id, a.name as account_name, o.stage_id, s.name as stage_name, s.name_en as stage_name_en, o.stage_type,
      s.position, s.stuck_after_days, (s.position - 1)::float / greatest(path.last - 1, 1) as progress,
      extract(day from ${now} - o.stage_entered_at)::integer as days_in_stage, extract(day from ${now} - o.last_activity_at)::integer as quiet_days,
      o.total_fen, o.probability, o.expected_close_on::text as close_on, o.slips, o.next_step, o.next_step_on::text as next_step_on,
      exists (select from contacts c where c.tenant_id = o.tenant_id and c.account_id = o.account_id and c.deleted_at is null
        and c.buying_role = 'decision_maker') as has_decision_maker,
      (select extract(day from ${now} - max(coalesce(v.ended_at, v.planned_at)))::integer from visits v where v.tenant_id = o.tenant_id
        and v.account_id = o.account_id and v.deleted_at is null and v.status = 'completed') as visited_days_ago,
      (select count(*)::integer from opportunity_changes h where h.tenant_id = o.tenant_id and h.opportunity_id = o.id and h.effect = 'back'
        and h.at > ${now} - interval '180 days') as went_back
    from deal o join stages s on s.id = o.stage_id join path on path.pipeline_id = s.pipeline_id
    join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id left join people p on p.id = o.owner_id
    order by o.stage_type desc, o.total_fen desc, o.id`);
  const day = today(ctx.now);
  return rows.map((r) => {
    const facts: RiskFacts = {
      isOpen: r.stage_type === 'open',
      progress: Number(r.progress),
      quietDays: Number(r.quiet_days),
      stuckAfterDays: r.stuck_after_days as number | null,
      slips: Number(r.slips),
      closeOn: r.close_on as string | null,
      hasDecisionMaker: r.has_decision_maker === true,
      visitedDaysAgo: r.visited_days_ago as number | null,
      wentBack: Number(r.went_back),
      hasNextStep: Boolean(r.next_step),
    };
    return {
      id: String(r.id),
      title: String(r.title),
      accountId: String(r.account_id),
      accountName: String(r.account_name),
      ownerName: r.owner_name as string | null,
      stage: { name: String(r.stage_name), nameEn: String(r.stage_name_en), position: Number(r.position) },
      daysInStage: Number(r.days_in_stage),
      totalFen: Number(r.total_fen),
      probability: Number(r.probability),
      closeOn: facts.closeOn,
      slips: facts.slips,
      isOpen: facts.isOpen,
      nextStep: r.next_step as string | null,
      nextStepOn: r.next_step_on as string | null,
      hasDecisionMaker: facts.hasDecisionMaker,
      visitedDaysAgo: facts.visitedDaysAgo,
      risks: risksOf(facts, day),
    };
  });
}

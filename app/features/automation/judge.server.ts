import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { opportunities, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import { isMet } from '../opportunities/criteria';
import { factsOf, readFacts } from '../opportunities/facts.server';
import { listStages, type Opportunity } from '../opportunities/queries.server';
import { isTimed, type RuleBody } from './rules';

/** Which of these deals the rule is about, by what is known of them now. */
export async function thoseMeant<D extends Opportunity>(ctx: Context, rule: RuleBody, deals: D[]): Promise<D[]> {
  if (!deals.length) return [];
  const [related, all] = await Promise.all([readFacts(ctx, deals.map(({ id }) => id)), listStages(ctx)]); // biome-ignore format: at once
  const codes = new Map(all.map(({ id, code }) => [id, code]));
  return deals.filter((deal) => {
    const code = codes.get(deal.stageId) ?? '';
    if (rule.stage && code !== rule.stage) return false;
    if (isTimed(rule.event) && deal.stageType !== 'open') return false;
    const facts = factsOf(deal, related);
    return rule.conditions.every(({ criterion, not }) => isMet(criterion, facts, code) !== not);
  });
}

const here = (ctx: Context, tenantId: number) =>
  and(
    eq(opportunities.tenantId, tenantId),
    isNull(opportunities.deletedAt),
    inReach(ctx, opportunities.tenantId),
    inScope(ctx, opportunities, opportunities.accountId),
  );

/** A deal for a rule to act on: nobody else changes it meanwhile. */
export async function lockDeal(ctx: Context, tenantId: number, id: string): Promise<Opportunity | null> {
  const [deal] = await ctx.db
    .select()
    .from(opportunities)
    .where(and(here(ctx, tenantId), eq(opportunities.id, id)))
    .for('update');
  return deal ?? null;
}

export const dealsAmong = (ctx: Context, tenantId: number, ids: string[]) =>
  ctx.db
    .select()
    .from(opportunities)
    .where(and(here(ctx, tenantId), sql`${opportunities.id} = any(${`{${ids}}`}::uuid[])`));

/** What is late or quiet since when; the same words for the same stretch, so that it fires once. */
const sinceWhen: Record<'overdue' | 'idle', SQL> = {
  overdue: sql`'overdue:' || opportunities.expected_close_on`,
  idle: sql`'idle:' || (opportunities.last_activity_at at time zone 'UTC')`,
};

/** Days a rule looks back: what would have fired is what does. */
export const lookBack = 30;

export type Late = { id: string; occasion: string };

/** Open deals that have been late or quiet for so many days, at most thirty days longer: a new rule leaves what lies further back alone; without those it fired for already. */
export async function lateDeals(
  ctx: Context,
  rule: RuleBody & { tenantId: number; id?: string },
  { most, after = null }: { most: number; after?: string | null },
): Promise<Late[]> {
  if (!isTimed(rule.event)) return [];
  const until = addDays(today(ctx.now), -(rule.days ?? 1));
  const from = addDays(until, -lookBack);
  const between =
    rule.event === 'overdue'
      ? sql`opportunities.expected_close_on > ${from}::date and opportunities.expected_close_on <= ${until}::date`
      : sql`opportunities.last_activity_at > ${fromLocal(from).toISOString()}::timestamptz
          and opportunities.last_activity_at <= ${fromLocal(addDays(until, 1)).toISOString()}::timestamptz`;
  const occasion = sinceWhen[rule.event];
  const fresh = rule.id
    ? sql`and not exists (select 1 from automation_firings f where f.tenant_id = opportunities.tenant_id and f.rule_id = ${rule.id}
        and f.opportunity_id = opportunities.id and f.occasion = ${occasion})`
    : sql``;
  const inStage = rule.stage
    ? sql`and opportunities.stage_id in (select ${stages.id} from ${stages} where ${stages.code} = ${rule.stage})`
    : sql``;
  const rows = await ctx.db.execute<Late>(sql`
    select opportunities.id, ${occasion} as occasion from opportunities
    where ${here(ctx, rule.tenantId)} and opportunities.stage_type = 'open' and ${between} ${fresh} ${inStage}
      and (${after}::uuid is null or opportunities.id > ${after}::uuid)
    order by opportunities.id limit ${most}`);
  return [...rows];
}

import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { automationFirings, automationRules, journal, opportunities, people, webhooks } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inReach } from '~/core/scope.server';
import { listStages } from '../opportunities/queries.server';
import { listJournalOf } from '../people/history.server';
import { dealsAmong, lateDeals, lookBack, thoseMeant } from './judge.server';
import { isTimed, journalEvents, type RuleBody } from './rules';

const count = ({ actor }: Context, outcome: string) =>
  sql<number>`(select count(*) from automation_firings f where f.tenant_id = any(${`{${actor.visibleTenants}}`}::integer[])
    and f.rule_id = ${automationRules.id} and f.outcome = ${outcome} and f.at > now() - interval '30 days')`.mapWith(
    Number,
  );

/** The rules of one's company, those at work first. */
export const listRules = (ctx: Context) =>
  ctx.db
    .select({
      id: automationRules.id,
      name: automationRules.name,
      event: automationRules.event,
      days: automationRules.days,
      isActive: automationRules.isActive,
      actions: automationRules.actions,
      authorName: people.name,
      hasAuthorLeft: sql<boolean>`coalesce(${people.leftOn} < ${today(ctx.now)}::date, false)`,
      done: count(ctx, 'done'),
      failed: count(ctx, 'failed'),
    })
    .from(automationRules)
    .leftJoin(people, eq(people.id, automationRules.authorId))
    .where(eq(automationRules.tenantId, ctx.actor.tenantId))
    .orderBy(desc(automationRules.isActive), asc(automationRules.createdAt))
    .limit(200);

/** Stages a rule can be bound to, each once. */
export async function listRuleStages(ctx: Context) {
  const all = (await listStages(ctx)).filter(({ type }) => type === 'open');
  const name = (stage: (typeof all)[number]) => (ctx.actor.locale === 'en' ? stage.nameEn : stage.name);
  return [...new Map(all.map((stage) => [stage.code, { code: stage.code, name: name(stage) }])).values()];
}

const ruleWebhooks = (ctx: Context) => and(eq(webhooks.tenantId, ctx.actor.tenantId), isNull(webhooks.deletedAt));

/** The company's webhooks, which a rule may send to. */
export const listRuleWebhooks = (ctx: Context) =>
  ctx.db
    .select({ id: webhooks.id, name: webhooks.name })
    .from(webhooks)
    .where(ruleWebhooks(ctx))
    .orderBy(asc(webhooks.name), asc(webhooks.id));

export async function findRuleWebhook(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ name: webhooks.name, isOff: sql<boolean>`${webhooks.offReason} is not null` })
    .from(webhooks)
    .where(and(eq(webhooks.id, id), ruleWebhooks(ctx)));
  return row ?? null;
}

export async function getRule(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [rule] = await ctx.db
    .select()
    .from(automationRules)
    .where(and(eq(automationRules.tenantId, ctx.actor.tenantId), eq(automationRules.id, id)));
  if (!rule) throw notFound();
  return rule;
}

/** What fired, the last first. */
export const listFirings = (ctx: Context, ruleId: string) =>
  ctx.db
    .select({
      id: automationFirings.id,
      at: automationFirings.at,
      outcome: automationFirings.outcome,
      detail: automationFirings.detail,
      opportunityId: automationFirings.opportunityId,
      title: opportunities.title,
    })
    .from(automationFirings)
    .innerJoin(
      opportunities,
      and(
        eq(opportunities.tenantId, automationFirings.tenantId),
        eq(opportunities.id, automationFirings.opportunityId),
      ),
    )
    .where(and(inReach(ctx, automationFirings.tenantId), eq(automationFirings.ruleId, ruleId)))
    .orderBy(desc(automationFirings.at), desc(automationFirings.id))
    .limit(50);

/** Who changed it and how; what it did is in its log. */
export const listRuleHistory = (ctx: Context, ruleId: string) =>
  listJournalOf(ctx, ruleId, 20, inArray(journal.event, ['rule.created', 'rule.changed']));

/** Entries looked through and deals judged for one answer. */
const mostEntries = 50_000;
const mostDeals = 2000;

export type DryRun = {
  times: number;
  deals: { id: string; title: string; times: number }[];
  isCapped: boolean;
  /** What would have been sent to; nothing is while trying. */
  webhook: { name: string; isOff: boolean } | null;
};

/** How often the rule would have fired in the last thirty days, in the company and those below, the conditions judged by what the deals are today. */
export async function tryRule(ctx: Context, rule: RuleBody): Promise<DryRun> {
  const all: DryRun['deals'] = [];
  let isCapped = false;
  for (const tenantId of ctx.actor.visibleTenants) {
    const times = isTimed(rule.event)
      ? await lateTimes(ctx, tenantId, rule)
      : await entryTimes(ctx, tenantId, rule.event);
    const meant = await thoseMeant(ctx, rule, await dealsAmong(ctx, tenantId, [...times.keys()]));
    all.push(...meant.map(({ id, title }) => ({ id, title, times: times.get(id) ?? 1 })));
    isCapped ||= times.size >= mostDeals;
  }
  all.sort((one, other) => other.times - one.times);
  const sent = rule.actions.find((action) => action.kind === 'webhook');
  const webhook = sent ? await findRuleWebhook(ctx, sent.webhookId) : null;
  return { times: all.reduce((sum, deal) => sum + deal.times, 0), deals: all.slice(0, 20), isCapped, webhook };
}

async function lateTimes(ctx: Context, tenantId: number, rule: RuleBody) {
  const late = await lateDeals(ctx, { ...rule, tenantId }, { most: mostDeals });
  return new Map(late.map(({ id }) => [id, 1]));
}

async function entryTimes(ctx: Context, tenantId: number, event: keyof typeof journalEvents) {
  const since = fromLocal(addDays(today(ctx.now), -lookBack)).toISOString();
  const rows = await ctx.db.execute<{ id: string; n: number }>(sql`
    select coalesce(v.opportunity_id, case when j.subject = 'opportunity' then j.subject_id end) as id, count(*)::integer as n
    from (select tenant_id, subject, subject_id, event from journal where tenant_id = ${tenantId} and at >= ${since}::timestamptz
      order by at desc, id limit ${mostEntries}) j
    left join visits v on j.subject = 'visit' and v.tenant_id = j.tenant_id and v.id = j.subject_id
    where j.event = any(${`{${journalEvents[event]}}`}::text[]) and (j.subject = 'opportunity' or v.opportunity_id is not null)
    group by 1 order by n desc, 1 limit ${mostDeals}`);
  return new Map([...rows].map(({ id, n }) => [id, Number(n)]));
}

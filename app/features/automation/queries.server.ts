import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { automationFirings, automationRules, journal, people, webhooks } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { entriesOf, ruleSubjects } from '~/core/rule-events';
import { inReach } from '~/core/scope.server';
import { translate } from '~/locales/translate.server';
import { listUnitOptions } from '../accounts/units.server';
import { inUse, listAllFields } from '../custom-fields/queries.server';
import { labelOf, optionLabel } from '../custom-fields/rules';
import { listStages } from '../opportunities/queries.server';
import { listJournalOf } from '../people/history.server';
import { lateRecords, lookBack, thoseMeant } from './judge.server';
import { readRecords } from './records.server';
import { entityOf, isTimed, type RuleBody, type RuleEvent, type RuleSubject, subjectOf } from './rules';

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

/** The company's own fields a rule may look at or write, with the records they belong to. */
export async function listRuleFields(ctx: Context) {
  const words = translate(ctx.actor.locale);
  const fields = inUse(await listAllFields(ctx, ctx.actor.tenantId));
  return ruleSubjects.flatMap((subject) =>
    fields
      .filter(({ entity }) => entity === entityOf[subject])
      .map((field) => ({
        ...{ subject, key: field.key, name: labelOf(field, ctx.actor.locale) },
        choices:
          field.kind === 'yes_no'
            ? [words('common.yes'), words('common.no')]
            : field.options.map(({ value }) => optionLabel(field, value, ctx.actor.locale)),
      })),
  );
}

/** What the form offers, and the sentence says, by name. */
export async function listRuleNames(ctx: Context) {
  const [hooks, units, own] = await Promise.all([listRuleWebhooks(ctx), listUnitOptions(ctx), listRuleFields(ctx)]);
  return { webhooks: hooks, units, own };
}

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

/** What fired, the last first, with the name of the record as far as it is there still. */
export async function listFirings(ctx: Context, ruleId: string) {
  const { tenantId, id, at, outcome, detail, subject, subjectId } = automationFirings;
  const firings = await ctx.db
    .select({ tenantId, id, at, outcome, detail, subject, subjectId })
    .from(automationFirings)
    .where(and(inReach(ctx, tenantId), eq(automationFirings.ruleId, ruleId)))
    .orderBy(desc(at), desc(id))
    .limit(50);
  const groups = new Set(firings.map((row) => `${row.subject} ${row.tenantId}`));
  const named = await Promise.all(
    [...groups].map((group) => {
      const rows = firings.filter((row) => `${row.subject} ${row.tenantId}` === group);
      return readRecords(ctx, rows[0]!.subject, rows[0]!.tenantId, [...new Set(rows.map((row) => row.subjectId))]);
    }),
  );
  const titles = new Map(named.flat().map((record) => [record.id, record.title]));
  return firings.map((row) => ({ ...row, title: titles.get(row.subjectId) ?? null }));
}

/** Who changed it and how; what it did is in its log. */
export const listRuleHistory = (ctx: Context, ruleId: string) =>
  listJournalOf(ctx, ruleId, 20, inArray(journal.event, ['rule.created', 'rule.changed']));

/** Entries looked through and records judged for one answer. */
const mostEntries = 50_000;
const mostRecords = 2000;

export type DryRun = {
  times: number;
  records: { subject: RuleSubject; id: string; title: string; times: number }[];
  isCapped: boolean;
  /** What would have been sent to; nothing is while trying. */
  webhook: { name: string; isOff: boolean } | null;
};

/** How often the rule would have fired in the last thirty days, in the company and those below, the conditions judged by what the records are today. */
export async function tryRule(ctx: Context, rule: RuleBody): Promise<DryRun> {
  const subject = subjectOf(rule.event);
  const all: DryRun['records'] = [];
  let isCapped = false;
  for (const tenantId of ctx.actor.visibleTenants) {
    const times = isTimed(rule.event)
      ? await lateTimes(ctx, tenantId, rule)
      : await entryTimes(ctx, tenantId, rule.event);
    const meant = await thoseMeant(ctx, rule, await readRecords(ctx, subject, tenantId, [...times.keys()]));
    all.push(...meant.map(({ id, title }) => ({ subject, id, title, times: times.get(id) ?? 1 })));
    isCapped ||= times.size >= mostRecords;
  }
  all.sort((one, other) => other.times - one.times);
  const sent = rule.actions.find((action) => action.kind === 'webhook');
  const webhook = sent ? await findRuleWebhook(ctx, sent.webhookId) : null;
  return { times: all.reduce((sum, record) => sum + record.times, 0), records: all.slice(0, 20), isCapped, webhook };
}

async function lateTimes(ctx: Context, tenantId: number, rule: RuleBody) {
  const late = await lateRecords(ctx, { ...rule, tenantId }, { most: mostRecords });
  return new Map(late.map(({ id }) => [id, 1]));
}

async function entryTimes(ctx: Context, tenantId: number, event: RuleEvent) {
  const since = fromLocal(addDays(today(ctx.now), -lookBack)).toISOString();
  const id = event === 'visited' ? sql`v.opportunity_id` : sql`j.subject_id`;
  const rows = await ctx.db.execute<{ id: string; n: number }>(sql`
    select ${id} as id, count(*)::integer as n
    from (select tenant_id, subject_id, event from journal where tenant_id = ${tenantId} and at >= ${since}::timestamptz
      order by at desc, id limit ${mostEntries}) j
    left join visits v on ${event === 'visited'}::boolean and v.tenant_id = j.tenant_id and v.id = j.subject_id
    where j.event = any(${`{${entriesOf(event)}}`}::text[]) and ${id} is not null
    group by 1 order by n desc, 1 limit ${mostRecords}`);
  return new Map([...rows].map(({ id, n }) => [id, Number(n)]));
}

import { inArray, type SQL, sql } from 'drizzle-orm';
import { accounts, commitments, leads, opportunities, stages, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { isWithinIndustry } from '../accounts/industries';
import { listFields } from '../custom-fields/queries.server';
import type { CustomField } from '../custom-fields/rules';
import { isMet } from '../opportunities/criteria';
import { factsOf, readFacts } from '../opportunities/facts.server';
import { listStages } from '../opportunities/queries.server';
import { isOwnMet } from './own-value.server';
import { isOpenRecord, type RuleRecord, recordsHere, recordTable } from './records.server';
import {
  type Belonging,
  entityOf,
  isTimed,
  type RuleBody,
  type RuleCriterion,
  type RuleEvent,
  subjectOf,
} from './rules';

/** What a deal's own criteria and its stage are judged by. */
async function dealFacts(ctx: Context, ids: string[]) {
  const [rows, related, all] = await Promise.all([
    ctx.db.select().from(opportunities).where(inArray(opportunities.id, ids)),
    readFacts(ctx, ids),
    listStages(ctx),
  ]);
  const codes = new Map(all.map(({ id, code }) => [id, code]));
  return new Map(rows.map((row) => [row.id, { code: codes.get(row.stageId) ?? '', facts: factsOf(row, related) }]));
}

const belongs: Record<Belonging, (record: RuleRecord, value: string) => boolean> = {
  unit: ({ units }, value) => units.includes(value),
  grade: ({ grade }, value) => grade === value,
  industry: ({ industry }, value) => isWithinIndustry(industry, value),
  line: ({ lines }, value) => lines.includes(value),
};

/** Which of these records of one company the rule is about, by what is known of them now. */
export async function thoseMeant(ctx: Context, rule: RuleBody, records: RuleRecord[]): Promise<RuleRecord[]> {
  const [first] = records;
  if (!first) return [];
  const entity = entityOf[first.subject];
  const asksOwn = rule.conditions.some(({ criterion }) => criterion.kind === 'own');
  const [deals, fields] = await Promise.all([
    first.subject === 'opportunity' ? dealFacts(ctx, records.map(({ id }) => id)) : null,
    entity && asksOwn ? listFields(ctx, first.tenantId, entity) : ([] as CustomField[]),
  ]); // biome-ignore format: at once
  const holds = (record: RuleRecord, criterion: RuleCriterion): boolean | null => {
    if (criterion.kind === 'among') return belongs[criterion.fact](record, criterion.value);
    if (criterion.kind === 'bound') {
      const value = record.numbers[criterion.fact] ?? null;
      return value === null ? null : value >= criterion.min;
    }
    if (criterion.kind === 'own') {
      const field = fields.find(({ key, retiredAt }) => key === criterion.key && !retiredAt);
      return field ? isOwnMet(field, criterion.value, record.custom[criterion.key]) : null;
    }
    const deal = deals?.get(record.id);
    return deal ? isMet(criterion, deal.facts, deal.code) : null;
  };
  return records.filter((record) => {
    if (rule.stage && deals && deals.get(record.id)?.code !== rule.stage) return false;
    if (isTimed(rule.event) && !record.isOpen) return false;
    // of what is not known neither holds: neither that it is so, nor that it is not
    return rule.conditions.every(({ criterion, not }) => holds(record, criterion) === !not);
  });
}

/** Since when something is late or quiet; the same words for the same stretch, so that it fires once. */
const sinceWhen: Partial<Record<RuleEvent, { day: SQL } | { instant: SQL }>> = {
  overdue: { day: sql`${opportunities.expectedCloseOn}` },
  idle: { instant: sql`${opportunities.lastActivityAt}` },
  account_unvisited: { instant: sql`${accounts.uncoveredSince}` },
  visit_overdue: { instant: sql`${visits.plannedAt}` },
  lead_waiting: { instant: sql`${leads.createdAt}` },
  commitment_overdue: { day: sql`${commitments.dueOn}` },
};

/** Days a rule looks back: what would have fired is what does. */
export const lookBack = 30;

export type Late = { id: string; occasion: string };

/** What has been late or quiet for so many days and waits still, at most thirty days longer: a new rule leaves what lies further back alone; without those it fired for already. */
export async function lateRecords(
  ctx: Context,
  rule: RuleBody & { tenantId: number; id?: string },
  { most, after = null }: { most: number; after?: string | null },
): Promise<Late[]> {
  const since = sinceWhen[rule.event];
  if (!since) return [];
  const subject = subjectOf(rule.event);
  const table = recordTable(subject);
  const until = addDays(today(ctx.now), -(rule.days ?? 1));
  const from = addDays(until, -lookBack);
  const between =
    'day' in since
      ? sql`${since.day} > ${from}::date and ${since.day} <= ${until}::date`
      : sql`${since.instant} > ${fromLocal(from).toISOString()}::timestamptz
          and ${since.instant} <= ${fromLocal(addDays(until, 1)).toISOString()}::timestamptz`;
  const occasion = sql`${`${rule.event}:`}::text || ${'day' in since ? since.day : sql`(${since.instant} at time zone 'UTC')`}`;
  const fresh = rule.id
    ? sql`and not exists (select 1 from automation_firings f where f.tenant_id = ${table.tenantId} and f.rule_id = ${rule.id}
        and f.subject_id = ${table.id} and f.occasion = ${occasion})`
    : sql``;
  const inStage =
    rule.stage && subject === 'opportunity'
      ? sql`and opportunities.stage_id in (select ${stages.id} from ${stages} where ${stages.code} = ${rule.stage})`
      : sql``;
  const rows = await ctx.db.execute<Late>(sql`
    select ${table.id} as id, ${occasion} as occasion from ${table}
    where ${recordsHere(ctx, subject, rule.tenantId)} and ${isOpenRecord(subject)} and ${between} ${fresh} ${inStage}
      and (${after}::uuid is null or ${table.id} > ${after}::uuid)
    order by ${table.id} limit ${most}`);
  return [...rows];
}

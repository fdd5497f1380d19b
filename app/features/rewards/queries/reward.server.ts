import { eq, sql } from 'drizzle-orm';
import { rewardChallenges, rewardConfirmations, rewardEntries, rewardPayrollLines } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { nameIn } from '../../certification/named';
import type { Milestone, RewardState, VoidReason } from '../rules';
import { getRule } from './rules.server';

type Row = {
  id: string;
  tenant_id: number;
  person_id: string;
  person: string | null;
  rule_id: string;
  rule: string;
  rule_en: string | null;
  edition: number;
  milestone: Milestone;
  points: number;
  title: string;
  certificate: string | null;
  certificate_en: string | null;
  fact_at: string;
  created_exact: string;
  quarter: string | null;
  confirmed_at: string | null;
  is_void: boolean;
  is_disputed: boolean;
  is_paid: boolean;
};

const readRow = (row: Row, locale: string) => ({
  id: row.id,
  tenantId: Number(row.tenant_id),
  personId: row.person_id,
  personName: row.person ?? '',
  ruleId: row.rule_id,
  ruleName: { name: row.rule, nameEn: row.rule_en },
  edition: Number(row.edition),
  milestone: row.milestone,
  points: Number(row.points),
  // a certificate is noted by its code and told by its name
  title: nameIn(locale, { name: row.certificate ?? row.title, nameEn: row.certificate_en }),
  factAt: new Date(row.fact_at),
  quarter: row.quarter,
  confirmedAt: row.confirmed_at ? new Date(row.confirmed_at) : null,
  state: (row.is_void ? 'voided' : row.confirmed_at ? 'confirmed' : 'pending') as RewardState,
  isDisputed: row.is_disputed,
  isPaid: row.is_paid,
});
export type RewardRow = ReturnType<typeof readRow>;

const isVoid = sql`exists (select from ${rewardChallenges} x where x.tenant_id = e.tenant_id and x.entry_id = e.id
  and x.is_void and x.is_restored is not true)`;
const isDisputed = sql`exists (select from ${rewardChallenges} x where x.tenant_id = e.tenant_id and x.entry_id = e.id
  and (x.is_void is null or (x.appealed_at is not null and x.is_restored is null)))`;

const shown = sql`e.id, e.tenant_id, e.person_id, p.name as person, e.rule_id, r.name as rule, r.name_en as rule_en, r.edition, e.milestone, e.points, e.title, k.name as certificate, k.name_en as certificate_en,
  e.fact_at::text, e.created_at::text as created_exact, c.quarter::text, c.confirmed_at::text, ${isVoid} as is_void, ${isDisputed} as is_disputed,
  exists (select from ${rewardPayrollLines} l where l.tenant_id = e.tenant_id and l.entry_id = e.id) as is_paid`;
const joined = sql`left join ${rewardConfirmations} c on c.tenant_id = e.tenant_id and c.entry_id = e.id
  join reward_rules r on r.tenant_id = e.tenant_id and r.id = e.rule_id left join people p on p.id = e.person_id
  left join certificate_types k on e.milestone = 'certificate_earned' and k.tenant_id = e.tenant_id and k.code = e.title`;

type Filter = { personId?: string; state?: 'pending' | 'confirmed' | 'voided' | 'disputed' | null };

/** Entries, the latest first: of one person, or of the companies the person keeps. */
export async function listRewards(ctx: Context, { personId, state }: Filter, after: Cursor | null, limit = pageSize) {
  requirePermission(ctx.actor, personId === ctx.actor.personId ? 'reward.read' : 'reward.manage');
  const whose = personId
    ? sql`e.person_id = ${personId}::uuid`
    : sql`e.tenant_id = any(${`{${ctx.actor.visibleTenants}}`}::integer[])`;
  const states = {
    pending: sql`and c.entry_id is null and not ${isVoid}`,
    confirmed: sql`and c.entry_id is not null and not ${isVoid}`,
    voided: sql`and ${isVoid}`,
    disputed: sql`and ${isDisputed}`,
  };
  const past = after ? sql`and (e.created_at, e.id) < (${String(after.value)}::timestamptz, ${after.id}::uuid)` : sql``;
  const rows = [
    ...(await ctx.db.execute<Row>(sql`
      select ${shown} from ${rewardEntries} e ${joined} where ${whose} ${state ? states[state] : sql``} ${past}
      order by e.created_at desc, e.id desc limit ${limit + 1}`)),
  ];
  const last = rows[limit - 1];
  return {
    rows: rows.slice(0, limit).map((row) => readRow(row, ctx.actor.locale)),
    after: rows.length > limit && last ? writeCursor({ value: last.created_exact, id: last.id }) : null,
  };
}

/** One entry with what it was worked out from and what was said of it. */
export async function getReward(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'reward.read');
  if (!isId(id)) throw notFound();
  const [rows, facts, challenges] = await Promise.all([
    ctx.db.execute<Row>(sql`select ${shown} from ${rewardEntries} e ${joined} where e.id = ${id}::uuid`),
    ctx.db
      .select({ valueFen: rewardEntries.valueFen, line: rewardEntries.line, rating: rewardEntries.rating })
      .from(rewardEntries)
      .where(eq(rewardEntries.id, id)),
    ctx.db
      .select({
        id: rewardChallenges.id,
        reason: sql<VoidReason>`${rewardChallenges.reason}`,
        note: rewardChallenges.note,
        proposedBy: rewardChallenges.proposedBy,
        proposedAt: rewardChallenges.proposedAt,
        proposer: nameOf(sql`${rewardChallenges.proposedBy}`),
        isVoid: rewardChallenges.isVoid,
        decidedBy: rewardChallenges.decidedBy,
        decidedAt: rewardChallenges.decidedAt,
        decider: nameOf(sql`${rewardChallenges.decidedBy}`),
        decision: rewardChallenges.decision,
        appeal: rewardChallenges.appeal,
        appealedAt: rewardChallenges.appealedAt,
        isRestored: rewardChallenges.isRestored,
        answeredBy: rewardChallenges.answeredBy,
        answeredAt: rewardChallenges.answeredAt,
        answerer: nameOf(sql`${rewardChallenges.answeredBy}`),
        answer: rewardChallenges.answer,
      })
      .from(rewardChallenges)
      .where(eq(rewardChallenges.entryId, id))
      .orderBy(rewardChallenges.proposedAt),
  ]);
  const [row] = rows;
  const [fact] = facts;
  if (!row || !fact) throw notFound();
  const reward = readRow(row, ctx.actor.locale);
  return { ...reward, ...fact, rule: await getRule(ctx, reward.ruleId), challenges };
}
export type Reward = Awaited<ReturnType<typeof getReward>>;

const nameOf = (person: ReturnType<typeof sql>) =>
  sql<string | null>`(select w.name from people w where w.id = ${person})`;

import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { rewardRules } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { quarterAfter, quarterOf } from '../rules';

export type Rule = typeof rewardRules.$inferSelect;
const mostRules = 200;

const read = (row: Rule): Rule => ({
  ...row,
  condition: typeof row.condition === 'string' ? JSON.parse(row.condition) : row.condition,
  amount: typeof row.amount === 'string' ? JSON.parse(row.amount) : row.amount,
});

/** What this person may earn today: of each rule the edition of the day. */
export async function listRunning(ctx: Context): Promise<Rule[]> {
  requirePermission(ctx.actor, 'reward.read');
  const day = today(ctx.now);
  const rows = await ctx.db
    .select()
    .from(rewardRules)
    .where(
      and(
        eq(rewardRules.tenantId, ctx.actor.tenantId),
        sql`${rewardRules.publishedAt} is not null and ${rewardRules.startsOn} <= ${day}`,
      ),
    )
    .orderBy(rewardRules.series, desc(rewardRules.edition))
    .limit(mostRules);
  const latest = rows
    .filter((row, at) => row.series !== rows[at - 1]?.series && row.endsOn >= day)
    .filter(({ audience }) => audience.length === 0 || ctx.actor.roles.some((role) => audience.includes(role)));
  return latest.map(read).sort((a, b) => a.name.localeCompare(b.name, 'zh'));
}

/** Every edition of the companies the person keeps, drafts first. */
export async function listRules(ctx: Context): Promise<Rule[]> {
  requirePermission(ctx.actor, 'reward.manage');
  const rows = await ctx.db
    .select()
    .from(rewardRules)
    .where(inArray(rewardRules.tenantId, [ctx.actor.tenantId, ...ctx.actor.visibleTenants]))
    .orderBy(sql`${rewardRules.publishedAt} desc nulls first`, rewardRules.id)
    .limit(mostRules);
  return rows.map(read);
}

export async function getRule(ctx: Context, id: string): Promise<Rule> {
  const [row] = isId(id) ? await ctx.db.select().from(rewardRules).where(eq(rewardRules.id, id)) : [];
  if (!row) throw notFound();
  return read(row);
}

/** What a rule would have cost in the quarter before this one. */
export async function tryRule(ctx: Context, rule: Pick<Rule, 'tenantId' | 'id'>) {
  requirePermission(ctx.actor, 'reward.manage');
  const quarter = quarterOf(today(ctx.now));
  const first = quarterAfter(quarter, -1);
  const [row] = await ctx.db.execute<{ facts: number; people: number; points: number; most: number }>(
    sql`select * from app.try_reward_rule(${rule.tenantId}, ${rule.id}::uuid, ${first}::date, ${addDays(quarter, -1)}::date)`,
  );
  return {
    quarter: first,
    facts: Number(row?.facts ?? 0),
    people: Number(row?.people ?? 0),
    points: Number(row?.points ?? 0),
    most: Number(row?.most ?? 0),
  };
}

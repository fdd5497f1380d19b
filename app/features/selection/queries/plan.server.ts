import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
import { accounts, onboardingItems, onboardingPlans, people, roleGrants, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { pageSize } from '~/core/paging';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ledBy } from './reach.server';

export type Plan = typeof onboardingPlans.$inferSelect;

const inReach = (ctx: Context) => {
  const me = ctx.actor.personId;
  const ways = [eq(onboardingPlans.personId, me), eq(onboardingPlans.mentorId, me)];
  if (can(ctx.actor, 'onboarding.manage')) ways.push(ledBy(ctx, sql`${onboardingPlans.teamId}`) as never);
  return or(...ways);
};
const nameOf = (column: typeof onboardingPlans.personId | typeof onboardingPlans.mentorId) =>
  sql<string>`coalesce((select w.name from people w where w.id = ${column}), '')`;

export async function lockPlan(ctx: Context, id: string): Promise<Plan> {
  requirePermission(ctx.actor, 'selection.read');
  if (!isId(id)) throw notFound();
  // a mentor ticks steps but may not change the plan's own row: one waits for the other by its number
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`onboarding ${id}`}, 0))`);
  const [plan] = await ctx.db
    .select()
    .from(onboardingPlans)
    .where(and(eq(onboardingPlans.id, id), inReach(ctx)));
  if (!plan) throw notFound();
  return plan;
}

export const stepsOf = (ctx: Context, { tenantId, id }: Pick<Plan, 'tenantId' | 'id'>) =>
  ctx.db
    .select({
      id: onboardingItems.id,
      kind: onboardingItems.kind,
      title: onboardingItems.title,
      accountId: onboardingItems.accountId,
      account: accounts.name,
      dueOn: onboardingItems.dueOn,
      doneAt: onboardingItems.doneAt,
      doneBy: people.name,
    })
    .from(onboardingItems)
    .leftJoin(
      accounts,
      and(eq(accounts.tenantId, onboardingItems.tenantId), eq(accounts.id, onboardingItems.accountId)),
    )
    .leftJoin(people, eq(people.id, onboardingItems.doneBy))
    .where(and(eq(onboardingItems.tenantId, tenantId), eq(onboardingItems.planId, id)))
    .orderBy(asc(onboardingItems.position), asc(onboardingItems.id));
export type Step = Awaited<ReturnType<typeof stepsOf>>[number];

export async function getPlan(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'selection.read');
  if (!isId(id)) throw notFound();
  const [head] = await ctx.db
    .select({
      plan: onboardingPlans,
      person: nameOf(onboardingPlans.personId),
      mentor: nameOf(onboardingPlans.mentorId),
      team: units.name,
      leads: can(ctx.actor, 'onboarding.manage') ? ledBy(ctx, sql`${onboardingPlans.teamId}`) : sql`false`,
    })
    .from(onboardingPlans)
    .leftJoin(units, eq(units.id, onboardingPlans.teamId))
    .where(and(eq(onboardingPlans.id, id), inReach(ctx)));
  if (!head) throw notFound();
  const [steps, roles] = await Promise.all([
    stepsOf(ctx, head.plan),
    ctx.db
      .select({ role: roleGrants.role })
      .from(roleGrants)
      .where(and(eq(roleGrants.personId, head.plan.personId), eq(roleGrants.role, 'account_manager'))),
  ]);
  return { ...head, leads: head.leads === true, steps, holdsRole: roles.length > 0 };
}

/** Plans that run where one leads, mentors or learns. */
export const listPlans = (ctx: Context) =>
  ctx.db
    .select({
      id: onboardingPlans.id,
      person: nameOf(onboardingPlans.personId),
      mentor: nameOf(onboardingPlans.mentorId),
      team: units.name,
      startsOn: onboardingPlans.startsOn,
      steps: sql<number>`(select count(*)::int from onboarding_items i where i.tenant_id = ${onboardingPlans.tenantId} and i.plan_id = ${onboardingPlans.id})`,
      done: sql<number>`(select count(*)::int from onboarding_items i where i.tenant_id = ${onboardingPlans.tenantId} and i.plan_id = ${onboardingPlans.id} and i.done_at is not null)`,
      completedAt: onboardingPlans.completedAt,
    })
    .from(onboardingPlans)
    .leftJoin(units, eq(units.id, onboardingPlans.teamId))
    .where(inReach(ctx))
    .orderBy(sql`${onboardingPlans.completedAt} desc nulls first`, desc(onboardingPlans.startsOn), onboardingPlans.id)
    .limit(pageSize);

import { and, eq, isNull, sql } from 'drizzle-orm';
import { accounts, candidates, onboardingItems, onboardingPlans, people } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { assignAccounts } from '~/features/assignments/commands/assign.server';
import { grantRole } from '~/features/people/commands/roles.server';
import { leadsUnit } from '~/features/people/queries/reach.server';
import type { Of, PlanAction } from '../input';
import { lockPlan, type Plan, stepsOf } from '../queries/plan.server';
import type { ItemKind } from '../rules';
import { lockFilled } from './opening.server';

type Done = Result<null>;
type Step = { id: string; kind: ItemKind; title: string; accountId: string | null; dueOn: string | null };

const tell = (
  ctx: Context,
  event: string,
  plan: Pick<Plan, 'id' | 'tenantId' | 'teamId' | 'personId'>,
  after: Record<string, unknown> = {},
) =>
  record(
    ctx,
    event,
    { kind: 'onboarding', id: plan.id, tenantId: plan.tenantId, unitId: plan.teamId, ownerId: plan.personId },
    { after },
  );

async function lockLed(ctx: Context, id: string): Promise<Plan> {
  const plan = await lockPlan(ctx, id);
  requirePermission(ctx.actor, 'onboarding.manage');
  if (!(await leadsUnit(ctx, plan.teamId))) throw forbidden('onboarding.manage');
  return plan;
}

const linesOf = (typed: string | null) =>
  (typed ?? '')
    .split('\n')
    .flatMap((text) => (text.trim() ? [text.trim().slice(0, 200)] : []))
    .slice(0, 30);

/** Begins the first weeks of who was chosen: a mentor, courses and things to do, a line each. */
export const startPlan = (ctx: Context, openingId: string, input: Of<'onboard'>): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const opening = await lockFilled(ctx, openingId);
    const { tenantId, teamId } = opening;
    const [candidate] = await ctx.db
      .select()
      .from(candidates)
      .where(
        and(
          eq(candidates.tenantId, tenantId),
          eq(candidates.openingId, openingId),
          eq(candidates.personId, input.personId),
        ),
      );
    if (candidate?.state !== 'chosen') throw notFound();
    if (input.mentorId === input.personId)
      return refused('invalid', { fields: { mentorId: 'selection.mentor_other' } });
    const [mentor] = await ctx.db
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, input.mentorId), eq(people.tenantId, tenantId), isNull(people.leftOn)));
    if (!mentor) return refused('invalid', { fields: { mentorId: 'selection.no_colleague' } });
    const plan = { tenantId, id: input.id, openingId, personId: input.personId, teamId };
    const made = await ctx.db
      .insert(onboardingPlans)
      .values({
        ...plan,
        mentorId: input.mentorId,
        startsOn: input.startsOn,
        createdBy: ctx.actor.personId,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: onboardingPlans.id });
    if (!made.length) {
      const [known] = await ctx.db
        .select({ id: onboardingPlans.id })
        .from(onboardingPlans)
        .where(
          and(
            eq(onboardingPlans.tenantId, tenantId),
            eq(onboardingPlans.openingId, openingId),
            eq(onboardingPlans.personId, input.personId),
          ),
        );
      if (!known) throw notFound();
      return ok(known);
    }
    const steps: Step[] = [
      ...linesOf(input.courses).map((title) => ({ kind: 'course' as const, title })),
      ...linesOf(input.tasks).map((title) => ({ kind: 'task' as const, title })),
    ].map((step) => ({ ...step, id: newId(), accountId: null, dueOn: null }));
    if (steps.length)
      await ctx.db
        .insert(onboardingItems)
        .values(steps.map((step, position) => ({ ...step, tenantId, planId: plan.id, position })));
    await tell(ctx, 'onboarding.started', plan, { mentorId: input.mentorId });
    return ok({ id: plan.id });
  });

/** One more step; an account is one of the own scope that changes hands when the plan is complete. */
export const addStep = (
  ctx: Context,
  planId: string,
  { id, kind, title, accountId, dueOn }: Extract<PlanAction, { intent: 'step' }>,
): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const plan = await lockLed(ctx, planId);
    if (plan.completedAt) return refused('onboarding.completed');
    const { tenantId } = plan;
    let name = title;
    if (kind === 'account') {
      const [account] = accountId
        ? await ctx.db
            .select({ name: accounts.name })
            .from(accounts)
            .where(
              and(
                eq(accounts.id, accountId),
                eq(accounts.tenantId, tenantId),
                isNull(accounts.deletedAt),
                inReach(ctx, accounts.tenantId),
                inScope(ctx, accounts, accounts.id),
              ),
            )
        : [];
      if (!account) return refused('invalid', { fields: { accountId: 'error.choose' } });
      name = account.name;
    }
    if (!name) return refused('invalid', { fields: { title: 'error.required' } });
    const steps = await stepsOf(ctx, plan);
    if (accountId && kind === 'account' && steps.some((step) => step.accountId === accountId)) return ok(null);
    const added = await ctx.db
      .insert(onboardingItems)
      .values({
        ...{ tenantId, id, planId, kind, title: name, dueOn, position: steps.length },
        accountId: kind === 'account' ? accountId : null,
      })
      .onConflictDoNothing()
      .returning({ id: onboardingItems.id });
    if (added.length) await tell(ctx, 'onboarding.step_added', plan, { title: name });
    return ok(null);
  });

/** By the newcomer, the mentor or who leads them. An account is done by completing the plan. */
export const markStep = (ctx: Context, planId: string, stepId: string, isDone: boolean): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const plan = await lockPlan(ctx, planId);
    if (plan.completedAt) return refused('onboarding.completed');
    const step = (await stepsOf(ctx, plan)).find((one) => one.id === stepId);
    if (!step || step.kind === 'account') throw notFound();
    if ((step.doneAt !== null) === isDone) return ok(null);
    await ctx.db
      .update(onboardingItems)
      .set({ doneAt: isDone ? ctx.now : null, doneBy: isDone ? ctx.actor.personId : null })
      .where(and(eq(onboardingItems.tenantId, plan.tenantId), eq(onboardingItems.id, stepId)));
    await tell(ctx, isDone ? 'onboarding.step_done' : 'onboarding.step_reopened', plan, { title: step.title });
    return ok(null);
  });

/** An administrator gives the role where a director, who may not, has decided. */
export const giveRole = (ctx: Context, planId: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const plan = await lockPlan(ctx, planId);
    return grantRole(ctx, plan.personId, { role: 'account_manager', unitId: plan.teamId });
  });

/** The newcomer stands alone: the accounts of the plan become theirs, with everything that is open in them. */
export const completePlan = (ctx: Context, planId: string, version: number): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const plan = await lockLed(ctx, planId);
    if (plan.completedAt) return ok(null);
    if (plan.version !== version) return refused('stale');
    const steps = await stepsOf(ctx, plan);
    if (steps.some(({ kind, doneAt }) => kind !== 'account' && !doneAt)) return refused('onboarding.steps_open');
    const accountIds = steps.flatMap(({ accountId, doneAt }) => (accountId && !doneAt ? [accountId] : []));
    if (accountIds.length) {
      const moved = await assignAccounts(ctx, { accountIds, toIds: [plan.personId], reason: null });
      if (!moved.ok) return moved.reason === 'invalid' ? refused('onboarding.role_first') : moved;
      await ctx.db
        .update(onboardingItems)
        .set({ doneAt: ctx.now, doneBy: ctx.actor.personId })
        .where(
          and(
            eq(onboardingItems.tenantId, plan.tenantId),
            eq(onboardingItems.planId, planId),
            sql`${onboardingItems.doneAt} is null`,
          ),
        );
    }
    await ctx.db
      .update(onboardingPlans)
      .set({ completedAt: ctx.now, updatedAt: ctx.now, version: version + 1 })
      .where(and(eq(onboardingPlans.tenantId, plan.tenantId), eq(onboardingPlans.id, planId)));
    await tell(ctx, 'onboarding.completed', plan, { accounts: accountIds.length });
    return ok(null);
  });

import { and, eq, isNull, max } from 'drizzle-orm';
import { authorityMatrices, feasibilityRules } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record, type Subject } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { MatrixInput, RuleInput } from '../policy-input';

const subjectOf = (ctx: Context, id: string): Subject => ({
  kind: 'offering',
  id,
  tenantId: ctx.actor.tenantId,
  unitId: ctx.actor.unitId,
});

/** A rule of the person's own company. Sent twice, it exists once. */
export const addRule = (ctx: Context, { id, ...rule }: RuleInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'quote.policy');
    const added = await ctx.db
      .insert(feasibilityRules)
      .values({ id, tenantId: ctx.actor.tenantId, ...rule, updatedAt: ctx.now, updatedBy: ctx.actor.personId })
      .onConflictDoNothing({ target: feasibilityRules.id })
      .returning({ id: feasibilityRules.id });
    if (added.length) await record(ctx, 'quote.policy_changed', subjectOf(ctx, id), { after: { ...rule } });
    return ok(null);
  });

/** Takes one of the company's own rules out of use; those of the group stay. */
export const retireRule = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'quote.policy');
    if (!isId(id)) throw notFound();
    const [retired] = await ctx.db
      .update(feasibilityRules)
      .set({ retiredAt: ctx.now, updatedAt: ctx.now, updatedBy: ctx.actor.personId })
      .where(
        and(
          eq(feasibilityRules.id, id),
          eq(feasibilityRules.tenantId, ctx.actor.tenantId),
          isNull(feasibilityRules.retiredAt),
        ),
      )
      .returning({ reason: feasibilityRules.reason });
    if (retired) await record(ctx, 'quote.policy_changed', subjectOf(ctx, id), { after: { retired: retired.reason } });
    return ok(null);
  });

/** A new version of who may allow what, for the person's own company; earlier ones are kept. */
export const publishMatrix = (ctx: Context, input: MatrixInput): Promise<Result<{ revision: number }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'quote.policy');
    const [last] = await ctx.db
      .select({ revision: max(authorityMatrices.revision) })
      .from(authorityMatrices)
      .where(eq(authorityMatrices.tenantId, ctx.actor.tenantId));
    const revision = (last?.revision ?? 0) + 1;
    if (revision !== input.revision) return refused('quote_policy.published_meanwhile');
    await ctx.db.insert(authorityMatrices).values({
      id: input.id,
      tenantId: ctx.actor.tenantId,
      revision,
      rules: input.rules,
      hours: input.hours,
      publishedAt: ctx.now,
      publishedBy: ctx.actor.personId,
    });
    await record(ctx, 'quote.policy_changed', subjectOf(ctx, input.id), {
      after: { revision, rules: input.rules.length },
    });
    return ok({ revision });
  });

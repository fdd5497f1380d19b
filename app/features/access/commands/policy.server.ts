import { and, eq } from 'drizzle-orm';
import { signInPolicies } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { unitSubject } from '~/features/people/commands/units.server';
import { stale } from '~/features/people/history.server';
import type { PolicyInput } from '../input';
import { policyOf } from '../queries.server';
import { mayRule } from '../who.server';

/** Who needs a second factor in this company. Whoever has none yet is led to it by their next page. */
export const savePolicy = (ctx: Context, input: PolicyInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const { actor } = ctx;
    requirePermission(actor, 'people.manage');
    const rootUnitId = await mayRule(ctx);
    if (rootUnitId === null) throw forbidden('people.manage');
    const { tenantId } = actor;
    const subject = unitSubject({ id: rootUnitId, tenantId });
    const before = await policyOf(ctx, tenantId);
    if (before.version !== input.version) return stale(ctx, subject.id);
    const { requiredRoles } = input;
    const next = { requiredRoles, version: before.version + 1, updatedAt: ctx.now };
    const saved = before.version
      ? await ctx.db
          .update(signInPolicies)
          .set(next)
          .where(and(eq(signInPolicies.tenantId, tenantId), eq(signInPolicies.version, before.version)))
          .returning({ version: signInPolicies.version })
      : await ctx.db
          .insert(signInPolicies)
          .values({ tenantId, ...next })
          .onConflictDoNothing()
          .returning({ version: signInPolicies.version });
    if (!saved.length) return stale(ctx, subject.id);
    await record(ctx, 'unit.sign_in_changed', subject, {
      before: { role: before.requiredRoles },
      after: { role: requiredRoles },
    });
    return ok(null);
  });

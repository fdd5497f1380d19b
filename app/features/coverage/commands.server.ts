import { and, eq } from 'drizzle-orm';
import { coveragePolicies, tenants } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { stale } from '~/features/accounts/stale.server';
import type { PolicyInput } from './input';
import { getPolicy } from './queries/policy.server';

/** Writes down how often a company's accounts are visited. Only who administers the whole company may. */
export function setPolicy(ctx: Context, tenantId: number, input: PolicyInput): Promise<Result<{ version: number }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'coverage.manage');
    if (!ctx.actor.visibleTenants.includes(tenantId)) throw notFound();
    const [company] = await ctx.db
      .select({ rootUnitId: tenants.rootUnitId })
      .from(tenants)
      .where(eq(tenants.id, tenantId));
    if (!company?.rootUnitId) throw notFound();

    const current = await getPolicy(ctx, tenantId);
    const { version: seen, ...wanted } = input;
    const id = current.id ?? newId();
    if (current.version !== seen) return stale(ctx, id);
    const { changed, before, after } = difference(current.policy, wanted);
    if (!changed.length) return ok({ version: seen });

    const values = { ...wanted, version: seen + 1, updatedAt: ctx.now };
    const written = current.id
      ? await ctx.db
          .update(coveragePolicies)
          .set(values)
          .where(and(eq(coveragePolicies.tenantId, tenantId), eq(coveragePolicies.version, seen)))
          .returning({ id: coveragePolicies.id })
      : await ctx.db
          .insert(coveragePolicies)
          .values({ ...values, tenantId, id })
          .onConflictDoNothing()
          .returning({ id: coveragePolicies.id });
    if (!written.length) return stale(ctx, (await getPolicy(ctx, tenantId)).id ?? id);
    await record(
      ctx,
      'coverage.changed',
      { kind: 'coverage', id, tenantId, unitId: company.rootUnitId },
      { before, after },
    );
    return ok({ version: seen + 1 });
  });
}

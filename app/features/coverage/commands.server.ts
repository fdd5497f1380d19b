import { and, eq } from 'drizzle-orm';
import { accounts, coveragePolicies, tenants } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { lockAccount } from '~/features/accounts/queries.server';
import { stale } from '~/features/accounts/stale.server';
import type { PolicyInput, ProposesInput, ProposingInput } from './input';
import type { Policy, Proposing } from './policy';
import { getPolicy } from './queries/policy.server';

/** Writes down how often a company's accounts are visited. Only who administers the whole company may. */
export const setPolicy = (ctx: Context, tenantId: number, { version, ...wanted }: PolicyInput) =>
  writePolicy(ctx, tenantId, version, wanted);

/** Whether, how far ahead and how many visits the nightly job proposes. */
export const setProposing = (ctx: Context, tenantId: number, { version, ...wanted }: ProposingInput) =>
  writePolicy(ctx, tenantId, version, wanted);

function writePolicy(
  ctx: Context,
  tenantId: number,
  seen: number,
  wanted: Policy | Proposing,
): Promise<Result<{ version: number }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'coverage.manage');
    if (!ctx.actor.visibleTenants.includes(tenantId)) throw notFound();
    const [company] = await ctx.db
      .select({ rootUnitId: tenants.rootUnitId })
      .from(tenants)
      .where(eq(tenants.id, tenantId));
    if (!company?.rootUnitId) throw notFound();

    const current = await getPolicy(ctx, tenantId);
    const written = { ...current.policy, ...current.proposing };
    const id = current.id ?? newId();
    if (current.version !== seen) return stale(ctx, id);
    const { changed, before, after } = difference(written, wanted);
    if (!changed.length) return ok({ version: seen });

    const values = { ...written, ...wanted, version: seen + 1, updatedAt: ctx.now };
    const done = current.id
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
    if (!done.length) return stale(ctx, (await getPolicy(ctx, tenantId)).id ?? id);
    await record(
      ctx,
      'coverage.changed',
      { kind: 'coverage', id, tenantId, unitId: company.rootUnitId },
      { before, after },
    );
    return ok({ version: seen + 1 });
  });
}

/** For one account visits are proposed always, never, or as its company does. Sent twice it is the same. */
export const setAccountProposes = (ctx: Context, accountId: string, input: ProposesInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, accountId);
    requirePermission(ctx.actor, 'account.update', account);
    const proposes = input.proposes === 'company' ? null : input.proposes === 'always';
    if (account.proposes === proposes) return ok(null);
    await ctx.db
      .update(accounts)
      .set({ proposes, updatedAt: ctx.now })
      .where(and(eq(accounts.tenantId, account.tenantId), eq(accounts.id, account.id)));
    const { id, tenantId, unitId, ownerId } = account;
    await record(
      ctx,
      'account.changed',
      { kind: 'account', id, tenantId, unitId, ownerId },
      {
        before: { proposes: account.proposes },
        after: { proposes },
      },
    );
    return ok(null);
  });

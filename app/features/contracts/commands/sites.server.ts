import { and, eq, inArray } from 'drizzle-orm';
import { contractSites, installedProducts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '~/features/people/history.server';
import type { SitesInput } from '../input';
import { lockContract } from '../queries/contract.server';
import { saveContract, subjectOf } from './change.server';

/** When sites were promised, or when they were there: what the credit for lateness is reckoned from. No day takes it back. */
export const saveSites = (ctx: Context, id: string, { version, ids, what, on }: SitesInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockContract(ctx, id);
    requirePermission(ctx.actor, 'contract.write', row);
    if (row.version !== version) return stale(ctx, row.id);
    if (row.state !== 'draft' && row.state !== 'active') return refused('contract.not_running');
    if (what === 'delivered' && on && on > today(ctx.now))
      return refused('invalid', { fields: { on: 'contract.not_yet' } });
    const chosen = and(
      eq(contractSites.tenantId, row.tenantId),
      eq(contractSites.contractId, row.id),
      inArray(contractSites.id, ids),
    );
    const sites = await ctx.db.select({ name: contractSites.name }).from(contractSites).where(chosen);
    if (sites.length !== new Set(ids).size) throw notFound();
    await ctx.db
      .update(contractSites)
      .set(what === 'delivered' ? { deliveredOn: on } : { promisedOn: on })
      .where(chosen);
    if (what === 'delivered')
      await ctx.db
        .update(installedProducts)
        .set({ fromOn: on })
        .where(
          and(
            eq(installedProducts.tenantId, row.tenantId),
            eq(installedProducts.contractId, row.id),
            inArray(installedProducts.siteId, ids),
          ),
        );
    await saveContract(ctx, row, {});
    const names = sites.map(({ name }) => name);
    await record(ctx, 'contract.delivered', subjectOf(row), {
      after: { number: row.number, sites: names.length > 3 ? names.length : names.join(' · '), [`${what}On`]: on },
    });
    return ok(null);
  });

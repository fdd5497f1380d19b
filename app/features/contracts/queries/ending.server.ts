import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { contracts, installedProducts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import { reminderDays } from '../rules';

/** The contracts of an account that end within 180 days, or of which a circuit does, the next first. */
export async function listEndingOf(ctx: Context, accountId: string) {
  const day = today(ctx.now);
  const last = addDays(day, reminderDays[0]);
  const circuitEnds = sql`${installedProducts.untilOn} between ${day}::date and ${last}::date`;
  const seen = and(
    eq(contracts.accountId, accountId),
    eq(contracts.state, 'active'),
    inReach(ctx, contracts.tenantId),
    inScope(ctx, contracts, contracts.accountId),
  );
  const circuits = await ctx.db
    .select({
      contractId: installedProducts.contractId,
      name: installedProducts.offeringName,
      nameEn: sql<string | null>`max(${installedProducts.offeringNameEn})`,
      sites: sql<number>`count(distinct ${installedProducts.siteId})::int`,
      untilOn: sql<string>`min(${installedProducts.untilOn})::text`,
    })
    .from(installedProducts)
    .innerJoin(
      contracts,
      and(eq(contracts.tenantId, installedProducts.tenantId), eq(contracts.id, installedProducts.contractId)),
    )
    .where(and(seen, sql`${installedProducts.kind} <> 'one_off'`, circuitEnds))
    .groupBy(installedProducts.contractId, installedProducts.offeringName)
    .orderBy(sql`min(${installedProducts.untilOn})`, installedProducts.offeringName)
    .limit(24);
  const withCircuits = circuits.map(({ contractId }) => contractId);
  const rows = await ctx.db
    .select({
      id: contracts.id,
      number: contracts.number,
      title: contracts.title,
      endsOn: contracts.endsOn,
      autoRenews: contracts.autoRenews,
    })
    .from(contracts)
    .where(
      and(
        seen,
        or(
          sql`${contracts.endsOn} between ${day}::date and ${last}::date`,
          withCircuits.length ? inArray(contracts.id, withCircuits) : undefined,
        ),
      ),
    )
    .orderBy(asc(contracts.endsOn), asc(contracts.id))
    .limit(8);
  return rows.map((row) => ({
    ...row,
    circuits: circuits.filter(({ contractId }) => contractId === row.id),
  }));
}
export type EndingContract = Awaited<ReturnType<typeof listEndingOf>>[number];

import { eq } from 'drizzle-orm';
import { tenants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { listUnits } from '~/features/people/queries/units.server';
import { unitOptions } from '~/features/people/unit-options';

/** The company asked for, as far as the person sees it whole; else their own, else the first they see. */
export function companyOf({ actor }: Context, asked: string | null): number {
  const company = Number(asked);
  if (actor.visibleTenants.includes(company)) return company;
  return actor.visibleTenants.includes(actor.tenantId) ? actor.tenantId : (actor.visibleTenants[0] ?? actor.tenantId);
}

/** Units of a company, its root first, with names that tell them apart. */
export async function listCompanyUnits(ctx: Context, tenantId: number) {
  const [units, [company]] = await Promise.all([
    listUnits(ctx),
    ctx.db.select({ rootUnitId: tenants.rootUnitId }).from(tenants).where(eq(tenants.id, tenantId)),
  ]);
  const options = unitOptions(units.filter((unit) => unit.tenantId === tenantId && !unit.closedAt));
  return options.toSorted((a, b) => Number(b.id === company?.rootUnitId) - Number(a.id === company?.rootUnitId));
}

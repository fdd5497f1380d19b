import { eq } from 'drizzle-orm';
import { tenants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { administersCompany } from './rules';

/** The root unit of the own company for who administers all of it; null for everybody else. */
export async function mayRule(ctx: Context): Promise<number | null> {
  const { actor, db } = ctx;
  if (!administersCompany(actor)) return null;
  const [tenant] = await db
    .select({ rootUnitId: tenants.rootUnitId })
    .from(tenants)
    .where(eq(tenants.id, actor.tenantId));
  return tenant?.rootUnitId ?? null;
}

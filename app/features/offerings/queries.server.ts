import { and, asc, inArray, isNull, or } from 'drizzle-orm';
import { competitors, offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Lifecycle, ProductLine } from './rules';

export type OfferingOption = { id: string; code: string; name: string; nameEn: string | null; line: ProductLine };

const sold: Lifecycle[] = ['pilot', 'launched', 'retiring'];
const mine = (ctx: Context) => [...new Set([ctx.actor.tenantId, ...ctx.actor.visibleTenants])];

/** What can be sold today: the national catalogue and the tenant's own. */
export const listOfferings = (ctx: Context): Promise<OfferingOption[]> =>
  ctx.db
    .select({
      id: offerings.id,
      code: offerings.code,
      name: offerings.name,
      nameEn: offerings.nameEn,
      line: offerings.line,
    })
    .from(offerings)
    .where(
      and(or(isNull(offerings.tenantId), inArray(offerings.tenantId, mine(ctx))), inArray(offerings.lifecycle, sold)),
    )
    .orderBy(asc(offerings.line), asc(offerings.code))
    .limit(500);

export const listCompetitors = (ctx: Context): Promise<{ id: string; name: string }[]> =>
  ctx.db
    .select({ id: competitors.id, name: competitors.name })
    .from(competitors)
    .where(or(isNull(competitors.tenantId), inArray(competitors.tenantId, mine(ctx))))
    .orderBy(asc(competitors.name))
    .limit(500);

import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm';
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

/** Whether these choices exist for this person: a foreign key alone would accept another tenant's. */
export async function areChoosable(ctx: Context, chosen: { offeringId?: string | null; competitorId?: string | null }) {
  const { offeringId, competitorId } = chosen;
  const [offering, competitor] = await Promise.all([
    offeringId
      ? ctx.db.select({ id: offerings.id }).from(offerings).where(eq(offerings.id, offeringId))
      : [{ id: null }],
    competitorId
      ? ctx.db.select({ id: competitors.id }).from(competitors).where(eq(competitors.id, competitorId))
      : [{ id: null }],
  ]);
  return { offering: offering.length > 0, competitor: competitor.length > 0 };
}

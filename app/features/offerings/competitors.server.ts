import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { competitors } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';

/** The competitor of this name among those every company or this one knows; otherwise one still to be added. */
export async function competitorNamed(ctx: Context, tenantId: number, name: string) {
  const [known] = await ctx.db
    .select({ id: competitors.id })
    .from(competitors)
    .where(
      and(
        or(isNull(competitors.tenantId), eq(competitors.tenantId, tenantId)),
        sql`lower(${competitors.name}) = lower(${name})`,
      ),
    )
    .orderBy(sql`${competitors.tenantId} nulls first`)
    .limit(1);
  return known ? { id: known.id, add: null } : { id: newId(), add: { tenantId, name } };
}

/** Adds it to the company's list. Returns its id, which is another one when somebody added it meanwhile. */
export async function addCompetitor(ctx: Context, id: string, added: { tenantId: number; name: string }) {
  await ctx.db
    .insert(competitors)
    .values({ id, ...added })
    .onConflictDoNothing();
  return (await competitorNamed(ctx, added.tenantId, added.name)).id;
}

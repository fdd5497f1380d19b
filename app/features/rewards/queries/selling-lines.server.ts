import { eq } from 'drizzle-orm';
import { people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** The product lines this person sells for a living. */
export async function mySellingLines(ctx: Context): Promise<string[]> {
  const [row] = await ctx.db
    .select({ lines: people.sellingLines })
    .from(people)
    .where(eq(people.id, ctx.actor.personId));
  return row?.lines ?? [];
}

import { eq } from 'drizzle-orm';
import { offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';

/** The offering as a quote names it; row security keeps to the person's companies. */
export async function offeringForQuote(ctx: Context, id: string) {
  if (!isId(id)) return null;
  const [row] = await ctx.db
    .select({
      id: offerings.id,
      code: offerings.code,
      name: offerings.name,
      nameEn: offerings.nameEn,
      line: offerings.line,
      lifecycle: offerings.lifecycle,
      certificateCode: offerings.certificateCode,
    })
    .from(offerings)
    .where(eq(offerings.id, id));
  return row ?? null;
}

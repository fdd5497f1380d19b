import { and, asc, eq, sql } from 'drizzle-orm';
import { certificateTypes } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';

export type CertificateType = typeof certificateTypes.$inferSelect;

const inOrder = [
  sql`array_position(array['product', 'skill', 'mandatory'], ${certificateTypes.family})`,
  asc(certificateTypes.position),
  asc(certificateTypes.code),
];

/** What people of a company can be certified in; those no longer issued only when asked for. */
export const listTypes = (ctx: Context, { tenantId = ctx.actor.tenantId, withRetired = false } = {}) =>
  ctx.db
    .select()
    .from(certificateTypes)
    .where(
      and(eq(certificateTypes.tenantId, tenantId), withRetired ? undefined : eq(certificateTypes.isRetired, false)),
    )
    .orderBy(...inOrder);

export async function findType(ctx: Context, tenantId: number, code: string): Promise<CertificateType | null> {
  const [type] = await ctx.db
    .select()
    .from(certificateTypes)
    .where(and(eq(certificateTypes.tenantId, tenantId), eq(certificateTypes.code, code)));
  return type ?? null;
}

export async function getType(ctx: Context, id: string): Promise<CertificateType> {
  const [type] = isId(id) ? await ctx.db.select().from(certificateTypes).where(eq(certificateTypes.id, id)) : [];
  if (!type) throw notFound();
  return type;
}

import { and, asc, eq, sql } from 'drizzle-orm';
import { certificateTypes } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
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

/** Codes as the text of an array: Drizzle would send one of them as itself. */
export const codeList = (codes: string[]) => `{${codes.map((code) => JSON.stringify(code)).join(',')}}`;

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

/** How many hold each type of a company today, by its code. */
export async function countHolders(ctx: Context, tenantId: number): Promise<Record<string, number>> {
  const rows = await ctx.db.execute<{ code: string; n: number }>(sql`
    select h.code, count(*)::int as n from certificates_held h where h.tenant_id = ${tenantId}
      and (h.valid_until is null or h.valid_until >= ${today(ctx.now)}::date) group by 1`);
  return Object.fromEntries([...rows].map(({ code, n }) => [code, Number(n)]));
}

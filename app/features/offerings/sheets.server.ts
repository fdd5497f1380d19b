import { and, asc, eq, gt, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { offerings, specifications } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import type { ProductLine } from './rules';

const shown = {
  id: offerings.id,
  code: offerings.code,
  name: offerings.name,
  nameEn: offerings.nameEn,
  line: offerings.line,
  description: sql<string | null>`coalesce(${offerings.description}, ${specifications.description})`,
  descriptionEn: sql<string | null>`coalesce(${offerings.descriptionEn}, ${specifications.descriptionEn})`,
};

/** What everybody may be told of: what is sold, and to no customer in particular. */
const shareable = (ctx: Context): SQL[] => [
  or(isNull(offerings.tenantId), eq(offerings.tenantId, ctx.actor.tenantId))!,
  eq(offerings.lifecycle, 'launched'),
  isNull(offerings.enterpriseId),
  isNull(offerings.variantOfId),
  or(isNull(offerings.retiresOn), gte(offerings.retiresOn, today(ctx.now)))!,
];

/** Products whose page may be sent to a customer, by code. */
export async function listSheets(ctx: Context, lines: readonly ProductLine[], after: Cursor | null) {
  requirePermission(ctx.actor, 'lead.refer');
  const where = shareable(ctx);
  if (lines.length) where.push(inArray(offerings.line, [...lines]));
  if (after)
    where.push(
      or(
        gt(offerings.code, String(after.value)),
        and(eq(offerings.code, String(after.value)), sql`${offerings.id} > ${after.id}::uuid`),
      )!,
    );
  const rows = await ctx.db
    .select(shown)
    .from(offerings)
    .leftJoin(specifications, eq(specifications.id, offerings.specificationId))
    .where(and(...where))
    .orderBy(asc(offerings.code), asc(offerings.id))
    .limit(pageSize + 1);
  const last = rows[pageSize - 1];
  return {
    rows: rows.slice(0, pageSize),
    after: rows.length > pageSize && last ? writeCursor({ value: last.code, id: last.id }) : null,
  };
}

export async function getSheet(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'lead.refer');
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select(shown)
    .from(offerings)
    .leftJoin(specifications, eq(specifications.id, offerings.specificationId))
    .where(and(eq(offerings.id, id), ...shareable(ctx)));
  if (!row) throw notFound();
  return row;
}

export type PublicSheet = {
  company: string | null;
  name: string;
  nameEn: string | null;
  line: ProductLine;
  description: string | null;
  descriptionEn: string | null;
};

/** The page a customer opens, without an account; null when there is none (any more). */
export async function findPublicSheet(id: string): Promise<PublicSheet | null> {
  if (!isId(id)) return null;
  const [row] = await door<{
    company: string | null;
    name: string;
    name_en: string | null;
    line: ProductLine;
    description: string | null;
    description_en: string | null;
  }>('select * from app.product_sheet($1::uuid)', [id]);
  if (!row) return null;
  const { company, name, line, description } = row;
  return { company, name, nameEn: row.name_en, line, description, descriptionEn: row.description_en };
}

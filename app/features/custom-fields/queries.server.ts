import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { customFields } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inReach } from '~/core/scope.server';
import type { CustomEntity, CustomField } from './rules';

const inOrder = [asc(customFields.position), asc(customFields.createdAt), asc(customFields.id)];

/** All fields a company has for this kind of record, retired ones too, in the order of its forms. */
export const listFields = (ctx: Context, tenantId: number, entity: CustomEntity): Promise<CustomField[]> =>
  ctx.db
    .select()
    .from(customFields)
    .where(
      and(eq(customFields.tenantId, tenantId), inReach(ctx, customFields.tenantId), eq(customFields.entity, entity)),
    )
    .orderBy(...inOrder);

/** Those a form asks for. */
export const inUse = (fields: readonly CustomField[]) => fields.filter(({ retiredAt }) => !retiredAt);

/** Every field of a company, for its administrators. */
export const listAllFields = (ctx: Context, tenantId: number): Promise<CustomField[]> =>
  ctx.db
    .select()
    .from(customFields)
    .where(and(eq(customFields.tenantId, tenantId), inReach(ctx, customFields.tenantId)))
    .orderBy(...inOrder);

/** The fields lists of this person may show or be narrowed by: their own company's, and those of the companies they see whole. */
export const listedFields = (ctx: Context, entity: CustomEntity): Promise<CustomField[]> =>
  ctx.db
    .select()
    .from(customFields)
    .where(
      and(
        inArray(customFields.tenantId, [...new Set([ctx.actor.tenantId, ...ctx.actor.visibleTenants])]),
        eq(customFields.entity, entity),
        isNull(customFields.retiredAt),
      ),
    )
    .orderBy(...inOrder);

/** A field of one's own company, or of one seen whole. */
export async function getField(ctx: Context, id: string): Promise<CustomField> {
  const [field] = isId(id)
    ? await ctx.db
        .select()
        .from(customFields)
        .where(and(eq(customFields.id, id), inReach(ctx, customFields.tenantId)))
    : [];
  if (!field) throw notFound();
  return field;
}

/** Companies may use one key alike: a list has one column and one filter for it, named as one's own company does, or the first. */
export function onceEach(ctx: Context, fields: readonly CustomField[]): CustomField[] {
  const isOwn = ({ tenantId }: CustomField) => Number(tenantId === ctx.actor.tenantId);
  const firsts = new Map<string, CustomField>();
  for (const field of [...fields].sort((a, b) => isOwn(b) - isOwn(a)))
    if (!firsts.has(field.key)) firsts.set(field.key, field);
  return [...firsts.values()];
}

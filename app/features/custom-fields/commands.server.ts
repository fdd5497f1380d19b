import { and, eq, sql } from 'drizzle-orm';
import { customFields, tenants } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { enqueue } from '~/core/jobs.server';
import { difference, record, type Subject } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../people/history.server';
import type { FieldInput } from './input';
import { mostFields } from './rules';

/** The journal keeps it at the company's root: whoever administers the company may read it. */
async function subjectOf(ctx: Context, id: string): Promise<Subject> {
  const { tenantId } = ctx.actor;
  const [company] = await ctx.db.select({ unitId: tenants.rootUnitId }).from(tenants).where(eq(tenants.id, tenantId));
  if (!company?.unitId) throw notFound();
  return { kind: 'custom_field', id, tenantId, unitId: company.unitId };
}

const told = ({ options, ...field }: Omit<FieldInput, 'id' | 'version'>) => ({
  ...field,
  options: options.map(({ value, en }) => (en ? `${value} | ${en}` : value)),
});

/**
 * Defines a field of one's own company, or changes it; its key and its kind stay, because values have been kept by them.
 * Version 0 makes one; sent twice, it exists once.
 */
export function saveField(ctx: Context, { id, version, ...input }: FieldInput): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'custom_field.manage');
    const { tenantId } = ctx.actor;
    const here = and(eq(customFields.tenantId, tenantId), eq(customFields.id, id));
    const [[field], subject] = await Promise.all([
      ctx.db.select().from(customFields).where(here).for('update'),
      subjectOf(ctx, id),
    ]);
    if (version === 0) {
      if (field) return ok({ id }); // sent twice
      if ((await countIn(ctx, input.entity)) >= mostFields) return refused('custom_field.many_fields');
      const [added] = await ctx.db
        .insert(customFields)
        .values({ tenantId, id, ...input, indexedAt: ctx.now, createdAt: ctx.now, updatedAt: ctx.now })
        .onConflictDoNothing()
        .returning({ id: customFields.id });
      if (!added) return refused('invalid', { fields: { key: 'custom_field.key_taken' } });
      await record(ctx, 'custom_field.created', subject, { after: told(input) });
      return ok({ id });
    }
    if (!field) throw notFound();
    if (field.version !== version) return stale(ctx, id);
    const { entity: _e, key: _k, kind: _i, ...wanted } = input;
    if (input.kind !== field.kind) return refused('invalid', { fields: { kind: 'custom_field.kind_stays' } });
    const { changed, before, after } = difference<Record<string, unknown>>(
      told(field),
      told({ ...input, ...keyOf(field) }),
    );
    if (!changed.length) return ok({ id });
    await ctx.db
      .update(customFields)
      .set({ ...wanted, updatedAt: ctx.now, version: version + 1 })
      .where(here);
    if (input.isFilterable !== field.isFilterable)
      await enqueue(ctx, 'custom_fields.index', { tenantId, fieldId: id }, `custom_fields:${id}`);
    await record(ctx, 'custom_field.changed', subject, { before, after });
    return ok({ id });
  });
}

const keyOf = ({ entity, key }: Pick<FieldInput, 'entity' | 'key'>) => ({ entity, key });

async function countIn(ctx: Context, entity: FieldInput['entity']) {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(customFields)
    .where(and(eq(customFields.tenantId, ctx.actor.tenantId), eq(customFields.entity, entity)));
  return row?.n ?? 0;
}

/** Takes a field out of use, or back: forms ask for it no more, its values stay. */
export function retireField(
  ctx: Context,
  id: string,
  { version, retired }: { version: number; retired: boolean },
): Promise<Result<{ retired: boolean }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'custom_field.manage');
    const here = and(eq(customFields.tenantId, ctx.actor.tenantId), eq(customFields.id, id));
    const [[field], subject] = await Promise.all([
      ctx.db.select().from(customFields).where(here).for('update'),
      subjectOf(ctx, id),
    ]);
    if (!field) throw notFound();
    if ((field.retiredAt !== null) === retired) return ok({ retired }); // sent twice
    if (field.version !== version) return stale(ctx, id);
    await ctx.db
      .update(customFields)
      .set({ retiredAt: retired ? ctx.now : null, updatedAt: ctx.now, version: version + 1 })
      .where(here);
    const event = retired ? 'custom_field.retired' : 'custom_field.restored';
    await record(ctx, event, subject, { before: { label: field.label }, after: { label: field.label } });
    return ok({ retired });
  });
}

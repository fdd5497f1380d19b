import { and, eq, sql } from 'drizzle-orm';
import { certificateRequirements, certificateTypes } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { RequirementInput, TypeInput } from '../input';
import { findType, getType } from '../queries/certificate-types.server';
import { companyOf } from '../queries/matrix.server';

const tell = (ctx: Context, event: string, id: string, tenantId: number, change: Parameters<typeof record>[3]) =>
  record(ctx, event, { kind: 'certificate', id, tenantId, unitId: ctx.actor.unitId }, change);

/** From now on whoever fits needs the certificate; sent twice it is asked once. */
export const addRequirement = (ctx: Context, input: RequirementInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'certificate.manage');
    const tenantId = await companyOf(ctx, null);
    const type = await findType(ctx, tenantId, input.code);
    if (!type || type.isRetired) return refused('invalid', { fields: { code: 'error.choose' } });
    if (input.level > type.topLevel)
      return refused('certificate.no_such_level', { params: { name: type.name, level: input.level } });
    const made = await ctx.db
      .insert(certificateRequirements)
      .values({ ...input, tenantId, createdBy: ctx.actor.personId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: certificateRequirements.id });
    if (!made.length) {
      const [same] = await ctx.db
        .select({ id: certificateRequirements.id })
        .from(certificateRequirements)
        .where(and(eq(certificateRequirements.tenantId, tenantId), eq(certificateRequirements.id, input.id)));
      return same ? ok(null) : refused('requirement.known');
    }
    const { id, ...after } = input;
    await tell(ctx, 'certificate.required', id, tenantId, { after });
    return ok(null);
  });

export const dropRequirement = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'certificate.manage');
    const [gone] = await ctx.db
      .delete(certificateRequirements)
      .where(eq(certificateRequirements.id, id))
      .returning({ tenantId: certificateRequirements.tenantId, code: certificateRequirements.code });
    if (gone) await tell(ctx, 'certificate.required_no_more', id, gone.tenantId, { before: { code: gone.code } });
    return ok(null);
  });

/** Adds a type or changes one; its code stays. */
export const saveType = (ctx: Context, { id, version, code, ...said }: TypeInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'certificate.manage');
    if (version === 0) {
      const tenantId = await companyOf(ctx, null);
      const made = await ctx.db
        .insert(certificateTypes)
        .values({ ...said, tenantId, id, code, createdAt: ctx.now, updatedAt: ctx.now })
        .onConflictDoNothing()
        .returning({ id: certificateTypes.id });
      if (made.length) await tell(ctx, 'certificate.type_added', id, tenantId, { after: { code, name: said.name } });
      else if ((await findType(ctx, tenantId, code))?.id !== id)
        return refused('invalid', { fields: { code: 'certificate_type.known' } });
      return ok({ id });
    }
    const before = await getType(ctx, id);
    if (before.code !== code) throw notFound();
    const done = await ctx.db
      .update(certificateTypes)
      .set({ ...said, updatedAt: ctx.now, version: sql`${certificateTypes.version} + 1` })
      .where(
        and(
          eq(certificateTypes.tenantId, before.tenantId),
          eq(certificateTypes.id, id),
          eq(certificateTypes.version, version),
        ),
      )
      .returning({ id: certificateTypes.id });
    if (!done.length) return refused('stale');
    const { before: was, after } = difference(before, said);
    await tell(ctx, 'certificate.type_changed', id, before.tenantId, { before: was, after });
    return ok({ id });
  });

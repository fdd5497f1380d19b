import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { enquiryForms, units } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { FormInput } from '../input';

type Form = typeof enquiryForms.$inferSelect;
const subjectOf = ({ id, tenantId, unitId }: Pick<Form, 'id' | 'tenantId' | 'unitId'>) => ({
  kind: 'lead' as const,
  id,
  tenantId,
  unitId,
});

/** A public form with an address of its own. Sent twice, it is made once. */
export const openForm = (ctx: Context, input: FormInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'lead.manage');
    const [unit] = await ctx.db
      .select({ id: units.id, tenantId: units.tenantId, led: sql<boolean>`app.leads_unit(${units.id})` })
      .from(units)
      .where(eq(units.id, input.unitId));
    if (!unit?.led) return refused('invalid', { fields: { unitId: 'error.choose' } });
    const form = {
      ...input,
      tenantId: unit.tenantId,
      token: randomBytes(15).toString('base64url'),
      createdBy: ctx.actor.personId,
      createdAt: ctx.now,
    };
    const made = await ctx.db
      .insert(enquiryForms)
      .values(form)
      .onConflictDoNothing()
      .returning({ id: enquiryForms.id });
    if (made.length)
      await record(ctx, 'lead.form_opened', subjectOf(form), { after: { name: form.name, source: form.source } });
    return ok({ id: input.id });
  });

/** Its address leads nowhere from now on. */
export const closeForm = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'lead.manage');
    const [form] = await ctx.db.select().from(enquiryForms).where(eq(enquiryForms.id, id)).for('update');
    if (!form) throw notFound();
    if (form.revokedAt) return ok(null);
    await ctx.db.update(enquiryForms).set({ revokedAt: ctx.now }).where(eq(enquiryForms.id, id));
    await record(ctx, 'lead.form_closed', subjectOf(form), { before: { name: form.name } });
    return ok(null);
  });

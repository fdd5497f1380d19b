import { eq, inArray, sql } from 'drizzle-orm';
import { offerings, promotions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import { isOfGroup } from '../offerings/detail.server';
import { stale } from '../people/history.server';
import type { NewPromotion, PromotionEdit } from './input';
import type { PromotionRow } from './queries.server';

const subjectOf = (ctx: Context, id: string) => ({
  kind: 'promotion' as const,
  id,
  tenantId: ctx.actor.tenantId,
  unitId: ctx.actor.unitId,
});

/** Whether the person may edit what belongs to this company, or to the whole group (null). */
export function mayRun(ctx: Context, tenantId: number | null, ofGroup: boolean) {
  if (!can(ctx.actor, 'promotion.manage')) return false;
  return tenantId === null ? ofGroup : tenantId === ctx.actor.tenantId || ctx.actor.visibleTenants.includes(tenantId);
}

/** Begins an offer. Sent twice with the same id, it exists once. */
export const createPromotion = (ctx: Context, input: NewPromotion): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'promotion.manage');
    const { reach, ...values } = input;
    const tenantId = reach === 'group' ? null : ctx.actor.tenantId;
    if (!mayRun(ctx, tenantId, await isOfGroup(ctx))) throw forbidden('promotion.manage');
    const wrong = await unknownOffering(ctx, tenantId, values);
    if (wrong) return wrong;
    const [added] = await ctx.db
      .insert(promotions)
      .values({ ...values, tenantId, createdAt: ctx.now, createdBy: ctx.actor.personId, updatedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: promotions.id });
    if (!added) {
      const [same] = await ctx.db.select({ code: promotions.code }).from(promotions).where(eq(promotions.id, input.id));
      return same?.code === input.code
        ? ok({ id: input.id }) // sent twice
        : refused('invalid', { fields: { code: 'offering.code_taken' } });
    }
    await record(ctx, 'promotion.created', subjectOf(ctx, input.id), { after: { code: input.code, name: input.name } });
    return ok({ id: input.id });
  });

/** Changes an offer; what it gives stays once a customer has it, and the budget never falls below what is spent. */
export const updatePromotion = (ctx: Context, id: string, input: PromotionEdit): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'promotion.manage');
    const row = await lockPromotion(ctx, id);
    const { version, ...values } = input;
    if (row.version !== version) return stale(ctx, id);
    const wrong = (await unknownOffering(ctx, row.tenantId, values)) ?? keptOf(row, values);
    if (wrong) return wrong;
    const change = difference(row, values);
    if (!change.changed.length) return ok(null);
    await write(ctx, id, values);
    await record(ctx, 'promotion.changed', subjectOf(ctx, id), change);
    return ok(null);
  });

/** Ends an offer before its last day: quotes that are out keep it, no other gets it. */
export const endPromotion = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'promotion.manage');
    const row = await lockPromotion(ctx, id);
    if (row.endedAt) return ok(null); // sent twice
    if (row.version !== version) return stale(ctx, id);
    await write(ctx, id, { endedAt: ctx.now });
    await record(ctx, 'promotion.ended', subjectOf(ctx, id), { after: { usedCount: row.usedCount } });
    return ok(null);
  });

const write = (ctx: Context, id: string, values: Partial<typeof promotions.$inferInsert>) =>
  ctx.db
    .update(promotions)
    .set({ ...values, updatedAt: ctx.now, version: sql`${promotions.version} + 1` })
    .where(eq(promotions.id, id));

async function lockPromotion(ctx: Context, id: string): Promise<PromotionRow> {
  const [seen] = isId(id) ? await ctx.db.select().from(promotions).where(eq(promotions.id, id)) : [];
  if (!seen) throw notFound();
  if (!mayRun(ctx, seen.tenantId, await isOfGroup(ctx))) throw forbidden('promotion.manage');
  const [row] = await ctx.db.select().from(promotions).where(eq(promotions.id, id)).for('update');
  if (!row) throw notFound();
  return row;
}

type Values = Omit<PromotionEdit, 'version'>;

function keptOf(row: PromotionRow, values: Values): Refused | null {
  if (row.usedCount === 0) return null;
  const changed = (['effect', 'amount', 'offeringId', 'line'] as const).find((name) => row[name] !== values[name]);
  if (changed) return refused('invalid', { fields: { [changed]: 'promotion.rule_kept' } });
  const used = values.budgetKind === 'count' ? row.usedCount : row.usedFen;
  return values.budget !== null && values.budget < used
    ? refused('invalid', { fields: { budget: 'promotion.below_used' } })
    : null;
}

async function unknownOffering(
  ctx: Context,
  tenantId: number | null,
  values: Pick<Values, 'offeringId' | 'heldOfferingId'>,
) {
  const wanted = [values.offeringId, values.heldOfferingId].flatMap((id) => id ?? []);
  if (!wanted.length) return null;
  const known = await ctx.db
    .select({ id: offerings.id, tenantId: offerings.tenantId })
    .from(offerings)
    .where(inArray(offerings.id, wanted));
  const isOurs = (id: string | null) =>
    id === null || known.some((row) => row.id === id && (row.tenantId === null || row.tenantId === tenantId));
  if (!isOurs(values.offeringId)) return refused('invalid', { fields: { offeringId: 'bundle.part_not_ours' } });
  return isOurs(values.heldOfferingId)
    ? null
    : refused('invalid', { fields: { heldOfferingId: 'bundle.part_not_ours' } });
}

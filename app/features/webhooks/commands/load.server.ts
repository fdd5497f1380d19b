import { and, count, eq } from 'drizzle-orm';
import { tenants, webhooks } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import type { Subject } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import { stale } from '../../people/history.server';
import { allowed } from '../post.server';
import { webhookColumns, webhookHere } from '../queries.server';

/** The webhook for a command that changes it: nobody else does meanwhile. */
export async function lockWebhook(ctx: Context, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select(webhookColumns)
        .from(webhooks)
        .where(and(eq(webhooks.id, id), webhookHere(ctx)))
        .for('update')
    : [];
  if (!row) throw notFound();
  return row;
}
export type Locked = Awaited<ReturnType<typeof lockWebhook>>;

export const staleness = async (ctx: Context, row: Locked, version: number) =>
  row.version === version ? null : stale(ctx, row.id);

/** Whoever saves a webhook answers for it from then on: it tells what they may see. */
export async function save(ctx: Context, row: Locked, values: Partial<typeof webhooks.$inferInsert>) {
  await ctx.db
    .update(webhooks)
    .set({ ...values, ownerId: ctx.actor.personId, role: ctx.actor.role, updatedAt: ctx.now, version: row.version + 1 })
    .where(and(eq(webhooks.tenantId, row.tenantId), eq(webhooks.id, row.id)));
}

export async function subjectOf(ctx: Context, { tenantId, id }: { tenantId: number; id: string }): Promise<Subject> {
  const [company] = await ctx.db.select({ unitId: tenants.rootUnitId }).from(tenants).where(eq(tenants.id, tenantId));
  return { kind: 'webhook', id, tenantId, unitId: company?.unitId ?? ctx.actor.unitId, ownerId: ctx.actor.personId };
}

export async function countWebhooks(ctx: Context, tenantId: number) {
  const [row] = await ctx.db
    .select({ n: count() })
    .from(webhooks)
    .where(and(eq(webhooks.tenantId, tenantId), webhookHere(ctx)));
  return row?.n ?? 0;
}

/** Without TLS only into networks that the installation allows; which address the name has is seen when something is sent. */
export const isSendable = (url: string) => new URL(url).protocol === 'https:' || allowed.rules.length > 0;

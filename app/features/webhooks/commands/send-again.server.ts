import { and, eq, gte, ne } from 'drizzle-orm';
import { webhookDeliveries } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { newId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { givesUpAfterMs, pingEvent } from '../rules';
import { type Locked, lockWebhook, subjectOf } from './load.server';

const fresh = (ctx: Context) => ({
  state: 'waiting' as const,
  attempts: 0,
  nextAt: ctx.now,
  until: new Date(ctx.now.getTime() + givesUpAfterMs),
});

const wake = (ctx: Context, { tenantId, id }: Locked) =>
  enqueue(ctx, 'webhooks.send', { tenantId, webhookId: id }, `webhooks.again:${newId()}`);

/** For a command that sends something: the webhook, unless it is off. */
async function lockRunning(ctx: Context, id: string): Promise<Result<Locked>> {
  requirePermission(ctx.actor, 'webhook.manage');
  const row = await lockWebhook(ctx, id);
  return row.offReason ? refused('webhook.is_off') : ok(row);
}

/** Sends an empty event, so that the receiver can be tried. */
export const pingWebhook = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const running = await lockRunning(ctx, id);
    if (!running.ok) return running;
    const { tenantId, id: webhookId } = running.value;
    await ctx.db
      .insert(webhookDeliveries)
      .values({ tenantId, id: newId(), webhookId, event: pingEvent, happenedAt: ctx.now, ...fresh(ctx) });
    await wake(ctx, running.value);
    await record(ctx, 'webhook.tried', await subjectOf(ctx, running.value));
    return ok(null);
  });

/** One delivery again, under its own id. */
export const sendAgain = (ctx: Context, id: string, deliveryId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const running = await lockRunning(ctx, id);
    if (!running.ok) return running;
    const [sent] = await ctx.db
      .update(webhookDeliveries)
      .set(fresh(ctx))
      .where(
        and(
          eq(webhookDeliveries.tenantId, running.value.tenantId),
          eq(webhookDeliveries.webhookId, id),
          eq(webhookDeliveries.id, deliveryId),
          ne(webhookDeliveries.state, 'waiting'),
        ),
      )
      .returning({ event: webhookDeliveries.event });
    if (!sent) throw notFound();
    await wake(ctx, running.value);
    await record(ctx, 'webhook.sent_again', await subjectOf(ctx, running.value), { after: { event: sent.event } });
    return ok(null);
  });

/** Everything that failed since the beginning of a day. */
export const sendFailedAgain = (ctx: Context, id: string, since: string): Promise<Result<{ sent: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const running = await lockRunning(ctx, id);
    if (!running.ok) return running;
    const again = await ctx.db
      .update(webhookDeliveries)
      .set(fresh(ctx))
      .where(
        and(
          eq(webhookDeliveries.tenantId, running.value.tenantId),
          eq(webhookDeliveries.webhookId, id),
          eq(webhookDeliveries.state, 'failed'),
          gte(webhookDeliveries.createdAt, fromLocal(since)),
        ),
      )
      .returning({ id: webhookDeliveries.id });
    if (again.length) await wake(ctx, running.value);
    await record(ctx, 'webhook.sent_again', await subjectOf(ctx, running.value), { after: { since, n: again.length } });
    return ok({ sent: again.length });
  });

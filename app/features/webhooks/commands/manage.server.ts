import { webhooks } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { WebhookEdit, WebhookInput } from '../input';
import { mostWebhooks } from '../rules';
import { makeSecret } from '../signature.server';
import { countWebhooks, isSendable, lockWebhook, save, staleness, subjectOf } from './load.server';

const needsTls = () => refused('invalid', { fields: { url: 'webhook.needs_https' } });

/** A webhook that acts for whoever makes it; its secret is told this once. Sent twice, it is made once. */
export const createWebhook = (ctx: Context, input: WebhookInput): Promise<Result<{ id: string; secret: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'webhook.manage');
    const { id, tenantId, ...values } = input;
    if (tenantId !== ctx.actor.tenantId && !ctx.actor.visibleTenants.includes(tenantId))
      return refused('invalid', { fields: { tenantId: 'error.choose' } });
    if (!isSendable(values.url)) return needsTls();
    if ((await countWebhooks(ctx, tenantId)) >= mostWebhooks)
      return refused('webhook.too_many', { params: { n: mostWebhooks } });
    const secret = makeSecret();
    const { personId: ownerId, role } = ctx.actor;
    const made = await ctx.db
      .insert(webhooks)
      .values({ ...values, tenantId, id, ownerId, role, secret, createdAt: ctx.now, updatedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: webhooks.id });
    if (!made.length) return refused('webhook.made_before');
    await record(ctx, 'webhook.created', await subjectOf(ctx, input), {
      after: { name: values.name, url: values.url, events: values.events },
    });
    return ok({ id, secret });
  });

export const updateWebhook = (ctx: Context, id: string, input: WebhookEdit): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'webhook.manage');
    const row = await lockWebhook(ctx, id);
    const { version, ...values } = input;
    const stale = await staleness(ctx, row, version);
    if (stale) return stale;
    if (!isSendable(values.url)) return needsTls();
    const { before, after } = difference({ name: row.name, url: row.url, events: row.events }, values);
    await save(ctx, row, values);
    await record(ctx, 'webhook.changed', await subjectOf(ctx, row), { before, after });
    return ok(null);
  });

/** The old secret signs nothing from now on. */
export const rotateSecret = (ctx: Context, id: string, version: number): Promise<Result<{ secret: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'webhook.manage');
    const row = await lockWebhook(ctx, id);
    const stale = await staleness(ctx, row, version);
    if (stale) return stale;
    const secret = makeSecret();
    await save(ctx, row, { secret });
    await record(ctx, 'webhook.secret_renewed', await subjectOf(ctx, row));
    return ok({ secret });
  });

/** On or off; what happens while it is off is not told later. */
export const switchWebhook = (ctx: Context, id: string, version: number, isOn: boolean): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'webhook.manage');
    const row = await lockWebhook(ctx, id);
    if ((row.offReason === null) === isOn) return ok(null);
    const stale = await staleness(ctx, row, version);
    if (stale) return stale;
    const fresh = { failingSince: null, failures: 0, quietUntil: null };
    await save(ctx, row, { offReason: isOn ? null : 'person', ...(isOn && fresh) });
    await record(ctx, isOn ? 'webhook.switched_on' : 'webhook.switched_off', await subjectOf(ctx, row));
    return ok(null);
  });

export const removeWebhook = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'webhook.manage');
    const row = await lockWebhook(ctx, id);
    const stale = await staleness(ctx, row, version);
    if (stale) return stale;
    await save(ctx, row, { deletedAt: ctx.now });
    await record(ctx, 'webhook.deleted', await subjectOf(ctx, row), { before: { name: row.name, url: row.url } });
    return ok(null);
  });

import { and, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { journal, people, tenants, webhookDeliveries, webhooks } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { journalInReach } from '../people/history.server';
import type { DeliveryState } from './rules';

export const webhookColumns = {
  tenantId: webhooks.tenantId,
  id: webhooks.id,
  ownerId: webhooks.ownerId,
  name: webhooks.name,
  url: webhooks.url,
  events: webhooks.events,
  offReason: webhooks.offReason,
  failingSince: webhooks.failingSince,
  createdAt: webhooks.createdAt,
  updatedAt: webhooks.updatedAt,
  version: webhooks.version,
};

/** Those an administrator answers for: their own, and those of companies seen whole. */
export const webhookHere = ({ actor }: Context) =>
  and(
    isNull(webhooks.deletedAt),
    or(eq(webhooks.ownerId, actor.personId), inArray(webhooks.tenantId, actor.visibleTenants)),
  );

const read = (ctx: Context, where?: SQL) =>
  ctx.db
    .select({ ...webhookColumns, ownerName: people.name, tenantName: tenants.name })
    .from(webhooks)
    .leftJoin(people, eq(people.id, webhooks.ownerId))
    .leftJoin(tenants, eq(tenants.id, webhooks.tenantId))
    .where(and(webhookHere(ctx), where))
    .orderBy(desc(webhooks.createdAt), desc(webhooks.id))
    .limit(200);
export type Webhook = Awaited<ReturnType<typeof read>>[number];

export const listWebhooks = (ctx: Context) => read(ctx);

/** The same page by page, for programs. */
export async function pageOfWebhooks(ctx: Context, after: Cursor | null, limit: number) {
  const rows = await ctx.db
    .select({ ...webhookColumns, exact: sql<string>`${webhooks.createdAt}::text` })
    .from(webhooks)
    .where(
      and(
        webhookHere(ctx),
        after
          ? sql`(${webhooks.createdAt}, ${webhooks.id}) < (${String(after.value)}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(webhooks.createdAt), desc(webhooks.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, after: rows.length > limit && last ? writeCursor({ value: last.exact, id: last.id }) : null };
}

export async function getWebhook(ctx: Context, id: string): Promise<Webhook> {
  const [row] = isId(id) ? await read(ctx, eq(webhooks.id, id)) : [];
  if (!row) throw notFound();
  return row;
}

/** The log, the latest first: of events that the reader may know of. */
export async function listDeliveries(
  ctx: Context,
  webhook: Webhook,
  state: DeliveryState | null,
  after: Cursor | null,
  limit = pageSize,
) {
  const at = sql<string>`${webhookDeliveries.createdAt}::text`;
  const rows = await ctx.db
    .select({
      id: webhookDeliveries.id,
      event: webhookDeliveries.event,
      subjectId: webhookDeliveries.subjectId,
      state: webhookDeliveries.state,
      attempts: webhookDeliveries.attempts,
      nextAt: webhookDeliveries.nextAt,
      triedAt: webhookDeliveries.triedAt,
      status: webhookDeliveries.status,
      ms: webhookDeliveries.ms,
      error: webhookDeliveries.error,
      answer: webhookDeliveries.answer,
      createdAt: webhookDeliveries.createdAt,
      exact: at,
    })
    .from(webhookDeliveries)
    .leftJoin(
      journal,
      and(
        eq(journal.tenantId, webhookDeliveries.tenantId),
        eq(journal.id, webhookDeliveries.journalId),
        journalInReach(ctx),
      ),
    )
    .where(
      and(
        eq(webhookDeliveries.tenantId, webhook.tenantId),
        eq(webhookDeliveries.webhookId, webhook.id),
        or(isNull(webhookDeliveries.journalId), sql`${journal.id} is not null`),
        state ? eq(webhookDeliveries.state, state) : undefined,
        after
          ? or(
              lt(webhookDeliveries.createdAt, sql`${String(after.value)}::timestamptz`),
              and(
                eq(webhookDeliveries.createdAt, sql`${String(after.value)}::timestamptz`),
                sql`${webhookDeliveries.id} > ${after.id}::uuid`,
              ),
            )
          : undefined,
      ),
    )
    .orderBy(sql`${webhookDeliveries.createdAt} desc`, webhookDeliveries.id)
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, after: rows.length > limit && last ? writeCursor({ value: last.exact, id: last.id }) : null };
}

import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { accounts, type BulkItem, bulkEdits, opportunities } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { assignAccounts, type Moved } from '~/features/assignments/commands/assign.server';
import type { MoveInput } from '~/features/assignments/input';
import { type BulkReport, bulkUpdate } from '~/features/opportunities/commands/bulk.server';
import type { BulkInput } from '~/features/opportunities/input';
import type { BulkKind } from './rules';

export type Done = { bulkId: string | null };

/** Notes what was changed, so that it can be taken back; nothing where nothing was. */
async function note(ctx: Context, kind: BulkKind, items: BulkItem[]): Promise<string | null> {
  if (!items.length) return null;
  const { tenantId, unitId, personId: ownerId } = ctx.actor;
  const id = newId();
  await ctx.db
    .insert(bulkEdits)
    .values({ tenantId, id, unitId, ownerId, createdAt: ctx.now, kind, count: items.length, items });
  const subject = { kind: 'bulk' as const, id, tenantId, unitId, ownerId };
  await record(ctx, 'bulk.changed', subject, { after: { change: kind, count: items.length } });
  return id;
}

/** Adds one record to what a program changes in bulk, within the transaction of its change; the first one begins it. */
export const noteStep = (ctx: Context, id: string, asked: number, item: BulkItem): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { tenantId, unitId, personId: ownerId } = ctx.actor;
    const [added] = await ctx.db
      .update(bulkEdits)
      .set({
        count: sql`${bulkEdits.count} + 1`,
        items: sql`${bulkEdits.items} || ${JSON.stringify([item])}::jsonb`,
      })
      .where(and(eq(bulkEdits.id, id), eq(bulkEdits.ownerId, ownerId), isNull(bulkEdits.undoneAt)))
      .returning({ id: bulkEdits.id });
    if (added) return;
    const row = { tenantId, id, unitId, ownerId, createdAt: ctx.now, kind: 'fields' as const, count: 1, items: [item] };
    await ctx.db.insert(bulkEdits).values(row);
    const subject = { kind: 'bulk' as const, id, tenantId, unitId, ownerId };
    await record(ctx, 'bulk.changed', subject, { after: { change: 'fields', count: asked } });
  });

/** One change to many opportunities, which can be taken back as one. */
export const editInBulk = (ctx: Context, input: BulkInput): Promise<Result<BulkReport & Done>> =>
  inTransaction(ctx, async (ctx) => {
    const result = await bulkUpdate(ctx, input);
    if (!result.ok) return result;
    const { changed } = result.value;
    const seen = await ctx.db
      .select({ id: opportunities.id, version: opportunities.version })
      .from(opportunities)
      .where(
        inArray(
          opportunities.id,
          changed.map(({ row }) => row.id),
        ),
      );
    const now = new Map(seen.map(({ id, version }) => [id, version]));
    const items = changed
      .map(({ row, before }) => {
        const { id, tenantId, title, version } = row;
        // one given to somebody else may be out of sight by now
        return { id, tenantId, title, was: version, version: now.get(id) ?? version + 1, before };
      })
      .filter(({ was, version }) => version > was)
      .map(({ was: _, ...item }) => item);
    return ok({ ...result.value, bulkId: await note(ctx, input.change, items) });
  });

/** Accounts given to other people, which can be taken back as one. */
export const assignInBulk = (ctx: Context, input: MoveInput): Promise<Result<Moved & Done>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'account.assign');
    const before = await ctx.db.select().from(accounts).where(inArray(accounts.id, input.accountIds));
    const result = await assignAccounts(ctx, input);
    if (!result.ok) return result;
    const after = await ctx.db
      .select({ id: accounts.id, ownerId: accounts.ownerId })
      .from(accounts)
      .where(inArray(accounts.id, input.accountIds));
    const owner = new Map(after.map(({ id, ownerId }) => [id, ownerId]));
    const items = before
      .filter(({ id, ownerId }) => owner.get(id) !== ownerId)
      .map(({ id, tenantId, name: title, version, ownerId }) => {
        return { id, tenantId, title, version: version + 1, before: { ownerId } };
      });
    return ok({ ...result.value, bulkId: await note(ctx, 'accounts', items) });
  });

/** The edit if this person made it; held until the command is done. */
export async function lockBulkEdit(ctx: Context, id: string) {
  const [edit] = await ctx.db.select().from(bulkEdits).where(eq(bulkEdits.id, id)).for('update');
  return edit?.ownerId === ctx.actor.personId ? edit : null;
}

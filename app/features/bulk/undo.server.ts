import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { accounts, type BulkItem, bulkEdits, opportunities } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { can, type Permission } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { takeBackAccounts } from '~/features/assignments/commands/assign.server';
import { assignLocked } from '~/features/opportunities/commands/assign.server';
import { putBack, valuesOf } from '~/features/opportunities/commands/put-back.server';
import { lockBulkEdit } from './commands.server';
import type { BulkKind } from './rules';

export type Left = { id: string; title: string; reason: string };

type PageKind = Exclude<BulkKind, 'fields'>;
/** Puts what a program changed back: answers what stays, and why. */
type RestoreFields = (ctx: Context, items: BulkItem[]) => Promise<Left[]>;

const needed: Record<PageKind, Permission> = {
  owner: 'opportunity.assign',
  close_date: 'opportunity.update',
  next_step: 'opportunity.update',
  stage: 'opportunity.advance',
  accounts: 'account.assign',
};
/** Gives every record back what it had, except those somebody has changed since: these are named. */
export function undoBulk(
  ctx: Context,
  id: string,
  restoreFields: RestoreFields,
): Promise<Result<{ done: number; left: Left[] }>> {
  return inTransaction(ctx, async (ctx) => {
    const edit = isId(id) ? await lockBulkEdit(ctx, id) : null;
    if (!edit) throw notFound();
    if (edit.undoneAt) return ok({ done: edit.count - (edit.left?.length ?? 0), left: edit.left ?? [] }); // sent twice
    const left = await putAllBack(ctx, edit.kind, edit.items, restoreFields);
    await ctx.db
      .update(bulkEdits)
      .set({ undoneAt: ctx.now, left })
      .where(and(eq(bulkEdits.tenantId, edit.tenantId), eq(bulkEdits.id, id)));
    const { tenantId, unitId, ownerId } = edit;
    const done = edit.count - left.length;
    await record(ctx, 'bulk.undone', { kind: 'bulk', id, tenantId, unitId, ownerId }, {
      before: { change: edit.kind, count: edit.count },
      after: { count: done },
    }); // biome-ignore format: who and what
    return ok({ done, left });
  });
}

function putAllBack(ctx: Context, kind: BulkKind, items: BulkItem[], restoreFields: RestoreFields) {
  if (kind === 'fields') return restoreFields(ctx, items);
  return kind === 'accounts' ? giveBack(ctx, items) : restore(ctx, kind, items);
}

/** Why a record stays as it is; null when it may go back. */
function reasonAgainst(
  ctx: Context,
  kind: PageKind,
  item: BulkItem,
  row: { version: number; ownerId: string } | undefined,
) {
  if (!row) return 'bulk.left_gone';
  if (row.version !== item.version) return 'bulk.left_changed';
  return can(ctx.actor, needed[kind], row) ? null : 'bulk.left_not_permitted';
}

async function restore(ctx: Context, kind: PageKind, items: BulkItem[]): Promise<Left[]> {
  const rows = await ctx.db
    .select()
    .from(opportunities)
    .where(
      and(
        inArray(opportunities.id, items.map(({ id }) => id)),
        inReach(ctx, opportunities.tenantId),
        inScope(ctx, opportunities, opportunities.accountId),
        isNull(opportunities.deletedAt),
      ),
    )
    .orderBy(asc(opportunities.tenantId), asc(opportunities.id))
    .for('update'); // biome-ignore format: as one question
  const found = new Map(rows.map((row) => [row.id, row]));
  const left: Left[] = [];
  for (const item of items) {
    const row = found.get(item.id);
    let reason = reasonAgainst(ctx, kind, item, row);
    if (!reason && row) {
      if (kind === 'owner') {
        const result = await assignLocked(ctx, row, String(item.before.ownerId));
        if (!result.ok) reason = result.reason;
      } else await putBack(ctx, row, valuesOf(item.before));
    }
    if (reason) left.push({ id: item.id, title: item.title, reason });
  }
  return left;
}

async function giveBack(ctx: Context, items: BulkItem[]): Promise<Left[]> {
  const rows = await ctx.db
    .select({ id: accounts.id, version: accounts.version, ownerId: accounts.ownerId })
    .from(accounts)
    .where(
      and(
        inArray(accounts.id, items.map(({ id }) => id)),
        inReach(ctx, accounts.tenantId),
        inScope(ctx, accounts, accounts.id),
        isNull(accounts.deletedAt),
      ),
    ); // biome-ignore format: as one question
  const found = new Map(rows.map((row) => [row.id, row]));
  const left: Left[] = [];
  const going = new Map<string, BulkItem[]>();
  for (const item of items) {
    const reason = reasonAgainst(ctx, 'accounts', item, found.get(item.id));
    const to = String(item.before.ownerId);
    if (reason) left.push({ id: item.id, title: item.title, reason });
    else going.set(to, [...(going.get(to) ?? []), item]);
  }
  for (const [toId, group] of going) {
    const result = await takeBackAccounts(ctx, { accountIds: group.map(({ id }) => id), toIds: [toId], reason: null });
    if (!result.ok)
      left.push(...group.map(({ id, title }) => ({ id, title, reason: result.fields?.toIds ?? result.reason })));
  }
  return left;
}

import { and, eq, sql } from 'drizzle-orm';
import { accountMerges, accounts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { accountSearchText } from '~/features/accounts/search-text.server';
import { joinsContacts, type MergeRow } from '../queries/merges.server';

const searchedBy: readonly string[] = ['name', 'short_name', 'credit_code', 'phone', 'external_key'];

/** Makes the two accounts two again; what could not be put back is noted with the merge. */
export function undoMerge(ctx: Context, id: string): Promise<Result<MergeRow>> {
  return inTransaction(ctx, async (ctx) => {
    const merge = await readMerge(ctx, id);
    if (merge.undoneAt) return ok(merge); // sent twice
    const kept = await lockSide(ctx, merge, merge.accountId);
    const gone = await lockSide(ctx, merge, merge.mergedId);
    requirePermission(ctx.actor, 'account.merge', kept);
    requirePermission(ctx.actor, 'account.merge', gone);
    if (await joinsContacts(ctx, merge)) return refused('duplicates.contacts_first');
    const rows = await ctx.db.execute<{ answer: string }>(
      sql`select app.undo_merge(${merge.tenantId}, ${id}, ${ctx.now.toISOString()}::timestamptz) as answer`,
    );
    const answer = [...rows][0]?.answer;
    if (answer === 'kept_gone') return refused('duplicates.kept_gone');
    if (answer === 'code_in_use') return refused('account.code_in_use');
    const done = await readMerge(ctx, id);
    if (answer === 'again') return ok(done);
    if (done.left?.fields.some((field) => searchedBy.includes(field))) await writeWords(ctx, done);
    for (const side of [kept, gone])
      await record(
        ctx,
        'account.merge_undone',
        { kind: 'account', id: side.id, tenantId: side.tenantId, unitId: side.unitId, ownerId: side.ownerId },
        { before: { merged: merge.mergedName, mergeId: id }, after: { fields: done.left?.fields ?? [] } },
      );
    return ok(done);
  });
}

async function readMerge(ctx: Context, id: string): Promise<MergeRow> {
  const [merge] = isId(id)
    ? await ctx.db
        .select()
        .from(accountMerges)
        .where(
          and(
            eq(accountMerges.id, id),
            inReach(ctx, accountMerges.tenantId),
            inScope(ctx, accountMerges, accountMerges.accountId),
          ),
        )
    : [];
  if (!merge) throw notFound();
  return merge;
}

/** Either of the two, the one that went being in the recycle bin. */
async function lockSide(ctx: Context, { tenantId }: MergeRow, id: string) {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.tenantId, tenantId), eq(accounts.id, id), inScope(ctx, accounts, accounts.id)))
    .for('update');
  if (!account) throw notFound();
  return account;
}

/** Some of what it is found by stays: the rest went back, so the words are made anew. */
async function writeWords(ctx: Context, { tenantId, accountId }: MergeRow) {
  const key = and(eq(accounts.tenantId, tenantId), eq(accounts.id, accountId));
  const [account] = await ctx.db.select().from(accounts).where(key);
  if (account) await ctx.db.update(accounts).set(accountSearchText(account)).where(key);
}

import { and, eq, inArray, sql } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';
import { findAccount, lockAccount } from '~/features/accounts/queries.server';
import { contactSearchText, subjectOf } from '~/features/contacts/commands/save.server';
import { type ContactMergeRow, findContactMerge } from '../queries/contact-merges.server';

const searchedBy: readonly string[] = ['name', 'mobile', 'phone', 'email'];

/** Makes the two contacts two again; what could not be put back is noted with the merge. */
export function undoContactMerge(ctx: Context, id: string): Promise<Result<ContactMergeRow>> {
  return inTransaction(ctx, async (ctx) => {
    const merge = await readMerge(ctx, id);
    if (merge.undoneAt) return ok(merge); // sent twice
    const { kept, gone } = await lockBoth(ctx, merge);
    requirePermission(ctx.actor, 'contact.delete', kept);
    requirePermission(ctx.actor, 'contact.delete', gone);
    const rows = await ctx.db.execute<{ answer: string }>(
      sql`select app.undo_contact_merge(${merge.tenantId}, ${id}, ${ctx.now.toISOString()}::timestamptz) as answer`,
    );
    const answer = [...rows][0]?.answer;
    if (answer === 'kept_gone') return refused('twins.kept_gone');
    const done = await readMerge(ctx, id);
    if (answer === 'again') return ok(done);
    if (done.left?.fields.some((field) => searchedBy.includes(field))) await writeWords(ctx, done);
    for (const side of [kept, gone])
      await record(ctx, 'contact.merge_undone', subjectOf(side), {
        before: { merged: merge.mergedName, mergeId: id },
        after: { name: side.name, fields: done.left?.fields ?? [] },
      });
    return ok(done);
  });
}

async function readMerge(ctx: Context, id: string): Promise<ContactMergeRow> {
  const merge = await findContactMerge(ctx, id);
  if (!merge) throw notFound();
  return merge;
}

/** Either of the two, the one that went being in the recycle bin; their account first. */
async function lockBoth(ctx: Context, { tenantId, contactId, mergedId }: ContactMergeRow) {
  const both = () =>
    ctx.db
      .select()
      .from(contacts)
      .where(
        and(
          eq(contacts.tenantId, tenantId),
          inArray(contacts.id, [contactId, mergedId]),
          inScope(ctx, contacts, contacts.accountId),
        ),
      )
      .orderBy(contacts.id);
  const [first] = await both();
  if (first && (await findAccount(ctx, first.accountId))) await lockAccount(ctx, first.accountId);
  const rows = await both().for('update');
  const kept = rows.find((row) => row.id === contactId);
  const gone = rows.find((row) => row.id === mergedId);
  if (!kept || !gone) throw notFound();
  return { kept, gone };
}

/** Some of what it is found by stays: the rest went back, so the words are made anew. */
async function writeWords(ctx: Context, { tenantId, contactId }: ContactMergeRow) {
  const key = and(eq(contacts.tenantId, tenantId), eq(contacts.id, contactId));
  const [contact] = await ctx.db.select().from(contacts).where(key);
  if (contact) await ctx.db.update(contacts).set(contactSearchText(contact)).where(key);
}

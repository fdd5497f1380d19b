import { and, asc, inArray, isNull, sql } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { lockAccount, textArray } from '~/features/accounts/queries.server';
import { stale } from '~/features/accounts/stale.server';
import { contactSearchText, subjectOf } from '~/features/contacts/commands/save.server';
import { findContact, listContactsOf } from '~/features/contacts/queries.server';
import type { MergeContactsInput } from '../input';
import { chooseOwn, columnOf } from '../own-fields.server';
import { findContactMerge } from '../queries/contact-merges.server';
import { areInLine, chosen, contactChoiceFields } from '../rules';

/** Makes two contacts of an account one: the one that stays takes the chosen fields and everything that names the other. */
export function mergeContacts(ctx: Context, input: MergeContactsInput): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    if (input.kept === input.gone) return refused('twins.same');
    const [kept, gone] = await lockBoth(ctx, input);
    if (await findContactMerge(ctx, input.id)) return ok({ id: input.id }); // sent twice
    if (!kept || !gone) throw notFound();
    requirePermission(ctx.actor, 'contact.delete', kept);
    requirePermission(ctx.actor, 'contact.delete', gone);
    if (kept.accountId !== gone.accountId) return refused('twins.other_account');
    if (kept.version !== input.keptVersion) return stale(ctx, kept.id);
    if (gone.version !== input.goneVersion) return stale(ctx, gone.id);

    const taken = chosen({ master: kept, other: gone }, contactChoiceFields, input.choices);
    if (taken.includes('reportsToId') && areInLine(kept, gone, await listContactsOf(ctx, kept.accountId)))
      return refused('invalid', { fields: { 'choices.reportsToId': 'contact.circle' } });
    const after = Object.fromEntries(taken.map((field) => [field, gone[field]]));
    const own = await chooseOwn(ctx, 'contacts', { kept, gone }, input.own);
    const words = { ...contactSearchText({ ...kept, ...after }), custom: own.custom };
    await ctx.db.execute(sql`select app.merge_contacts(${kept.tenantId}, ${kept.id}, ${gone.id}, ${input.id},
      ${textArray(taken.map(columnOf))}::text[], ${JSON.stringify(words)}::jsonb, ${ctx.now.toISOString()}::timestamptz)`);
    const fields = Object.fromEntries(taken.map((field) => [field, kept[field]]));
    await record(ctx, 'contact.merged', subjectOf(kept), {
      before: { ...fields, ...own.before, merged: gone.name },
      after: { ...after, ...own.after, mergeId: input.id },
    });
    await record(ctx, 'contact.merged_away', subjectOf(gone), {
      before: { name: gone.name },
      after: { into: kept.id, mergeId: input.id },
    });
    return ok({ id: input.id });
  });
}

/** Their account first, so that reporting lines change one after the other; then both in the order of their keys. */
async function lockBoth(ctx: Context, input: MergeContactsInput) {
  const first = await findContact(ctx, input.kept);
  if (first) await lockAccount(ctx, first.accountId);
  const rows = await ctx.db
    .select()
    .from(contacts)
    .where(
      and(
        inArray(contacts.id, [input.kept, input.gone]),
        isNull(contacts.deletedAt),
        inReach(ctx, contacts.tenantId),
        inScope(ctx, contacts, contacts.accountId),
      ),
    )
    .orderBy(asc(contacts.tenantId), asc(contacts.id))
    .for('update');
  return [input.kept, input.gone].map((id) => rows.find((row) => row.id === id));
}

import { and, eq, inArray } from 'drizzle-orm';
import { contactPairs, contacts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { subjectOf } from '~/features/contacts/commands/save.server';

/** Remembers that two contacts are not one person, or takes that back. */
export function setContactsApart(ctx: Context, pairId: string, isApart: boolean): Promise<Result<null>> {
  return inTransaction(ctx, async (ctx) => {
    const [pair] = await ctx.db
      .select()
      .from(contactPairs)
      .where(and(eq(contactPairs.id, pairId), inReach(ctx, contactPairs.tenantId)))
      .for('update');
    if (!pair) throw notFound();
    const both = await ctx.db
      .select()
      .from(contacts)
      .where(
        and(
          eq(contacts.tenantId, pair.tenantId),
          inArray(contacts.id, [pair.lowId, pair.highId]),
          inScope(ctx, contacts, contacts.accountId),
        ),
      );
    const [low, high] = [pair.lowId, pair.highId].map((id) => both.find((contact) => contact.id === id));
    if (!low || !high) throw notFound();
    requirePermission(ctx.actor, 'contact.delete', low);
    requirePermission(ctx.actor, 'contact.delete', high);
    const state = isApart ? 'apart' : 'open';
    if (pair.state === 'merged' || pair.state === state) return ok(null);
    await ctx.db
      .update(contactPairs)
      .set({ state, decidedBy: ctx.actor.personId, decidedAt: ctx.now })
      .where(and(eq(contactPairs.tenantId, pair.tenantId), eq(contactPairs.id, pairId)));
    await record(ctx, isApart ? 'contact.told_apart' : 'contact.doubted_again', subjectOf(low), {
      after: { name: low.name, contactId: high.id },
    });
    return ok(null);
  });
}

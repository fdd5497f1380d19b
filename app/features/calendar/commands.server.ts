import { eq } from 'drizzle-orm';
import { calendarFeeds } from '#drizzle/schema';
import { type Actor, type Context, inTransaction } from '~/core/context.server';
import { record, type Subject } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { holdSession } from '~/features/people/commands/keys.server';
import type { FeedInput } from './input';
import { hashSecret, makeSecret } from './secret.server';

const subjectOf = ({ personId, tenantId, unitId }: Actor): Subject => ({
  kind: 'person',
  id: personId,
  tenantId,
  unitId,
  ownerId: personId,
});

/** A new secret address for the own calendar, told this once; the one before is void from now on. */
export const openFeed = (ctx: Context, { showsDetails }: FeedInput): Promise<Result<{ secret: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'calendar.feed');
    await holdSession(ctx);
    const { personId } = ctx.actor;
    const secret = makeSecret();
    const feed = { tokenHash: hashSecret(secret), showsDetails, createdAt: ctx.now };
    await ctx.db
      .insert(calendarFeeds)
      .values({ personId, ...feed })
      .onConflictDoUpdate({ target: calendarFeeds.personId, set: { ...feed, readAt: null } });
    await record(ctx, 'person.calendar_opened', subjectOf(ctx.actor), { after: { showsDetails } });
    return ok({ secret });
  });

/** The address is void from now on, and there is no other. */
export const closeFeed = (ctx: Context): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'calendar.feed');
    const gone = await ctx.db
      .delete(calendarFeeds)
      .where(eq(calendarFeeds.personId, ctx.actor.personId))
      .returning({ personId: calendarFeeds.personId });
    if (gone.length) await record(ctx, 'person.calendar_closed', subjectOf(ctx.actor));
    return ok(null);
  });

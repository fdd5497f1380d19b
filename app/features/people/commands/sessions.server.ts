import { and, eq, isNull, ne } from 'drizzle-orm';
import { sessions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { ownSession } from './roles.server';

/** Ends one of the own sessions. */
export const revokeSession = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const [ended] = await ctx.db
      .update(sessions)
      .set({ revokedAt: ctx.now })
      .where(and(eq(sessions.id, id), eq(sessions.personId, ctx.actor.personId), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (!ended) throw notFound();
    await record(ctx, 'session.revoked', ownSession(ctx, id));
    return ok(null);
  });

/** Ends every own session but this one. */
export const revokeOtherSessions = (ctx: Context): Promise<Result<{ ended: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const { actor } = ctx;
    const ended = await ctx.db
      .update(sessions)
      .set({ revokedAt: ctx.now })
      .where(and(eq(sessions.personId, actor.personId), ne(sessions.id, actor.sessionId), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    for (const { id } of ended) await record(ctx, 'session.revoked', ownSession(ctx, id));
    return ok({ ended: ended.length });
  });

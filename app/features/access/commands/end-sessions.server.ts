import { and, eq, gt, isNull } from 'drizzle-orm';
import { sessions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { endKeys } from '~/features/people/commands/keys.server';
import { lockManaged } from '~/features/people/commands/person.server';
import { revokeOtherSessions } from '~/features/people/commands/sessions.server';

/** Ends every own session but this one, and the own programs too. */
export const endOwnSessions = (ctx: Context, { keys }: { keys: boolean }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    await revokeOtherSessions(ctx);
    if (keys) await endKeys(ctx, ctx.actor.personId);
    return ok(null);
  });

/** Signs a person out of one device or of all, and ends their programs too; their open pages end within seconds. */
export const endSessions = (
  ctx: Context,
  personId: string,
  sessionId: string | null,
  { keys = false } = {},
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, personId);
    requirePermission(ctx.actor, 'people.manage');
    const open = [eq(sessions.personId, personId), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.now)];
    const ended = await ctx.db
      .update(sessions)
      .set({ revokedAt: ctx.now })
      .where(and(...open, ...(sessionId === null ? [] : [eq(sessions.id, sessionId)])))
      .returning({ id: sessions.id });
    if (sessionId !== null && !ended.length) throw notFound();
    const { tenantId, unitId } = person;
    for (const { id } of ended)
      await record(ctx, 'session.revoked', { kind: 'session', id, tenantId, unitId, ownerId: personId });
    if (keys) await endKeys(ctx, personId);
    return ok(null);
  });

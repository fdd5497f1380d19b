import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { sessions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** Where I am signed in now; latest use first. */
export const listOwnSessions = (ctx: Context) =>
  ctx.db
    .select({
      id: sessions.id,
      role: sessions.role,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
      address: sessions.address,
      device: sessions.device,
    })
    .from(sessions)
    .where(and(eq(sessions.personId, ctx.actor.personId), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.now)))
    .orderBy(desc(sessions.seenAt))
    .limit(50);

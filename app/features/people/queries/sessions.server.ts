import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { sessions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** Where I am signed in now; latest use first. */
export const listOwnSessions = (ctx: Context) => listSessionsOf(ctx, ctx.actor.personId);

/** The same of somebody else: who does not administer their unit sees none. */
export const listSessionsOf = (ctx: Context, personId: string) =>
  ctx.db
    .select({
      id: sessions.id,
      role: sessions.role,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
      address: sessions.address,
      device: sessions.device,
      method: sessions.method,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.personId, personId),
        isNull(sessions.revokedAt),
        isNull(sessions.pendingUntil),
        gt(sessions.expiresAt, ctx.now),
      ),
    )
    .orderBy(desc(sessions.seenAt))
    .limit(50);

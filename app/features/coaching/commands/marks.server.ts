import { and, eq } from 'drizzle-orm';
import { commentReactions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { lockVisit } from '~/features/visits/commands/row.server';
import type { ReactInput } from '../input';
import { findComment } from './comments.server';
import { keepSeen } from './seen.server';

// One's own marks, which say nothing of the business: the journal does not hold them.

export const markSeen = (ctx: Context, visitId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.read', visit);
    await keepSeen(ctx, visit);
    return ok(null);
  });

export const react = (ctx: Context, visitId: string, input: ReactInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.read', visit);
    const { tenantId, id: commentId } = await findComment(ctx, visit, input.commentId);
    const mark = { tenantId, commentId, personId: ctx.actor.personId, kind: input.kind };
    if (input.on)
      await ctx.db
        .insert(commentReactions)
        .values({ ...mark, createdAt: ctx.now })
        .onConflictDoNothing();
    else
      await ctx.db
        .delete(commentReactions)
        .where(
          and(
            eq(commentReactions.tenantId, tenantId),
            eq(commentReactions.commentId, commentId),
            eq(commentReactions.personId, mark.personId),
            eq(commentReactions.kind, mark.kind),
          ),
        );
    return ok(null);
  });

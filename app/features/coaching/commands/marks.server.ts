import { and, eq } from 'drizzle-orm';
import { commentReactions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { ok, type Result } from '~/core/result';
import type { ReactInput } from '../input';
import type { TalkRef } from '../subject';
import { findComment } from './comments.server';
import { lockSubject } from './lock.server';
import { keepSeen } from './seen.server';

// One's own marks, which say nothing of the business: the journal does not hold them.

export const markSeen = (ctx: Context, about: TalkRef): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    await keepSeen(ctx, await lockSubject(ctx, about));
    return ok(null);
  });

export const react = (ctx: Context, about: TalkRef, input: ReactInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const subject = await lockSubject(ctx, about);
    const { tenantId, id: commentId } = await findComment(ctx, subject, input.commentId);
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

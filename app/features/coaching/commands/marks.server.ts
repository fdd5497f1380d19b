import { and, eq } from 'drizzle-orm';
import { commentReactions, visitReactions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { lockVisit, subjectOf } from '~/features/visits/commands/row.server';
import type { ReactInput, VisitReactInput } from '../input';
import type { TalkRef } from '../subject';
import { findComment } from './comments.server';
import { lockSubject } from './lock.server';
import { keepSeen } from './seen.server';

// One's own marks, which say nothing of the business: the journal holds only what the visitor is told of.

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

/** One's own mark on a visit, set or taken back; the visitor is told of the first of each person. */
export const reactToVisit = (ctx: Context, id: string, input: VisitReactInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.read', visit);
    const mark = { tenantId: visit.tenantId, visitId: visit.id, personId: ctx.actor.personId, kind: input.kind };
    if (!input.on) {
      await ctx.db
        .delete(visitReactions)
        .where(
          and(
            eq(visitReactions.tenantId, mark.tenantId),
            eq(visitReactions.visitId, mark.visitId),
            eq(visitReactions.personId, mark.personId),
            eq(visitReactions.kind, mark.kind),
          ),
        );
      return ok(null);
    }
    const [set] = await ctx.db
      .insert(visitReactions)
      .values({ ...mark, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ kind: visitReactions.kind });
    if (set) await record(ctx, 'visit.reacted', subjectOf('visit', visit), { after: { reaction: set.kind } });
    return ok(null);
  });

import { and, eq, isNull } from 'drizzle-orm';
import type * as z from 'zod';
import { visitComments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';
import { lockVisit, subjectOf, type VisitRow } from '~/features/visits/commands/row.server';
import type { CommentInput, editInput } from '../input';
import { listMentionable } from '../queries/comments.server';
import { mayAnswer, mayEdit } from '../rules';
import { keepSeen } from './seen.server';

/** A comment of the visit that stands and is seen. */
export async function findComment(ctx: Context, visit: VisitRow, id: string) {
  if (!isId(id)) throw notFound();
  const [comment] = await ctx.db
    .select()
    .from(visitComments)
    .where(
      and(
        eq(visitComments.tenantId, visit.tenantId),
        eq(visitComments.id, id),
        eq(visitComments.visitId, visit.id),
        isNull(visitComments.deletedAt),
        inScope(ctx, visitComments, visitComments.accountId),
      ),
    );
  if (!comment) throw notFound();
  return comment;
}

const refusedAt = (field: string, message: string) => refused('invalid', { fields: { [field]: message } });

/** Whoever reads a visit may comment on it. Sent twice, it exists once. */
export const addComment = (ctx: Context, visitId: string, input: CommentInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.read', visit);
    const mentions = input.mentions.filter((id) => id !== ctx.actor.personId);
    if (mentions.length) {
      const known = new Set((await listMentionable(ctx, visit)).map((person) => person.id));
      if (!mentions.every((id) => known.has(id))) return refusedAt('mentions', 'coaching.mention_unknown');
    }
    const question = input.answersId ? await findComment(ctx, visit, input.answersId) : null;
    if (question && !(question.isQuestion && mayAnswer(question, ctx.actor.personId)))
      return refused('coaching.cannot_answer');
    const { tenantId, unitId, ownerId, accountId } = visit;
    const [row] = await ctx.db
      .insert(visitComments)
      .values({
        tenantId,
        id: input.id,
        unitId,
        ownerId,
        accountId,
        visitId: visit.id,
        authorId: ctx.actor.personId,
        text: input.text,
        isQuestion: input.isQuestion && !question,
        answersId: question?.id ?? null,
        mentions,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: visitComments.id });
    if (!row) {
      const before = await findComment(ctx, visit, input.id);
      if (before.authorId !== ctx.actor.personId) throw notFound();
      return ok({ id: before.id });
    }
    await keepSeen(ctx, visit);
    await record(ctx, 'visit.commented', subjectOf('visit', visit), {
      after: {
        commentId: input.id,
        text: input.text,
        isQuestion: input.isQuestion && !question,
        answers: question?.authorId ?? null,
        mentions,
      },
    });
    return ok({ id: input.id });
  });

export const editComment = (ctx: Context, visitId: string, input: z.output<typeof editInput>): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.read', visit);
    const comment = await findComment(ctx, visit, input.commentId);
    if (comment.authorId !== ctx.actor.personId) throw forbidden('visit.read');
    if (comment.text === input.text) return ok(null);
    if (!mayEdit(comment, ctx.actor.personId, ctx.now)) return refused('coaching.too_late');
    await ctx.db
      .update(visitComments)
      .set({ text: input.text, editedAt: ctx.now })
      .where(and(eq(visitComments.tenantId, comment.tenantId), eq(visitComments.id, comment.id)));
    await record(ctx, 'visit.comment_edited', subjectOf('visit', visit), {
      before: { commentId: comment.id, text: comment.text },
      after: { commentId: comment.id, text: input.text },
    });
    return ok(null);
  });

/** Takes one's own words back; the journal keeps them. */
export const removeComment = (ctx: Context, visitId: string, commentId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.read', visit);
    const comment = await findComment(ctx, visit, commentId);
    if (comment.authorId !== ctx.actor.personId) throw forbidden('visit.read');
    await ctx.db
      .update(visitComments)
      .set({ deletedAt: ctx.now, deletedBy: ctx.actor.personId })
      .where(and(eq(visitComments.tenantId, comment.tenantId), eq(visitComments.id, comment.id)));
    await record(ctx, 'visit.comment_deleted', subjectOf('visit', visit), {
      before: { commentId: comment.id, text: comment.text },
    });
    return ok(null);
  });

import { and, eq, isNull } from 'drizzle-orm';
import type * as z from 'zod';
import { visitComments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';
import type { CommentInput, editInput } from '../input';
import { isServing, listMentionable, saidOf } from '../queries/comments.server';
import { mayAnswer, mayEdit } from '../rules';
import type { TalkRef, TalkSubject } from '../subject';
import { lockSubject } from './lock.server';
import { keepSeen } from './seen.server';

/** A comment on this that stands and is seen. */
export async function findComment(ctx: Context, subject: TalkSubject, id: string) {
  if (!isId(id)) throw notFound();
  const [comment] = await ctx.db
    .select()
    .from(visitComments)
    .where(
      and(
        eq(visitComments.tenantId, subject.tenantId),
        eq(visitComments.id, id),
        saidOf(subject),
        isNull(visitComments.deletedAt),
        inScope(ctx, visitComments, visitComments.accountId),
      ),
    );
  if (!comment) throw notFound();
  return comment;
}

const refusedAt = (field: string, message: string) => refused('invalid', { fields: { [field]: message } });

/** Whoever reads a visit or a deal may comment on it. Sent twice, it exists once. */
export const addComment = (ctx: Context, about: TalkRef, input: CommentInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const subject = await lockSubject(ctx, about);
    const mentions = input.mentions.filter((id) => id !== ctx.actor.personId);
    if (mentions.length) {
      const known = new Set((await listMentionable(ctx, subject)).map((person) => person.id));
      if (!mentions.every((id) => known.has(id))) return refusedAt('mentions', 'coaching.mention_unknown');
    }
    const question = input.answersId ? await findComment(ctx, subject, input.answersId) : null;
    if (question && !(question.isQuestion && mayAnswer(question, ctx.actor.personId, await isServing(ctx, subject))))
      return refused('coaching.cannot_answer');
    const { tenantId, unitId, ownerId, accountId } = subject;
    const [row] = await ctx.db
      .insert(visitComments)
      .values({
        tenantId,
        id: input.id,
        unitId,
        ownerId,
        accountId,
        visitId: subject.kind === 'visit' ? subject.id : null,
        opportunityId: subject.kind === 'opportunity' ? subject.id : null,
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
      const before = await findComment(ctx, subject, input.id);
      if (before.authorId !== ctx.actor.personId) throw notFound();
      return ok({ id: before.id });
    }
    await keepSeen(ctx, subject);
    await record(ctx, `${subject.kind}.commented`, subject, {
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

export const editComment = (ctx: Context, about: TalkRef, input: z.output<typeof editInput>): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const subject = await lockSubject(ctx, about);
    const comment = await findComment(ctx, subject, input.commentId);
    if (comment.authorId !== ctx.actor.personId) throw forbidden(`${subject.kind}.read`);
    if (comment.text === input.text) return ok(null);
    if (!mayEdit(comment, ctx.actor.personId, ctx.now)) return refused('coaching.too_late');
    await ctx.db
      .update(visitComments)
      .set({ text: input.text, editedAt: ctx.now })
      .where(and(eq(visitComments.tenantId, comment.tenantId), eq(visitComments.id, comment.id)));
    await record(ctx, `${subject.kind}.comment_edited`, subject, {
      before: { commentId: comment.id, text: comment.text },
      after: { commentId: comment.id, text: input.text },
    });
    return ok(null);
  });

/** Takes one's own words back; the journal keeps them. */
export const removeComment = (ctx: Context, about: TalkRef, commentId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const subject = await lockSubject(ctx, about);
    const comment = await findComment(ctx, subject, commentId);
    if (comment.authorId !== ctx.actor.personId) throw forbidden(`${subject.kind}.read`);
    await ctx.db
      .update(visitComments)
      .set({ deletedAt: ctx.now, deletedBy: ctx.actor.personId })
      .where(and(eq(visitComments.tenantId, comment.tenantId), eq(visitComments.id, comment.id)));
    await record(ctx, `${subject.kind}.comment_deleted`, subject, {
      before: { commentId: comment.id, text: comment.text },
    });
    return ok(null);
  });

/** Says again what one took back. */
export const restoreComment = (ctx: Context, commentId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const [gone] = isId(commentId)
      ? await ctx.db
          .select()
          .from(visitComments)
          .where(
            and(
              eq(visitComments.id, commentId),
              eq(visitComments.authorId, ctx.actor.personId),
              inScope(ctx, visitComments, visitComments.accountId),
            ),
          )
      : [];
    if (!gone) throw notFound();
    const subject = await lockSubject(
      ctx,
      gone.visitId ? { kind: 'visit', id: gone.visitId } : { kind: 'opportunity', id: gone.opportunityId! },
    );
    if (!gone.deletedAt) return ok(null);
    await ctx.db
      .update(visitComments)
      .set({ deletedAt: null, deletedBy: null })
      .where(and(eq(visitComments.tenantId, gone.tenantId), eq(visitComments.id, gone.id)));
    await record(ctx, `${subject.kind}.comment_restored`, subject, { after: { commentId: gone.id, text: gone.text } });
    return ok(null);
  });

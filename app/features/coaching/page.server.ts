import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { can } from '~/core/permissions';
import type { VisitStatus } from '~/features/visits/rules';
import { hasSeen, hasUnreadComments, listComments, listMentionable } from './queries/comments.server';
import { mayAnswer, mayEdit } from './rules';

type Visit = {
  id: string;
  tenantId: number;
  unitId: number;
  ownerId: string;
  accountId: string;
  status: VisitStatus;
};

/** The comments of a visit as a page shows them; null for who may read no visits. */
export async function loadTalk(ctx: Context, visit: Visit) {
  if (!can(ctx.actor, 'visit.read')) return null;
  const me = ctx.actor.personId;
  // what leads have to read besides comments: what their people have done
  const isStream = visit.status === 'completed' && visit.ownerId !== me && can(ctx.actor, 'visit.coach');
  const [comments, mentionable, isSpoken, isSeen] = await Promise.all([
    listComments(ctx, visit.id),
    listMentionable(ctx, visit),
    hasUnreadComments(ctx, visit.id),
    isStream ? hasSeen(ctx, visit) : true,
  ]);
  return {
    visitId: visit.id,
    newId: newId(),
    now: ctx.now,
    mentionable,
    isUnread: isSpoken || !isSeen,
    comments: comments.map((comment) => ({
      ...comment,
      isMine: comment.authorId === me,
      mayEdit: mayEdit(comment, me, ctx.now),
      mayAnswer: comment.isQuestion && mayAnswer(comment, me),
    })),
  };
}
export type Talk = NonNullable<Awaited<ReturnType<typeof loadTalk>>>;
export type TalkComment = Talk['comments'][number];

import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import type { VisitStatus } from '~/features/visits/rules';
import {
  hasSeen,
  hasUnreadComments,
  isServing,
  listComments,
  listMentionable,
  listVisitReactions,
} from './queries/comments.server';
import { mayAnswer, mayEdit } from './rules';
import type { TalkSubject } from './subject';

/** Of a visit also its status: leads have to read besides comments what their people have done. */
type Shown = Omit<TalkSubject, 'kind'> & ({ kind: 'visit'; status: VisitStatus } | { kind: 'opportunity' });

/** The comments of a visit or a deal as a page shows them; null for who may read none. */
export async function loadTalk(ctx: Context, about: Shown) {
  if (!can(ctx.actor, `${about.kind}.read`)) return null;
  const me = ctx.actor.personId;
  const isStream =
    about.kind === 'visit' && about.status === 'completed' && about.ownerId !== me && can(ctx.actor, 'visit.coach');
  const [comments, mentionable, isSpoken, isSeen, serving, reactions] = await Promise.all([
    listComments(ctx, about),
    listMentionable(ctx, about),
    hasUnreadComments(ctx, about),
    isStream ? hasSeen(ctx, about) : true,
    isServing(ctx, about),
    about.kind === 'visit' ? listVisitReactions(ctx, about) : null,
  ]);
  return {
    kind: about.kind,
    /** Of the visit itself; null where there is none. */
    reactions,
    /** Where its forms are sent. */
    action: about.kind === 'visit' ? paths.coaching(about.id) : paths.opportunity(about.id),
    newId: newId(),
    now: ctx.now,
    mentionable,
    isUnread: isSpoken || !isSeen,
    comments: comments.map((comment) => ({
      ...comment,
      isMine: comment.authorId === me,
      mayEdit: mayEdit(comment, me, ctx.now),
      mayAnswer: comment.isQuestion && mayAnswer(comment, me, serving),
    })),
  };
}
export type Talk = NonNullable<Awaited<ReturnType<typeof loadTalk>>>;
export type TalkComment = Talk['comments'][number];

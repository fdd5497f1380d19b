import { redirect } from '@remix-run/node';
import type { Context } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { checked } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { badRequest, invalid } from '~/core/refusals.server';
import type { Result } from '~/core/result';
import { acceptCheck } from '~/features/visits/commands/checks.server';
import { acceptCheckInput } from '~/features/visits/input';
import { coachVisit } from './commands/coach.server';
import { addComment, editComment, removeComment } from './commands/comments.server';
import { markSeen, react, reactToVisit } from './commands/marks.server';
import { coachingInput, commentInput, editInput, reactInput, removeInput, visitReactInput } from './input';
import type { TalkRef } from './subject';

type Body = Record<string, unknown>;
/** `at`: the comment to come back to. `done`: null where nothing need be said. */
type Acted = { result: Result<unknown>; done: string | null; at?: string };

/** What can be done about what one reads: each form says by `intent` which it is. */
async function actOnComments(ctx: Context, about: TalkRef, body: Body): Promise<Acted> {
  const at = String(body.commentId ?? body.id ?? '');
  switch (body.intent) {
    case 'comment':
      return {
        done: 'coaching.done.commented',
        at,
        result: await checked(body, commentInput, (v) => addComment(ctx, about, v)),
      };
    case 'edit_comment':
      return {
        done: 'coaching.done.edited',
        at,
        result: await checked(body, editInput, (v) => editComment(ctx, about, v)),
      };
    case 'remove':
      return {
        done: 'coaching.done.deleted',
        result: await checked(body, removeInput, (v) => removeComment(ctx, about, v.commentId)),
      };
    case 'react':
      return { done: null, at, result: await checked(body, reactInput, (v) => react(ctx, about, v)) };
    case 'react_visit':
      if (about.kind !== 'visit') throw badRequest();
      return { done: null, result: await checked(body, visitReactInput, (v) => reactToVisit(ctx, about.id, v)) };
    case 'seen':
      return { done: null, result: await markSeen(ctx, about) };
    case 'accept':
      if (about.kind !== 'visit') throw badRequest();
      return {
        done: 'visit.done.accepted',
        result: await checked(body, acceptCheckInput, (v) => acceptCheck(ctx, about.id, v)),
      };
    case 'coach':
      if (about.kind !== 'visit') throw badRequest();
      return {
        done: 'coaching.done.coached',
        result: await checked(body, coachingInput, (v) => coachVisit(ctx, about.id, v)),
      };
    default:
      throw badRequest();
  }
}

/** Does what the form asks and leads back to where it was sent from; `page` is where the record is read. */
export async function answerTalk(ctx: Context, about: TalkRef, body: Body, page: string) {
  const { result, done, at } = await actOnComments(ctx, about, body);
  if (!result.ok) return invalid(result, body);
  if (body.back === undefined) return { ok: true as const };
  const back = safeRedirect(String(body.back), page) + (at ? `#comment-${at}` : '');
  return done ? redirectWithToast(back, { key: done }) : redirect(back);
}

import type * as z from 'zod';
import type { Context } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { badRequest } from '~/core/refusals.server';
import type { Result } from '~/core/result';
import { coachVisit } from './commands/coach.server';
import { addComment, editComment, removeComment } from './commands/comments.server';
import { markSeen, react } from './commands/marks.server';
import { coachingInput, commentInput, editInput, reactInput, removeInput } from './input';

type Body = Record<string, unknown>;
/** `at`: the comment to come back to. `done`: null where nothing need be said. */
type Acted = { result: Result<unknown>; done: string | null; at?: string };

async function checked<S extends z.ZodType>(
  body: Body,
  schema: S,
  command: (input: z.output<S>) => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  const input = checkInput(body, schema);
  return input.ok ? command(input.value) : input;
}

/** What can be done about a visit one reads: each form says by `intent` which it is. */
export async function actOnComments(ctx: Context, visitId: string, body: Body): Promise<Acted> {
  const at = String(body.commentId ?? body.id ?? '');
  switch (body.intent) {
    case 'comment':
      return {
        done: 'coaching.done.commented',
        at,
        result: await checked(body, commentInput, (v) => addComment(ctx, visitId, v)),
      };
    case 'edit':
      return {
        done: 'coaching.done.edited',
        at,
        result: await checked(body, editInput, (v) => editComment(ctx, visitId, v)),
      };
    case 'remove':
      return {
        done: 'coaching.done.deleted',
        result: await checked(body, removeInput, (v) => removeComment(ctx, visitId, v.commentId)),
      };
    case 'react':
      return { done: null, at, result: await checked(body, reactInput, (v) => react(ctx, visitId, v)) };
    case 'seen':
      return { done: null, result: await markSeen(ctx, visitId) };
    case 'coach':
      return {
        done: 'coaching.done.coached',
        result: await checked(body, coachingInput, (v) => coachVisit(ctx, visitId, v)),
      };
    default:
      throw badRequest();
  }
}

import * as z from 'zod';
import { checkbox, choice, id, optionalId, optionalInteger, optionalLine, optionalText, text } from '~/core/fields';
import { aspects, reactions } from './rules';

export const longestComment = 2000;

/** One checkbox sends a text, several a list, none nothing. */
const ids = z.preprocess(
  (v) => (v === undefined || v === null || v === '' ? [] : Array.isArray(v) ? v.filter((one) => one !== '') : [v]),
  z
    .array(id)
    .max(20, 'error.too_long')
    .transform((list) => [...new Set(list)]),
);

export const commentInput = z.object({
  id,
  text: text(longestComment),
  isQuestion: checkbox,
  answersId: optionalId,
  mentions: ids,
});
export type CommentInput = z.output<typeof commentInput>;

export const editInput = z.object({ commentId: id, text: text(longestComment) });
export const removeInput = z.object({ commentId: id });
export const reactInput = z.object({ commentId: id, kind: choice(reactions), on: checkbox });
export type ReactInput = z.output<typeof reactInput>;
/** To a visit as a whole. */
export const visitReactInput = reactInput.omit({ commentId: true });
export type VisitReactInput = z.output<typeof visitReactInput>;

const aspect = z
  .object({ score: optionalInteger(1, 5), note: optionalLine(500) })
  .partial()
  .transform(({ score, note }) => ({ score: score ?? null, note: note ?? null }))
  .optional();

export const coachingInput = z
  .object({
    id,
    /** 0: not written yet. */
    version: z.coerce.number({ error: 'error.version' }).int('error.version').min(0, 'error.version'),
    joint: checkbox,
    aspects: z.object(
      Object.fromEntries(aspects.map((name) => [name, aspect])) as Record<(typeof aspects)[number], typeof aspect>,
    ),
    note: optionalText(2000),
  })
  .superRefine((given, ctx) => {
    const said = aspects.some((name) => given.aspects[name]?.score || given.aspects[name]?.note);
    if (!said && !given.note) ctx.addIssue({ code: 'custom', path: ['note'], message: 'coaching.nothing_said' });
  });
export type CoachingInput = z.output<typeof coachingInput>;

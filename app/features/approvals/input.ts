import * as z from 'zod';
import { id, optionalText, text } from '~/core/fields';

const code = z.string({ error: 'error.required' }).max(200);

/** `approvers`: who is asked, step by step, as far as there was a choice. */
export const askInput = z.object({
  id,
  stage: code,
  criterion: code,
  note: text(1000),
  approvers: z.array(z.string().max(40)).max(5).default([]),
});
export type AskInput = z.output<typeof askInput>;

export const approveInput = z.object({ comment: optionalText(1000) });
export const returnInput = z.object({
  comment: z
    .string({ error: 'approval.comment_required' })
    .trim()
    .min(1, 'approval.comment_required')
    .max(1000, 'error.too_long'),
});
export const passOnInput = z.object({ personId: id });

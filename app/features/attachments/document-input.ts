import * as z from 'zod';
import { choice, id, optionalLine } from '~/core/fields';
import { readAs } from './documents';

export const addDocumentInput = z.object({
  id,
  as: z.string({ error: 'error.choose' }).transform((text, ctx) => {
    const as = readAs(text);
    if (as) return as;
    ctx.addIssue({ code: 'custom', message: 'error.choose' });
    return z.NEVER;
  }),
  /** The number or a word on what it proves. */
  note: optionalLine(200),
});
export type AddDocumentInput = z.output<typeof addDocumentInput>;

export const changeDocumentInput = z.object({ intent: choice(['delete', 'restore']), attachmentId: id });
export type ChangeDocumentInput = z.output<typeof changeDocumentInput>;

import * as z from 'zod';
import { choice, id, optionalInteger } from '~/core/fields';
import { visitFileKinds } from './rules';

const instant = z
  .preprocess((v) => v || null, z.iso.datetime({ offset: true }).nullable())
  .catch(null)
  .transform((text) => (text ? new Date(text) : null));

/** What comes with a file; `takenAt` and `sentAt` are the device's clock. */
export const addFileInput = z.object({
  id,
  kind: choice(visitFileKinds),
  seconds: optionalInteger(0, 3600),
  takenAt: instant,
  sentAt: instant,
});
export type AddFileInput = z.output<typeof addFileInput>;

export const changeFileInput = z.object({ intent: choice(['delete', 'restore']), attachmentId: id });
export type ChangeFileInput = z.output<typeof changeFileInput>;

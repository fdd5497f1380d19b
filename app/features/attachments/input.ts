import * as z from 'zod';
import { choice, id, integer, optionalInteger, optionalLine } from '~/core/fields';
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

const sha256 = z.string({ error: 'error.required' }).regex(/^[0-9a-f]{64}$/, 'error.choose');
const bytes = integer(0, 2 ** 31 - 1);

/** A file whose parts have come, or are still to come. */
export const wholeFileInput = addFileInput.extend({ person: id, sha256, bytes, name: optionalLine(200) });
export type WholeFileInput = z.output<typeof wholeFileInput>;
/** One part, by the place in the file at which it begins. */
export const partInput = z.object({ id, kind: choice(visitFileKinds), sha256, bytes, from: bytes });
export type PartInput = z.output<typeof partInput>;

export const changeFileInput = z.object({ intent: choice(['delete', 'restore']), attachmentId: id });
export type ChangeFileInput = z.output<typeof changeFileInput>;

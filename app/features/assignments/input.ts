import * as z from 'zod';
import { choice, day, id, optionalDay, optionalLine } from '~/core/fields';
import { largestMove, supportRoles } from './rules';

/** A control given once comes as text, given twice as a list. */
const ids = (most: number) =>
  z.preprocess(
    (value) => (Array.isArray(value) ? [...new Set(value)] : value ? [value] : []),
    z.array(id).min(1, 'error.choose').max(most, 'assignment.too_many'),
  );

export const moveInput = z.object({
  accountIds: ids(largestMove),
  toIds: ids(20),
  reason: optionalLine(200),
  /** What the preview showed; absent while asking for it. */
  seal: z.string().max(100).optional(),
});
export type MoveInput = z.output<typeof moveInput>;

export const teamMemberInput = z
  .object({ id, personId: id, role: choice(supportRoles), from: day, to: optionalDay, reason: optionalLine(200) })
  .refine(({ from, to }) => to === null || to >= from, { error: 'assignment.ends_before', path: ['to'] });
export type TeamMember = z.output<typeof teamMemberInput>;

export const endInput = z.object({ assignmentId: id });

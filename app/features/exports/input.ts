import * as z from 'zod';
import { choice, id, integer, optionalInteger, version } from '~/core/fields';
import { formats, rhythms } from './rules';

const said = z.object({
  viewId: id,
  rhythm: choice(rhythms),
  weekday: optionalInteger(1, 7),
  monthDay: optionalInteger(1, 31),
  hour: integer(0, 23),
  format: choice(formats),
});
type Said = z.output<typeof said>;

/** What the rhythm needs has to be there; what it does not need is not kept. */
function complete<T extends Said>(input: T, ctx: z.core.$RefinementCtx<unknown>): T {
  const missing = (path: 'weekday' | 'monthDay') =>
    input[path] === null && ctx.issues.push({ code: 'custom', message: 'error.required', path: [path], input });
  if (input.rhythm === 'weekly') missing('weekday');
  if (input.rhythm === 'monthly') missing('monthDay');
  return {
    ...input,
    weekday: input.rhythm === 'weekly' ? input.weekday : null,
    monthDay: input.rhythm === 'monthly' ? input.monthDay : null,
  };
}

export const scheduleInput = said.extend({ id }).transform(complete);
export type NewSchedule = z.output<typeof scheduleInput>;
export const scheduleEdit = said.extend({ version }).transform(complete);
export type ScheduleEdit = z.output<typeof scheduleEdit>;

/** What is done with a schedule or a file of the list. */
export const scheduleStep = z.object({ scheduleId: id, version });
export const fileStep = z.object({ fileId: id });

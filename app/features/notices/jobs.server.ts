import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { addWorkdays, isWorkday } from '~/core/calendar';
import { contextFor } from '~/core/context.server';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';
import { roles } from '~/features/people/rules';
import { writeNotices } from './write.server';

const payloadSchema = z.object({ actorId: z.string(), role: z.enum(roles), at: z.string(), event: z.string() });

/** What one command did is told by who did it, with that person's scope. */
async function write(payload: unknown) {
  const { actorId, role, at, event } = payloadSchema.parse(payload);
  const actor = await findActorById(actorId, role);
  if (actor) await writeNotices(contextFor(actor), event, new Date(at));
}

/** On working days: what is due since the last of them, and what is overdue. */
export async function tellDue(now: Date) {
  const day = today(now);
  if (!isWorkday(day)) return;
  await door('select app.add_due_notices($1::date, $2::date, $3::timestamptz)', [
    day,
    addWorkdays(day, -1),
    now.toISOString(),
  ]);
}

export const tasks = {
  'notices.write': write,
  'notices.due': (_payload: unknown, helpers: { job: { run_at: Date } }) => tellDue(new Date(helpers.job.run_at)),
};
/** 07:30 in Shanghai, also when the worker was away then. */
export const schedule = [{ task: 'notices.due', match: '30 23 * * *', options: { backfillPeriod: 8 * 3_600_000 } }];

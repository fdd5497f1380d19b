import type { JobHelpers } from 'graphile-worker';
import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { addWorkdays, isWorkday } from '~/core/calendar';
import { contextFor } from '~/core/context.server';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';
import { roles } from '~/features/people/rules';
import { mailNotices, writeDigests } from './digest.server';
import { pushNotice } from './push/send.server';
import { writeNotices } from './write.server';

const payloadSchema = z.object({ actorId: z.string(), role: z.enum(roles), at: z.string(), event: z.string() });

/** What one command did is told by who did it, with that person's scope. */
async function write(payload: unknown) {
  const { actorId, role, at, event } = payloadSchema.parse(payload);
  const actor = await findActorById(actorId, role);
  if (actor) await writeNotices(contextFor(actor), event, new Date(at));
  await passOn();
}

/** Notices are passed on to mail and devices, each once. */
const passOn = () => door('select jobs.enqueue(task, payload, key) from app.pass_on_notices()');

/** So many working days before it is due a promise is remembered once. */
const workdaysAhead = 2;

/**
 * On working days: what is due soon, what is due since the last of them, what is overdue, and what somebody who left was
 * to approve.
 */
export async function tellDue(now: Date) {
  const day = today(now);
  if (!isWorkday(day)) return;
  await door('select app.add_due_notices($1::date, $2::date, $3::timestamptz)', [
    day,
    addWorkdays(day, -1),
    now.toISOString(),
  ]);
  await door('select app.add_early_notices($1::date, $2::date, $3::timestamptz)', [
    addWorkdays(day, workdaysAhead),
    addWorkdays(day, workdaysAhead + 1),
    now.toISOString(),
  ]);
  await door('select app.add_inherited_notices($1::date, $2::timestamptz)', [day, now.toISOString()]);
  await passOn();
}

type Helpers = Pick<JobHelpers, 'job'>;
const planned = ({ job }: Helpers) => new Date(job.run_at);

export const tasks = {
  'notices.write': write,
  'notices.pass_on': async () => void (await passOn()),
  'notices.due': (_payload: unknown, helpers: Helpers) => tellDue(planned(helpers)),
  'notices.digest': (_payload: unknown, helpers: Helpers) => writeDigests(planned(helpers)),
  'notices.mail': (payload: unknown, helpers: Helpers) => mailNotices(payload, helpers, planned(helpers)),
  'notices.push': (payload: unknown, helpers: Helpers) => pushNotice(payload, helpers, planned(helpers)),
};
/** 07:30 and 08:00 in Shanghai, also when the worker was away then; a digest of the morning is of no use at noon. */
export const schedule = [
  { task: 'notices.due', match: '30 23 * * *', options: { backfillPeriod: 8 * 3_600_000 } },
  { task: 'notices.digest', match: '0 0 * * *', options: { backfillPeriod: 3 * 3_600_000 } },
];

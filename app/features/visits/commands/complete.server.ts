import { desc, eq } from 'drizzle-orm';
import { journal } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal, localInput } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { readCustom } from '../../custom-fields/check.server';
import { placeOf } from '../check-input';
import type { CompleteInput } from '../input';
import { checkTimes, checkVerb, momentOf } from '../rules';
import { checkBelonging } from './belonging.server';
import { assessed } from './checks.server';
import { addMoves, checkCompetitors } from './competitor-moves.server';
import { readReport } from './forms.server';
import { addHeard, carryOver, findAttendees, saveAttendees } from './outcome.server';
import { lockVisit, saveVisit, staleRecord, subjectOf, type VisitRow } from './row.server';

/** The times given, else those of the check-in and of now, else those that were planned. */
function timesOf(visit: VisitRow, input: CompleteInput, now: Date) {
  // the form shows minutes: an untouched check-in keeps its seconds
  const untouched = visit.startedAt && input.startedAt === localInput(visit.startedAt);
  const given = input.startedAt && !untouched ? fromLocal(input.startedAt) : null;
  const startedAt = given ?? visit.startedAt ?? visit.plannedAt;
  if (input.endedAt) return { startedAt, endedAt: fromLocal(input.endedAt) };
  if (visit.startedAt) return { startedAt, endedAt: now };
  const planned = new Date(startedAt.getTime() + visit.plannedMinutes * 60_000);
  return { startedAt, endedAt: planned < now || startedAt > now ? planned : now };
}

/** A form kept on a phone from before the check-in, whose answer never reached it, is not behind anybody's change. */
async function isOwnCheckIn(ctx: Context, visit: VisitRow, version: number) {
  if (visit.status !== 'in_progress' || visit.version !== version + 1) return false;
  const [last] = await ctx.db
    .select({ event: journal.event, actorId: journal.actorId })
    .from(journal)
    .where(eq(journal.subjectId, visit.id))
    .orderBy(desc(journal.at), desc(journal.id))
    .limit(1);
  return last?.event === 'visit.started' && last.actorId === ctx.actor.personId;
}

/** Logs what was heard, promised and agreed; everything or nothing is written. */
export const completeVisit = (ctx: Context, id: string, input: CompleteInput): Promise<Result<VisitRow>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    // the same form once more, maybe after others went on: it is stored, which is all its sender wants to know
    if (visit.status === 'completed' && visit.version > input.version && visit.note === input.note) return ok(visit);
    const allowed = checkVerb(visit.status, 'complete');
    if (!allowed.ok) return allowed;
    const isCurrent = visit.version === input.version || (await isOwnCheckIn(ctx, visit, input.version));
    if (!isCurrent) return staleRecord(ctx, visit);
    const pressedAt = momentOf(input.clock, ctx.now).at;
    const { startedAt, endedAt } = timesOf(visit, input, pressedAt);
    const times = checkTimes(startedAt, endedAt, ctx.now);
    if (!times.ok) return times;
    const had = await findAttendees(ctx, visit);
    const belonging = await checkBelonging(ctx, { tenantId: visit.tenantId, id: visit.accountId }, input, {
      ...had,
      opportunityId: visit.opportunityId,
    });
    if (!belonging.ok) return belonging;
    const report = await readReport(ctx, visit, input);
    if (!report.ok) return report;
    const own = await readCustom(ctx, 'visits', visit, input.custom);
    if (!own.ok) return own;
    const known = await checkCompetitors(ctx, visit.tenantId, input.moves);
    if (!known.ok) return known;

    const { note, competitorNote, satisfaction, nextStep, nextStepOn, opportunityId } = input;
    const change = { note, competitorNote, satisfaction, nextStep, nextStepOn, opportunityId, ...report.value };
    const place = placeOf(input.position);
    const done = {
      ...change,
      status: 'completed' as const,
      startedAt,
      endedAt,
      checkedInAt: visit.checkedInAt ?? visit.startedAt,
      checkedOutAt: visit.status === 'in_progress' || place ? pressedAt : null,
      checkOut: place ?? visit.checkOut,
      isPositionUnusable: visit.isPositionUnusable || input.position === 'unusable',
    };
    const completed = { ...visit, ...done };
    const check = await assessed(ctx, completed);
    await saveVisit(ctx, visit, { ...done, custom: own.value.custom, ...check });
    await saveAttendees(ctx, visit, input, had);
    await record(ctx, 'visit.completed', subjectOf('visit', visit), {
      before: { status: visit.status, ...own.value.before },
      after: {
        ...change,
        ...own.value.after,
        status: 'completed',
        startedAt: startedAt.toISOString(),
        endedAt: endedAt.toISOString(),
      },
    });
    await addHeard(ctx, completed, input);
    await addMoves(ctx, completed, input.moves);
    await carryOver(ctx, completed, endedAt, input);
    return ok(completed);
  });

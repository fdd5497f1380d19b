import { and, eq, sql } from 'drizzle-orm';
import { courseSessions, people } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { isId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { SessionInput } from '../course-input';
import { getCourse } from '../queries/courses.server';
import { getSession, listSeats } from '../queries/sessions.server';
import type { SeatState } from '../rules';

type Done = Result<{ id: string }>;
const tell = ({ actor }: Context, id: string) => ({
  ...{ kind: 'training_session' as const, id, tenantId: actor.tenantId, unitId: actor.unitId },
});
const here = (ctx: Context, id: string) =>
  and(eq(courseSessions.tenantId, ctx.actor.tenantId), eq(courseSessions.id, id));
const moment = (ctx: Context) => sql`${ctx.now.toISOString()}::timestamptz`;
const passOn = (ctx: Context) => enqueue(ctx, 'notices.pass_on', {}, 'notices.pass_on');

/** Plans a session or moves it. With more room who waits moves up; fewer seats than are taken cannot be. */
export const saveSession = (ctx: Context, input: SessionInput): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const { tenantId, personId } = ctx.actor;
    const { id, version, courseId, place, trainerId, capacity } = input;
    await getCourse(ctx, courseId);
    const [trainer] = await ctx.db
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, trainerId), eq(people.tenantId, tenantId)));
    if (!trainer) return refused('invalid', { fields: { trainerId: 'error.choose' } });
    const when = { startsAt: fromLocal(input.startsAt), endsAt: fromLocal(input.endsAt) };
    if (version === 0) {
      const made = await ctx.db
        .insert(courseSessions)
        .values({
          tenantId,
          id,
          courseId,
          place,
          trainerId,
          capacity,
          ...when,
          createdBy: personId,
          createdAt: ctx.now,
        })
        .onConflictDoNothing()
        .returning({ id: courseSessions.id });
      if (made.length) await record(ctx, 'training_session.created', tell(ctx, id), { after: { place, capacity } });
      else await getSession(ctx, id);
      return ok({ id });
    }
    const known = await getSession(ctx, id);
    if (known.version !== version) return refused('stale');
    await ctx.db
      .update(courseSessions)
      .set({ place, trainerId, ...when, version: version + 1 })
      .where(here(ctx, id));
    const [resized] = await ctx.db.execute<{ done: boolean }>(
      sql`select app.resize_session(${tenantId}, ${id}::uuid, ${capacity}, ${moment(ctx)}) as done`,
    );
    if (!resized?.done) return refused('invalid', { fields: { capacity: 'session_place.too_few' } });
    await record(ctx, 'training_session.changed', tell(ctx, id), {
      before: { place: known.place },
      after: { place, capacity },
    });
    await passOn(ctx);
    return ok({ id });
  });

export const callOff = (ctx: Context, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const session = await getSession(ctx, id);
    if (session.cancelledAt) return ok({ id });
    await ctx.db
      .update(courseSessions)
      .set({ cancelledAt: ctx.now, version: session.version + 1 })
      .where(here(ctx, id));
    await record(ctx, 'training_session.called_off', tell(ctx, id), { before: { place: session.place } });
    return ok({ id });
  });

/** Seats in the order people are named: who comes after the last one waits in that order. Answers where each stands. */
export const takeSeats = (
  ctx: Context,
  id: string,
  who: string[],
): Promise<Result<{ person: string; seat: SeatState }[]>> =>
  inTransaction(ctx, async (ctx) => {
    const isSelf = who.every((one) => one === ctx.actor.personId);
    requirePermission(ctx.actor, isSelf ? 'training.read' : 'training.enrol');
    if (!isId(id)) throw notFound();
    const rows = await ctx.db.execute<{ person: string; seat: SeatState }>(sql`
      select * from app.take_seats(${ctx.actor.tenantId}, ${id}::uuid, ${`{${who.join(',')}}`}::uuid[], ${moment(ctx)})`);
    const seats = [...rows];
    if (!seats.length) {
      await getSession(ctx, id);
      return refused('learn.seat.over');
    }
    await record(ctx, 'training_session.seat_taken', tell(ctx, id), { after: { people: seats.length } });
    if (!isSelf) await passOn(ctx);
    return ok(seats);
  });

/** Gives a seat up, for oneself or one of one's people; who has waited longest gets it and is told. */
export const leaveSeat = (ctx: Context, id: string, personId = ctx.actor.personId): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, personId === ctx.actor.personId ? 'training.read' : 'training.enrol');
    const session = await getSession(ctx, id);
    const [row] = await ctx.db.execute<{ left: boolean }>(sql`
      select app.leave_seat(${ctx.actor.tenantId}, ${id}::uuid, ${personId}::uuid, ${moment(ctx)}) as left`);
    if (!row?.left) {
      const still = (await listSeats(ctx, id)).some((seat) => seat.personId === personId && seat.state !== 'left');
      return still && session.startsAt <= ctx.now ? refused('learn.seat.over') : ok(null);
    }
    await record(ctx, 'training_session.seat_left', { ...tell(ctx, id), ownerId: personId });
    await passOn(ctx);
    return ok(null);
  });

export const attendances = ['attended', 'again', 'old', 'early', 'late', 'no_seat', 'unknown'] as const;
export type Attendance = (typeof attendances)[number];

/** Puts oneself on the list by the code on the screen: the session's id and the code of the half minute. */
export const attend = (ctx: Context, secret: string): Promise<Attendance> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const [, id = '', code = ''] = /^([0-9a-f-]{36})-([0-9a-f]{16})$/.exec(secret) ?? [];
    if (!isId(id)) return 'unknown';
    const [row] = await ctx.db.execute<{ result: Attendance }>(
      sql`select app.attend(${id}::uuid, ${code}, ${moment(ctx)}) as result`,
    );
    const result = row?.result ?? 'unknown';
    if (result === 'attended')
      await record(ctx, 'training_session.attended', { ...tell(ctx, id), ownerId: ctx.actor.personId });
    return result;
  });

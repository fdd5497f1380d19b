import { and, asc, desc, eq, gt, isNull, lte, ne, sql } from 'drizzle-orm';
import { courseSessions, courses, people, sessionSeats, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';

const most = 100;
const shown = {
  id: courseSessions.id,
  courseId: courseSessions.courseId,
  course: courses.name,
  courseEn: courses.nameEn,
  place: courseSessions.place,
  trainerId: courseSessions.trainerId,
  trainer: people.name,
  startsAt: courseSessions.startsAt,
  endsAt: courseSessions.endsAt,
  capacity: courseSessions.capacity,
  taken: courseSessions.taken,
  cancelledAt: courseSessions.cancelledAt,
  version: courseSessions.version,
  waiting:
    sql<number>`(select count(*) from session_seats w where w.tenant_id = ${courseSessions.tenantId} and w.session_id = ${courseSessions.id} and w.state = 'waiting')`.mapWith(
      Number,
    ),
};
const sessions = (ctx: Context) =>
  ctx.db
    .select(shown)
    .from(courseSessions)
    .innerJoin(courses, and(eq(courses.tenantId, courseSessions.tenantId), eq(courses.id, courseSessions.courseId)))
    .leftJoin(people, eq(people.id, courseSessions.trainerId))
    .$dynamic();
const ours = ({ actor }: Context) => eq(courseSessions.tenantId, actor.tenantId);

/** What comes next first, of what is past the latest. */
export async function listSessions(ctx: Context, show: 'coming' | 'past') {
  requirePermission(ctx.actor, 'training.manage');
  const isComing = show === 'coming';
  return sessions(ctx)
    .where(and(ours(ctx), isComing ? gt(courseSessions.endsAt, ctx.now) : lte(courseSessions.endsAt, ctx.now)))
    .orderBy(isComing ? asc(courseSessions.startsAt) : desc(courseSessions.startsAt), courseSessions.id)
    .limit(most);
}
export type SessionRow = Awaited<ReturnType<typeof listSessions>>[number];

export async function getSession(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.read');
  const [session] = isId(id) ? await sessions(ctx).where(and(ours(ctx), eq(courseSessions.id, id))) : [];
  if (!session) throw notFound();
  return session;
}

/** The sessions of a course that can still be booked, with one's own seat. */
export async function listOpenSessions(ctx: Context, courseId: string) {
  const rows = await ctx.db
    .select({ ...shown, seat: sessionSeats.state, attendedAt: sessionSeats.attendedAt })
    .from(courseSessions)
    .innerJoin(courses, and(eq(courses.tenantId, courseSessions.tenantId), eq(courses.id, courseSessions.courseId)))
    .leftJoin(people, eq(people.id, courseSessions.trainerId))
    .leftJoin(
      sessionSeats,
      and(
        eq(sessionSeats.tenantId, courseSessions.tenantId),
        eq(sessionSeats.sessionId, courseSessions.id),
        eq(sessionSeats.personId, ctx.actor.personId),
      ),
    )
    .where(
      and(
        ours(ctx),
        eq(courseSessions.courseId, courseId),
        isNull(courseSessions.cancelledAt),
        gt(courseSessions.endsAt, ctx.now),
      ),
    )
    .orderBy(courseSessions.startsAt)
    .limit(20);
  return rows.map((row) => ({ ...row, seat: row.seat === 'left' ? null : row.seat }));
}
export type OpenSession = Awaited<ReturnType<typeof listOpenSessions>>[number];

/** Who is in and who waits, in their order; of others than oneself only who looks after them sees any. */
export const listSeats = (ctx: Context, id: string) =>
  ctx.db
    .select({
      personId: sessionSeats.personId,
      person: people.name,
      unit: units.name,
      number: sessionSeats.number,
      state: sessionSeats.state,
      attendedAt: sessionSeats.attendedAt,
    })
    .from(sessionSeats)
    .innerJoin(people, eq(people.id, sessionSeats.personId))
    .innerJoin(units, eq(units.id, sessionSeats.unitId))
    .where(
      and(
        eq(sessionSeats.tenantId, ctx.actor.tenantId),
        eq(sessionSeats.sessionId, id),
        ne(sessionSeats.state, 'left'),
      ),
    )
    .orderBy(sessionSeats.state, sessionSeats.number)
    .limit(500);

/** The code on the screen now, for who keeps the session. */
export async function codeOf(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.manage');
  await getSession(ctx, id);
  const [row] = await ctx.db.execute<{ code: string | null }>(
    sql`select app.show_code(${ctx.actor.tenantId}, ${id}::uuid, ${ctx.now.toISOString()}::timestamptz) as code`,
  );
  if (!row?.code) throw notFound();
  return `${id}-${row.code}`;
}

import { and, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import {
  courseSessions,
  courses,
  enrolments,
  examBookings,
  exams,
  people,
  sessionSeats,
  sittings,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';

const most = 100;
const courseOf = (table: typeof enrolments | typeof courseSessions) =>
  and(eq(courses.tenantId, table.tenantId), eq(courses.id, table.courseId));

const isPublished = sql`exists (select from course_versions v where v.tenant_id = ${courses.tenantId}
  and v.course_id = ${courses.id} and v.published_at is not null)`;

/** The exams a person may sit, with their latest sitting and when they mean to. */
export async function listMyExams(ctx: Context) {
  requirePermission(ctx.actor, 'training.read');
  const { tenantId, personId } = ctx.actor;
  return ctx.db
    .select({
      id: exams.id,
      name: exams.name,
      nameEn: exams.nameEn,
      courseId: exams.courseId,
      certificateCode: exams.certificateCode,
      minutes: exams.minutes,
      closedAt: exams.closedAt,
      startsAt: examBookings.startsAt,
      sittingId: sittings.id,
      state: sittings.state,
      passed: sittings.passed,
      got: sittings.got,
      most: sittings.most,
      submittedAt: sittings.submittedAt,
      deadlineAt: sittings.deadlineAt,
    })
    .from(exams)
    .leftJoin(
      examBookings,
      and(
        eq(examBookings.tenantId, exams.tenantId),
        eq(examBookings.examId, exams.id),
        eq(examBookings.personId, personId),
      ),
    )
    .leftJoin(
      sittings,
      sql`${sittings.tenantId} = ${exams.tenantId} and ${sittings.id} = (select s.id from sittings s where s.tenant_id = ${exams.tenantId}
        and s.exam_id = ${exams.id} and s.person_id = ${personId} order by s.started_at desc limit 1)`,
    )
    .where(
      and(
        eq(exams.tenantId, tenantId),
        sql`${exams.publishedAt} is not null and (${exams.closedAt} is null or ${sittings.id} is not null)`,
      ),
    )
    .orderBy(sql`${examBookings.startsAt} nulls last`, desc(exams.publishedAt), exams.id)
    .limit(most);
}
/** The latest open exam that gives each of these certificates, and its course. */
export async function listWaysTo(ctx: Context, codes: string[]) {
  requirePermission(ctx.actor, 'training.read');
  if (!codes.length) return [];
  return ctx.db
    .selectDistinctOn([exams.certificateCode], {
      code: exams.certificateCode,
      examId: exams.id,
      courseId: exams.courseId,
    })
    .from(exams)
    .where(
      and(
        eq(exams.tenantId, ctx.actor.tenantId),
        inArray(exams.certificateCode, codes),
        isNull(exams.closedAt),
        isNotNull(exams.publishedAt),
      ),
    )
    .orderBy(exams.certificateCode, desc(exams.publishedAt), exams.id);
}

export type MyExam = Awaited<ReturnType<typeof listMyExams>>[number];

/** What a person learns: what is due first, what is done last. */
export async function listMyCourses(ctx: Context) {
  requirePermission(ctx.actor, 'training.read');
  return ctx.db
    .select({
      id: enrolments.courseId,
      name: courses.name,
      nameEn: courses.nameEn,
      family: courses.family,
      state: enrolments.state,
      progress: enrolments.progressPercent,
      dueOn: enrolments.dueOn,
      way: enrolments.way,
    })
    .from(enrolments)
    .innerJoin(courses, courseOf(enrolments))
    .where(
      and(
        eq(enrolments.tenantId, ctx.actor.tenantId),
        eq(enrolments.personId, ctx.actor.personId),
        ne(enrolments.state, 'withdrawn'),
      ),
    )
    .orderBy(sql`${enrolments.state} = 'completed'`, sql`${enrolments.dueOn} nulls last`, courses.name)
    .limit(most);
}
export type MyCourse = Awaited<ReturnType<typeof listMyCourses>>[number];

/** Courses anybody of the company may take up, which this person has not. */
export async function listOtherCourses(ctx: Context) {
  requirePermission(ctx.actor, 'training.read');
  const { tenantId, personId } = ctx.actor;
  return ctx.db
    .select({
      id: courses.id,
      name: courses.name,
      nameEn: courses.nameEn,
      family: courses.family,
      summary: courses.summary,
    })
    .from(courses)
    .where(
      and(
        eq(courses.tenantId, tenantId),
        isNull(courses.archivedAt),
        isPublished,
        sql`not exists (select from enrolments e where e.tenant_id = ${courses.tenantId} and e.course_id = ${courses.id} and e.person_id = ${personId} and e.state <> 'withdrawn')`,
      ),
    )
    .orderBy(courses.family, courses.code)
    .limit(most);
}

/** Sessions to come that a person has a seat in, or waits for one. */
export async function listMySeats(ctx: Context) {
  requirePermission(ctx.actor, 'training.read');
  return ctx.db
    .select({
      id: courseSessions.id,
      courseId: courseSessions.courseId,
      name: courses.name,
      nameEn: courses.nameEn,
      place: courseSessions.place,
      trainer: people.name,
      startsAt: courseSessions.startsAt,
      endsAt: courseSessions.endsAt,
      state: sessionSeats.state,
      attendedAt: sessionSeats.attendedAt,
    })
    .from(sessionSeats)
    .innerJoin(
      courseSessions,
      and(eq(courseSessions.tenantId, sessionSeats.tenantId), eq(courseSessions.id, sessionSeats.sessionId)),
    )
    .innerJoin(courses, courseOf(courseSessions))
    .leftJoin(people, eq(people.id, courseSessions.trainerId))
    .where(
      and(
        eq(sessionSeats.tenantId, ctx.actor.tenantId),
        eq(sessionSeats.personId, ctx.actor.personId),
        ne(sessionSeats.state, 'left'),
        isNull(courseSessions.cancelledAt),
        sql`${courseSessions.endsAt} > ${ctx.now.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(courseSessions.startsAt)
    .limit(most);
}
export type MySeat = Awaited<ReturnType<typeof listMySeats>>[number];

export async function findBooking(ctx: Context, examId: string) {
  const [booking] = await ctx.db
    .select({ startsAt: examBookings.startsAt })
    .from(examBookings)
    .where(
      and(
        eq(examBookings.tenantId, ctx.actor.tenantId),
        eq(examBookings.personId, ctx.actor.personId),
        eq(examBookings.examId, examId),
      ),
    );
  return booking ?? null;
}

/** Courses by what somebody wrote down for them: their code, or their name in either language. */
export async function findCoursesNamed(ctx: Context, names: string[]) {
  requirePermission(ctx.actor, 'training.read');
  if (!names.length) return [];
  const is = { id: courses.id, code: courses.code, name: courses.name, nameEn: courses.nameEn };
  return ctx.db
    .select(is)
    .from(courses)
    .where(
      and(
        eq(courses.tenantId, ctx.actor.tenantId),
        isNull(courses.archivedAt),
        or(inArray(courses.code, names), inArray(courses.name, names), inArray(courses.nameEn, names)),
        isPublished,
      ),
    );
}

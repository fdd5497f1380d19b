import { and, eq, isNull, sql } from 'drizzle-orm';
import { chapters, chaptersRead, courses, courseVersions, enrolments, exams } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import type { EnrolmentState, EnrolmentWay } from '../rules';

export async function findEnrolment(ctx: Context, courseId: string) {
  const { tenantId, personId } = ctx.actor;
  const [row] = await ctx.db
    .select({
      versionId: enrolments.versionId,
      edition: courseVersions.edition,
      state: enrolments.state,
      way: enrolments.way,
      progress: enrolments.progressPercent,
      dueOn: enrolments.dueOn,
    })
    .from(enrolments)
    .innerJoin(
      courseVersions,
      and(eq(courseVersions.tenantId, enrolments.tenantId), eq(courseVersions.id, enrolments.versionId)),
    )
    .where(
      and(eq(enrolments.tenantId, tenantId), eq(enrolments.personId, personId), eq(enrolments.courseId, courseId)),
    );
  return row ?? null;
}

/** The chapters of an edition, and which of them this person has read. */
export const listReading = (ctx: Context, versionId: string) =>
  ctx.db
    .select({
      id: chapters.id,
      position: chapters.position,
      title: chapters.title,
      minutes: chapters.minutes,
      readAt: chaptersRead.readAt,
    })
    .from(chapters)
    .leftJoin(
      chaptersRead,
      and(
        eq(chaptersRead.tenantId, chapters.tenantId),
        eq(chaptersRead.chapterId, chapters.id),
        eq(chaptersRead.personId, ctx.actor.personId),
      ),
    )
    .where(and(eq(chapters.tenantId, ctx.actor.tenantId), eq(chapters.versionId, versionId)))
    .orderBy(chapters.position, chapters.id);

export const listExamsOf = (ctx: Context, courseId: string) =>
  ctx.db
    .select({ id: exams.id, name: exams.name, nameEn: exams.nameEn, minutes: exams.minutes })
    .from(exams)
    .where(
      and(
        eq(exams.tenantId, ctx.actor.tenantId),
        eq(exams.courseId, courseId),
        isNull(exams.closedAt),
        sql`${exams.publishedAt} is not null`,
      ),
    )
    .limit(10);

type Row = {
  id: string;
  person: string;
  unit: string;
  course_id: string;
  course: string;
  state: EnrolmentState;
  way: EnrolmentWay;
  progress: number;
  due_on: string | null;
  updated_at: string;
};

/** Who learns what, those who learnt last first: of the company for its trainer, of one's own people for who leads them. */
export async function listProgress(
  ctx: Context,
  filter: { courseId: string | null; isOverdue: boolean },
  day: string,
  after: Cursor | null,
) {
  requirePermission(ctx.actor, 'training.enrol');
  const { tenantId, visibleTenants, visibleUnits } = ctx.actor;
  const isTrainer = ctx.actor.role === 'trainer' || ctx.actor.role === 'admin';
  const whose = isTrainer
    ? sql`e.tenant_id = ${tenantId}`
    : sql`(e.tenant_id = any(${`{${visibleTenants}}`}::integer[]) or e.unit_id = any(${`{${visibleUnits}}`}::integer[]))`;
  const rows = [
    ...(await ctx.db.execute<Row>(sql`
      select e.id, p.name as person, u.name as unit, e.course_id, c.name as course, e.state, e.way, e.progress_percent as progress,
        e.due_on::text, e.updated_at::text
      from ${enrolments} e join people p on p.id = e.person_id join units u on u.id = e.unit_id
      join ${courses} c on c.tenant_id = e.tenant_id and c.id = e.course_id
      where ${whose} and e.state <> 'withdrawn'
        ${filter.courseId ? sql`and e.course_id = ${filter.courseId}::uuid` : sql``}
        ${filter.isOverdue ? sql`and e.state = 'enrolled' and e.due_on < ${day}::date` : sql``}
        ${after ? sql`and (e.updated_at, e.id) < (${String(after.value)}::timestamptz, ${after.id}::uuid)` : sql``}
      order by e.updated_at desc, e.id desc limit ${pageSize + 1}`)),
  ];
  const last = rows[pageSize - 1];
  return {
    rows: rows.slice(0, pageSize).map((row) => ({
      id: row.id,
      person: row.person,
      unit: row.unit,
      courseId: row.course_id,
      course: row.course,
      state: row.state,
      way: row.way,
      progress: Number(row.progress),
      dueOn: row.due_on,
      updatedAt: new Date(row.updated_at),
    })),
    after: rows.length > pageSize && last ? writeCursor({ value: last.updated_at, id: last.id }) : null,
  };
}
export type ProgressRow = Awaited<ReturnType<typeof listProgress>>['rows'][number];

import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { courses, exams, questions, sittings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import type { InPool } from '../draw';
import { itemStatistics } from '../statistics';

export type Exam = typeof exams.$inferSelect;
const mostInPool = 10_000;
const mostExams = 200;
/** Statistics are of the latest sittings: a mended question shows. */
const latestSittings = 500;

/** What papers are drawn from: no word of what a question says. */
export const listPool = (ctx: Context): Promise<InPool[]> =>
  ctx.db
    .select({
      id: questions.id,
      versionId: questions.versionId,
      kind: questions.kind,
      difficulty: questions.difficulty,
      courseId: questions.courseId,
      offeringCode: questions.offeringCode,
    })
    .from(questions)
    .where(and(eq(questions.tenantId, ctx.actor.tenantId), isNull(questions.retiredAt)))
    .orderBy(questions.id)
    .limit(mostInPool);

export async function getExam(ctx: Context, id: string): Promise<Exam> {
  requirePermission(ctx.actor, 'training.read');
  const [exam] = isId(id)
    ? await ctx.db
        .select()
        .from(exams)
        .where(and(eq(exams.tenantId, ctx.actor.tenantId), eq(exams.id, id)))
    : [];
  if (!exam) throw notFound();
  return exam;
}

/** A person's own sittings of an exam, the latest first. */
export const listPast = (ctx: Context, examId: string) =>
  ctx.db
    .select({
      id: sittings.id,
      attempt: sittings.attempt,
      state: sittings.state,
      startedAt: sittings.startedAt,
      submittedAt: sittings.submittedAt,
      got: sittings.got,
      most: sittings.most,
      passed: sittings.passed,
    })
    .from(sittings)
    .where(
      and(
        eq(sittings.tenantId, ctx.actor.tenantId),
        eq(sittings.personId, ctx.actor.personId),
        eq(sittings.examId, examId),
      ),
    )
    .orderBy(desc(sittings.startedAt))
    .limit(50);

/** Every exam of the company with how it went lately. */
export async function listExams(ctx: Context) {
  requirePermission(ctx.actor, 'training.manage');
  const rows = await ctx.db
    .select({
      id: exams.id,
      name: exams.name,
      nameEn: exams.nameEn,
      course: courses.name,
      certificateCode: exams.certificateCode,
      minutes: exams.minutes,
      passPercent: exams.passPercent,
      publishedAt: exams.publishedAt,
      closedAt: exams.closedAt,
      sat: sql<number>`coalesce(s.sat, 0)`.mapWith(Number),
      passed: sql<number>`coalesce(s.passed, 0)`.mapWith(Number),
      waiting: sql<number>`coalesce(s.waiting, 0)`.mapWith(Number),
      booked:
        sql<number>`(select count(*) from exam_bookings b where b.tenant_id = ${exams.tenantId} and b.exam_id = ${exams.id})`.mapWith(
          Number,
        ),
    })
    .from(exams)
    .leftJoin(courses, and(eq(courses.tenantId, exams.tenantId), eq(courses.id, exams.courseId)))
    .leftJoin(
      sql`lateral (select count(*) filter (where x.state = 'marked') as sat, count(*) filter (where x.passed) as passed,
        count(*) filter (where x.state = 'submitted') as waiting
        from (select state, passed from sittings y where y.tenant_id = ${exams.tenantId} and y.exam_id = ${exams.id}
          order by y.started_at desc limit ${latestSittings}) x) s`,
      sql`true`,
    )
    .where(eq(exams.tenantId, ctx.actor.tenantId))
    .orderBy(sql`${exams.closedAt} nulls first`, desc(exams.updatedAt), exams.id)
    .limit(mostExams);
  return rows;
}
export type ExamRow = Awaited<ReturnType<typeof listExams>>[number];

type Item = { version_id: string; question_id: string; stem: string; share: number; total: number };

/** How each question did in the latest sittings of an exam, the ones to mend first. */
export async function listItems(ctx: Context, examId: string) {
  requirePermission(ctx.actor, 'training.manage');
  const rows = await ctx.db.execute<Item>(sql`
    with latest as (
      select s.id, s.got::float8 / s.most as total from sittings s
      where s.tenant_id = ${ctx.actor.tenantId} and s.exam_id = ${examId}::uuid and s.state = 'marked'
      order by s.started_at desc, s.id desc limit ${latestSittings})
    select q.version_id, v.question_id, left(v.stem, 120) as stem, q.got::float8 / q.points as share, l.total
    from latest l join sitting_questions q on q.tenant_id = ${ctx.actor.tenantId} and q.sitting_id = l.id
    join question_versions v on v.tenant_id = q.tenant_id and v.id = q.version_id`);
  const told = new Map([...rows].map((row) => [row.version_id, { questionId: row.question_id, stem: row.stem }]));
  return itemStatistics(
    [...rows].map((row) => ({ versionId: row.version_id, share: Number(row.share), total: Number(row.total) })),
  )
    .map((one) => ({ ...one, ...told.get(one.versionId)! }))
    .sort((a, b) => (a.discrimination ?? 9) - (b.discrimination ?? 9) || a.difficulty - b.difficulty);
}
export type ItemRow = Awaited<ReturnType<typeof listItems>>[number];

import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import {
  chapterFiles,
  chapters,
  courseFamilies,
  courses,
  courseVersions,
  learningRules,
  people,
  units,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';

const mostCourses = 300;
const ours = ({ actor }: Context) => eq(courses.tenantId, actor.tenantId);

/** To choose one from. */
export const listCourseOptions = (ctx: Context) =>
  ctx.db
    .select({ id: courses.id, name: courses.name, nameEn: courses.nameEn })
    .from(courses)
    .where(and(ours(ctx), isNull(courses.archivedAt)))
    .orderBy(courses.family, courses.code)
    .limit(mostCourses);

export const listFamilies = (ctx: Context) =>
  ctx.db
    .select({ code: courseFamilies.code, name: courseFamilies.name, nameEn: courseFamilies.nameEn })
    .from(courseFamilies)
    .where(eq(courseFamilies.tenantId, ctx.actor.tenantId))
    .orderBy(courseFamilies.position, courseFamilies.code)
    .limit(100);

const counted = (what: ReturnType<typeof sql>) => sql<number>`coalesce((${what}), 0)`.mapWith(Number);

/** Every course of the company: what it is made of, and who is on it. */
export async function listCourses(ctx: Context) {
  requirePermission(ctx.actor, 'training.manage');
  return ctx.db
    .select({
      id: courses.id,
      code: courses.code,
      family: courses.family,
      name: courses.name,
      nameEn: courses.nameEn,
      certificateCode: courses.certificateCode,
      archivedAt: courses.archivedAt,
      edition: counted(
        sql`select max(v.edition) from course_versions v where v.tenant_id = ${courses.tenantId} and v.course_id = ${courses.id} and v.published_at is not null`,
      ),
      hasDraft: sql<boolean>`exists (select from course_versions v where v.tenant_id = ${courses.tenantId} and v.course_id = ${courses.id} and v.published_at is null)`,
      learners: counted(
        sql`select count(*) from enrolments e where e.tenant_id = ${courses.tenantId} and e.course_id = ${courses.id} and e.state <> 'withdrawn'`,
      ),
      done: counted(
        sql`select count(*) from enrolments e where e.tenant_id = ${courses.tenantId} and e.course_id = ${courses.id} and e.state = 'completed'`,
      ),
    })
    .from(courses)
    .where(ours(ctx))
    .orderBy(sql`${courses.archivedAt} is not null`, courses.family, courses.code)
    .limit(mostCourses);
}
export type CourseRow = Awaited<ReturnType<typeof listCourses>>[number];

export async function getCourse(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.read');
  const [course] = isId(id)
    ? await ctx.db
        .select()
        .from(courses)
        .where(and(ours(ctx), eq(courses.id, id)))
    : [];
  if (!course) throw notFound();
  return course;
}
export type Course = Awaited<ReturnType<typeof getCourse>>;

/** The editions of a course, the latest first; a learner sees none that is still being written. */
export const listEditions = (ctx: Context, courseId: string) =>
  ctx.db
    .select({
      id: courseVersions.id,
      edition: courseVersions.edition,
      publishedAt: courseVersions.publishedAt,
      publisher: people.name,
      learners: counted(
        sql`select count(*) from enrolments e where e.tenant_id = ${courseVersions.tenantId} and e.version_id = ${courseVersions.id}`,
      ),
    })
    .from(courseVersions)
    .leftJoin(people, eq(people.id, courseVersions.publishedBy))
    .where(and(eq(courseVersions.tenantId, ctx.actor.tenantId), eq(courseVersions.courseId, courseId)))
    .orderBy(desc(courseVersions.edition))
    .limit(50);

export const listChapters = (ctx: Context, versionId: string) =>
  ctx.db
    .select({
      id: chapters.id,
      position: chapters.position,
      title: chapters.title,
      minutes: chapters.minutes,
      version: chapters.version,
    })
    .from(chapters)
    .where(and(eq(chapters.tenantId, ctx.actor.tenantId), eq(chapters.versionId, versionId)))
    .orderBy(chapters.position, chapters.id);

export async function getChapter(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.read');
  const [row] = isId(id)
    ? await ctx.db
        .select({
          chapter: chapters,
          courseId: courseVersions.courseId,
          edition: courseVersions.edition,
          publishedAt: courseVersions.publishedAt,
        })
        .from(chapters)
        .innerJoin(
          courseVersions,
          and(eq(courseVersions.tenantId, chapters.tenantId), eq(courseVersions.id, chapters.versionId)),
        )
        .where(and(eq(chapters.tenantId, ctx.actor.tenantId), eq(chapters.id, id)))
    : [];
  if (!row) throw notFound();
  const { chapter, ...of } = row;
  return { ...chapter, ...of };
}

export const listChapterFiles = (ctx: Context, chapterId: string) =>
  ctx.db
    .select({ id: chapterFiles.id, name: chapterFiles.name, mime: chapterFiles.mime, bytes: chapterFiles.bytes })
    .from(chapterFiles)
    .where(and(eq(chapterFiles.tenantId, ctx.actor.tenantId), eq(chapterFiles.chapterId, chapterId)))
    .orderBy(chapterFiles.createdAt, chapterFiles.id);
export type ChapterFile = Awaited<ReturnType<typeof listChapterFiles>>[number];

/** Seen by whoever may see its chapter. */
export async function getChapterFile(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.read');
  const [file] = isId(id)
    ? await ctx.db
        .select()
        .from(chapterFiles)
        .where(and(eq(chapterFiles.tenantId, ctx.actor.tenantId), eq(chapterFiles.id, id)))
    : [];
  if (!file) throw notFound();
  return { ...file, smallSha256: null };
}

/** Whom a course is given to by itself. */
export async function listRules(ctx: Context, courseId: string) {
  requirePermission(ctx.actor, 'training.manage');
  return ctx.db
    .select({ id: learningRules.id, role: learningRules.role, unit: units.name, dueDays: learningRules.dueDays })
    .from(learningRules)
    .innerJoin(units, eq(units.id, learningRules.unitId))
    .where(
      and(
        eq(learningRules.tenantId, ctx.actor.tenantId),
        eq(learningRules.courseId, courseId),
        isNull(learningRules.endedAt),
      ),
    )
    .orderBy(learningRules.createdAt)
    .limit(100);
}

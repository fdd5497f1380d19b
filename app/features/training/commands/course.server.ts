import { and, eq, isNull, sql } from 'drizzle-orm';
import { chapterFiles, chapters, courseFamilies, courses, courseVersions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { CourseInput } from '../course-input';
import { getCourse, listChapters, listEditions } from '../queries/courses.server';

type Done = Result<{ id: string }>;

export const tellCourse = ({ actor }: Context, id: string) => ({
  ...{ kind: 'course' as const, id, tenantId: actor.tenantId, unitId: actor.unitId },
});
const here = (ctx: Context, id: string) => and(eq(courses.tenantId, ctx.actor.tenantId), eq(courses.id, id));

/** The code of a family typed by name: made when there is none called so. */
async function familyOf(ctx: Context, { family, newFamily }: CourseInput) {
  if (!newFamily) return family;
  const { tenantId } = ctx.actor;
  const known = and(eq(courseFamilies.tenantId, tenantId), eq(courseFamilies.name, newFamily));
  const [found] = await ctx.db.select({ code: courseFamilies.code }).from(courseFamilies).where(known);
  if (found) return found.code;
  const code = `f-${newId().slice(-8)}`;
  await ctx.db.insert(courseFamilies).values({ tenantId, code, name: newFamily, position: 99 });
  await record(ctx, 'course.family_added', tellCourse(ctx, newId()), { after: { name: newFamily } });
  return code;
}

/** Makes a course with its first edition to write, or changes what it is called. */
export const saveCourse = (ctx: Context, input: CourseInput): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const { tenantId, personId } = ctx.actor;
    const { id, version, code, name, nameEn, summary, certificateCode } = input;
    const [[known], [sameCode]] = await Promise.all([
      ctx.db.select().from(courses).where(here(ctx, id)).for('update'),
      ctx.db
        .select({ id: courses.id })
        .from(courses)
        .where(and(eq(courses.tenantId, tenantId), eq(courses.code, code))),
    ]);
    if (known && version === 0) return ok({ id });
    if (!known && version > 0) throw notFound();
    if (known && known.version !== version) return refused('stale');
    if (sameCode && sameCode.id !== id) return refused('invalid', { fields: { code: 'course.code_taken' } });
    const what = {
      code,
      family: await familyOf(ctx, input),
      name,
      nameEn,
      summary,
      certificateCode,
      updatedAt: ctx.now,
    };
    if (known) {
      await ctx.db
        .update(courses)
        .set({ ...what, version: version + 1 })
        .where(here(ctx, id));
      await record(ctx, 'course.changed', tellCourse(ctx, id), { before: { name: known.name }, after: { name } });
      return ok({ id });
    }
    const made = await ctx.db
      .insert(courses)
      .values({ tenantId, id, ...what, createdBy: personId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: courses.id });
    if (!made.length) throw notFound();
    await ctx.db.insert(courseVersions).values({ tenantId, id: newId(), courseId: id, edition: 1, createdAt: ctx.now });
    await record(ctx, 'course.created', tellCourse(ctx, id), { after: { name } });
    return ok({ id });
  });

/** Offered to nobody any more; who is on it finishes. */
export const archiveCourse = (ctx: Context, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const course = await getCourse(ctx, id);
    if (course.archivedAt) return ok({ id });
    await ctx.db
      .update(courses)
      .set({ archivedAt: ctx.now, updatedAt: ctx.now, version: course.version + 1 })
      .where(here(ctx, id));
    await record(ctx, 'course.archived', tellCourse(ctx, id), { before: { name: course.name } });
    return ok({ id });
  });

/** A draft of the next edition, as the last one is: its chapters and files. One draft at a time. */
export const beginEdition = (ctx: Context, courseId: string, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const { tenantId } = ctx.actor;
    await getCourse(ctx, courseId);
    const [last] = await listEditions(ctx, courseId);
    if (last && !last.publishedAt) return ok({ id: last.id });
    const made = await ctx.db
      .insert(courseVersions)
      .values({ tenantId, id, courseId, edition: (last?.edition ?? 0) + 1, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: courseVersions.id });
    if (!made.length) return refused('stale');
    if (last) await copyChapters(ctx, last.id, id);
    await record(ctx, 'course.edition_begun', tellCourse(ctx, courseId));
    return ok({ id });
  });

async function copyChapters(ctx: Context, from: string, to: string) {
  const { tenantId } = ctx.actor;
  const old = await ctx.db
    .select()
    .from(chapters)
    .where(and(eq(chapters.tenantId, tenantId), eq(chapters.versionId, from)))
    .orderBy(chapters.position);
  for (const { position, title, body, minutes, id: oldId } of old) {
    const chapterId = newId();
    const values = { tenantId, id: chapterId, versionId: to, position, title, body, minutes, updatedAt: ctx.now };
    await ctx.db.insert(chapters).values(values);
    const files = await ctx.db
      .select()
      .from(chapterFiles)
      .where(and(eq(chapterFiles.tenantId, tenantId), eq(chapterFiles.chapterId, oldId)));
    if (files.length)
      await ctx.db.insert(chapterFiles).values(files.map((file) => ({ ...file, id: newId(), chapterId })));
  }
}

/** Freezes the draft; it is what is learnt from now on. */
export const publishEdition = (ctx: Context, courseId: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    await getCourse(ctx, courseId);
    const [draft] = await ctx.db
      .select({ id: courseVersions.id })
      .from(courseVersions)
      .where(
        and(
          eq(courseVersions.tenantId, ctx.actor.tenantId),
          eq(courseVersions.courseId, courseId),
          isNull(courseVersions.publishedAt),
        ),
      )
      .for('update');
    if (!draft) return ok({ id: courseId }); // published by a colleague a moment ago
    if ((await listChapters(ctx, draft.id)).length === 0) return refused('course.no_chapters');
    await ctx.db
      .update(courseVersions)
      .set({ publishedAt: ctx.now, publishedBy: ctx.actor.personId })
      .where(and(eq(courseVersions.tenantId, ctx.actor.tenantId), eq(courseVersions.id, draft.id)));
    await ctx.db
      .update(courses)
      .set({ updatedAt: sql`${ctx.now.toISOString()}::timestamptz` })
      .where(here(ctx, courseId));
    await record(ctx, 'course.edition_published', tellCourse(ctx, courseId));
    return ok({ id: courseId });
  });

import { and, eq, isNull, max, sql } from 'drizzle-orm';
import { chapterFiles, chapters, courseVersions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { readUpload } from '~/core/upload.server';
import type { ChapterInput } from '../course-input';
import { getChapter, getCourse } from '../queries/courses.server';
import { type KeptMaterial, receiveMaterial } from '../receive-material.server';
import { tellCourse } from './course.server';

type Done = Result<{ id: string }>;
const here = (ctx: Context, id: string) => and(eq(chapters.tenantId, ctx.actor.tenantId), eq(chapters.id, id));

/** A chapter of the edition that is being written; new ones go to its end. */
export const saveChapter = (ctx: Context, courseId: string, input: ChapterInput): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    await getCourse(ctx, courseId);
    const { tenantId } = ctx.actor;
    const { id, version, title, body, minutes } = input;
    const [draft] = await ctx.db
      .select({ id: courseVersions.id })
      .from(courseVersions)
      .where(
        and(
          eq(courseVersions.tenantId, tenantId),
          eq(courseVersions.courseId, courseId),
          isNull(courseVersions.publishedAt),
        ),
      )
      .for('update');
    if (!draft) return refused('course.chapter_frozen');
    const [known] = await ctx.db.select().from(chapters).where(here(ctx, id));
    if (known && known.versionId !== draft.id) return refused('course.chapter_frozen');
    if (known && version === 0) return ok({ id });
    if (!known && version > 0) throw notFound();
    if (known && known.version !== version) return refused('stale');
    if (known)
      await ctx.db
        .update(chapters)
        .set({ title, body, minutes, version: version + 1, updatedAt: ctx.now })
        .where(here(ctx, id));
    else {
      const [last] = await ctx.db
        .select({ position: max(chapters.position) })
        .from(chapters)
        .where(and(eq(chapters.tenantId, tenantId), eq(chapters.versionId, draft.id)));
      const position = (last?.position ?? 0) + 1;
      const values = { tenantId, id, versionId: draft.id, position, title, body, minutes, updatedAt: ctx.now };
      const made = await ctx.db.insert(chapters).values(values).onConflictDoNothing().returning({ id: chapters.id });
      if (!made.length) throw notFound();
    }
    await record(ctx, 'course.chapter_saved', tellCourse(ctx, courseId), { after: { title } });
    return ok({ id });
  });

export const removeChapter = (ctx: Context, courseId: string, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const chapter = await getChapter(ctx, id);
    if (chapter.courseId !== courseId) throw notFound();
    if (chapter.publishedAt) return refused('course.chapter_frozen');
    await ctx.db
      .delete(chapterFiles)
      .where(and(eq(chapterFiles.tenantId, ctx.actor.tenantId), eq(chapterFiles.chapterId, id)));
    await ctx.db.delete(chapters).where(here(ctx, id));
    await ctx.db
      .update(chapters)
      .set({ position: sql`${chapters.position} - 1` })
      .where(
        and(
          eq(chapters.tenantId, ctx.actor.tenantId),
          eq(chapters.versionId, chapter.versionId),
          sql`${chapters.position} > ${chapter.position}`,
        ),
      );
    await record(ctx, 'course.chapter_removed', tellCourse(ctx, courseId), { before: { title: chapter.title } });
    return ok({ id });
  });

/** Takes the file of a multipart form for a chapter that is still being written. */
export async function addMaterialFromRequest(ctx: Context, chapterId: string, request: Request): Promise<Done> {
  requirePermission(ctx.actor, 'training.manage');
  const chapter = await getChapter(ctx, chapterId);
  if (chapter.publishedAt) return refused('course.chapter_frozen');
  const { typed, file, refusal } = await readUpload(request, receiveMaterial);
  if (!file) return refused('invalid', { fields: { file: refusal ?? 'attachment.missing' } });
  return addMaterial(ctx, chapterId, String(typed.id ?? ''), file);
}

export const addMaterial = (ctx: Context, chapterId: string, id: string, file: KeptMaterial): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const chapter = await getChapter(ctx, chapterId);
    if (chapter.publishedAt) return refused('course.chapter_frozen');
    await ctx.db
      .insert(chapterFiles)
      .values({ tenantId: ctx.actor.tenantId, id, chapterId, ...file, createdAt: ctx.now })
      .onConflictDoNothing();
    await record(ctx, 'course.chapter_saved', tellCourse(ctx, chapter.courseId), { after: { fileName: file.name } });
    return ok({ id });
  });

export const removeMaterial = (ctx: Context, chapterId: string, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const chapter = await getChapter(ctx, chapterId);
    if (chapter.publishedAt) return refused('course.chapter_frozen');
    const gone = await ctx.db
      .delete(chapterFiles)
      .where(
        and(
          eq(chapterFiles.tenantId, ctx.actor.tenantId),
          eq(chapterFiles.chapterId, chapterId),
          eq(chapterFiles.id, id),
        ),
      )
      .returning({ name: chapterFiles.name });
    if (gone[0])
      await record(ctx, 'course.chapter_saved', tellCourse(ctx, chapter.courseId), {
        before: { fileName: gone[0].name },
      });
    return ok({ id });
  });

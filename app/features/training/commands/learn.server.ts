import { and, count, eq, isNull, sql } from 'drizzle-orm';
import { chapters, chaptersRead, enrolments, learningRules } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { RuleInput } from '../course-input';
import { getCourse, listEditions } from '../queries/courses.server';
import { findEnrolment } from '../queries/reading.server';
import { progressOf } from '../rules';
import { tellCourse } from './course.server';

const own = ({ actor }: Context, courseId: string) =>
  and(
    eq(enrolments.tenantId, actor.tenantId),
    eq(enrolments.personId, actor.personId),
    eq(enrolments.courseId, courseId),
  );
const uuids = (ids: string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`;

/** Puts people on a course: oneself, one's own people, or anybody of the company for its trainer. Answers how many are new on it. */
export const enrol = (
  ctx: Context,
  courseId: string,
  people: string[],
  dueOn: string | null,
): Promise<Result<{ n: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const { personId, tenantId } = ctx.actor;
    const isSelf = people.every((one) => one === personId);
    requirePermission(ctx.actor, isSelf ? 'training.read' : 'training.enrol');
    const course = await getCourse(ctx, courseId);
    if (dueOn && dueOn < today(ctx.now)) return refused('invalid', { fields: { dueOn: 'error.day' } });
    const [row] = await ctx.db.execute<{ n: number }>(sql`
      select app.enrol(${tenantId}, ${courseId}::uuid, ${uuids(people)}, ${isSelf ? 'self' : 'lead'}, ${dueOn}::date, ${ctx.now.toISOString()}::timestamptz) as n`);
    const n = Number(row?.n ?? 0);
    if (n) await record(ctx, 'course.enrolled', tellCourse(ctx, courseId), { after: { name: course.name, people: n } });
    if (n && !isSelf) await enqueue(ctx, 'notices.pass_on', {}, 'notices.pass_on');
    return ok({ n });
  });

/** Only what one chose oneself can be left. */
export const withdraw = (ctx: Context, courseId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const left = await ctx.db
      .update(enrolments)
      .set({ state: 'withdrawn', updatedAt: ctx.now })
      .where(and(own(ctx, courseId), eq(enrolments.way, 'self'), eq(enrolments.state, 'enrolled')))
      .returning({ id: enrolments.id });
    if (left.length) await record(ctx, 'course.withdrawn', tellCourse(ctx, courseId));
    return ok(null);
  });

/** Notes that a chapter was read; with the last of them the course is learnt. */
export const readChapter = (ctx: Context, courseId: string, chapterId: string): Promise<Result<{ isDone: boolean }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const { tenantId, personId } = ctx.actor;
    const enrolment = await findEnrolment(ctx, courseId);
    if (!enrolment || enrolment.state === 'withdrawn') throw notFound();
    const [chapter] = await ctx.db
      .select({ id: chapters.id })
      .from(chapters)
      .where(
        and(eq(chapters.tenantId, tenantId), eq(chapters.id, chapterId), eq(chapters.versionId, enrolment.versionId)),
      );
    if (!chapter) throw notFound();
    await ctx.db.insert(chaptersRead).values({ tenantId, personId, chapterId, readAt: ctx.now }).onConflictDoNothing();
    const [[all], [read]] = await Promise.all([
      ctx.db
        .select({ n: count() })
        .from(chapters)
        .where(and(eq(chapters.tenantId, tenantId), eq(chapters.versionId, enrolment.versionId))),
      ctx.db
        .select({ n: count() })
        .from(chaptersRead)
        .innerJoin(chapters, and(eq(chapters.tenantId, chaptersRead.tenantId), eq(chapters.id, chaptersRead.chapterId)))
        .where(
          and(
            eq(chaptersRead.tenantId, tenantId),
            eq(chaptersRead.personId, personId),
            eq(chapters.versionId, enrolment.versionId),
          ),
        ),
    ]);
    const progressPercent = progressOf(read?.n ?? 0, all?.n ?? 0);
    const isDone = progressPercent === 100;
    const wasDone = enrolment.state === 'completed';
    await ctx.db
      .update(enrolments)
      .set({
        progressPercent,
        updatedAt: ctx.now,
        ...(isDone && !wasDone && { state: 'completed', completedAt: ctx.now }),
      })
      .where(own(ctx, courseId));
    if (isDone && !wasDone) await record(ctx, 'course.learnt', { ...tellCourse(ctx, courseId), ownerId: personId });
    return ok({ isDone: isDone && !wasDone });
  });

/** Goes over to the newest edition; what was read of the old one is not read there. */
export const switchEdition = (ctx: Context, courseId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const enrolment = await findEnrolment(ctx, courseId);
    const latest = (await listEditions(ctx, courseId)).find((one) => one.publishedAt);
    if (!enrolment || !latest) throw notFound();
    if (latest.id !== enrolment.versionId)
      await ctx.db
        .update(enrolments)
        .set({ versionId: latest.id, progressPercent: 0, state: 'enrolled', completedAt: null, updatedAt: ctx.now })
        .where(own(ctx, courseId));
    return ok(null);
  });

/** Whoever holds a role in a unit or below learns the course, those of now at once. */
export const addRule = (
  ctx: Context,
  courseId: string,
  { id, role, unitId, dueDays }: RuleInput,
): Promise<Result<{ n: number }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    await getCourse(ctx, courseId);
    const { tenantId, personId } = ctx.actor;
    const [unit] = await ctx.db.execute(sql`select 1 from units where id = ${unitId} and tenant_id = ${tenantId}`);
    if (!unit) return refused('invalid', { fields: { unitId: 'error.choose' } });
    await ctx.db
      .insert(learningRules)
      .values({ tenantId, id, courseId, role, unitId, dueDays, createdBy: personId, createdAt: ctx.now })
      .onConflictDoNothing();
    const [row] = await ctx.db.execute<{ n: number }>(
      sql`select app.follow_learning_rules(${ctx.now.toISOString()}::timestamptz) as n`,
    );
    const dueOn = addDays(today(ctx.now), dueDays);
    await record(ctx, 'course.ruled', tellCourse(ctx, courseId), { after: { role, dueOn } });
    return ok({ n: Number(row?.n ?? 0) });
  });

export const endRule = (ctx: Context, courseId: string, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const ended = await ctx.db
      .update(learningRules)
      .set({ endedAt: ctx.now })
      .where(
        and(
          eq(learningRules.tenantId, ctx.actor.tenantId),
          eq(learningRules.courseId, courseId),
          eq(learningRules.id, id),
          isNull(learningRules.endedAt),
        ),
      )
      .returning({ role: learningRules.role });
    if (ended[0]) await record(ctx, 'course.rule_ended', tellCourse(ctx, courseId), { before: ended[0] });
    return ok(null);
  });

import { and, eq } from 'drizzle-orm';
import { exams } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { draw } from '../draw';
import type { ExamInput } from '../exam-input';
import { listPool } from '../queries/exams.server';

type Done = Result<{ id: string }>;
type Exam = typeof exams.$inferSelect;

const tell = ({ actor }: Context, id: string) => ({
  kind: 'exam' as const,
  id,
  tenantId: actor.tenantId,
  unitId: actor.unitId,
});
const here = (ctx: Context, id: string) => and(eq(exams.tenantId, ctx.actor.tenantId), eq(exams.id, id));

async function lock(ctx: Context, id: string): Promise<Exam> {
  requirePermission(ctx.actor, 'training.manage');
  const [exam] = await ctx.db.select().from(exams).where(here(ctx, id)).for('update');
  if (!exam) throw notFound();
  return exam;
}

/** A draft made or changed; a published exam stays what it is. */
export const saveExam = (ctx: Context, { id, version, ...what }: ExamInput): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const { tenantId, personId } = ctx.actor;
    if (version === 0) {
      const made = await ctx.db
        .insert(exams)
        .values({ tenantId, id, ...what, createdBy: personId, createdAt: ctx.now, updatedAt: ctx.now })
        .onConflictDoNothing()
        .returning({ id: exams.id });
      if (made.length) await record(ctx, 'exam.created', tell(ctx, id), { after: { name: what.name } });
      else await lock(ctx, id); // sent twice, or somebody else's
      return ok({ id });
    }
    const exam = await lock(ctx, id);
    if (exam.publishedAt) return refused('exam.published_already');
    if (exam.version !== version) return refused('stale');
    await ctx.db
      .update(exams)
      .set({ ...what, version: version + 1, updatedAt: ctx.now })
      .where(here(ctx, id));
    await record(ctx, 'exam.changed', tell(ctx, id), { before: { name: exam.name }, after: { name: what.name } });
    return ok({ id });
  });

/** Opens an exam to everybody; refused while the bank holds too few questions for its blueprint. */
export const publishExam = (ctx: Context, id: string, version: number): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const exam = await lock(ctx, id);
    if (exam.publishedAt) return ok({ id });
    if (exam.version !== version) return refused('stale');
    if (!draw(exam.blueprint, await listPool(ctx), 0)) return refused('exam.pool_short');
    await ctx.db
      .update(exams)
      .set({ publishedAt: ctx.now, version: version + 1, updatedAt: ctx.now })
      .where(here(ctx, id));
    await record(ctx, 'exam.published', tell(ctx, id), { after: { name: exam.name } });
    return ok({ id });
  });

/** Nobody begins it any more; who is sitting it finishes. */
export const closeExam = (ctx: Context, id: string, version: number): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const exam = await lock(ctx, id);
    if (exam.closedAt) return ok({ id });
    if (!exam.publishedAt || exam.version !== version) return refused('stale');
    await ctx.db
      .update(exams)
      .set({ closedAt: ctx.now, version: version + 1, updatedAt: ctx.now })
      .where(here(ctx, id));
    await record(ctx, 'exam.closed', tell(ctx, id), { after: { name: exam.name } });
    return ok({ id });
  });

export const dropExam = (ctx: Context, id: string, version: number): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const exam = await lock(ctx, id);
    if (exam.publishedAt) return refused('exam.published_already');
    if (exam.version !== version) return refused('stale');
    await ctx.db.delete(exams).where(here(ctx, id));
    await record(ctx, 'exam.dropped', tell(ctx, id), { before: { name: exam.name } });
    return ok({ id });
  });

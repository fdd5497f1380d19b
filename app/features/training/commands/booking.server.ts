import { and, eq } from 'drizzle-orm';
import { examBookings } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { getExam } from '../queries/exams.server';

const tell = ({ actor }: Context, id: string) => ({
  ...{ kind: 'exam' as const, id, tenantId: actor.tenantId, unitId: actor.unitId, ownerId: actor.personId },
});

/** Says when one means to sit an exam; said again it is moved. */
export const bookExam = (ctx: Context, examId: string, startsAt: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const exam = await getExam(ctx, examId);
    const { tenantId, personId, unitId } = ctx.actor;
    if (!exam.publishedAt) throw notFound();
    if (exam.closedAt) return refused('exam.closed');
    const at = fromLocal(startsAt);
    if (at <= ctx.now) return refused('invalid', { fields: { startsAt: 'learn.exam.book_future' } });
    await ctx.db
      .insert(examBookings)
      .values({ tenantId, id: newId(), personId, unitId, examId, startsAt: at, bookedBy: personId, createdAt: ctx.now })
      .onConflictDoUpdate({
        target: [examBookings.tenantId, examBookings.personId, examBookings.examId],
        set: { startsAt: at, bookedBy: personId },
      });
    await record(ctx, 'exam.booked', tell(ctx, examId), { after: { startsAt: at.toISOString() } });
    return ok(null);
  });

export const unbookExam = (ctx: Context, examId: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const gone = await ctx.db
      .delete(examBookings)
      .where(
        and(
          eq(examBookings.tenantId, ctx.actor.tenantId),
          eq(examBookings.personId, ctx.actor.personId),
          eq(examBookings.examId, examId),
        ),
      )
      .returning({ id: examBookings.id });
    if (gone.length) await record(ctx, 'exam.unbooked', tell(ctx, examId));
    return ok(null);
  });

import { randomInt } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { sittingQuestions, sittings } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { draw } from '../draw';
import type { AnswerInput } from '../exam-input';
import { getExam, listPast, listPool } from '../queries/exams.server';
import { findQuestion } from '../queries/sitting.server';
import { isChosen, mayStart } from '../rules';
import { markSitting } from './marking.server';

type Done = Result<{ id: string }>;
type Sitting = typeof sittings.$inferSelect;

const tell = ({ actor }: Context, examId: string) => ({
  ...{ kind: 'exam' as const, id: examId, tenantId: actor.tenantId, unitId: actor.unitId, ownerId: actor.personId },
});
const here = ({ actor }: Context, id: string) => and(eq(sittings.tenantId, actor.tenantId), eq(sittings.id, id));
const mine = ({ actor }: Context) => and(eq(sittings.tenantId, actor.tenantId), eq(sittings.personId, actor.personId));
/** A job holds no device. */
const deviceOf = ({ actor }: Context) => actor.sessionId || null;

/** The wall lets only an open sitting be locked; one that is over changes no more and is only read. */
async function lock(ctx: Context, id: string): Promise<Sitting> {
  requirePermission(ctx.actor, 'training.read');
  const own = and(here(ctx, id), mine(ctx));
  const [open] = await ctx.db.select().from(sittings).where(own).for('update');
  const [sitting] = open ? [open] : await ctx.db.select().from(sittings).where(own);
  if (!sitting) throw notFound();
  return sitting;
}

const isOver = (ctx: Context, { state, deadlineAt }: Pick<Sitting, 'state' | 'deadlineAt'>) =>
  state !== 'open' || ctx.now > deadlineAt;

/** Hands a paper in: as it was saved, at the latest at its deadline. */
async function close(ctx: Context, sitting: Sitting) {
  const submittedAt = ctx.now < sitting.deadlineAt ? ctx.now : sitting.deadlineAt;
  await ctx.db.update(sittings).set({ state: 'submitted', submittedAt, holder: null }).where(here(ctx, sitting.id));
  await record(ctx, 'exam.handed_in', tell(ctx, sitting.examId), { after: { attempt: sitting.attempt } });
  await markSitting(ctx, sitting.tenantId, sitting.id);
}

/** Draws a paper and starts its clock; with one under way it leads back to that. One at a time, whatever the exam. */
export const startSitting = (ctx: Context, examId: string, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const { tenantId, personId, unitId } = ctx.actor;
    const exam = await getExam(ctx, examId);
    if (!exam.publishedAt) throw notFound();
    const [open] = await ctx.db
      .select()
      .from(sittings)
      .where(and(mine(ctx), eq(sittings.state, 'open')))
      .for('update');
    if (open && isOver(ctx, open)) await close(ctx, open);
    else if (open) return open.examId === examId ? ok({ id: open.id }) : refused('exam.other_open');
    const past = await listPast(ctx, examId);
    if (past.some((one) => one.id === id)) return ok({ id }); // the form was sent again after it was over
    if (exam.closedAt) return refused('exam.closed');
    const start = mayStart(past, exam, ctx.now);
    if (!start.may) return refused(start.reason);
    const seed = randomInt(2 ** 31 - 1);
    const paper = draw(exam.blueprint, await listPool(ctx), seed);
    if (!paper) return refused('exam.pool_short');
    const made = await ctx.db
      .insert(sittings)
      .values({
        ...{ tenantId, id, personId, unitId, examId, seed, attempt: start.attempt, passPercent: exam.passPercent },
        holder: deviceOf(ctx),
        startedAt: ctx.now,
        deadlineAt: new Date(ctx.now.getTime() + exam.minutes * 60_000),
        most: paper.reduce((sum, { points }) => sum + points, 0),
      })
      .onConflictDoNothing()
      .returning({ id: sittings.id });
    if (!made.length) return refused('exam.other_open');
    await ctx.db
      .insert(sittingQuestions)
      .values(paper.map((one, at) => ({ tenantId, sittingId: id, personId, position: at + 1, ...one })));
    await record(ctx, 'exam.sat_down', tell(ctx, examId), { after: { attempt: start.attempt } });
    return ok({ id });
  });

/** Keeps an answer, as often as it changes, until the time is over; from the device that holds the sitting. */
export const saveAnswer = (
  ctx: Context,
  id: string,
  { position, answer }: AnswerInput,
): Promise<Result<{ at: Date }>> =>
  inTransaction(ctx, async (ctx) => {
    const sitting = await lock(ctx, id);
    if (isOver(ctx, sitting)) return refused('exam.time_over');
    if (sitting.holder !== deviceOf(ctx)) return refused('exam.elsewhere');
    const question = await findQuestion(ctx, id, position);
    if (!question) throw notFound();
    const { kind, choices } = question;
    const known = kind === 'true_false' ? ['t', 'f'] : choices.map((one) => one.id);
    const said = answer.filter((one) => one.trim() !== '');
    const tooMany = kind === 'multiple' ? said.length > known.length : said.length > 1;
    if (tooMany || (isChosen(kind) && said.some((one) => !known.includes(one))))
      return refused('invalid', { fields: { answer: 'error.choose' } });
    await ctx.db
      .update(sittingQuestions)
      .set({ answer: said.length ? said : null, answeredAt: ctx.now })
      .where(
        and(
          eq(sittingQuestions.tenantId, sitting.tenantId),
          eq(sittingQuestions.sittingId, id),
          eq(sittingQuestions.position, position),
        ),
      );
    return ok({ at: ctx.now });
  });

/** This device goes on with the sitting; the other one is refused from now on. */
export const takeOver = (ctx: Context, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const sitting = await lock(ctx, id);
    if (isOver(ctx, sitting)) return refused('exam.time_over');
    if (sitting.holder !== deviceOf(ctx)) {
      await ctx.db
        .update(sittings)
        .set({ holder: deviceOf(ctx) })
        .where(here(ctx, id));
      await record(ctx, 'exam.taken_over', tell(ctx, sitting.examId));
    }
    return ok({ id });
  });

/** Handed in twice it is handed in once; when the time is over any device may. */
export const handIn = (ctx: Context, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const sitting = await lock(ctx, id);
    if (sitting.state !== 'open') return ok({ id });
    if (!isOver(ctx, sitting) && sitting.holder !== deviceOf(ctx)) return refused('exam.elsewhere');
    await close(ctx, sitting);
    return ok({ id });
  });

import { and, eq, sql } from 'drizzle-orm';
import { exams, sittings } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { issueByExam } from '~/features/certification/commands/issue.server';
import type { MarksInput } from '../exam-input';
import { getPaperToMark } from '../queries/marking.server';
import { mark, type QuestionKind } from '../rules';

type Key = { position: number; kind: QuestionKind; points: number; answer: unknown; answers: unknown };
type Mark = { position: number; got: number; note?: string | null };

const listOf = (value: unknown): string[] => (typeof value === 'string' ? JSON.parse(value) : value) ?? [];

/** What a paper that is handed in is worth, question by question, as far as no reader is needed. */
export const marksOf = (key: Key[]): Mark[] =>
  key.flatMap(({ position, kind, points, answer, answers }) => {
    const got = mark(kind, points, listOf(answers), listOf(answer));
    return got === null ? [] : [{ position: Number(position), got }];
  });

const write = (ctx: Context, tenantId: number, id: string, marks: Mark[]) =>
  ctx.db.execute(
    sql`select app.write_marks(${tenantId}, ${id}::uuid, ${JSON.stringify(marks)}::jsonb, ${ctx.now.toISOString()}::timestamptz)`,
  );

/** Marks what can be marked of a paper just handed in. */
export async function markSitting(ctx: Context, tenantId: number, id: string) {
  const key = await ctx.db.execute<Key>(sql`select * from app.sitting_key(${tenantId}, ${id}::uuid)`);
  await write(ctx, tenantId, id, marksOf([...key]));
  await certify(ctx, tenantId, id);
}

/** A trainer's points for what had to be read. All of them at once; whoever sat the exam does not mark it. */
export const markAnswers = (ctx: Context, id: string, marks: MarksInput): Promise<Result<{ left: boolean }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const paper = await getPaperToMark(ctx, id);
    if (paper.personId === ctx.actor.personId) return refused('exam.own_paper');
    const open = paper.answers.filter(({ got }) => got === null);
    if (open.length === 0) return ok({ left: false });
    const given = new Map(marks.map((one) => [one.position, one]));
    const fields: Record<string, string> = {};
    for (const { position, points } of open) {
      const got = given.get(position)?.got ?? null;
      const at = `got_${position}`;
      if (got === null) fields[at] = 'error.required';
      else if (got > points) fields[at] = 'error.range';
    }
    if (Object.keys(fields).length) return refused('invalid', { fields });
    if (marks.some(({ position }) => !paper.answers.some((one) => one.position === position))) throw notFound();
    const written = open.map(({ position }) => {
      const one = given.get(position)!;
      return { position, got: one.got!, note: one.note };
    });
    await write(ctx, paper.tenantId, id, written);
    await certify(ctx, paper.tenantId, id);
    const { tenantId, unitId, personId: ownerId } = paper;
    const points = written.reduce((sum, { got }) => sum + got, 0);
    await record(
      ctx,
      'exam.answer_marked',
      { kind: 'exam', id: paper.examId, tenantId, unitId, ownerId },
      { after: { points } },
    );
    return ok({ left: false });
  });

/**
 * Issues the certificate an exam leads to, once, for a sitting that is passed. What stands in the way is refused and can be
 * asked for again: the sitting stays passed.
 */
async function certify(ctx: Context, tenantId: number, id: string): Promise<Result<null>> {
  const [row] = await ctx.db
    .select({ personId: sittings.personId, typeCode: exams.certificateCode, passed: sittings.passed })
    .from(sittings)
    .innerJoin(exams, and(eq(exams.tenantId, sittings.tenantId), eq(exams.id, sittings.examId)))
    .where(and(eq(sittings.tenantId, tenantId), eq(sittings.id, id)));
  if (!row?.passed || !row.typeCode) return ok(null);
  const issued = await issueByExam(ctx, { personId: row.personId, typeCode: row.typeCode, sittingId: id });
  return issued.ok ? ok(null) : issued;
}

/** For who passed while nobody was there to issue it, or before everything it asks for was met. */
export const claimCertificate = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const { tenantId, personId } = ctx.actor;
    const [own] = await ctx.db
      .select({ passed: sittings.passed })
      .from(sittings)
      .where(and(eq(sittings.tenantId, tenantId), eq(sittings.id, id), eq(sittings.personId, personId)));
    if (!own?.passed) throw notFound();
    return certify(ctx, tenantId, id);
  });

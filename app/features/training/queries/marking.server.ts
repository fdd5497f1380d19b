import { and, eq, sql } from 'drizzle-orm';
import { exams, people, questionKeys, questionVersions, sittingQuestions, sittings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';

const shown = {
  id: sittings.id,
  tenantId: sittings.tenantId,
  unitId: sittings.unitId,
  personId: sittings.personId,
  person: people.name,
  examId: sittings.examId,
  exam: exams.name,
  attempt: sittings.attempt,
  state: sittings.state,
  submittedAt: sittings.submittedAt,
  startedAt: sittings.startedAt,
  got: sittings.got,
  most: sittings.most,
  passed: sittings.passed,
};

/** Papers that wait for a trainer to read them, the longest waiting first. */
export async function listToMark(ctx: Context) {
  requirePermission(ctx.actor, 'training.manage');
  return ctx.db
    .select(shown)
    .from(sittings)
    .innerJoin(exams, and(eq(exams.tenantId, sittings.tenantId), eq(exams.id, sittings.examId)))
    .innerJoin(people, eq(people.id, sittings.personId))
    .where(and(eq(sittings.tenantId, ctx.actor.tenantId), sql`${sittings.state} = 'submitted'`))
    .orderBy(sittings.submittedAt, sittings.id)
    .limit(100);
}

/** Sittings of an exam, the latest first. */
export async function listSittings(ctx: Context, examId: string, after: Cursor | null) {
  requirePermission(ctx.actor, 'training.manage');
  const past = after
    ? sql`and (${sittings.startedAt}, ${sittings.id}) < (${String(after.value)}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const rows = await ctx.db
    .select({ ...shown, exact: sql<string>`${sittings.startedAt}::text` })
    .from(sittings)
    .innerJoin(exams, and(eq(exams.tenantId, sittings.tenantId), eq(exams.id, sittings.examId)))
    .innerJoin(people, eq(people.id, sittings.personId))
    .where(sql`${sittings.tenantId} = ${ctx.actor.tenantId} and ${sittings.examId} = ${examId}::uuid ${past}`)
    .orderBy(sql`${sittings.startedAt} desc`, sql`${sittings.id} desc`)
    .limit(pageSize + 1);
  const last = rows[pageSize - 1];
  return {
    rows: rows.slice(0, pageSize),
    after: rows.length > pageSize && last ? writeCursor({ value: last.exact, id: last.id }) : null,
  };
}
export type SittingRow = Awaited<ReturnType<typeof listSittings>>['rows'][number];

/** A paper as its marker sees it: with the key, and what was made of each answer. */
export async function getPaperToMark(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.manage');
  if (!isId(id)) throw notFound();
  const [[sitting], answers] = await Promise.all([
    ctx.db
      .select(shown)
      .from(sittings)
      .innerJoin(exams, and(eq(exams.tenantId, sittings.tenantId), eq(exams.id, sittings.examId)))
      .innerJoin(people, eq(people.id, sittings.personId))
      .where(and(eq(sittings.tenantId, ctx.actor.tenantId), eq(sittings.id, id))),
    ctx.db
      .select({
        position: sittingQuestions.position,
        kind: questionVersions.kind,
        stem: questionVersions.stem,
        choices: questionVersions.choices,
        points: sittingQuestions.points,
        answer: sittingQuestions.answer,
        got: sittingQuestions.got,
        note: sittingQuestions.note,
        answers: questionKeys.answers,
        explanation: questionKeys.explanation,
      })
      .from(sittingQuestions)
      .innerJoin(
        questionVersions,
        and(
          eq(questionVersions.tenantId, sittingQuestions.tenantId),
          eq(questionVersions.id, sittingQuestions.versionId),
        ),
      )
      .innerJoin(
        questionKeys,
        and(
          eq(questionKeys.tenantId, sittingQuestions.tenantId),
          eq(questionKeys.versionId, sittingQuestions.versionId),
        ),
      )
      .where(and(eq(sittingQuestions.tenantId, ctx.actor.tenantId), eq(sittingQuestions.sittingId, id)))
      .orderBy(sittingQuestions.position),
  ]);
  // while it is being written it is nobody's but theirs
  if (!sitting || sitting.state === 'open') throw notFound();
  return { ...sitting, answers };
}
export type PaperToMark = Awaited<ReturnType<typeof getPaperToMark>>;

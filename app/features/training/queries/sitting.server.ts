import { and, eq } from 'drizzle-orm';
import { certificates, exams, questionVersions, sittingQuestions, sittings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { choicesFor } from '../draw';

const ofSitting = ({ actor }: Context, id: string) =>
  and(
    eq(sittingQuestions.tenantId, actor.tenantId),
    eq(sittingQuestions.personId, actor.personId),
    eq(sittingQuestions.sittingId, id),
  );
const said = and(
  eq(questionVersions.tenantId, sittingQuestions.tenantId),
  eq(questionVersions.id, sittingQuestions.versionId),
);

export async function findQuestion(ctx: Context, sittingId: string, position: number) {
  const [row] = await ctx.db
    .select({ kind: questionVersions.kind, choices: questionVersions.choices })
    .from(sittingQuestions)
    .innerJoin(questionVersions, said)
    .where(and(ofSitting(ctx, sittingId), eq(sittingQuestions.position, position)));
  return row;
}

/** One's own paper: what is asked and what one has answered. Nothing of what would be right. */
export async function getSitting(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.read');
  if (!isId(id)) throw notFound();
  const [[sitting], questions] = await Promise.all([
    ctx.db
      .select({
        id: sittings.id,
        examId: sittings.examId,
        exam: exams.name,
        examEn: exams.nameEn,
        certificateCode: exams.certificateCode,
        certificateId: certificates.id,
        attempt: sittings.attempt,
        state: sittings.state,
        seed: sittings.seed,
        holder: sittings.holder,
        startedAt: sittings.startedAt,
        deadlineAt: sittings.deadlineAt,
        submittedAt: sittings.submittedAt,
        passPercent: sittings.passPercent,
        got: sittings.got,
        most: sittings.most,
        passed: sittings.passed,
      })
      .from(sittings)
      .innerJoin(exams, and(eq(exams.tenantId, sittings.tenantId), eq(exams.id, sittings.examId)))
      .leftJoin(
        certificates,
        and(eq(certificates.tenantId, sittings.tenantId), eq(certificates.sittingId, sittings.id)),
      )
      .where(
        and(eq(sittings.tenantId, ctx.actor.tenantId), eq(sittings.personId, ctx.actor.personId), eq(sittings.id, id)),
      ),
    ctx.db
      .select({
        position: sittingQuestions.position,
        versionId: sittingQuestions.versionId,
        kind: questionVersions.kind,
        stem: questionVersions.stem,
        choices: questionVersions.choices,
        points: sittingQuestions.points,
        answer: sittingQuestions.answer,
        got: sittingQuestions.got,
        note: sittingQuestions.note,
      })
      .from(sittingQuestions)
      .innerJoin(questionVersions, said)
      .where(ofSitting(ctx, id))
      .orderBy(sittingQuestions.position),
  ]);
  if (!sitting) throw notFound();
  const { seed, holder, ...rest } = sitting;
  return {
    ...rest,
    isHere: holder === (ctx.actor.sessionId || null),
    isOver: sitting.state !== 'open' || ctx.now > sitting.deadlineAt,
    questions: questions.map(({ versionId, choices, got, note, ...one }) => ({
      ...one,
      choices: choicesFor(choices, seed, versionId),
      // points are told when the whole paper is marked
      got: sitting.state === 'marked' ? got : null,
      note: sitting.state === 'marked' ? note : null,
    })),
  };
}
export type SittingPaper = Awaited<ReturnType<typeof getSitting>>;

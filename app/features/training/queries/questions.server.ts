import { and, desc, eq, sql } from 'drizzle-orm';
import { courses, people, questionKeys, questions, questionVersions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import type { Difficulty, QuestionKind } from '../rules';

export type QuestionFilter = {
  q?: string | null;
  kind?: QuestionKind | null;
  difficulty?: Difficulty | null;
  courseId?: string | null;
  offeringCode?: string | null;
  show?: 'asked' | 'retired';
};

const said = and(eq(questionVersions.tenantId, questions.tenantId), eq(questionVersions.id, questions.versionId));

/** The bank, what was touched last first. */
export async function listQuestions(ctx: Context, filter: QuestionFilter, after: Cursor | null) {
  requirePermission(ctx.actor, 'training.manage');
  const where = [
    sql`${questions.tenantId} = ${ctx.actor.tenantId}`,
    filter.show === 'retired' ? sql`${questions.retiredAt} is not null` : sql`${questions.retiredAt} is null`,
  ];
  if (filter.kind) where.push(sql`${questions.kind} = ${filter.kind}`);
  if (filter.difficulty) where.push(sql`${questions.difficulty} = ${filter.difficulty}`);
  if (filter.courseId) where.push(sql`${questions.courseId} = ${filter.courseId}::uuid`);
  if (filter.offeringCode) where.push(sql`${questions.offeringCode} = ${filter.offeringCode}`);
  if (filter.q) where.push(sql`strpos(lower(${questionVersions.stem}), lower(${filter.q})) > 0`);
  if (after)
    where.push(
      sql`(${questions.updatedAt}, ${questions.id}) < (${String(after.value)}::timestamptz, ${after.id}::uuid)`,
    );
  const rows = await ctx.db
    .select({
      id: questions.id,
      kind: questions.kind,
      difficulty: questions.difficulty,
      course: courses.name,
      offeringCode: questions.offeringCode,
      source: questions.source,
      stem: questionVersions.stem,
      edition: questionVersions.edition,
      updatedAt: questions.updatedAt,
      exact: sql<string>`${questions.updatedAt}::text`,
    })
    .from(questions)
    .innerJoin(questionVersions, said)
    .leftJoin(courses, and(eq(courses.tenantId, questions.tenantId), eq(courses.id, questions.courseId)))
    .where(sql.join(where, sql` and `))
    .orderBy(desc(questions.updatedAt), desc(questions.id))
    .limit(pageSize + 1);
  const last = rows[pageSize - 1];
  return {
    rows: rows.slice(0, pageSize),
    after: rows.length > pageSize && last ? writeCursor({ value: last.exact, id: last.id }) : null,
  };
}
export type QuestionRow = Awaited<ReturnType<typeof listQuestions>>['rows'][number];

/** A question with its key, and the versions there were before. */
export async function getQuestion(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'training.manage');
  if (!isId(id)) throw notFound();
  const here = and(eq(questions.tenantId, ctx.actor.tenantId), eq(questions.id, id));
  const [[row], versions] = await Promise.all([
    ctx.db
      .select({
        id: questions.id,
        version: questions.version,
        kind: questions.kind,
        difficulty: questions.difficulty,
        courseId: questions.courseId,
        offeringCode: questions.offeringCode,
        source: questions.source,
        retiredAt: questions.retiredAt,
        stem: questionVersions.stem,
        choices: questionVersions.choices,
        answers: questionKeys.answers,
        explanation: questionKeys.explanation,
      })
      .from(questions)
      .innerJoin(questionVersions, said)
      .innerJoin(
        questionKeys,
        and(eq(questionKeys.tenantId, questionVersions.tenantId), eq(questionKeys.versionId, questionVersions.id)),
      )
      .where(here),
    ctx.db
      .select({
        id: questionVersions.id,
        edition: questionVersions.edition,
        stem: questionVersions.stem,
        createdAt: questionVersions.createdAt,
        by: people.name,
      })
      .from(questionVersions)
      .leftJoin(people, eq(people.id, questionVersions.createdBy))
      .where(and(eq(questionVersions.tenantId, ctx.actor.tenantId), eq(questionVersions.questionId, id)))
      .orderBy(desc(questionVersions.edition))
      .limit(20),
  ]);
  if (!row) throw notFound();
  return { ...row, versions };
}
export type Question = Awaited<ReturnType<typeof getQuestion>>;

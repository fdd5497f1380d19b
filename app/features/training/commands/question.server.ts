import { and, eq, max, sql } from 'drizzle-orm';
import { questionKeys, questions, questionVersions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { QuestionInput } from '../exam-input';

type Done = Result<{ id: string }>;

const tell = ({ actor }: Context, id: string) => ({
  kind: 'question' as const,
  id,
  tenantId: actor.tenantId,
  unitId: actor.unitId,
});
const here = (ctx: Context, id: string) => and(eq(questions.tenantId, ctx.actor.tenantId), eq(questions.id, id));

/** Writes a question down, or mends one: what was asked before stays as it was, from now on the new version is asked. */
export const saveQuestion = (ctx: Context, input: QuestionInput): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const { tenantId, personId } = ctx.actor;
    const { id, version, kind, difficulty, courseId, offeringCode, source, stem, choices, answers, explanation } =
      input;
    const [known] = await ctx.db.select().from(questions).where(here(ctx, id)).for('update');
    const what = { kind, difficulty, courseId, offeringCode, source };
    if (known && version === 0) return ok({ id }); // the form was sent twice
    if (!known && version > 0) throw notFound();
    if (known && known.version !== version) return refused('stale');
    const versionId = newId();
    if (known)
      await ctx.db
        .update(questions)
        .set({ ...what, versionId, version: version + 1, updatedAt: ctx.now })
        .where(here(ctx, id));
    else {
      const made = await ctx.db
        .insert(questions)
        .values({ tenantId, id, versionId, ...what, createdAt: ctx.now, updatedAt: ctx.now })
        .onConflictDoNothing()
        .returning({ id: questions.id });
      if (!made.length) throw notFound();
    }
    const [last] = await ctx.db
      .select({ edition: max(questionVersions.edition) })
      .from(questionVersions)
      .where(and(eq(questionVersions.tenantId, tenantId), eq(questionVersions.questionId, id)));
    const edition = (last?.edition ?? 0) + 1;
    await ctx.db.insert(questionVersions).values({
      tenantId,
      id: versionId,
      questionId: id,
      edition,
      kind,
      stem,
      choices,
      createdBy: personId,
      createdAt: ctx.now,
    });
    await ctx.db.insert(questionKeys).values({ tenantId, versionId, answers, explanation });
    await record(ctx, known ? 'question.changed' : 'question.created', tell(ctx, id), { after: { stem } });
    return ok({ id });
  });

/** Asked no more from now on, or again. */
export const retireQuestion = (ctx: Context, id: string, isRetired: boolean): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.manage');
    const changed = await ctx.db
      .update(questions)
      .set({ retiredAt: isRetired ? ctx.now : null, version: sql`${questions.version} + 1`, updatedAt: ctx.now })
      .where(
        and(here(ctx, id), isRetired ? sql`${questions.retiredAt} is null` : sql`${questions.retiredAt} is not null`),
      )
      .returning({ id: questions.id });
    const [known] = changed.length
      ? changed
      : await ctx.db.select({ id: questions.id }).from(questions).where(here(ctx, id));
    if (!known) throw notFound();
    if (changed.length) await record(ctx, isRetired ? 'question.retired' : 'question.revived', tell(ctx, id));
    return ok({ id });
  });

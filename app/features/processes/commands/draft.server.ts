import { eq } from 'drizzle-orm';
import { pipelineDrafts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import type { RenameInput, StageInput } from '../input';
import { extensionProblems, type Problem } from '../problems';
import { type Company, findDraft, getProcess, leadsGroup, mayWrite, type Process, sameDraft } from '../queries.server';
import { type DefinedStage, type Definition, mostStages } from '../rules';
import { recordProcess } from './record.server';

type Whose = { company: Company; code: string };
type Drafted = Result<{ version: number }>;

export async function requireWriter(ctx: Context, company: Company) {
  requirePermission(ctx.actor, 'process.manage');
  if (!mayWrite(ctx, company, await leadsGroup(ctx))) throw notFound();
}

/** Changes the draft, which begins as a copy of what is published. What takes away anything national is refused. */
function changeDraft(
  ctx: Context,
  { company, code }: Whose,
  seen: number,
  what: Record<string, unknown>,
  change: (definition: Definition, process: Process) => Result<Definition>,
): Promise<Drafted> {
  return inTransaction(ctx, async (ctx) => {
    await requireWriter(ctx, company);
    const [locked] = await ctx.db.select().from(pipelineDrafts).where(sameDraft(company, code)).for('update');
    const process = await getProcess(ctx, company, code);
    if ((locked?.version ?? 0) !== seen) return overtaken(ctx, company, code);
    const before = locked?.definition ?? process.published;
    const changed = change(before, process);
    if (!changed.ok) return changed;
    const problems = company === null ? [] : extensionProblems(process.core, changed.value);
    const known = company === null ? [] : extensionProblems(process.core, before).map(sayOf);
    const fresh = problems.filter((problem) => !known.includes(sayOf(problem)));
    if (fresh.length) return weakens(fresh);
    const values = { definition: changed.value, updatedAt: ctx.now, updatedBy: ctx.actor.personId, version: seen + 1 };
    const done = locked
      ? await ctx.db
          .update(pipelineDrafts)
          .set(values)
          .where(eq(pipelineDrafts.id, locked.id))
          .returning({ id: pipelineDrafts.id })
      : await ctx.db
          .insert(pipelineDrafts)
          .values({ ...values, tenantId: company, code })
          .onConflictDoNothing()
          .returning({ id: pipelineDrafts.id });
    if (!done.length) return overtaken(ctx, company, code);
    await recordProcess(ctx, 'process.edited', company, code, { after: what });
    return ok({ version: seen + 1 });
  });
}

const sayOf = ({ stage, field, reason, criterion }: Problem) => JSON.stringify([stage, field, reason, criterion]);

/** The fields a problem stands at, and the problems themselves for their words. */
const weakens = (problems: Problem[]): Refused =>
  refused('process.weakens', {
    fields: Object.fromEntries(
      problems.map(({ field, reason, criterion }) => [
        field,
        criterion ? 'process.national_stays' : `process.problem.${reason}`,
      ]),
    ),
    details: problems,
  });

export async function overtaken(ctx: Context, company: Company, code: string): Promise<Refused> {
  const draft = await findDraft(ctx, company, code);
  return refused('process.stale', { params: { who: draft?.editor ?? '—' }, details: { version: draft?.version ?? 0 } });
}

const swap = (definition: Definition, code: string, by: (stages: DefinedStage[], at: number) => DefinedStage[]) => {
  const at = definition.stages.findIndex((stage) => stage.code === code);
  if (at < 0) return refused('invalid', { fields: { stage: 'error.choose' } });
  return ok({ ...definition, stages: by([...definition.stages], at) });
};

/** Writes one stage of the draft. */
export const editStage = (
  ctx: Context,
  whose: Whose,
  { version, stage: code, ...wanted }: StageInput,
): Promise<Drafted> =>
  changeDraft(ctx, whose, version, { stage: code, name: wanted.name }, (definition) =>
    swap(definition, code, (stages, at) => stages.with(at, { ...stages[at]!, ...wanted })),
  );

/** Calls the whole process otherwise. */
export const renameProcess = (ctx: Context, whose: Whose, { version, ...names }: RenameInput): Promise<Drafted> =>
  changeDraft(ctx, whose, version, names, (definition) => ok({ ...definition, ...names }));

type NewStage = { version: number; after: string; id: string; name: string; nameEn: string };
/** Adds an open stage behind another. Sent twice, there is one. */
export const addStage = (
  ctx: Context,
  whose: Whose,
  { version, after, id, name, nameEn }: NewStage,
): Promise<Drafted> => {
  const code = stageCodeOf(id);
  return changeDraft(ctx, whose, version, { added: name }, (definition) => {
    if (definition.stages.some((stage) => stage.code === code)) return ok(definition);
    if (definition.stages.length >= mostStages) return refused('process.problem.too_many');
    return swap(definition, after, (stages, at) => {
      const before = stages[at]!;
      const added: DefinedStage = {
        code,
        name,
        nameEn,
        type: 'open',
        probability: before.probability,
        stuckAfterDays: before.stuckAfterDays,
        guidance: null,
        exitCriteria: [],
      };
      return before.type === 'open' ? stages.toSpliced(at + 1, 0, added) : stages.toSpliced(at, 0, added);
    });
  });
};
export const stageCodeOf = (id: string) => `s_${id.slice(-10).toLowerCase()}`;

/** Moves a stage one place up or down; closed ones stay at the end. */
export const shiftStage = (
  ctx: Context,
  whose: Whose,
  input: { version: number; stage: string; by?: number },
): Promise<Drafted> =>
  changeDraft(ctx, whose, input.version, { moved: input.stage }, (definition) =>
    swap(definition, input.stage, (stages, at) => {
      const [stage, other] = [stages[at], stages[at + (input.by ?? 0)]];
      if (!stage || !other || stage.type !== 'open' || other.type !== 'open') return stages;
      return stages.with(at, other).with(at + (input.by ?? 0), stage);
    }),
  );

export const removeStage = (ctx: Context, whose: Whose, input: { version: number; stage: string }): Promise<Drafted> =>
  changeDraft(ctx, whose, input.version, { removed: input.stage }, (definition) => {
    const stage = definition.stages.find(({ code }) => code === input.stage);
    if (stage && stage.type !== 'open') return refused('process.closed_stays');
    return swap(definition, input.stage, (stages, at) => stages.toSpliced(at, 1));
  });

/** Throws the draft away; what is published stays. */
export const discardDraft = (
  ctx: Context,
  { company, code }: Whose,
  input: { version: number },
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    await requireWriter(ctx, company);
    const [locked] = await ctx.db.select().from(pipelineDrafts).where(sameDraft(company, code)).for('update');
    if (!locked) return ok(null);
    if (locked.version !== input.version) return overtaken(ctx, company, code);
    await ctx.db.delete(pipelineDrafts).where(eq(pipelineDrafts.id, locked.id));
    await recordProcess(ctx, 'process.discarded', company, code);
    return ok(null);
  });

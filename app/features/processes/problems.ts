import { type Criterion, criterionKey, implies, leavesOf, partsOf } from '../opportunities/criteria';
import { type DefinedStage, type Definition, mostCriteria, mostStages } from './rules';

export const problemReasons = [
  'stage_removed', 'stage_order', 'stage_type', 'probability', 'stuck_looser', 'guidance_removed', 'criterion_weaker',
  'added_not_open', 'code_twice', 'ends', 'closed_last', 'too_many', 'criterion_broken', 'criterion_twice', 'name_missing',
] as const; // biome-ignore format: as a list
export type ProblemReason = (typeof problemReasons)[number];
/** What is wrong with a definition: where, why, and which criterion it is about. */
export type Problem = {
  stage: string | null;
  field: 'stages' | 'type' | 'probability' | 'stuckAfterDays' | 'guidance' | 'exitCriteria' | 'name';
  reason: ProblemReason;
  name?: string;
  criterion?: Criterion;
};

/** What makes a definition unusable, whoever writes it. */
export function definitionProblems({ stages }: Definition): Problem[] {
  const problems: Problem[] = [];
  const say = (stage: DefinedStage | null, field: Problem['field'], reason: ProblemReason, criterion?: Criterion) =>
    problems.push({ stage: stage?.code ?? null, name: stage?.name, field, reason, criterion });
  if (stages.length > mostStages) say(null, 'stages', 'too_many');
  for (const type of ['won', 'lost', 'on_hold'])
    if (stages.filter((stage) => stage.type === type).length !== 1) say(null, 'stages', 'ends');
  if (!stages.some((stage) => stage.type === 'open')) say(null, 'stages', 'ends');
  const firstClosed = stages.findIndex((stage) => stage.type !== 'open');
  const seen = new Set<string>();
  for (const [at, stage] of stages.entries()) {
    if (seen.has(stage.code)) say(stage, 'stages', 'code_twice');
    seen.add(stage.code);
    if (!stage.name || !stage.nameEn) say(stage, 'name', 'name_missing');
    if (stage.type === 'open' && at > firstClosed && firstClosed >= 0) say(stage, 'stages', 'closed_last');
    if (stage.exitCriteria.length > mostCriteria) say(stage, 'exitCriteria', 'too_many');
    const keys = new Set<string>();
    for (const criterion of stage.exitCriteria) {
      if (leavesOf(criterion).some((leaf) => leaf.kind === 'broken'))
        say(stage, 'exitCriteria', 'criterion_broken', criterion);
      if (keys.has(criterionKey(criterion))) say(stage, 'exitCriteria', 'criterion_twice', criterion);
      keys.add(criterionKey(criterion));
    }
  }
  return problems;
}

/** What an extension takes away from the national definition: it may add and tighten, nothing else. */
export function extensionProblems(core: Definition, extension: Definition): Problem[] {
  const problems: Problem[] = [];
  const byCode = new Map(extension.stages.map((stage) => [stage.code, stage]));
  const national = new Set(core.stages.map((stage) => stage.code));
  const order = extension.stages.flatMap((stage) => (national.has(stage.code) ? [stage.code] : []));
  const kept = core.stages.filter((stage) => byCode.has(stage.code));
  for (const [at, stage] of kept.entries())
    if (order[at] !== stage.code) {
      problems.push({ stage: stage.code, name: stage.name, field: 'stages', reason: 'stage_order' });
      break;
    }
  for (const stage of core.stages) {
    const own = byCode.get(stage.code);
    const say = (field: Problem['field'], reason: ProblemReason, criterion?: Criterion) =>
      problems.push({ stage: stage.code, name: stage.name, field, reason, criterion });
    if (!own) {
      say('stages', 'stage_removed');
      continue;
    }
    if (own.type !== stage.type) say('type', 'stage_type');
    if (own.probability !== stage.probability) say('probability', 'probability');
    if (stage.stuckAfterDays !== null && (own.stuckAfterDays === null || own.stuckAfterDays > stage.stuckAfterDays))
      say('stuckAfterDays', 'stuck_looser');
    if (stage.guidance && !own.guidance?.includes(stage.guidance)) say('guidance', 'guidance_removed');
    for (const criterion of lost(stage, own)) say('exitCriteria', 'criterion_weaker', criterion);
  }
  for (const stage of extension.stages)
    if (!national.has(stage.code) && stage.type !== 'open')
      problems.push({ stage: stage.code, name: stage.name, field: 'type', reason: 'added_not_open' });
  return problems;
}

/** National criteria of the stage that the extension's own do not make sure of. */
const lost = (national: DefinedStage, own: DefinedStage) => {
  const has = partsOf(own.exitCriteria);
  return partsOf(national.exitCriteria).filter((criterion) => !has.some((one) => implies(one, criterion)));
};

const tighter = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));

/**
 * The extension on top of another national version: everything national as it is there, and what the extension added
 * where it stood before. Nothing national is weaker in it.
 */
export function rebase(core: Definition, extension: Definition): Definition {
  const national = new Map(core.stages.map((stage) => [stage.code, stage]));
  const own = new Map(extension.stages.map((stage) => [stage.code, stage]));
  const merged = core.stages.map((stage): DefinedStage => {
    const mine = own.get(stage.code);
    if (!mine) return stage;
    const guidance = [stage.guidance, mine.guidance].filter(Boolean).join('\n') || null;
    return {
      ...stage,
      name: mine.name,
      nameEn: mine.nameEn,
      stuckAfterDays: tighter(stage.stuckAfterDays, mine.stuckAfterDays),
      guidance: !stage.guidance || mine.guidance?.includes(stage.guidance) ? mine.guidance : guidance,
      exitCriteria: [...mine.exitCriteria, ...lost(stage, mine)],
    };
  });
  const stages = [...merged];
  let before = -1;
  for (const stage of extension.stages) {
    if (national.has(stage.code)) {
      const at = stages.findIndex(({ code }) => code === stage.code);
      before = stages[at]?.type === 'open' ? at : before;
    } else if (stage.type === 'open') {
      before += 1;
      stages.splice(before, 0, stage);
    }
  }
  return { name: extension.name, nameEn: extension.nameEn, stages };
}

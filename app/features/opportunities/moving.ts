import { ok, type Result, refused } from '~/core/result';
import {
  approvalKey,
  type Criterion,
  type CriterionFacts,
  contractSigned,
  criterionKey,
  isMet,
  leavesOf,
  partsOf,
} from './criteria';
import { needsCompetitor, type Stage } from './rules';

/** What is known of an opportunity when a move is decided. */
export type Facts = CriterionFacts & {
  /** Where a deal that is on hold or closed came from, as far as that is known. */
  cameFromStageId: number | null;
  /** What is being approved, as `approvalKey` names it. */
  asked: string[];
};
/** A criterion not met, with the code of the stage that asks for it. */
export type Lacking = { criterion: Criterion; stage: string };

export type Move = { to: Stage; reason?: string | null; note?: string | null; competitorId?: string | null };
export type Decision = { direction: 'forward' | 'backward' | 'hold' | 'resume' | 'won' | 'lost' };

const lackingKey = ({ criterion, stage }: Lacking) =>
  leavesOf(criterion).some(({ kind }) => kind === 'approval') ? approvalKey(stage, criterion) : criterionKey(criterion);

/** All that a stage asks for before it may be left: by its definition, and by the company's own fields. */
export const criteriaOf = (facts: Facts, stage: Pick<Stage, 'exitCriteria' | 'code'>): Criterion[] => [
  ...partsOf(stage.exitCriteria),
  ...facts.custom
    .filter((asked) => asked.stage === stage.code)
    .map(({ key, name, nameEn }) => ({ kind: 'custom' as const, key, name, nameEn })),
];

/** What is still missing before this stage may be left. */
export const missingCriteria = (facts: Facts, stage: Pick<Stage, 'exitCriteria' | 'code'>): Lacking[] =>
  criteriaOf(facts, stage)
    .filter((criterion) => !isMet(criterion, facts, stage.code))
    .map((criterion) => ({ criterion, stage: stage.code }));

/** The open stages a move leaves behind, in order. */
export function stagesLeft(stages: Stage[], from: Stage, to: Stage, facts: Facts): Stage[] {
  const came = from.type === 'open' ? from : stages.find((stage) => stage.id === facts.cameFromStageId);
  const start = came?.position ?? 0;
  return stages.filter((s) => s.type === 'open' && s.position >= start && s.position < to.position);
}

/** What is missing in all stages left behind, each thing once. */
export function missingFor(left: Stage[], facts: Facts, to: Pick<Stage, 'type' | 'code'>): Lacking[] {
  const signed = to.type === 'won' && !isMet(contractSigned, facts, to.code);
  const all = [
    ...left.flatMap((stage) => missingCriteria(facts, stage)),
    ...(signed ? [{ criterion: contractSigned, stage: to.code }] : []),
  ];
  return [...new Map(all.map((one) => [lackingKey(one), one])).values()];
}

/**
 * Whether the opportunity may go from one stage to another. Forward, every stage left behind must be satisfied;
 * backward, on hold and out of a closed stage it takes a word why; winning takes a signed contract and a reason,
 * losing a reason and, where a rival is behind it, the rival's name.
 */
export function decideMove(stages: Stage[], from: Stage, move: Move, facts: Facts): Result<Decision> {
  const { to, reason, note, competitorId } = move;
  if (to.id === from.id) return refused('opportunity.already_there');
  if (to.pipelineId !== from.pipelineId) return refused('opportunity.other_pipeline');
  const withRival = { ...facts, competitorId: competitorId ?? facts.competitorId };

  if (to.type === 'lost') {
    if (!reason) return refused('opportunity.reason_required', { fields: { reason: 'error.required' } });
    if (needsCompetitor(reason) && !withRival.competitorId)
      return refused('opportunity.competitor_required', { fields: { competitorId: 'error.required' } });
    return ok({ direction: 'lost' });
  }
  if (to.type === 'on_hold') return note ? ok({ direction: 'hold' }) : noteRequired();

  const left = stagesLeft(stages, from, to, withRival);
  const missing = missingFor(left, withRival, to);
  if (missing.length) return refused('opportunity.criteria_missing', { details: missing });
  if (to.type === 'won')
    return reason
      ? ok({ direction: 'won' })
      : refused('opportunity.reason_required', { fields: { reason: 'error.required' } });
  if (from.type !== 'open') {
    return from.type === 'on_hold' || note ? ok({ direction: 'resume' }) : noteRequired();
  }
  if (to.position < from.position) return note ? ok({ direction: 'backward' }) : noteRequired();
  return ok({ direction: 'forward' });
}

const noteRequired = () => refused('opportunity.note_required', { fields: { note: 'error.required' } });

/** What a form has to ask before the move can be made; the board opens it on drop. */
export function asksFor(from: Pick<Stage, 'type' | 'position'>, to: Pick<Stage, 'type' | 'position'>) {
  if (to.type === 'won' || to.type === 'lost') return 'reason';
  if (to.type === 'on_hold' || from.type === 'won' || from.type === 'lost') return 'note';
  return from.type === 'open' && to.position < from.position ? 'note' : null;
}

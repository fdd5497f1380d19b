import { ok, type Result, refused } from '~/core/result';
import { type Criterion, type Evidence, evidenceKinds, needsCompetitor, type Stage } from './rules';

/** What is known of an opportunity when the conditions of a stage are checked. */
export type Facts = {
  totalFen: number;
  expectedCloseOn: string | null;
  offeringId: string | null;
  competitorId: string | null;
  evidence: Evidence;
  hasNeed: boolean;
  hasDecisionMaker: boolean;
  visitedWithin30Days: boolean;
  /** Where a deal that is on hold or closed came from, as far as that is known. */
  cameFromStageId: number | null;
};

export type Move = { to: Stage; reason?: string | null; note?: string | null; competitorId?: string | null };
export type Decision = { direction: 'forward' | 'backward' | 'hold' | 'resume' | 'won' | 'lost' };

const checks: Record<Criterion, (facts: Facts) => boolean> = {
  amount_set: (f) => f.totalFen > 0,
  close_date_set: (f) => f.expectedCloseOn !== null,
  need_recorded: (f) => f.hasNeed,
  decision_maker_known: (f) => f.hasDecisionMaker,
  offering_chosen: (f) => f.offeringId !== null,
  visit_within_30_days: (f) => f.visitedWithin30Days,
  competitor_known: (f) => f.competitorId !== null,
  feasibility_done: (f) => f.evidence.feasibility_done !== undefined,
  quote_approved: (f) => f.evidence.quote_approved !== undefined,
  contract_signed: (f) => f.evidence.contract_signed !== undefined,
};

export const isMet = (criterion: Criterion, facts: Facts) => checks[criterion](facts);
export const isEvidence = (criterion: Criterion) => (evidenceKinds as readonly Criterion[]).includes(criterion);

/** What is still missing before this stage may be left. */
export const missingCriteria = (facts: Facts, stage: Pick<Stage, 'exitCriteria'>) =>
  stage.exitCriteria.filter((criterion) => !isMet(criterion, facts));

/** The open stages a move leaves behind, in order. */
export function stagesLeft(stages: Stage[], from: Stage, to: Stage, facts: Facts): Stage[] {
  const came = from.type === 'open' ? from : stages.find((stage) => stage.id === facts.cameFromStageId);
  const start = came?.position ?? 0;
  return stages.filter((s) => s.type === 'open' && s.position >= start && s.position < to.position);
}

const missingFor = (left: Stage[], facts: Facts, extra: Criterion[] = []) => [
  ...new Set([...left.flatMap((stage) => missingCriteria(facts, stage)), ...extra.filter((c) => !isMet(c, facts))]),
];

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
  const missing = missingFor(left, withRival, to.type === 'won' ? ['contract_signed'] : []);
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

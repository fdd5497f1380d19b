import { describe, expect, it } from 'vitest';
import { criterionKey, shortForms } from './criteria';
import { asksFor, decideMove, type Facts, type Lacking, missingCriteria } from './moving';
import type { Stage, StageType } from './rules';

const stage = (id: number, type: StageType, criteria: string[] = []): Stage => ({
  id,
  pipelineId: 1,
  position: id,
  code: `s${id}`,
  name: `s${id}`,
  nameEn: `s${id}`,
  type,
  probability: id * 10,
  stuckAfterDays: 14,
  exitCriteria: criteria.map((name) => shortForms[name]!),
  guidance: null,
});
const stages = [
  stage(1, 'open', ['need_recorded', 'close_date_set']),
  stage(2, 'open', ['amount_set', 'decision_maker_known']),
  stage(3, 'open', ['contract_signed']),
  stage(4, 'won'),
  stage(5, 'lost'),
  stage(6, 'on_hold'),
];
const at = (id: number) => stages[id - 1]!;
const bare: Facts = {
  totalFen: 0,
  expectedCloseOn: null,
  offeringId: null,
  competitorId: null,
  evidence: {},
  hasNeed: false,
  oneOffFen: 0,
  monthlyFen: 0,
  months: 0,
  probability: 0,
  nextStep: null,
  nextStepOn: null,
  buyingRoles: [],
  visitedDaysAgo: null,
  hasPhoto: false,
  documents: [],
  proofs: [],
  certificates: [],
  custom: [],
  hasApprovedQuote: false,
  approvals: [],
  asked: [],
  cameFromStageId: null,
};
const full: Facts = {
  ...bare,
  totalFen: 1,
  expectedCloseOn: '2026-12-01',
  hasNeed: true,
  buyingRoles: ['decision_maker'],
  evidence: { contract_signed: { at: '2026-11-21', by: 'x' } },
};
const move = (from: number, to: number, facts: Facts, more = {}) => {
  const decision = decideMove(stages, at(from), { to: at(to), ...more }, facts);
  return decision.ok || !decision.details ? decision : { ...decision, details: keys(decision.details as Lacking[]) };
};
const keys = (lacking: Lacking[]) => lacking.map(({ criterion }) => criterionKey(criterion));

describe('exit criteria', () => {
  it('names what is missing', () => {
    expect(keys(missingCriteria({ ...bare, hasNeed: true }, at(1)))).toEqual(['close_date_set']);
  });
  it('checks every stage left behind', () => {
    expect(move(1, 3, { ...bare, hasNeed: true })).toMatchObject({
      reason: 'opportunity.criteria_missing',
      details: ['close_date_set', 'amount_set', 'decision_maker_known'],
    });
    expect(move(1, 3, full)).toMatchObject({ ok: true, value: { direction: 'forward' } });
  });
});

describe('closing', () => {
  it('is won with a signed contract and a reason', () => {
    expect(move(3, 4, { ...full, evidence: {} }, { reason: 'price' })).toMatchObject({ details: ['contract_signed'] });
    expect(move(3, 4, full)).toMatchObject({ reason: 'opportunity.reason_required' });
    expect(move(3, 4, full, { reason: 'price' }).ok).toBe(true);
  });
  it('is lost for a reason, and to somebody where the reason is a rival', () => {
    expect(move(1, 5, bare)).toMatchObject({ fields: { reason: 'error.required' } });
    expect(move(1, 5, bare, { reason: 'price' })).toMatchObject({ reason: 'opportunity.competitor_required' });
    expect(move(1, 5, bare, { reason: 'price', competitorId: 'c' }).ok).toBe(true);
    expect(move(1, 5, bare, { reason: 'budget_cut' }).ok).toBe(true);
  });
});

describe('going back, waiting and coming back', () => {
  it('asks why', () => {
    expect(move(3, 1, bare)).toMatchObject({ reason: 'opportunity.note_required' });
    expect(move(3, 1, bare, { note: 'x' })).toMatchObject({ value: { direction: 'backward' } });
    expect(move(2, 6, bare)).toMatchObject({ reason: 'opportunity.note_required' });
    expect(asksFor(at(3), at(1))).toBe('note');
  });
  it('resumes where it was, not further', () => {
    const held = { ...bare, cameFromStageId: 2 };
    expect(move(6, 2, held)).toMatchObject({ value: { direction: 'resume' } });
    expect(move(6, 3, held)).toMatchObject({ reason: 'opportunity.criteria_missing' });
  });
  it('checks everything when nobody knows where it came from', () => {
    expect(move(6, 2, bare)).toMatchObject({ details: ['need_recorded', 'close_date_set'] });
  });
  it('reopens a closed deal with a word why', () => {
    expect(move(5, 1, bare)).toMatchObject({ reason: 'opportunity.note_required' });
    expect(move(5, 1, bare, { note: 'again' }).ok).toBe(true);
  });
  it('does not move to where it is', () => {
    expect(move(1, 1, full)).toMatchObject({ reason: 'opportunity.already_there' });
  });
});

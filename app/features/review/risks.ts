import { daysBetween } from '~/core/dates';

/** What speaks against a deal closing as planned, as far as facts tell; each with its number where it has one. */
export type Risk = { kind: RiskKind; n?: number };
export const riskKinds = [
  'overdue',
  'stuck',
  'early_and_due',
  'slipped',
  'no_decision_maker',
  'no_visit',
  'went_back',
  'no_next_step',
  'no_date',
] as const;
export type RiskKind = (typeof riskKinds)[number];

/** How heavily each weighs when the biggest risks are sought; the reasons are what is shown. */
const weights: Record<RiskKind, number> = {
  overdue: 4,
  stuck: 4,
  early_and_due: 3,
  slipped: 2,
  no_decision_maker: 2,
  no_visit: 2,
  went_back: 2,
  no_next_step: 1,
  no_date: 1,
};

export type RiskFacts = {
  isOpen: boolean;
  /** Position of the stage among the open ones, from 0 (the first) to 1 (the last). */
  progress: number;
  quietDays: number;
  stuckAfterDays: number | null;
  slips: number;
  closeOn: string | null;
  hasDecisionMaker: boolean;
  /** Days since the last visit of the account; null: none on record. */
  visitedDaysAgo: number | null;
  wentBack: number;
  hasNextStep: boolean;
};

const soon = 30;
const early = 0.4;
const unvisited = 45;

/** Why a deal may not come as planned, the gravest first. On hold nothing is expected, so nothing is at risk. */
export function risksOf(facts: RiskFacts, today: string): Risk[] {
  if (!facts.isOpen) return [];
  const risks: Risk[] = [];
  const left = facts.closeOn && daysBetween(today, facts.closeOn);
  if (facts.closeOn === null) risks.push({ kind: 'no_date' });
  else if (facts.closeOn < today) risks.push({ kind: 'overdue', n: daysBetween(facts.closeOn, today) });
  else if (typeof left === 'number' && left <= soon && facts.progress < early)
    risks.push({ kind: 'early_and_due', n: left });
  if (facts.stuckAfterDays !== null && facts.quietDays > facts.stuckAfterDays)
    risks.push({ kind: 'stuck', n: facts.quietDays });
  if (facts.slips >= 2) risks.push({ kind: 'slipped', n: facts.slips });
  if (!facts.hasDecisionMaker && facts.progress >= early) risks.push({ kind: 'no_decision_maker' });
  if (facts.visitedDaysAgo === null) risks.push({ kind: 'no_visit' });
  else if (facts.visitedDaysAgo > unvisited) risks.push({ kind: 'no_visit', n: facts.visitedDaysAgo });
  if (facts.wentBack > 0) risks.push({ kind: 'went_back', n: facts.wentBack });
  if (!facts.hasNextStep) risks.push({ kind: 'no_next_step' });
  return risks.sort((a, b) => weights[b.kind] - weights[a.kind]);
}

/** For the order of a list only: more reasons and more money come first. */
export const riskWeight = (risks: Risk[], totalFen: number) =>
  risks.reduce((sum, { kind }) => sum + weights[kind], 0) * totalFen;

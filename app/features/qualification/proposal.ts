import { addDays } from '~/core/dates';
import {
  type FitAspect,
  fitAspects,
  fitField,
  isRated,
  type JudgedDeal,
  type QualificationFacts,
  type QualificationResult,
  strongest,
  totalGap,
} from './rules';

/** `stop` rules the deal out, `open` keeps it from being a clear go, `watch` would turn a go when it gets worse. */
export type LineLevel = 'stop' | 'open' | 'watch';
export const lineCodes = [
  'fit_stop', 'fit_low', 'fit_unknown', 'fit_edge',
  'budget_stop', 'budget_short', 'budget_unknown', 'budget_amount',
  'decider_unknown', 'decider_opposes',
  'decision_unset', 'decision_past', 'decision_soon', 'event_unknown',
  'tender_unknown', 'bid_due_unset', 'bid_due_past', 'no_influence',
  'gap_stop', 'gap_behind', 'gap_unknown', 'gap_edge',
  'margin_stop', 'margin_low', 'margin_unknown', 'margin_edge',
] as const; // biome-ignore format: one line a subject
export type LineCode = (typeof lineCodes)[number];
/** One thing that would change the result, and the field of the form it is about. */
export type Line = {
  code: LineCode;
  level: LineLevel;
  field: string;
  aspect?: FitAspect;
  score?: number;
  fen?: number;
  day?: string;
  competitorId?: string;
};
export type Proposal = { result: QualificationResult; lines: Line[] };

export const enoughFit = 3;
export const enoughMargin = 10;
/** From this strategic weight on a thin or negative margin is taken. */
const worthALoss = 4;
const soonDays = 14;

const line = (level: LineLevel, code: LineCode, field: string, more: Partial<Line> = {}): Line => ({
  level,
  code,
  field,
  ...more,
});

/**
 * Whether to go for the deal, and what would change that. Any stop makes it a no-go, anything open a conditional,
 * nothing of both a go. Pure: the page draws it while one types, the command keeps it with what was saved.
 */
export function proposeResult(facts: QualificationFacts, deal: JudgedDeal): Proposal {
  const lines = [
    ...fits(facts),
    ...budget(facts, deal),
    ...decision(facts, deal),
    ...tender(facts, deal),
    ...rivals(facts),
    ...margin(facts),
  ];
  const rank: LineLevel[] = ['stop', 'open', 'watch'];
  const worst = rank.find((level) => lines.some((one) => one.level === level));
  const result = worst === 'stop' ? 'no_go' : worst === 'open' ? 'conditional' : 'go';
  return {
    result,
    lines: lines
      .filter((one) => (result === 'go') === (one.level === 'watch'))
      .sort((a, b) => rank.indexOf(a.level) - rank.indexOf(b.level)),
  };
}

const fits = (facts: QualificationFacts): Line[] =>
  fitAspects.flatMap((aspect) => {
    const field = fitField[aspect];
    const score = facts[field];
    if (score === null) return line('open', 'fit_unknown', field, { aspect });
    if (score <= 1) return line('stop', 'fit_stop', field, { aspect, score });
    if (score < enoughFit) return line('open', 'fit_low', field, { aspect, score });
    return score === enoughFit ? line('watch', 'fit_edge', field, { aspect, score }) : [];
  });

function budget({ budget, budgetFen }: QualificationFacts, { totalFen }: JudgedDeal): Line[] {
  if (budget !== 'known') return [line('open', 'budget_unknown', 'budget')];
  if (budgetFen === null) return [line('open', 'budget_amount', 'budgetFen')];
  const fen = totalFen - budgetFen;
  if (budgetFen * 2 < totalFen) return [line('stop', 'budget_stop', 'budgetFen', { fen })];
  return fen > 0 ? [line('open', 'budget_short', 'budgetFen', { fen })] : [];
}

function decision(facts: QualificationFacts, { deciderAttitude, today }: JudgedDeal): Line[] {
  const { deciderId, decisionOn: day, compellingEvent } = facts;
  return [
    ...(!deciderId ? [line('open', 'decider_unknown', 'deciderId')] : []),
    ...(deciderId && deciderAttitude === 'opposes' ? [line('open', 'decider_opposes', 'deciderId')] : []),
    ...(!day ? [line('open', 'decision_unset', 'decisionOn')] : []),
    ...(day && day < today ? [line('open', 'decision_past', 'decisionOn', { day })] : []),
    ...(day && day >= today && day <= addDays(today, soonDays)
      ? [line('watch', 'decision_soon', 'decisionOn', { day })]
      : []),
    ...(!compellingEvent ? [line('open', 'event_unknown', 'compellingEvent')] : []),
  ];
}

function tender({ tender, bidDueOn: day, tenderInfluence }: QualificationFacts, { today }: JudgedDeal): Line[] {
  if (tender === 'unknown') return [line('open', 'tender_unknown', 'tender')];
  if (tender === 'no') return [];
  return [
    ...(!day ? [line('open', 'bid_due_unset', 'bidDueOn')] : []),
    ...(day && day < today ? [line('open', 'bid_due_past', 'bidDueOn', { day })] : []),
    ...(tenderInfluence === 'none' ? [line('open', 'no_influence', 'tenderInfluence')] : []),
  ];
}

function rivals({ gaps, tenderInfluence }: QualificationFacts): Line[] {
  const rated = gaps.findIndex(isRated);
  const worst = strongest(gaps);
  if (rated < 0 || !worst) return [line('open', 'gap_unknown', 'gaps')];
  const score = totalGap(worst);
  const about = { competitorId: worst.competitorId, score };
  if (score <= -5 || (score <= -4 && tenderInfluence === 'none')) return [line('stop', 'gap_stop', 'gaps', about)];
  if (score <= -2) return [line('open', 'gap_behind', 'gaps', about)];
  return score < 0 ? [line('watch', 'gap_edge', 'gaps', about)] : [];
}

function margin({ marginPercent: score, strategicWeight }: QualificationFacts): Line[] {
  if (score === null) return [line('open', 'margin_unknown', 'marginPercent')];
  if ((strategicWeight ?? 0) >= worthALoss) return [];
  if (score < 0) return [line('stop', 'margin_stop', 'marginPercent', { score })];
  if (score < enoughMargin) return [line('open', 'margin_low', 'marginPercent', { score })];
  return score < enoughMargin + 5 ? [line('watch', 'margin_edge', 'marginPercent', { score })] : [];
}

import { daysBetween } from '~/core/dates';
import type { ChainGap } from '~/features/contacts/rules';

/** What the stream of an account can be narrowed to. */
export const timelineKinds = ['visits', 'interactions', 'opportunities', 'people', 'profile', 'contracts'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Events of the journal that an account's stream tells, by what they are about; the rest has its own rows. */
export const journalEvents: Record<'people' | 'profile' | 'visits' | 'contracts', readonly string[]> = {
  people: ['contact.created', 'contact.changed', 'contact.deleted', 'contact.restored'],
  profile: [
    'account.created',
    'account.changed',
    'account.assigned',
    'account.restored',
    'assignment.added',
    'assignment.ended',
  ],
  visits: [
    'commitment.kept',
    'commitment.broken',
    'commitment.answered',
    'commitment.proved',
    'commitment.made',
    'commitment.reopened',
    'commitment.changed',
    'commitment.given',
    'commitment.cancelled',
    'need.added',
    'move.seen',
  ],
  contracts: [
    'quote.sent',
    'quote.question_asked',
    'quote.customer_accepted',
    'quote.customer_declined',
    'contract.created',
    'contract.signed',
    'contract.amended',
    'contract.terminated',
    'contract.given_up',
    'contract.renewed',
    'contract.ended',
  ],
};

/** Something on the account page that wants doing: what, about which record, how urgent. */
export type Attention = {
  kind: 'commitment_overdue' | 'opportunity_stuck' | 'close_overdue' | 'close_slipped' | 'visit_overdue' | 'never_visited' | 'no_decision_maker' | 'decision_maker_untouched';
  tone: 'bad' | 'warn';
  days: number;
  text: string;
  on: string | null;
  subjectId: string;
}; // biome-ignore format: a list of words

export type AttentionFacts = {
  accountId: string;
  /** Since when the visiting interval of its grade counts, and whether it is over. */
  since: string;
  visitOverdue: boolean;
  lastVisitOn: string | null;
  nextVisitOn: string | null;
  overdueCommitments: { id: string; text: string; dueOn: string; visitId: string | null }[];
  openOpportunities: {
    id: string;
    title: string;
    stuck: boolean;
    quietDays: number;
    slips: number;
    expectedCloseOn: string | null;
  }[];
  gaps: readonly ChainGap[];
};

export const attentionShown = 5;

/** At most five things, what we owe first, then the deals, then the coverage, then the people. */
export function needsAttention(facts: AttentionFacts, today: string): Attention[] {
  const list: Attention[] = [];
  for (const { text, dueOn, visitId } of facts.overdueCommitments) {
    const days = daysBetween(dueOn, today);
    list.push({ kind: 'commitment_overdue', tone: 'bad', days, text, on: dueOn, subjectId: visitId ?? '' });
  }
  for (const deal of facts.openOpportunities) {
    const about = { text: deal.title, on: deal.expectedCloseOn, subjectId: deal.id };
    const late = deal.expectedCloseOn ? daysBetween(deal.expectedCloseOn, today) : 0;
    if (late > 0) list.push({ kind: 'close_overdue', tone: 'bad', days: late, ...about });
    else if (deal.stuck) list.push({ kind: 'opportunity_stuck', tone: 'warn', days: deal.quietDays, ...about });
    else if (deal.slips > 1) list.push({ kind: 'close_slipped', tone: 'warn', days: deal.slips, ...about });
  }
  if (facts.visitOverdue && !facts.nextVisitOn) {
    const kind = facts.lastVisitOn ? 'visit_overdue' : 'never_visited';
    const days = daysBetween(facts.lastVisitOn ?? facts.since, today);
    list.push({ kind, tone: 'warn', days, text: '', on: facts.lastVisitOn, subjectId: facts.accountId });
  }
  for (const gap of facts.gaps) {
    if (gap.kind !== 'decision_maker_untouched' && gap.kind !== 'no_decision_maker' && gap.kind !== 'nobody_known')
      continue;
    const kind = gap.kind === 'decision_maker_untouched' ? 'decision_maker_untouched' : 'no_decision_maker';
    list.push({ kind, tone: 'warn', days: 0, text: gap.names.join('、'), on: null, subjectId: facts.accountId });
  }
  return list.slice(0, attentionShown);
}

/** How far a product line has come with a customer. */
export type LineState = 'won' | 'open' | 'none';

export function lineStates<Line extends string>(
  lines: readonly Line[],
  deals: readonly { line: Line | null; stageType: string }[],
): { line: Line; state: LineState }[] {
  const has = (line: Line, types: string[]) =>
    deals.some((deal) => deal.line === line && types.includes(deal.stageType));
  const state = (line: Line): LineState =>
    has(line, ['won']) ? 'won' : has(line, ['open', 'on_hold']) ? 'open' : 'none';
  const order: LineState[] = ['won', 'open', 'none'];
  return lines
    .map((line) => ({ line, state: state(line) }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

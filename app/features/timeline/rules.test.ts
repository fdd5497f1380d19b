import { describe, expect, it } from 'vitest';
import { type AttentionFacts, lineStates, needsAttention } from './rules';

const today = '2026-11-21';
const facts = (more: Partial<AttentionFacts> = {}): AttentionFacts => ({
  accountId: 'a',
  since: '2025-01-01',
  visitOverdue: false,
  lastVisitOn: '2026-11-01',
  nextVisitOn: null,
  overdueCommitments: [],
  openOpportunities: [],
  gaps: [],
  ...more,
});
const kinds = (more: Partial<AttentionFacts>) => needsAttention(facts(more), today).map((item) => item.kind);
const deal = { id: 'o', title: 'SD-WAN', stuck: false, quietDays: 3, slips: 0, expectedCloseOn: '2026-12-18' };

describe('needsAttention', () => {
  it('is silent when all is well', () => expect(kinds({})).toEqual([]));

  it('asks for a visit when it is overdue, not when one is planned', () => {
    expect(kinds({ visitOverdue: true })).toEqual(['visit_overdue']);
    expect(kinds({ visitOverdue: true, nextVisitOn: '2026-11-25' })).toEqual([]);
    expect(kinds({ visitOverdue: true, lastVisitOn: null })).toEqual(['never_visited']);
  });

  it('says one thing a deal, the gravest', () => {
    expect(kinds({ openOpportunities: [{ ...deal, stuck: true, expectedCloseOn: '2026-11-01' }] })).toEqual([
      'close_overdue',
    ]);
    expect(kinds({ openOpportunities: [{ ...deal, stuck: true, slips: 3 }] })).toEqual(['opportunity_stuck']);
    expect(kinds({ openOpportunities: [{ ...deal, slips: 2 }] })).toEqual(['close_slipped']);
    expect(kinds({ openOpportunities: [{ ...deal, slips: 1 }] })).toEqual([]);
  });

  it('puts what we owe first and stops at five', () => {
    const overdueCommitments = Array.from({ length: 6 }, (_, n) => ({
      id: `${n}`,
      text: 't',
      dueOn: '2026-11-20',
      visitId: null,
    }));
    const list = needsAttention(facts({ overdueCommitments, openOpportunities: [{ ...deal, stuck: true }] }), today);
    expect(list.map((item) => item.kind)).toEqual(Array(5).fill('commitment_overdue'));
    expect(list[0]?.days).toBe(1);
  });
});

it('lineStates shows what is sold before what is open before what is missing', () =>
  expect(
    lineStates(
      ['a', 'b', 'c'],
      [
        { line: 'b', stageType: 'open' },
        { line: 'c', stageType: 'won' },
        { line: 'c', stageType: 'open' },
        { line: 'a', stageType: 'lost' },
      ],
    ),
  ).toEqual([
    { line: 'c', state: 'won' },
    { line: 'b', state: 'open' },
    { line: 'a', state: 'none' },
  ]));

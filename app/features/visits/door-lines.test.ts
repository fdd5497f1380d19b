import { describe, expect, it } from 'vitest';
import { type DoorFacts, doorLines } from './door-lines';

const nothing: DoorFacts = {
  overdue: null,
  due: null,
  ending: null,
  deal: null,
  last: null,
  need: null,
  lastVisitedAt: null,
};
const promise = (dueOn: string) => ({ id: 'c', visitId: null, text: '送方案', dueOn });
const last = (satisfaction: number) => ({ id: 'v', note: null, satisfaction });
const need = { id: 'n', visitId: 'v', text: '备份链路' };
const kinds = (facts: Partial<DoorFacts>) => doorLines({ ...nothing, ...facts }, '2026-11-24').map(({ kind }) => kind);
const deal = { id: 'd', title: 'SD-WAN', fen: 1, step: null };
const lastVisitedAt = new Date('2026-11-01T02:00:00Z');

describe('at the door', () => {
  it('what we owe and what went wrong go before what is to be won, and only three lines are said', () =>
    expect(kinds({ overdue: promise('2026-11-20'), last: last(2), deal, need, lastVisitedAt })).toEqual([
      'overdue',
      'unhappy',
      'deal',
    ]));
  it('a promise counts when it is due within a week', () => {
    expect(kinds({ due: promise('2026-12-01'), lastVisitedAt })).toEqual(['due', 'last']);
    expect(kinds({ due: promise('2026-12-02'), lastVisitedAt })).toEqual(['last']);
  });
  it('a customer nobody has visited is said to be new', () => {
    expect(kinds({})).toEqual(['first']);
    expect(kinds({ last: last(3), lastVisitedAt, need })).toEqual(['need', 'last']);
  });
  it('a contract about to end goes before what is to be won', () => {
    const ending = { id: 'k', title: '专线合同', endsOn: '2026-12-24' };
    expect(kinds({ ending, deal, lastVisitedAt })).toEqual(['ending', 'deal', 'last']);
    expect(doorLines({ ...nothing, ending }, '2026-11-24')[0]).toEqual({
      kind: 'ending',
      id: 'k',
      title: '专线合同',
      days: 30,
    });
  });
});

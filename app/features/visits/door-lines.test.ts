import { describe, expect, it } from 'vitest';
import { type DoorFacts, doorLines } from './door-lines';

const nothing: DoorFacts = {
  overdueText: null, overdueOn: null, due: null, deal: null, satisfaction: null, need: null, lastVisitedAt: null, lastNote: null,
}; // biome-ignore format: one line
const kinds = (facts: Partial<DoorFacts>) => doorLines({ ...nothing, ...facts }, '2026-11-24').map(({ kind }) => kind);
const deal = { id: 'd', title: 'SD-WAN', fen: 1, step: null };
const lastVisitedAt = new Date('2026-11-01T02:00:00Z');

describe('at the door', () => {
  it('what we owe and what went wrong go before what is to be won, and only three lines are said', () =>
    expect(
      kinds({ overdueText: '送方案', overdueOn: '2026-11-20', satisfaction: 2, deal, need: '备份链路', lastVisitedAt }),
    ).toEqual(['overdue', 'unhappy', 'deal']));
  it('a promise counts when it is due within a week', () => {
    expect(kinds({ due: { text: '送方案', dueOn: '2026-12-01' }, lastVisitedAt })).toEqual(['due', 'last']);
    expect(kinds({ due: { text: '送方案', dueOn: '2026-12-02' }, lastVisitedAt })).toEqual(['last']);
  });
  it('a customer nobody has visited is said to be new', () => {
    expect(kinds({})).toEqual(['first']);
    expect(kinds({ satisfaction: 3, lastVisitedAt, need: '备份链路' })).toEqual(['need', 'last']);
  });
});

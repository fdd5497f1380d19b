import { describe, expect, it } from 'vitest';
import { type Entry, factsOf } from './facts';

const entry = (more: Partial<Entry> = {}): Entry => ({
  event: 'visit.commented',
  tenantId: 1,
  subjectId: 'visit',
  actorId: 'lead',
  ownerId: 'manager',
  at: '2026-11-21T02:00:00.000Z',
  after: { commentId: 'c1', isQuestion: false, answers: null, mentions: [] },
  ...more,
});
const told = (entries: Entry[], participants: string[] = []) =>
  factsOf(entries, () => participants).map(({ personId, kind }) => `${personId} ${kind}`);

describe('who is told of a comment', () => {
  it('the visitor, and those who have spoken there, but not the author', () => {
    expect(told([entry()], ['lead', 'director'])).toEqual(['manager comment', 'director comment']);
    expect(told([entry({ actorId: 'manager' })])).toEqual([]);
  });
  it('each once, by the strongest reason', () => {
    const after = { commentId: 'c1', isQuestion: true, answers: 'manager', mentions: ['manager', 'peer'] };
    expect(told([entry({ after })], ['peer'])).toEqual(['manager answer', 'peer mention']);
    expect(told([entry({ after: { ...after, answers: null, mentions: [] } })])).toEqual(['manager question']);
  });
});

describe('who is told of other doings', () => {
  it('the owner, once for a whole batch', () => {
    const given = (subjectId: string, ownerId: string) =>
      entry({ event: 'account.assigned', subjectId, ownerId, after: {} });
    const facts = factsOf([given('a', 'anna'), given('b', 'anna'), given('c', 'bert'), given('d', 'lead')]);
    expect(facts.map(({ personId, subjectId, params }) => [personId, subjectId, params])).toEqual([
      ['anna', 'a', { more: 1 }],
      ['bert', 'c', {}],
    ]);
  });
  it('the keeper and the maker of a promise, but not who settled it', () => {
    const kept = entry({ event: 'commitment.kept', actorId: 'lead', ownerId: 'manager', after: {} });
    expect(told([kept], ['lead', 'peer', 'manager'])).toEqual([
      'manager commitment_settled',
      'peer commitment_settled',
    ]);
    const given = entry({ event: 'commitment.made', after: { dueOn: '2026-11-30' } });
    expect(factsOf([given, given])).toMatchObject([{ personId: 'manager', params: { dueOn: '2026-11-30', more: 1 } }]);
  });
  it('the new keeper of a promise and the one before, once for all of them', () => {
    const given = (subjectId: string) =>
      entry({ event: 'commitment.given', subjectId, ownerId: 'peer', before: { ownerId: 'manager' }, after: {} });
    expect(factsOf([given('a'), given('b')])).toMatchObject([
      { personId: 'peer', kind: 'commitment_given', subjectId: 'a', params: { more: 1 } },
      { personId: 'manager', kind: 'commitment_changed', subjectId: 'a', params: { step: 'passed_on', more: 1 } },
    ]);
  });
  it('nobody of what is no news', () => {
    expect(told([entry({ event: 'visit.edited' }), entry({ event: 'visit.planned', ownerId: null })])).toEqual([]);
  });
});

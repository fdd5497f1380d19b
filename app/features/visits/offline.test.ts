import { describe, expect, it } from 'vitest';
import type { Entries } from '~/core/offline/item';
import { keepableCommitment, keepableNewVisit, keepableSettling, keepableVisit } from './offline';

describe('what may wait for the network', () => {
  it('is a check-in, a report, a new visit, and nothing else of a visit', () => {
    expect(keepableVisit([['intent', 'start']], '/visits/1')?.next).toBe('/visits/1?do=complete');
    expect(keepableVisit([['intent', 'complete']], '/visits/1')?.kind).toBe('complete');
    expect(keepableVisit([['intent', 'cancel']], '/visits/1')).toBeNull();
    expect(
      keepableNewVisit([
        ['id', 'x'],
        ['mode', 'log'],
      ]),
    ).toEqual({ kind: 'log', subject: '/visits/x', needs: [], next: '/today' });
    const named: Entries = [
      ['intent', 'complete'],
      ['contactIds', 'c1'],
      ['contactIds', 'c2'],
    ];
    expect(keepableVisit(named, '/visits/1')?.needs).toEqual(['contact/c1', 'contact/c2']);
    expect(keepableNewVisit([['mode', 'log']])).toBeNull();
  });

  it('is a commitment, which leads back to where it was made', () => {
    const made: Entries = [
      ['id', 'c'],
      ['back', '/accounts/1'],
    ];
    expect(keepableCommitment(made)).toEqual({ kind: 'commitment', subject: 'commitment/c', next: '/accounts/1' });
    expect(
      keepableCommitment([
        ['id', 'c'],
        ['back', '//evil.example'],
      ])?.next,
    ).toBe('/today');
    expect(keepableCommitment([])).toBeNull();
  });

  it('is what became of a commitment, but not what wants an answer at once', () => {
    const said = (verb: string): Entries => [
      ['commitmentId', 'c'],
      ['verb', verb],
      ['back', '/visits/1'],
    ];
    for (const verb of ['keep', 'break', 'answer', 'prove'])
      expect(keepableSettling(said(verb))).toEqual({ kind: verb, subject: 'commitment/c', next: '/visits/1' });
    for (const verb of ['reopen', 'cancel', 'x']) expect(keepableSettling(said(verb))).toBeNull();
    expect(keepableSettling([['verb', 'keep']])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { Entries } from '~/core/offline/item';
import { keepableNewVisit, keepableVisit, packOf } from './offline';

const now = new Date('2026-11-21T02:00:00Z');
const visit = (n: number, status: 'planned' | 'completed', hours: number) => ({
  id: `v${n}`,
  accountId: `a${n % 40}`,
  status,
  plannedAt: new Date(now.getTime() + hours * 3_600_000),
});

describe('the pack', () => {
  it('holds the nearest visits first, with brief and form while they are ahead', () => {
    expect(packOf([visit(1, 'completed', -30), visit(2, 'planned', 2)], now)).toEqual([
      '/today',
      '/outbox',
      '/visits/v2',
      '/visits/v2?do=complete',
      '/visits/v2/brief',
      '/visits/v1',
      '/accounts/a2',
      '/visits/new?account=a2',
      '/visits/new?account=a2&mode=log',
      '/accounts/a2/people?peek=new',
      '/accounts/a1',
      '/visits/new?account=a1',
      '/visits/new?account=a1&mode=log',
      '/accounts/a1/people?peek=new',
    ]);
  });

  it('is bounded, and leaves room for accounts', () => {
    const many = Array.from({ length: 90 }, (_, n) => visit(n, 'planned', n));
    const pages = packOf(many, now);
    expect(pages).toHaveLength(75);
    expect(pages.filter((page) => page.startsWith('/accounts/')).length).toBeGreaterThan(10);
    expect(new Set(pages).size).toBe(75);
  });
});

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
});

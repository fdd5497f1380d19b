import { describe, expect, it } from 'vitest';
import { accountsKept, packOf } from './pack';

const now = new Date('2026-11-21T02:00:00Z');
const visit = (n: number, status: 'planned' | 'completed', hours: number) => ({
  id: `v${n}`,
  accountId: `a${n % 40}`,
  status,
  plannedAt: new Date(now.getTime() + hours * 3_600_000),
});

const ofAccount = (id: string) => [
  `/accounts/${id}`,
  `/accounts/${id}.data?tab=people`,
  `/accounts/${id}/people`,
  `/accounts/${id}/people?peek=new`,
  `/visits/plan?account=${id}`,
  `/visits/new?account=${id}&mode=log`,
  `/visits/new?account=${id}`,
  `/commitments/new?account=${id}`,
];

describe('the pack', () => {
  it('holds the week, then the nearest visits, with brief and form while they are ahead', () => {
    const { pages, later } = packOf([visit(1, 'completed', -5 * 24), visit(2, 'planned', 2)], ['a2', 'a9'], now);
    expect(pages).toEqual([
      '/today',
      '/outbox',
      '/visits/plan',
      '/visits/new?mode=log',
      '/accounts',
      '/commitments',
      ...['16', '17', '18', '19', '20', '22'].map((day) => `/today?day=2026-11-${day}`),
      '/visits/v2',
      '/visits/v2?do=complete',
      '/visits/v2/brief',
      '/visits/v1',
      ...ofAccount('a2'),
      ...ofAccount('a1'),
    ]);
    expect(later).toEqual(ofAccount('a9').slice(0, 6));
  });

  it('has no form for a visit the person only comes along to', () => {
    const { pages } = packOf([{ ...visit(2, 'planned', 2), isJoint: true }], [], now);
    expect(pages.filter((page) => page.startsWith('/visits/v2'))).toEqual(['/visits/v2', '/visits/v2/brief']);
  });

  it('holds days of the next week that have a visit, and no others', () => {
    const { pages } = packOf([visit(1, 'planned', 3 * 24), visit(2, 'planned', 9 * 24)], [], now);
    expect(pages).toContain('/today?day=2026-11-24');
    expect(pages.filter((page) => page > '/today?day=2026-11-22' && page < '/today?day=2026-12')).toHaveLength(1);
  });

  it('is bounded, leaves room for accounts, and keeps the rest for later', () => {
    const many = Array.from({ length: 90 }, (_, n) => visit(n, 'planned', n));
    const own = Array.from({ length: 50 }, (_, n) => `b${n}`);
    const { pages, later } = packOf(many, own, now);
    expect(pages).toHaveLength(90);
    expect(pages.filter((page) => page.startsWith('/accounts/')).length).toBeGreaterThan(8);
    expect(later).toHaveLength(340);
    expect(new Set([...pages, ...later]).size).toBe(430);
  });

  it('has every account of the person, within a week of fifteen visits', () => {
    const week = Array.from({ length: 15 }, (_, n) => visit(n, n < 5 ? 'completed' : 'planned', (n - 5) * 8));
    const own = Array.from({ length: accountsKept }, (_, n) => `a${n}`);
    const { pages, later } = packOf(week, own, now);
    for (const id of own) for (const page of ofAccount(id).slice(0, 6)) expect([...pages, ...later]).toContain(page);
  });
});

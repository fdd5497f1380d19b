import { describe, expect, it } from 'vitest';
import { readVisitFilter, spanOf } from './filters';

const now = new Date('2026-11-21T02:00:00Z'); // a Saturday morning in Shanghai
const nothing = { period: null, from: null, to: null };
const iso = (span: ReturnType<typeof spanOf>) => [span.from?.toISOString() ?? null, span.until?.toISOString() ?? null];

describe('periods', () => {
  it('are Shanghai days', () => {
    expect(iso(spanOf({ ...nothing, period: 'today' }, now))).toEqual([
      '2026-11-20T16:00:00.000Z',
      '2026-11-21T16:00:00.000Z',
    ]);
    expect(iso(spanOf({ ...nothing, period: 'week' }, now))).toEqual([
      '2026-11-15T16:00:00.000Z',
      '2026-11-22T16:00:00.000Z',
    ]);
    expect(iso(spanOf({ ...nothing, period: 'overdue' }, now))).toEqual([null, now.toISOString()]);
    expect(iso(spanOf(nothing, now))).toEqual([null, null]);
  });
  it('give way to days', () => {
    expect(iso(spanOf({ period: 'today', from: '2026-02-28', to: '2026-02-28' }, now))).toEqual([
      '2026-02-27T16:00:00.000Z',
      '2026-02-28T16:00:00.000Z',
    ]);
  });
});

describe('the filter of an address', () => {
  it('ignores nonsense', () => {
    const params = new URLSearchParams(
      "reach=world&person=1'--&status=done&type=&period=ever&from=2026-02-30&account=x",
    );
    expect(readVisitFilter(params, 'mine')).toEqual({
      q: null,
      reach: 'mine',
      personId: null,
      status: null,
      type: null,
      ...nothing,
      accountId: null,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { suggestStart } from './times';

describe('suggestStart', () => {
  it('is the next half hour of office time', () => {
    expect(suggestStart('plan', new Date('2026-11-20T02:10:00Z'))).toBe('2026-11-20T11:00');
    expect(suggestStart('plan', new Date('2026-11-19T22:10:00Z'))).toBe('2026-11-20T09:30');
    expect(suggestStart('plan', new Date('2026-11-20T10:10:00Z'))).toBe('2026-11-21T09:30');
    expect(suggestStart('plan', new Date('2026-11-20T10:10:00Z'), '2026-11-25')).toBe('2026-11-25T09:30');
  });
  it('is an hour ago for a visit that has taken place', () => {
    expect(suggestStart('log', new Date('2026-11-20T02:10:00Z'))).toBe('2026-11-20T09:00');
  });
});

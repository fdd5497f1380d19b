import { describe, expect, it } from 'vitest';
import { dueAdvice, dueShortcuts } from './due';

describe('dueShortcuts', () => {
  it('count working days, over weekends and holidays', () => {
    expect(dueShortcuts('2026-11-20')).toMatchObject({ in3: '2026-11-25', in5: '2026-11-27' });
    // 1 to 7 October are off, the 10th is made up for it
    expect(dueShortcuts('2026-09-30')).toMatchObject({ in3: '2026-10-10' });
  });
  it('know the end of every month', () => {
    expect(dueShortcuts('2028-02-10').monthEnd).toBe('2028-02-29');
    expect(dueShortcuts('2026-12-31').monthEnd).toBe('2026-12-31');
  });
});

describe('dueAdvice', () => {
  it('offers the next working day for a day off, and says nothing of a day made up', () => {
    expect(dueAdvice('2026-10-01')).toEqual({ kind: 'holiday', next: '2026-10-08' });
    expect(dueAdvice('2026-11-21')).toEqual({ kind: 'weekend', next: '2026-11-23' });
    expect(dueAdvice('2026-11-20')).toBeNull();
    expect(dueAdvice('2026-10-10')).toBeNull();
  });
  it('says that the holidays of a year are not announced yet', () => {
    expect(dueAdvice('2199-01-01')).toEqual({ kind: 'unpublished', next: null });
    expect(dueAdvice('2199-01-05')).toMatchObject({ kind: 'weekend' });
  });
});

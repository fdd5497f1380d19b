import { describe, expect, it } from 'vitest';
import { closeSpan, isFiltered, isKept, readFilter, readSort } from './filters';

const me = '019a0000-0000-7000-8000-000000000001';
const read = (query: string) => readFilter(new URLSearchParams(query), me);

describe('filters of an address', () => {
  it('reads ours', () => {
    expect(read('owner=me&stage=1&stage=2,3&min=20万&close=this_month&stuck=1')).toMatchObject({
      ownerId: me,
      stageIds: [1, 2, 3],
      minFen: 20_000_000,
      close: 'this_month',
      stuck: true,
    });
  });
  it('leaves out nonsense', () => {
    const filter = read('owner=x&stage=a&min=-1&close=never&closeFrom=2026-02-30&type=open;drop&sort=x');
    expect(isFiltered(filter)).toBe(false);
    expect(readSort(new URLSearchParams('sort=x'))).toBe('-updated');
  });
  it('knows when kept sums answer', () => {
    expect(isKept(read('owner=me&stage=1&unit=3&type=open'))).toBe(true);
    expect(isKept(read('stuck=1'))).toBe(false);
    expect([isKept(read('judged=go')), read('judged=maybe').judged]).toEqual([false, null]);
  });
});

describe('closing dates', () => {
  const span = (query: string) => closeSpan(read(query), '2026-11-21');
  it('covers whole months and quarters', () => {
    expect(span('close=this_month')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(span('close=this_quarter')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(span('close=next_quarter')).toEqual({ from: '2027-01-01', to: '2027-03-31' });
    expect(span('closeTo=2026-12-01')).toEqual({ from: null, to: '2026-12-01' });
    expect(span('')).toBeNull();
  });
});

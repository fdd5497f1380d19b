import { describe, expect, it } from 'vitest';
import { assignDays } from './proposals';

const days = (...list: string[]) => list.map((day) => ({ day, regions: [] as (string | null)[] }));
const wish = (accountId: string, dueOn: string, region: string | null = null) => ({ accountId, dueOn, region });
const told = (...given: Parameters<typeof assignDays>) =>
  assignDays(...given).map(({ accountId, day }) => `${accountId} ${day}`);

describe('days for proposed visits', () => {
  it('are spread, the first due first, never more than so many', () => {
    const wishes = [wish('c', '2026-11-27'), wish('a', '2026-11-24'), wish('b', '2026-11-25')];
    expect(told(wishes, days('2026-11-24', '2026-11-25'), 1)).toEqual(['a 2026-11-24', 'b 2026-11-25']);
    expect(told(wishes, days('2026-11-24', '2026-11-25'), 2)).toEqual(['a 2026-11-24', 'b 2026-11-25', 'c 2026-11-24']);
  });
  it('go where the person is in that region anyway, as long as it is in time', () => {
    const planned = [
      { day: '2026-11-24', regions: [] },
      { day: '2026-11-26', regions: ['330106'] },
    ];
    expect(told([wish('a', '2026-11-30', '330106')], planned, 3)).toEqual(['a 2026-11-26']);
    expect(told([wish('a', '2026-11-25', '330106')], planned, 3)).toEqual(['a 2026-11-24']);
    expect(told([wish('a', '2026-11-30', '330106'), wish('b', '2026-11-30', '330106')], planned, 2)).toEqual([
      'a 2026-11-26',
      'b 2026-11-24',
    ]);
  });
  it('come soon for what is overdue, and not at all where there is no room', () => {
    expect(told([wish('a', '2026-10-01')], days('2026-11-24', '2026-11-25'), 3)).toEqual(['a 2026-11-24']);
    expect(told([wish('a', '2026-10-01')], [], 3)).toEqual([]);
    expect(told([wish('a', '2026-11-24')], [{ day: '2026-11-24', regions: ['x', 'y'] }], 2)).toEqual([]);
  });
});

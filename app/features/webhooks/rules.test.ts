import { describe, expect, it } from 'vitest';
import { givesUpAfterMs, isTaken, waitAfter } from './rules';

describe('a delivery that was not taken', () => {
  it('waits longer each time, never the same, and for three days at most', () => {
    const waits = Array.from({ length: 14 }, (_, n) => waitAfter(n + 1, 0.5));
    expect(waits.slice(0, 4)).toEqual([60_000, 180_000, 540_000, 1_620_000]);
    expect(Math.max(...waits)).toBe(12 * 3_600_000);
    expect([waitAfter(3, 0), waitAfter(3, 0.999)]).toEqual([405_000, 674_730]);
    const tries = waits.findIndex((_, n) => waits.slice(0, n).reduce((sum, ms) => sum + ms, 0) > givesUpAfterMs);
    expect(tries).toBe(12);
  });

  it('was taken by 2xx alone', () => {
    expect([200, 204, 301, 404, 500, null].map(isTaken)).toEqual([true, true, false, false, false, false]);
  });
});

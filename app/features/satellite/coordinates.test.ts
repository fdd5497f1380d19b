import { describe, expect, it } from 'vitest';
import { outlineOf, positionInBeam } from './beams';
import { readPlace } from './coordinates';

describe('a pasted position', () => {
  it('is read with commas, letters and full-width signs', () => {
    const beijing = { ok: true, place: { latitude: 39.9, longitude: 116.4 } };
    for (const typed of [
      '39.9, 116.4',
      '39.9 116.4',
      '39.9，116.4',
      ' 39.9N 116.4E ',
      '116.4E, 39.9N',
      'N39.9 E116.4',
      '３９.９,116.4',
    ])
      expect(readPlace(typed)).toEqual(beijing);
    expect(readPlace('-22.9, -43.2')).toEqual({ ok: true, place: { latitude: -22.9, longitude: -43.2 } });
    expect(readPlace('22.9S 43.2W')).toEqual({ ok: true, place: { latitude: -22.9, longitude: -43.2 } });
  });

  it('is told to be swapped, nowhere, out of range or no position', () => {
    const likely = { latitude: 39.9, longitude: 116.4 };
    expect(readPlace('116.4, 39.9')).toEqual({ ok: false, problem: 'swapped', likely });
    expect(readPlace('82.5, 39.2')).toMatchObject({ problem: 'swapped' });
    expect(readPlace('0, 0')).toEqual({ ok: false, problem: 'zero' });
    expect(readPlace('95, 200')).toEqual({ ok: false, problem: 'out_of_range' });
    for (const typed of ['', 'Beijing', '39.9', '39.9, 116.4, 5', '=1+1,2', '1e9, 3'])
      expect(readPlace(typed)).toEqual({ ok: false, problem: 'unreadable' });
  });
});

describe('a beam', () => {
  it('holds what lies within its circle, most in the middle', () => {
    const shape = { kind: 'circle', latitude: 30, longitude: 110, radiusKm: 400 } as const;
    expect(positionInBeam(shape, { latitude: 30, longitude: 110 })).toBe(0);
    expect(positionInBeam(shape, { latitude: 31.8, longitude: 110 })).toBeCloseTo(0.5, 1);
    expect(positionInBeam(shape, { latitude: 35, longitude: 110 })).toBeNull();
    for (const [latitude, longitude] of outlineOf(shape))
      expect(positionInBeam({ ...shape, radiusKm: 401 }, { latitude, longitude })).toBeCloseTo(400 / 401, 2);
  });

  it('holds what lies between its corners, across the 180th meridian too', () => {
    const corners: [number, number][] = [
      [10, 170],
      [10, -170],
      [-10, -170],
      [-10, 170],
    ];
    const shape = { kind: 'polygon', corners } as const;
    expect(positionInBeam(shape, { latitude: 0, longitude: 179 })).toBe(1);
    expect(positionInBeam(shape, { latitude: 0, longitude: -179 })).toBe(1);
    expect(positionInBeam(shape, { latitude: 0, longitude: 160 })).toBeNull();
    expect(positionInBeam(shape, { latitude: 11, longitude: 179 })).toBeNull();
  });
});

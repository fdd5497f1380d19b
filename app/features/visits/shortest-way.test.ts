import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '~/core/places';
import { metresBetween } from './rules';
import { byWay, metresTo, shortestWay } from './shortest-way';

const place = fc.record({
  latitude: fc.double({ min: 30, max: 31, noNaN: true }),
  longitude: fc.double({ min: 120, max: 121, noNaN: true }),
});
const lengthOf = (from: Place | null, way: Place[]) =>
  way.reduce((sum, stop, i) => {
    const last = i ? way[i - 1]! : from;
    return sum + (last ? metresBetween(last, stop) : 0);
  }, 0);
const orders = <T>(list: T[]): T[][] =>
  list.length < 2
    ? [list]
    : list.flatMap((one, i) => orders(list.filter((_, k) => k !== i)).map((rest) => [one, ...rest]));

describe('shortestWay', () => {
  it('is as short as the shortest of all orders', () =>
    fc.assert(
      fc.property(fc.option(place), fc.array(place, { maxLength: 6 }), (from, stops) => {
        const way = shortestWay(from, stops).map((i) => stops[i]!);
        expect(lengthOf(from, way)).toBe(Math.min(...orders(stops).map((order) => lengthOf(from, order))));
      }),
      { numRuns: 60 },
    ));

  it('goes to every stop once, however many there are', () =>
    fc.assert(
      fc.property(fc.array(place, { maxLength: 15 }), (stops) => {
        expect(shortestWay(null, stops).sort((a, b) => a - b)).toEqual([...stops.keys()]);
      }),
      { numRuns: 30 },
    ));
});

describe('byWay', () => {
  const at = (name: string, longitude: number | null) => ({ name, latitude: longitude && 30, longitude });
  it('leaves stops without a place at the end', () => {
    const stops = [at('nowhere', null), at('far', 120.9), at('near', 120.1), at('middle', 120.5)];
    const from = { latitude: 30, longitude: 120 };
    expect(byWay(from, stops).map(({ name }) => name)).toEqual(['near', 'middle', 'far', 'nowhere']);
    expect(metresTo(from, stops[0]!)).toBeNull();
    expect(metresTo(null, stops[1]!)).toBeNull();
    expect(metresTo(from, stops[2]!)).toBe(9630);
  });
});

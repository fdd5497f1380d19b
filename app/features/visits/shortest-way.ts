import type { Place } from '~/core/places';
import { metresBetween } from './rules';

const longestExact = 12;

/**
 * The order in which to go to all stops with the fewest metres, as indices; from where one is, or from whichever stop
 * is best when that is not known. Exact for up to twelve stops, beyond that always to the nearest next.
 */
export function shortestWay(from: Place | null, stops: readonly Place[]): number[] {
  const between = stops.map((a) => stops.map((b) => metresBetween(a, b)));
  const first = stops.map((stop) => (from ? metresBetween(from, stop) : 0));
  return stops.length <= longestExact ? exactWay(first, between) : nearestWay(first, between);
}

/** Held and Karp: the best way through each set of stops to each end, made from those through one stop fewer. */
function exactWay(first: number[], between: number[][]): number[] {
  const n = first.length;
  const all = (1 << n) - 1;
  const cost = new Float64Array((all + 1) * n).fill(Number.POSITIVE_INFINITY);
  const before = new Int8Array((all + 1) * n).fill(-1);
  for (let end = 0; end < n; end++) cost[(1 << end) * n + end] = first[end]!;
  for (let set = 1; set <= all; set++) {
    for (let end = 0; end < n; end++) {
      const here = cost[set * n + end]!;
      if (here === Number.POSITIVE_INFINITY) continue;
      for (let next = 0; next < n; next++) {
        if (set & (1 << next)) continue;
        const there = (set | (1 << next)) * n + next;
        const metres = here + between[end]![next]!;
        if (metres >= cost[there]!) continue;
        cost[there] = metres;
        before[there] = end;
      }
    }
  }
  let end = 0;
  for (let other = 1; other < n; other++) if (cost[all * n + other]! < cost[all * n + end]!) end = other;
  const way: number[] = [];
  for (let set = all, at = end; set && at >= 0; ) {
    way.unshift(at);
    const previous = before[set * n + at]!;
    set &= ~(1 << at);
    at = previous;
  }
  return way;
}

function nearestWay(first: number[], between: number[][]): number[] {
  const left = new Set(first.keys());
  const way: number[] = [];
  let metres = first;
  while (left.size) {
    const next = [...left].reduce((best, one) => (metres[one]! < metres[best]! ? one : best));
    left.delete(next);
    way.push(next);
    metres = between[next]!;
  }
  return way;
}

type Stop = { latitude: number | null; longitude: number | null };
const placeOf = ({ latitude, longitude }: Stop): Place | null =>
  latitude !== null && longitude !== null ? { latitude, longitude } : null;

/** The stops by the shortest way; those of whose place nothing is known keep their order at the end. */
export function byWay<T extends Stop>(from: Place | null, stops: readonly T[]): T[] {
  const known = stops.flatMap((stop) => {
    const place = placeOf(stop);
    return place ? [{ stop, place }] : [];
  });
  const way = shortestWay(
    from,
    known.map(({ place }) => place),
  );
  return [...way.map((i) => known[i]!.stop), ...stops.filter((stop) => !placeOf(stop))];
}

/** Metres to a stop in a straight line; null where one end is not known. */
export function metresTo(from: Place | null, stop: Stop) {
  const place = placeOf(stop);
  return from && place ? metresBetween(from, place) : null;
}

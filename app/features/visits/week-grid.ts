import { fromLocal, localInput } from '~/core/dates';

/** A visit as the week shows it. */
export type Timed = {
  id: string;
  plannedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  plannedMinutes: number;
};

/** Where a visit stands in its day: minutes from the grid's first hour, and beside which others. */
export type Placed<V> = { visit: V; from: number; minutes: number; lane: number; lanes: number };

const officeHours = { first: 8, last: 19 };
/** Shorter than this, a visit could not be read. */
const shortest = 30;

/** When it took place, else when it is planned for; the part that lies in its first day. */
export function spanInDay(visit: Timed) {
  const start = visit.startedAt ?? visit.plannedAt;
  const day = localInput(start).slice(0, 10);
  const from = Math.round((start.getTime() - fromLocal(day).getTime()) / 60_000);
  const end = visit.endedAt ?? new Date(start.getTime() + visit.plannedMinutes * 60_000);
  const long = Math.max(Math.round((end.getTime() - start.getTime()) / 60_000), shortest);
  return { day, from, minutes: Math.min(long, 24 * 60 - from) };
}

/** Whole hours from the first to the last that a week of visits needs, the office's at least. */
export function hoursOf(visits: readonly Timed[]) {
  const spans = visits.map(spanInDay);
  return {
    first: Math.min(officeHours.first, ...spans.map(({ from }) => Math.floor(from / 60))),
    last: Math.max(officeHours.last, ...spans.map(({ from, minutes }) => Math.ceil((from + minutes) / 60))),
  };
}

/** The visits of one day, those at the same time side by side. */
export function placeDay<V extends Timed>(visits: readonly V[], firstHour: number): Placed<V>[] {
  const placed: (Placed<V> & { until: number })[] = [];
  let group: typeof placed = [];
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane + 1));
    for (const one of group) one.lanes = lanes;
    group = [];
  };
  for (const { visit, from, minutes } of visits
    .map((visit) => ({ visit, ...spanInDay(visit) }))
    .sort((a, b) => a.from - b.from || b.minutes - a.minutes)) {
    if (group.every(({ until }) => until <= from)) close();
    const taken = new Set(group.filter(({ until }) => until > from).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane++;
    const one = { visit, from: from - firstHour * 60, minutes, lane, lanes: 1, until: from + minutes };
    group.push(one);
    placed.push(one);
  }
  close();
  return placed.map(({ until: _, ...one }) => one);
}

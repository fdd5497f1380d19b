import { isWorkday } from '~/core/calendar';
import { addDays, fromLocal } from '~/core/dates';
import { between, mulberry32, type Random } from './random';

/** What every part of the demo is made with: the dice, and the day that everything is told relative to. */
export type Demo = {
  random: Random;
  today: string;
  /** The day so many days from today. */
  day(offset: number): string;
  /** An instant in working hours of a day. */
  during(day: string): Date;
  /** A key as one made at that instant would look. */
  id(at: Date): string;
};

export function makeDemo(today: string, seed: number): Demo {
  const random = mulberry32(seed);
  return {
    random,
    today,
    day: (offset) => addDays(today, offset),
    during: (day) => new Date(fromLocal(day).getTime() + between(random, 8 * 60 + 30, 17 * 60 + 50) * 60_000),
    id: (at) => seededId(random, at),
  };
}

/** The layout of uuid v7: milliseconds, version, variant, and the rest from the seed. */
export function seededId(random: Random, at: Date): string {
  const bits = (count: number) => Math.floor(random() * 2 ** count);
  const time = at.getTime().toString(16).padStart(12, '0');
  const tail = bits(24).toString(16).padStart(6, '0') + bits(24).toString(16).padStart(6, '0');
  const middle = `7${bits(12).toString(16).padStart(3, '0')}-${(0x8000 | bits(14)).toString(16)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${tail}`;
}

/** The day itself, or the last working day before it. */
export function workdayAtOrBefore(day: string): string {
  let at = day;
  while (!isWorkday(at)) at = addDays(at, -1);
  return at;
}

import type { Place } from '~/core/places';
import { isVeryLong, metresBetween } from './rules';

export type Check = { latitude: number; longitude: number; accuracy: number; at: Date };

export type CheckFacts = {
  checkIn: Check | null;
  checkOut: Check | null;
  /** A check came with a position that is no place on earth. */
  isPositionUnusable: boolean;
  /** Where the account is; null when nobody has entered it. */
  site: Place | null;
  /** How far the device's clock was from the server's; null when the device did not say. */
  skewSeconds: number | null;
  /** From check-in to check-out. */
  minutes: number | null;
  /** How far the times given for the visit are from those of its checks. */
  minutesChanged: number;
  /** How long the same person was at another customer meanwhile. */
  minutesElsewhere: number;
  /** The checks of each other visit of the same person, in any order. */
  others: Check[][];
  photos: number;
  isConfirmed: boolean;
};

export const reasonKeys = [
  'confirmed', 'photo', 'near', 'near_roughly', 'off_site', 'far', 'very_far', 'no_site', 'no_position', 'bad_position',
  'clock', 'clock_far', 'travel', 'repeated', 'left_elsewhere', 'time_changed', 'overlap', 'short', 'long',
] as const; // biome-ignore format: one line a subject
export type ReasonKey = (typeof reasonKeys)[number];

/** One observation and what it adds to the confidence; `value` is the metres, minutes or km/h it speaks of. */
export type Reason = { key: ReasonKey; points: number; value?: number };

const siteRadius = 200;
/**
 * The fastest ways to go, each with the hours that getting in and out take at the least: by road at the 120 km/h that
 * motorways allow (traffic safety regulations, article 78), by the 350 km/h trains, by air.
 */
const ways = [
  { kmh: 120, hours: 0 },
  { kmh: 350, hours: 0.5 },
  { kmh: 900, hours: 1.5 },
];
const roughAccuracy = 200;

function whereReason(check: Check | null, site: Place | null): Reason {
  if (!check) return { key: 'no_position', points: 0 };
  if (!site) return { key: 'no_site', points: 10 };
  const metres = metresBetween(check, site);
  // the device's own doubt is on the person's side, up to a kilometre of it
  const beyond = metres - siteRadius - Math.min(check.accuracy, 1000);
  if (beyond > 5000) return { key: 'very_far', points: -40, value: metres };
  if (beyond > 1000) return { key: 'far', points: -25, value: metres };
  if (beyond > 0) return { key: 'off_site', points: -10, value: metres };
  return check.accuracy > roughAccuracy
    ? { key: 'near_roughly', points: 20, value: Math.round(check.accuracy) }
    : { key: 'near', points: 35, value: metres };
}

/** What a journey from one check to another would take, km/h, if nobody can make it; else nothing. */
function impossibleKmh(a: Check, b: Check) {
  // what both positions leave open is taken off, and a straight line is never longer than the way
  const km = (metresBetween(a, b) - a.accuracy - b.accuracy) / 1000;
  if (km < 5) return 0;
  const hours = Math.max(Math.abs(a.at.getTime() - b.at.getTime()) / 3_600_000, 1 / 60);
  return hours < Math.min(...ways.map((way) => way.hours + km / way.kmh)) ? km / hours : 0;
}

const isSamePoint = (a: Place, b: Place) => a.latitude === b.latitude && a.longitude === b.longitude;

/** The customer's own word for it. The database adds it to a visit that is confirmed by a code. */
export const confirmedReason = { key: 'confirmed', points: 40 } as const satisfies Reason;

/**
 * How sure the record alone makes us that the visit took place there and then, 0–100, with what speaks for it
 * and against it. It starts at 50: somebody says so. What is missing adds nothing and takes nothing away.
 */
export function assess(facts: CheckFacts): { confidence: number; reasons: Reason[] } {
  const { checkIn, checkOut, skewSeconds, minutes, minutesChanged, minutesElsewhere, others } = facts;
  const reasons: Reason[] = [whereReason(checkIn, facts.site)];
  if (facts.isPositionUnusable) reasons.push({ key: 'bad_position', points: 0 });
  if (facts.isConfirmed) reasons.push(confirmedReason);
  if (facts.photos > 0) reasons.push({ key: 'photo', points: 10, value: facts.photos });
  const skew = Math.round(Math.abs(skewSeconds ?? 0) / 60);
  if (skew > 60) reasons.push({ key: 'clock_far', points: -20, value: skew });
  else if (skew > 5) reasons.push({ key: 'clock', points: -10, value: skew });
  const elsewhere = others.flat();
  const speeds = [checkIn, checkOut].flatMap((own) => (own ? elsewhere.map((other) => impossibleKmh(own, other)) : []));
  if (checkIn && checkOut) speeds.push(impossibleKmh(checkIn, checkOut));
  const speed = Math.round(Math.max(0, ...speeds));
  if (speed > 0) reasons.push({ key: 'travel', points: -30, value: speed });
  if (checkIn) {
    // a receiver never measures the same point twice to the last digit; a copied position does
    const repeats = others.filter((checks) => checks.some((other) => isSamePoint(checkIn, other))).length;
    if (repeats >= 2) reasons.push({ key: 'repeated', points: -20, value: repeats });
    if (checkOut) {
      const apart = metresBetween(checkIn, checkOut) - checkIn.accuracy - checkOut.accuracy;
      if (apart > 2000) reasons.push({ key: 'left_elsewhere', points: -10, value: Math.round(apart) });
    }
  }
  // forms know no seconds, and nobody corrects a time by less
  if (minutesChanged > 5) reasons.push({ key: 'time_changed', points: -10, value: Math.round(minutesChanged) });
  if (minutesElsewhere > 5) reasons.push({ key: 'overlap', points: -10, value: Math.round(minutesElsewhere) });
  if (minutes !== null && minutes < 3) reasons.push({ key: 'short', points: -10, value: minutes });
  if (minutes !== null && isVeryLong(minutes)) reasons.push({ key: 'long', points: -10, value: minutes });
  const sum = reasons.reduce((total, reason) => total + reason.points, 50);
  return { confidence: Math.min(100, Math.max(0, sum)), reasons };
}

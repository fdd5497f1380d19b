import type { Place } from '~/core/places';
import type { Band } from '~/features/offerings/rules';
import { bestWay, type WayResult } from './availability';
import { capacityLeft, lossInBeam, positionInBeam } from './beams';
import { type LookAngles, lookAngles } from './geometry';
import { budgetOf, type Surroundings, surroundingsOf } from './link';
import { type Beam, type Fleet, lowElevation, type Satellite, type Terminal } from './rules';

export type Question = {
  place: Place & { altitudeM: number };
  /** mm/h exceeded 0.01 % of a year, and rain height in km; null: a sample value is used and named. */
  rainRate: number | null;
  rainHeightKm: number | null;
  band: Band;
  /** A satellite asked for by name; null: whichever serves best. */
  satelliteId: string | null;
  /** null: the smallest dish that does. */
  terminalId: string | null;
  downMbps: number;
  upMbps: number;
  committedMbps: number;
  /** Per cent of the year both ways are to work. */
  availability: number;
};

export const refusals = [
  'no_such_band',
  'band_of_satellite',
  'outside_beams',
  'below_horizon',
  'no_terminal',
  'rate_down',
  'rate_up',
  'availability_down',
  'availability_up',
  'capacity',
] as const;
export type Reason = (typeof refusals)[number];

export type Link = {
  satellite: Satellite;
  beam: Beam;
  terminal: Terminal;
  look: LookAngles;
  down: WayResult;
  up: WayResult;
  /** The same rain falls on both ways, so together they hold as long as the worse of them. */
  availability: number;
  leftMbps: number;
  reasons: Reason[];
};

export type Found = {
  surroundings: Surroundings;
  /** The best link of those that were asked for; null where there is none to compute. */
  link: Link | null;
  isFeasible: boolean;
  reasons: Reason[];
  warnings: ('low_elevation' | 'sample_parameters')[];
};

/** What one beam gives one terminal at a site, and why it would not do. */
export function linkOver(fleet: Fleet, around: Surroundings, beam: Beam, terminal: Terminal, question: Question) {
  const satellite = fleet.satellites.find(({ id }) => id === beam.satelliteId);
  const position = positionInBeam(beam.shape, around.place);
  if (!satellite || position === null) return null;
  const look = lookAngles(around.place, satellite.longitude);
  if (look.elevation <= 0) return null;
  const beamLossDb = lossInBeam(beam, position);
  const carriers = fleet.carriers.filter(({ beamId }) => beamId === beam.id);
  const way = (direction: 'down' | 'up') => {
    const frequencyGhz = direction === 'down' ? beam.downGhz : beam.upGhz;
    const budget = budgetOf(direction, around, look, { ...beam, frequencyGhz, beamLossDb }, terminal);
    return bestWay(budget, carriers, direction === 'down' ? question.downMbps : question.upMbps, question.availability);
  };
  const [down, up] = [way('down'), way('up')];
  if (!down || !up) return null;
  const leftMbps = capacityLeft(beam);
  const reasons: Reason[] = [];
  if (down.availability === 0) reasons.push('rate_down');
  else if (down.availability < question.availability) reasons.push('availability_down');
  if (up.availability === 0) reasons.push('rate_up');
  else if (up.availability < question.availability) reasons.push('availability_up');
  if (leftMbps < question.committedMbps) reasons.push('capacity');
  const availability = Math.min(down.availability, up.availability);
  return { satellite, beam, terminal, look, down, up, availability, leftMbps, reasons } satisfies Link;
}

/** Fewest reasons against, then the smallest dish, then most of the year, then the most capacity left. */
export const byWorth = (a: Link, b: Link) =>
  a.reasons.length - b.reasons.length ||
  (a.reasons.length === 0 ? a.terminal.diameterM - b.terminal.diameterM : 0) ||
  b.availability - a.availability ||
  b.leftMbps - a.leftMbps;

/** Every link of a band that the site can have, best first. */
export function linksOf(fleet: Fleet, around: Surroundings, question: Question): Link[] {
  const beams = fleet.beams.filter(
    (beam) => beam.band === question.band && (!question.satelliteId || beam.satelliteId === question.satelliteId),
  );
  const terminals = fleet.terminals.filter(
    ({ band, id }) => band === question.band && (!question.terminalId || id === question.terminalId),
  );
  return beams
    .flatMap((beam) => terminals.map((terminal) => linkOver(fleet, around, beam, terminal, question)))
    .filter((link): link is Link => link !== null)
    .sort(byWorth);
}

/** Why there is no link at all to speak of. */
function whyNone(fleet: Fleet, question: Question): Reason {
  const ofBand = fleet.beams.filter(({ band }) => band === question.band);
  if (ofBand.length === 0) return 'no_such_band';
  const asked = question.satelliteId ? ofBand.filter((beam) => beam.satelliteId === question.satelliteId) : ofBand;
  if (asked.length === 0) return 'band_of_satellite';
  if (
    !fleet.terminals.some(
      ({ band, id }) => band === question.band && (!question.terminalId || id === question.terminalId),
    )
  )
    return 'no_terminal';
  const longitudes = fleet.satellites.filter(({ id }) => asked.some((beam) => beam.satelliteId === id));
  const seen = longitudes.some(({ longitude }) => lookAngles(question.place, longitude).elevation > 0);
  return seen ? 'outside_beams' : 'below_horizon';
}

/**
 * Whether a site can be served by satellite, over which beam and with which dish, and if not, why not.
 *
 * Pure and quick (below 5 ms a site), so that a quote may call it for each of its sites. `fleet` is what
 * `getFleet(ctx)` reads: pass the same one for all sites. Nothing is thrown: a question that cannot be met comes back
 * with `isFeasible: false` and its reasons, the best link that was tried (`link`) and what the air was taken to be
 * (`surroundings`, whose sources tell given figures from samples). Coordinates must be checked before (`readPlace`).
 * Alternatives cost a few more milliseconds and are asked for separately (`alternativesOf`).
 */
export function checkSite(fleet: Fleet, question: Question): Found {
  const surroundings = surroundingsOf(question.place, question);
  const [link] = linksOf(fleet, surroundings, question);
  if (!link) return { surroundings, link: null, isFeasible: false, reasons: [whyNone(fleet, question)], warnings: [] };
  const { satellite, beam, terminal } = link;
  const warnings: Found['warnings'] = [];
  if (link.look.elevation < lowElevation) warnings.push('low_elevation');
  if (satellite.isSample || beam.isSample || terminal.isSample) warnings.push('sample_parameters');
  return { surroundings, link, isFeasible: link.reasons.length === 0, reasons: link.reasons, warnings };
}

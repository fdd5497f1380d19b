import type { Budget } from './link';
import { bestModcod, type Modcod, neededCn } from './modcod';
import { rainBounds } from './propagation/rain-attenuation';
import type { Carrier, Direction } from './rules';

export type WayResult = {
  direction: Direction;
  frequencyGhz: number;
  symbolRateMsps: number;
  freeSpaceLossDb: number;
  /** At the exceedance of the availability asked for. */
  fade: { gas: number; cloud: number; rain: number; scintillation: number; total: number };
  rainNoiseDb: number;
  clearCnDb: number;
  clearModcod: Modcod | null;
  clearMbps: number;
  /** Per cent of the year that the rate asked for gets through; 0 where it does not even in a clear sky. */
  availability: number;
  /** The rate that gets through for the share of the year asked for. */
  assuredMbps: number;
};

const [rarest, oftenest] = rainBounds.exceedance;

/**
 * Per cent of an average year during which the way carries a C/N: 100 less the exceedance whose fade just uses up the
 * margin, between 95 and 99.999 (P.618-13 says nothing beyond); 90 stands for anything under 95, 0 for a carrier that
 * even a clear sky does not let through.
 */
export function availabilityFor(budget: Budget, cnDb: number, symbolRateMsps: number): number {
  const carries = (exceedance: number) => budget.cn(budget.fades.at(exceedance).total, symbolRateMsps) >= cnDb;
  if (budget.cn(budget.fades.gasDb, symbolRateMsps) < cnDb) return 0;
  if (carries(rarest)) return 100 - rarest;
  if (!carries(oftenest)) return 90;
  let [bad, good] = [Math.log(rarest), Math.log(oftenest)];
  for (let i = 0; i < 18; i++) {
    const middle = (bad + good) / 2;
    if (carries(Math.exp(middle))) good = middle;
    else bad = middle;
  }
  return 100 - Math.exp(good);
}

/** One way over the carrier of the beam that serves the rate best: most of the year, then the fewest megahertz. */
export function bestWay(budget: Budget, carriers: Carrier[], rateMbps: number, availability: number): WayResult | null {
  const ways = carriers
    .filter(({ direction }) => direction === budget.direction)
    .map((carrier) => wayOver(budget, carrier.symbolRateMsps, rateMbps, availability));
  return ways.reduce<WayResult | null>((best, way) => (best && !isBetter(way, best) ? best : way), null);
}

const isBetter = (a: WayResult, b: WayResult) =>
  a.availability !== b.availability
    ? a.availability > b.availability
    : a.clearMbps !== b.clearMbps && a.availability === 0
      ? a.clearMbps > b.clearMbps
      : a.symbolRateMsps < b.symbolRateMsps;

function wayOver(budget: Budget, symbolRateMsps: number, rateMbps: number, availability: number): WayResult {
  const { direction, frequencyGhz, freeSpaceLossDb, fades } = budget;
  const fade = fades.at(100 - availability);
  const clearCnDb = budget.cn(fades.gasDb, symbolRateMsps);
  const clearModcod = bestModcod(clearCnDb);
  const needed = neededCn(rateMbps, symbolRateMsps);
  const assured = bestModcod(budget.cn(fade.total, symbolRateMsps));
  return {
    direction,
    frequencyGhz,
    symbolRateMsps,
    freeSpaceLossDb,
    fade,
    rainNoiseDb: budget.rainNoise(fade.total),
    clearCnDb,
    clearModcod,
    clearMbps: (clearModcod?.efficiency ?? 0) * symbolRateMsps,
    availability: needed === null ? 0 : availabilityFor(budget, needed, symbolRateMsps),
    assuredMbps: (assured?.efficiency ?? 0) * symbolRateMsps,
  };
}

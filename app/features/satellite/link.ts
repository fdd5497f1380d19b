import type { Place } from '~/core/places';
import { type Climate, type RainRate, type Source, sampleClimate, sampleRainHeight, sampleRainRate } from './climate';
import { freeSpaceLoss, type LookAngles } from './geometry';
import { cloudAttenuation } from './propagation/cloud';
import { gasAttenuation } from './propagation/gas';
import { type RainSite, rainAttenuation001, rainAttenuationAt, rainBounds } from './propagation/rain-attenuation';
import { scintillation } from './propagation/scintillation';
import { type Attenuations, skyNoise, totalAttenuation } from './propagation/total';
import type { Direction, Terminal } from './rules';

export type Surroundings = {
  place: Place & { altitudeM: number };
  rainRate: RainRate;
  rainHeight: { km: number; source: Source };
  climate: Climate;
};

/** What the air of a site is taken to be: given figures first, samples for the rest. */
export function surroundingsOf(
  place: Place & { altitudeM: number },
  given: { rainRate: number | null; rainHeightKm: number | null },
): Surroundings {
  const heightKm = place.altitudeM / 1000;
  return {
    place,
    rainRate:
      given.rainRate === null ? sampleRainRate(place) : { mmPerHour: given.rainRate, source: 'given', cityCode: null },
    rainHeight:
      given.rainHeightKm === null
        ? { km: sampleRainHeight(place.latitude, heightKm), source: 'latitude_sample' }
        : { km: given.rainHeightKm, source: 'given' },
    climate: sampleClimate(place.latitude, heightKm),
  };
}

export type Fades = { at: (exceedance: number) => Attenuations & { total: number }; gasDb: number };

type Signal = { frequencyGhz: number; tilt: number };
type Air = { gasDb: number; clouds: [number, number]; site: RainSite; at001: number };
/** Every dish of a place looks through the same air: worked out once for each way and satellite. */
const known = new WeakMap<Surroundings, Map<string, Air>>();

function airOf(surroundings: Surroundings, elevation: number, signal: Signal): Air {
  const ways = known.get(surroundings) ?? new Map<string, Air>();
  known.set(surroundings, ways);
  const key = [elevation, signal.frequencyGhz, signal.tilt].join();
  const air = ways.get(key) ?? workOut(surroundings, elevation, signal);
  ways.set(key, air);
  return air;
}

function workOut({ place, rainRate, rainHeight, climate }: Surroundings, elevation: number, signal: Signal): Air {
  const { frequencyGhz, tilt } = signal;
  const heightKm = place.altitudeM / 1000;
  const gasDb = gasAttenuation(frequencyGhz, elevation, climate.air, { heightKm, columnKgM2: climate.vapourColumn });
  const clouds = [climate.cloudWater.onePercent, climate.cloudWater.fivePercent].map((water) =>
    cloudAttenuation(frequencyGhz, elevation, water),
  ) as [number, number];
  const site: RainSite = {
    latitude: place.latitude,
    elevation,
    frequencyGhz,
    tilt,
    stationHeightKm: heightKm,
    rainHeightKm: rainHeight.km,
    rainRate: rainRate.mmPerHour,
  };
  const at001 = rainAttenuation001(site);
  return { gasDb, clouds, site, at001 };
}

/** What the air takes from a signal on one frequency, as a function of the share of the year it is exceeded. */
export function fadesOf(
  surroundings: Surroundings,
  look: LookAngles,
  signal: Signal,
  dish: Pick<Terminal, 'diameterM' | 'efficiency'>,
): Fades {
  const { elevation } = look;
  const { frequencyGhz } = signal;
  const { gasDb, clouds, site, at001 } = airOf(surroundings, elevation, signal);
  const path = { frequencyGhz, elevation, ...dish, wetRefractivity: surroundings.climate.wetRefractivity };
  return {
    gasDb,
    at: (exceedance) => {
      const p = Math.min(rainBounds.exceedance[1], Math.max(rainBounds.exceedance[0], exceedance));
      // cloud between its two sample values, on the logarithm of the exceedance; below 1 % it stays (P.618-13 (61))
      const share = Math.max(0, Math.log(p) / Math.log(5));
      const each = {
        gas: gasDb,
        cloud: clouds[0] + (clouds[1] - clouds[0]) * share,
        rain: rainAttenuationAt(at001, site, p),
        scintillation: scintillation(path, p),
      };
      return { ...each, total: totalAttenuation(each) };
    },
  };
}

const boltzmann = -228.6; // dBW/K/Hz
/** Losses of a site's own feed, pointing and cabling in dB: a sample value. */
export const siteLossDb = 1;

/** Gain of a dish in dBi: eta (pi D f / c)². */
export const dishGain = ({ diameterM, efficiency }: Pick<Terminal, 'diameterM' | 'efficiency'>, frequencyGhz: number) =>
  10 * Math.log10(efficiency * ((Math.PI * diameterM * frequencyGhz) / 0.299792458) ** 2);

/** Carrier to noise and interference together, all in dB. */
export const combined = (cnDb: number, interferenceDb: number) =>
  -10 * Math.log10(10 ** (-cnDb / 10) + 10 ** (-interferenceDb / 10));

export type Budget = {
  direction: Direction;
  frequencyGhz: number;
  freeSpaceLossDb: number;
  /** C/(N+I) in dB in the symbol bandwidth, when the air takes this much. */
  cn: (attenuationDb: number, symbolRateMsps: number) => number;
  /** By how much rain that takes this much worsens G/T in dB; nothing on the way up. */
  rainNoise: (attenuationDb: number) => number;
  fades: Fades;
};

type LinkBeam = { eirpDbw: number; gtDbk: number; interferenceDb: number; tilt: number };

/** The equation of the link one way, from EIRP, losses, G/T and the noise of the sky. */
export function budgetOf(
  direction: Direction,
  surroundings: Surroundings,
  look: LookAngles,
  beam: LinkBeam & { frequencyGhz: number; beamLossDb: number },
  terminal: Terminal,
): Budget {
  const { frequencyGhz } = beam;
  const fades = fadesOf(surroundings, look, beam, terminal);
  const freeSpaceLossDb = freeSpaceLoss(look.rangeKm, frequencyGhz);
  const gain = dishGain(terminal, frequencyGhz);
  const temperature = (attenuationDb: number) => 10 * Math.log10(terminal.noiseK + skyNoise(attenuationDb));
  const quality = (attenuationDb: number) =>
    direction === 'down'
      ? beam.eirpDbw + gain - siteLossDb - temperature(attenuationDb)
      : 10 * Math.log10(terminal.powerW) + gain - siteLossDb + beam.gtDbk;
  return {
    direction,
    frequencyGhz,
    freeSpaceLossDb,
    fades,
    cn: (attenuationDb, symbolRateMsps) =>
      combined(
        quality(attenuationDb) -
          beam.beamLossDb -
          freeSpaceLossDb -
          attenuationDb -
          boltzmann -
          10 * Math.log10(symbolRateMsps * 1e6),
        beam.interferenceDb,
      ),
    rainNoise: (attenuationDb) => (direction === 'down' ? temperature(attenuationDb) - temperature(fades.gasDb) : 0),
  };
}

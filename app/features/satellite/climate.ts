import type { Place } from '~/core/places';
import { nearestCity } from './cities';
import type { Air } from './propagation/gas';

/**
 * What a place's air is like where the digital maps of the ITU (P.837-7 rain rate, P.839-4 rain height, P.836 vapour,
 * P.840 cloud, P.453 refractivity) are not at hand. None of these values is read from a map: the check says so wherever
 * it used one.
 */
export type Source = 'given' | 'city_sample' | 'latitude_sample';

/** Farther than this, a city says nothing about the rain of a place. */
const cityReachKm = 400;

/** Rain rates in mm/h exceeded 0.01 % of a year, by latitude: rounded sample values for a place far from every city. */
const ratesByLatitude = [
  [10, 95],
  [20, 90],
  [30, 65],
  [40, 45],
  [50, 30],
  [60, 25],
] as const;

export type RainRate = { mmPerHour: number; source: Source; cityCode: string | null };

export function sampleRainRate(place: Place): RainRate {
  const near = nearestCity(place);
  if (near.distanceKm <= cityReachKm)
    return { mmPerHour: near.city.sampleRainRate, source: 'city_sample', cityCode: near.city.code };
  const away = Math.abs(place.latitude);
  const band = ratesByLatitude.find(([below]) => away < below);
  return { mmPerHour: band ? band[1] : 20, source: 'latitude_sample', cityCode: null };
}

/**
 * Rain height in km from the latitude alone: the 0 °C isotherm of ITU-R P.618-5 equation (1), which the map of P.839-4
 * has replaced, and 0.36 km to the rain height (P.839-4 section 1). Off the map by some 0.2 km in China's plains and by
 * more on its plateaux, where the isotherm rises with the ground: there never less than 1.5 km above the station.
 */
export function sampleRainHeight(latitude: number, stationHeightKm: number): number {
  const isotherm = latitude > 23 ? 5 - 0.075 * (latitude - 23) : latitude >= -21 ? 5 : 5 + 0.1 * (latitude + 21);
  return Math.max(Math.max(0, isotherm) + 0.36, stationHeightKm + 1.5);
}

export type Climate = {
  air: Air;
  /** Integrated water vapour in kg/m². */
  vapourColumn: number;
  /** Reduced columnar cloud liquid water in kg/m² exceeded 1 % and 5 % of a year. */
  cloudWater: { onePercent: number; fivePercent: number };
  wetRefractivity: number;
};

/** Sea-level air of ITU-R P.835-6 annex 1: low latitudes (section 2), middle (3.1, summer), high (4.1, summer). */
const zones = [
  { below: 22, pressure: 1012.03, temperature: 300.4, vapour: 19.65, cloud: [2, 1.2] },
  { below: 45, pressure: 1012.82, temperature: 294.98, vapour: 14.35, cloud: [1.5, 0.8] },
  { below: 90.1, pressure: 1008.03, temperature: 286.84, vapour: 8.99, cloud: [1.2, 0.6] },
] as const;

/**
 * Air of a place from the reference atmospheres of P.835-6 (the wetter half of the year), brought to its height with
 * 6.5 K/km, the barometric formula and a vapour scale height of 2 km; the column is what that exponential holds. The
 * cloud water is a rounded sample value per zone.
 */
export function sampleClimate(latitude: number, heightKm: number): Climate {
  const zone = zones.find(({ below }) => Math.abs(latitude) < below) ?? zones[2];
  const h = Math.min(6, Math.max(0, heightKm));
  const temperature = zone.temperature - 6.5 * h;
  const pressure = zone.pressure * (temperature / zone.temperature) ** (34.163 / 6.5);
  const vapour = zone.vapour * Math.exp(-h / 2);
  const e = (vapour * temperature) / 216.7;
  // P.453-14 equation (4)
  const wetRefractivity = (72 * e) / temperature + (3.75e5 * e) / temperature ** 2;
  const [onePercent, fivePercent] = zone.cloud;
  return {
    air: { pressure, temperature, vapour },
    vapourColumn: 2 * vapour,
    cloudWater: { onePercent, fivePercent },
    wetRefractivity,
  };
}

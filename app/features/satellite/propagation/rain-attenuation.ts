import { type RainPath, rainSpecificAttenuation } from './specific-attenuation';

const radians = Math.PI / 180;
/** Effective radius of the earth in km, as P.618-13 takes it. */
const effectiveEarth = 8500;

/** What P.618-13 holds for: frequency in GHz, exceedance in per cent of an average year. */
export const rainBounds = { frequencyGhz: [1, 55], exceedance: [0.001, 5] } as const;

export type RainSite = RainPath & {
  latitude: number;
  /** Height of the station above sea level in km. */
  stationHeightKm: number;
  /** Rain height hR of P.839 in km. */
  rainHeightKm: number;
  /** Rain rate in mm/h exceeded for 0.01 % of an average year (P.837). */
  rainRate: number;
};

/** ITU-R P.618-13 equations (1) and (2): length of the slant path below the rain height in km. */
export function slantPathLength(site: Pick<RainSite, 'elevation' | 'stationHeightKm' | 'rainHeightKm'>): number {
  const rise = site.rainHeightKm - site.stationHeightKm;
  if (rise <= 0) return 0;
  const sine = Math.sin(site.elevation * radians);
  if (site.elevation >= 5) return rise / sine;
  return (2 * rise) / (Math.sqrt(sine ** 2 + (2 * rise) / effectiveEarth) + sine);
}

/**
 * Rain attenuation in dB exceeded for 0.01 % of an average year: ITU-R P.618-13 section 2.2.1.1, steps 1 to 9,
 * equations (1) to (7). 0 above the rain height and where it never rains.
 */
export function rainAttenuation001(site: RainSite): number {
  const slant = slantPathLength(site);
  const specific = rainSpecificAttenuation(site, site.rainRate);
  if (slant === 0 || specific === 0) return 0;
  const theta = site.elevation * radians;
  const ground = slant * Math.cos(theta); // (3)
  const horizontal =
    1 / (1 + 0.78 * Math.sqrt((ground * specific) / site.frequencyGhz) - 0.38 * (1 - Math.exp(-2 * ground))); // (5)
  const rise = site.rainHeightKm - site.stationHeightKm;
  const zeta = Math.atan2(rise, ground * horizontal);
  // (3) makes ground / cos(theta) the slant path again, which also holds straight below the satellite
  const inRain = zeta > theta ? slant * horizontal : rise / Math.sin(theta);
  const chi = Math.max(0, 36 - Math.abs(site.latitude));
  const bend = 31 * (1 - Math.exp(-site.elevation / (1 + chi)));
  const vertical =
    1 / (1 + Math.sqrt(Math.sin(theta)) * ((bend * Math.sqrt(inRain * specific)) / site.frequencyGhz ** 2 - 0.45));
  return specific * inRain * vertical; // (6), (7)
}

/** beta of P.618-13 step 10: how latitude and elevation bend the curve of exceedance. */
function bendOfExceedance(latitude: number, elevation: number, exceedance: number) {
  const away = Math.abs(latitude);
  if (exceedance >= 1 || away >= 36) return 0;
  const level = -0.005 * (away - 36);
  return elevation >= 25 ? level : level + 1.8 - 4.25 * Math.sin(elevation * radians);
}

/**
 * Rain attenuation in dB exceeded for a percentage of an average year between 0.001 and 5: ITU-R P.618-13 section
 * 2.2.1.1 step 10, equation (8). `at001` is the attenuation of `rainAttenuation001`, so that a curve costs one of it.
 */
export function rainAttenuationAt(at001: number, site: RainSite, exceedance: number): number {
  if (at001 <= 0) return 0;
  const beta = bendOfExceedance(site.latitude, site.elevation, exceedance);
  const exponent =
    0.655 +
    0.033 * Math.log(exceedance) -
    0.045 * Math.log(at001) -
    beta * (1 - exceedance) * Math.sin(site.elevation * radians);
  return at001 * (exceedance / 0.01) ** -exponent;
}

export const rainAttenuation = (site: RainSite, exceedance: number) =>
  rainAttenuationAt(rainAttenuation001(site), site, exceedance);

import { type Source, sampleRainHeight, sampleRainRate } from './climate';
import { freeSpaceLoss, type LookAngles, lookAngles } from './geometry';
import { rainAttenuation, rainBounds } from './propagation/rain-attenuation';

/** What one line of a list of sites asks; a rain rate or height left out is filled from samples, and said to be. */
export type SiteRow = {
  latitude: number;
  longitude: number;
  altitudeM: number;
  satelliteLongitude: number;
  frequencyGhz: number;
  tilt: number;
  exceedance: number;
  rainRate: number | null;
  rainHeightKm: number | null;
};

export type SiteRowResult = {
  look: LookAngles;
  freeSpaceLossDb: number | null;
  rainAttenuationDb: number | null;
  rainRate: { mmPerHour: number; source: Source; cityCode: string | null };
  rainHeight: { km: number; source: Source };
  problem: SiteRowProblem | null;
};

export const siteRowProblems = ['below_horizon', 'frequency_outside_p618', 'exceedance_outside_p618'] as const;
export type SiteRowProblem = (typeof siteRowProblems)[number];

const within = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;

/** Look angles, free-space loss and rain attenuation of one site; what cannot be computed is null with the problem. */
export function checkSiteRow(row: SiteRow): SiteRowResult {
  const look = lookAngles(row, row.satelliteLongitude);
  const heightKm = row.altitudeM / 1000;
  const rainRate =
    row.rainRate === null ? sampleRainRate(row) : { mmPerHour: row.rainRate, source: 'given' as const, cityCode: null };
  const rainHeight =
    row.rainHeightKm === null
      ? { km: sampleRainHeight(row.latitude, heightKm), source: 'latitude_sample' as const }
      : { km: row.rainHeightKm, source: 'given' as const };
  const found = { look, rainRate, rainHeight };
  if (look.elevation <= 0)
    return { ...found, freeSpaceLossDb: null, rainAttenuationDb: null, problem: 'below_horizon' };
  const freeSpaceLossDb = freeSpaceLoss(look.rangeKm, row.frequencyGhz);
  const problem = !within(row.frequencyGhz, rainBounds.frequencyGhz)
    ? 'frequency_outside_p618'
    : !within(row.exceedance, rainBounds.exceedance)
      ? 'exceedance_outside_p618'
      : null;
  if (problem) return { ...found, freeSpaceLossDb, rainAttenuationDb: null, problem };
  const rainAttenuationDb = rainAttenuation(
    {
      latitude: row.latitude,
      elevation: look.elevation,
      frequencyGhz: row.frequencyGhz,
      tilt: row.tilt,
      stationHeightKm: heightKm,
      rainHeightKm: rainHeight.km,
      rainRate: rainRate.mmPerHour,
    },
    row.exceedance,
  );
  return { ...found, freeSpaceLossDb, rainAttenuationDb, problem: null };
}

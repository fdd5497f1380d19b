import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { cityOf } from '~/features/satellite/cities';
import { checkSiteRow, type SiteRow, type SiteRowProblem, type SiteRowResult } from '~/features/satellite/site-row';

export const required = [
  'site',
  'latitude',
  'longitude',
  'altitude_m',
  'satellite_longitude',
  'frequency_ghz',
  'polarisation_tilt_deg',
  'exceedance_percent',
] as const;
export const optional = ['rain_rate_mm_h', 'rain_height_km'] as const;
export const results = [
  'elevation_deg',
  'azimuth_deg',
  'range_km',
  'free_space_loss_db',
  'rain_attenuation_db',
] as const;
const extra = ['rain_rate_used_mm_h', 'rain_height_used_km', 'note', 'error'] as const;

type Cells = Record<string, string>;
type NumberColumn = Exclude<(typeof required)[number], 'site'> | (typeof optional)[number];

const bounds: Record<NumberColumn, readonly [number, number]> = {
  latitude: [-90, 90],
  longitude: [-180, 360],
  altitude_m: [-500, 9000],
  satellite_longitude: [-180, 360],
  frequency_ghz: [0.001, 1000],
  polarisation_tilt_deg: [-180, 180],
  exceedance_percent: [0, 100],
  rain_rate_mm_h: [0, 500],
  rain_height_km: [-1, 20],
};

function numberIn(cells: Cells, column: NumberColumn, faults: string[]): number | null {
  const typed = (cells[column] ?? '').trim();
  const needed = (required as readonly string[]).includes(column);
  if (typed === '') {
    if (needed) faults.push(`${column} is empty`);
    return null;
  }
  const value = Number(typed);
  const [least, most] = bounds[column];
  if (!Number.isFinite(value)) faults.push(`${column} is not a number: ${typed}`);
  else if (value < least || value > most) faults.push(`${column} ${typed} is not between ${least} and ${most}`);
  else return value;
  return null;
}

function readRow(cells: Cells): { row: SiteRow } | { faults: string[] } {
  const faults: string[] = [];
  const take = (column: NumberColumn) => numberIn(cells, column, faults);
  const row = {
    latitude: take('latitude')!,
    longitude: take('longitude')!,
    altitudeM: take('altitude_m')!,
    satelliteLongitude: take('satellite_longitude')!,
    frequencyGhz: take('frequency_ghz')!,
    tilt: take('polarisation_tilt_deg')!,
    exceedance: take('exceedance_percent')!,
    rainRate: take('rain_rate_mm_h'),
    rainHeightKm: take('rain_height_km'),
  };
  if (Math.abs(Number(cells.latitude)) > 90 && Math.abs(Number(cells.longitude)) <= 90)
    faults.push('latitude and longitude look swapped');
  return faults.length > 0 ? { faults } : { row };
}

const problems: Record<SiteRowProblem, (row: SiteRow, found: SiteRowResult) => string> = {
  below_horizon: (_, { look }) => `the satellite is below the horizon (elevation ${look.elevation.toFixed(2)} degrees)`,
  frequency_outside_p618: () => 'frequency_ghz is outside 1 to 55, for which P.618-13 gives rain attenuation',
  exceedance_outside_p618: () => 'exceedance_percent is outside 0.001 to 5, for which P.618-13 gives rain attenuation',
};

function notes(row: SiteRow, found: SiteRowResult): string {
  const said: string[] = [];
  if (row.latitude === 0 && row.longitude === 0) said.push('a site at 0, 0 is usually a position left out');
  if (found.rainRate.source === 'city_sample')
    said.push(`rain rate: sample value of ${cityOf(found.rainRate.cityCode!)?.nameEn}, not from P.837`);
  if (found.rainRate.source === 'latitude_sample') said.push('rain rate: sample value of the latitude, not from P.837');
  if (found.rainHeight.source === 'latitude_sample')
    said.push('rain height: from the latitude, not from the P.839 map');
  if (found.look.elevation > 0 && found.look.elevation < 10) said.push('elevation below 10 degrees');
  return said.join('; ');
}

function answer(cells: Cells): { cells: Cells; failed: boolean } {
  const read = readRow(cells);
  if ('faults' in read) return { cells: { ...cells, error: read.faults.join('; ') }, failed: true };
  const { row } = read;
  const found = checkSiteRow(row);
  const text = (value: number | null) => (value === null ? '' : String(value));
  return {
    failed: found.problem !== null,
    cells: {
      ...cells,
      elevation_deg: text(found.look.elevation),
      azimuth_deg: text(found.look.azimuth),
      range_km: text(found.look.rangeKm),
      free_space_loss_db: text(found.freeSpaceLossDb),
      rain_attenuation_db: text(found.rainAttenuationDb),
      rain_rate_used_mm_h: text(found.rainRate.mmPerHour),
      rain_height_used_km: text(found.rainHeight.km),
      note: notes(row, found),
      error: found.problem ? problems[found.problem](row, found) : '',
    },
  };
}

export class SheetError extends Error {}

/** The list of sites with what was computed for each: the rows as they came, in their order, new columns after theirs. */
export function checkSheet(text: string, delimiter: string): { text: string; rows: number; failed: number } {
  const records = parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  const [head, ...rows] = records as string[][];
  if (!head) throw new SheetError('The file is empty.');
  const columns = head.map((name) => name.trim());
  const absent = required.filter((name) => !columns.includes(name));
  if (absent.length > 0) throw new SheetError(`Missing columns: ${absent.join(', ')}.`);
  const own: string[] = [...results, ...extra];
  const kept = columns.filter((name) => !own.includes(name));
  const answers = rows.map((row) => answer(Object.fromEntries(columns.map((name, i) => [name, row[i] ?? '']))));
  const out = [...kept, ...own];
  return {
    text: stringify([out, ...answers.map(({ cells }) => out.map((name) => cells[name] ?? ''))]),
    rows: rows.length,
    failed: answers.filter(({ failed }) => failed).length,
  };
}

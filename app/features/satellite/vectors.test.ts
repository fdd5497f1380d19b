import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { freeSpaceLoss, lookAngles } from './geometry';
import { modcods } from './modcod';
import { cloudCoefficient } from './propagation/cloud';
import { gasAttenuation } from './propagation/gas';
import { rainAttenuation } from './propagation/rain-attenuation';
import { scintillation } from './propagation/scintillation';
import { rainCoefficients, rainSpecificAttenuation } from './propagation/specific-attenuation';
import { totalAttenuation } from './propagation/total';

const folder = path.resolve(import.meta.dirname, '../../../../shared/data/itu');
const absent = !existsSync(folder);
if (absent) console.warn(`ITU vectors are not at ${folder}: their tests are skipped`);

/** Rows of a file by column; lines below the header that hold no number (units) are left out. */
function table(name: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path.join(folder, name), 'utf8').trim().split(/\r?\n/);
  const columns = head!.split(',').map((column) => column.trim());
  return lines
    .map((line) => line.split(','))
    .filter((cells) => cells.some((cell) => cell !== '' && Number.isFinite(Number(cell))))
    .map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])));
}
const number = (row: Record<string, string>, column: string) => Number(row[column]);
const within = (found: number, wanted: number, relative: number, absolute = 0) =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(Math.max(relative * Math.abs(wanted), absolute));

const satellites = { CS16: 110.5, CS26: 125, AP6D: 134, CS19: 163 } as const;

describe.skipIf(absent)('the vectors of the ITU', () => {
  it('gives k, alpha and the specific attenuation of P.838-3', () => {
    for (const row of table('ITURP838-3_rain_specific_attenuation.csv')) {
      const at = { frequencyGhz: number(row, 'f'), elevation: number(row, 'el'), tilt: number(row, 'tau') };
      within(rainCoefficients(at).k, number(row, 'k'), 1e-6);
      within(rainCoefficients(at).alpha, number(row, 'alpha'), 1e-6);
      within(rainSpecificAttenuation(at, number(row, 'R')), number(row, 'gamma_r'), 1e-6);
    }
  });

  it('gives the rain attenuation of P.618-13', () => {
    for (const row of table('ITURP618-13_A_rain.csv')) {
      const elevation = number(row, 'el');
      const stationHeightKm = number(row, 'hs');
      const site = {
        latitude: number(row, 'lat'),
        elevation,
        frequencyGhz: number(row, 'f'),
        tilt: number(row, 'tau'),
        stationHeightKm,
        rainHeightKm: stationHeightKm + number(row, 'Ls') * Math.sin((elevation * Math.PI) / 180),
        rainRate: number(row, 'R001'),
      };
      within(rainAttenuation(site, number(row, 'p')), number(row, 'A_rain'), 1e-6);
    }
  });

  it('gives the scintillation of P.618-13', () => {
    for (const row of table('ITURP618-13_A_sci.csv')) {
      const path = {
        frequencyGhz: number(row, 'f'),
        elevation: number(row, 'el'),
        diameterM: number(row, 'D'),
        efficiency: number(row, 'eta'),
        wetRefractivity: number(row, 'N_wet'),
      };
      within(scintillation(path, number(row, 'p')), number(row, 'A_scin'), 1e-6);
    }
  });

  it('gives the gases of P.676-12', () => {
    for (const row of table('ITURP676-12_A_gas.csv')) {
      const air = { pressure: number(row, 'P'), temperature: number(row, 'T'), vapour: number(row, 'rho') };
      const column = { heightKm: number(row, 'h'), columnKgM2: number(row, 'V_t') };
      within(gasAttenuation(number(row, 'f'), number(row, 'el'), air, column), number(row, 'A_gas'), 1e-6);
    }
  });

  it('combines them as P.618-13 does, with cloud and gas held at 1 %', () => {
    for (const row of table('ITURP618-13_A_total.csv')) {
      const rare = number(row, 'p') < 1;
      const total = totalAttenuation({
        gas: number(row, rare ? 'A_gas_1' : 'A_gas'),
        cloud: number(row, rare ? 'A_clouds_1' : 'A_clouds'),
        rain: number(row, 'A_rain'),
        scintillation: number(row, 'A_scin'),
      });
      within(total, number(row, 'A_total'), 1e-6);
    }
  });

  it('scales cloud with frequency as P.840 does', () => {
    const clouds = new Map<string, Map<number, number>>();
    for (const row of table('ITURP618-13_A_total.csv')) {
      const place = [row.lat, row.lon, row.el].join();
      clouds.set(place, (clouds.get(place) ?? new Map()).set(number(row, 'f'), number(row, 'A_clouds_1')));
    }
    const pairs = [...clouds.values()].filter((at) => at.has(14.25) && at.has(29));
    expect(pairs.length).toBeGreaterThan(0);
    for (const at of pairs) within(cloudCoefficient(29) / cloudCoefficient(14.25), at.get(29)! / at.get(14.25)!, 1e-6);
  });

  it('looks at the satellites from the cities', () => {
    for (const row of table('cn_city_lookangles_sample.csv')) {
      const city = { latitude: number(row, 'lat_wgs84'), longitude: number(row, 'lon_wgs84') };
      for (const [name, longitude] of Object.entries(satellites)) {
        const look = lookAngles(city, longitude);
        within(look.elevation, number(row, `el_${name}`), 0, 0.001);
        within(look.azimuth, number(row, `az_${name}`), 0, 0.001);
        within(look.rangeKm, number(row, `range_km_${name}`), 0, 0.1);
        within(freeSpaceLoss(look.rangeKm, 20), number(row, `fsl20_${name}_dB`), 0, 0.005);
        within(freeSpaceLoss(look.rangeKm, 30), number(row, `fsl30_${name}_dB`), 0, 0.005);
      }
    }
  });

  it('gives the rain attenuation of the cities to 0.5 % or 0.02 dB', () => {
    const cities = new Map(table('cn_city_inputs.csv').map((row) => [row.code6, row]));
    for (const row of table('cn_city_attenuation_sample.csv')) {
      const city = cities.get(row.code6)!;
      const latitude = number(city, 'lat_wgs84');
      const satellite = satellites[row.satellite as keyof typeof satellites];
      const site = {
        latitude,
        elevation: lookAngles({ latitude, longitude: number(city, 'lon_wgs84') }, satellite).elevation,
        frequencyGhz: number(row, 'f_GHz'),
        tilt: 45,
        stationHeightKm: number(city, 'alt_m') / 1000,
        rainHeightKm: number(city, 'hR_km_P839_4'),
        rainRate: number(city, 'R001_mmh_P837_7'),
      };
      within(rainAttenuation(site, number(row, 'p_pct')), number(row, 'A_rain_dB_tau45'), 0.005, 0.02);
    }
  });

  it('has the MODCODs of DVB-S2', () => {
    const given = table('dvbs2_modcod.csv');
    expect(modcods).toHaveLength(given.length);
    for (const row of given) {
      const own = modcods.find(({ name }) => name === row.modcod)!;
      within(own.efficiency, number(row, 'spectral_eff_bit_per_symbol'), 0, 1e-6);
      within(own.esN0Db, number(row, 'ideal_EsN0_dB'), 0, 1e-9);
    }
  });
});

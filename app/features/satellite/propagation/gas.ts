import { oxygenLines, vapourLines } from './gas-lines';

/** Air at the station: dry or total pressure in hPa, temperature in K, water vapour in g/m³. */
export type Air = { pressure: number; temperature: number; vapour: number };

/** Specific attenuation by oxygen in dB/km: ITU-R P.676-12 annex 1, equations (1) to (9). Pressure is the dry one. */
export function oxygenAttenuation(frequency: number, { pressure, temperature, vapour }: Air): number {
  const theta = 300 / temperature;
  const e = (vapour * temperature) / 216.7;
  let refraction = 0;
  for (const [at, a1, a2, a3, a5, a6] of oxygenLines) {
    const strength = a1 * 1e-7 * pressure * theta ** 3 * Math.exp(a2 * (1 - theta));
    const plain = a3 * 1e-4 * (pressure * theta ** 0.8 + 1.1 * e * theta);
    const width = Math.sqrt(plain ** 2 + 2.25e-6);
    const interference = (a5 + a6 * theta) * 1e-4 * (pressure + e) * theta ** 0.8;
    refraction += strength * shape(frequency, at, width, interference);
  }
  const debye = 5.6e-4 * (pressure + e) * theta ** 0.8;
  const continuum =
    frequency *
    pressure *
    theta ** 2 *
    (6.14e-5 / (debye * (1 + (frequency / debye) ** 2)) +
      (1.4e-12 * pressure * theta ** 1.5) / (1 + 1.9e-5 * frequency ** 1.5));
  return 0.182 * frequency * (refraction + continuum);
}

/** Specific attenuation by water vapour in dB/km: ITU-R P.676-12 annex 1, equations (1) to (7). */
export function vapourAttenuation(frequency: number, { pressure, temperature, vapour }: Air): number {
  const theta = 300 / temperature;
  const e = (vapour * temperature) / 216.7;
  let refraction = 0;
  for (const [at, b1, b2, b3, b4, b5, b6] of vapourLines) {
    const strength = b1 * 1e-1 * e * theta ** 3.5 * Math.exp(b2 * (1 - theta));
    const plain = b3 * 1e-4 * (pressure * theta ** b4 + b5 * e * theta ** b6);
    const width = 0.535 * plain + Math.sqrt(0.217 * plain ** 2 + (2.1316e-12 * at ** 2) / theta);
    refraction += strength * shape(frequency, at, width, 0);
  }
  return 0.182 * frequency * refraction;
}

function shape(frequency: number, at: number, width: number, interference: number) {
  const [below, above] = [at - frequency, at + frequency];
  return (
    (frequency / at) *
    ((width - interference * below) / (below ** 2 + width ** 2) +
      (width - interference * above) / (above ** 2 + width ** 2))
  );
}

/** ITU-R P.676-12 table 3: the oxygen lines above 100 GHz that lengthen the equivalent height. */
const farLines: readonly (readonly [at: number, weight: number])[] = [
  [118.750334, 0.1597],
  [368.498246, 0.1066],
  [424.76302, 0.1325],
  [487.249273, 0.1242],
  [715.392902, 0.0938],
  [773.83949, 0.1448],
  [834.145546, 0.1374],
];

/** Equivalent height of oxygen in km: ITU-R P.676-12 annex 2, equations (30) to (34). Pressure is the dry one. */
export function oxygenHeight(frequency: number, { pressure, temperature, vapour }: Air): number {
  const rp = (pressure + (vapour * temperature) / 216.7) / 1013.25;
  const celsius = temperature - 273.15;
  const near =
    (5.104 / (1 + 0.066 * rp ** -2.3)) * Math.exp(-(((frequency - 59.7) / (2.87 + 12.4 * Math.exp(-7.9 * rp))) ** 2));
  const far = farLines.reduce(
    (sum, [at, weight]) => sum + (weight * Math.exp(2.12 * rp)) / ((frequency - at) ** 2 + 0.025 * Math.exp(2.2 * rp)),
    0,
  );
  const tilt =
    ((0.0114 * frequency) / (1 + 0.14 * rp ** -2.6)) *
    ((15.02 * frequency ** 2 - 1353 * frequency + 5.333e4) /
      (frequency ** 3 - 151.3 * frequency ** 2 + 9629 * frequency - 6803));
  const height = ((6.1 * (0.7832 + 0.00709 * celsius)) / (1 + 0.17 * rp ** -1.1)) * (1 + near + far + tilt);
  return frequency < 70 ? Math.min(height, 10.7 * rp ** 0.3) : height;
}

/** Air that stands for a whole column of vapour in kg/m² (P.676-12 annex 2, section 2.3). */
const columnAir = (column: number): Air => ({
  pressure: 845,
  vapour: column / 2.38,
  temperature: 14 * Math.log((0.22 * column) / 2.38) + 3 + 273.15,
});

/**
 * Zenith attenuation by water vapour in dB from its column in kg/m²: ITU-R P.676-12 annex 2, section 2.3,
 * equations (39) to (41). Height of the station in km.
 */
export function zenithVapourAttenuation(frequency: number, column: number, heightKm: number): number {
  if (column <= 0) return 0;
  const air = columnAir(column);
  const sea = (0.0176 * column * vapourAttenuation(frequency, air)) / vapourAttenuation(20.6, air);
  if (frequency < 20) return sea;
  const h = Math.min(4, Math.max(0, heightKm));
  const a =
    0.2048 * Math.exp(-(((frequency - 22.43) / 3.097) ** 2)) +
    0.2326 * Math.exp(-(((frequency - 183.5) / 4.096) ** 2)) +
    0.2073 * Math.exp(-(((frequency - 325) / 3.651) ** 2)) -
    0.1113;
  const b = 8.741e4 * Math.exp(-0.587 * frequency) + 312.2 * frequency ** -2.38 + 0.723;
  return sea * (a * h ** b + 1);
}

export type Column = { heightKm: number; columnKgM2: number };

/**
 * Attenuation by gases on a slant path in dB: ITU-R P.676-12 annex 2, sections 2.1 and 2.3. For elevations of 5° and
 * more; a lower one is taken as 5°.
 */
export function gasAttenuation(frequency: number, elevation: number, air: Air, { heightKm, columnKgM2 }: Column) {
  const oxygen = oxygenAttenuation(frequency, air) * oxygenHeight(frequency, air);
  const vapour = zenithVapourAttenuation(frequency, columnKgM2, heightKm);
  return (oxygen + vapour) / Math.sin((Math.max(5, elevation) * Math.PI) / 180);
}

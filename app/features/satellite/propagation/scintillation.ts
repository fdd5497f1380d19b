const radians = Math.PI / 180;
/** Height of the turbulent layer in m (P.618-13 section 2.4.1 step 4). */
const layer = 1000;

export type ScintillationPath = {
  frequencyGhz: number;
  elevation: number;
  diameterM: number;
  /** Antenna efficiency, 0 to 1. */
  efficiency: number;
  /** Median wet term of the refractivity in N units (P.453). */
  wetRefractivity: number;
};

/**
 * Depth of tropospheric scintillation fades in dB exceeded for a percentage of time: ITU-R P.618-13 section 2.4.1,
 * equations (43) to (49). For elevations of 5° and more, 4 to 55 GHz; a lower elevation is taken as 5°.
 */
export function scintillation(path: ScintillationPath, exceedance: number): number {
  const sine = Math.sin(Math.max(5, path.elevation) * radians);
  const reference = 3.6e-3 + 1e-4 * path.wetRefractivity; // dB
  const length = (2 * layer) / (Math.sqrt(sine ** 2 + 2.35e-4) + sine); // m
  const x = (1.22 * path.efficiency * path.diameterM ** 2 * path.frequencyGhz) / length;
  const averaging = 3.86 * (x ** 2 + 1) ** (11 / 12) * Math.sin((11 / 6) * Math.atan(1 / x)) - 7.08 * x ** (5 / 6);
  if (averaging <= 0) return 0; // a dish this wide averages it away
  const sigma = (reference * path.frequencyGhz ** (7 / 12) * Math.sqrt(averaging)) / sine ** 1.2;
  const log = Math.log10(exceedance);
  return (-0.061 * log ** 3 + 0.072 * log ** 2 - 1.71 * log + 3) * sigma;
}

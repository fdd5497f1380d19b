export type Attenuations = { gas: number; cloud: number; rain: number; scintillation: number };

/**
 * Total attenuation in dB: ITU-R P.618-13 section 2.5, equation (59). Gas and cloud are those of the same exceedance
 * down to 1 %, and stay at their value of 1 % below it (61), (62): what they add in worse hours is in the rain.
 */
export function totalAttenuation({ gas, cloud, rain, scintillation }: Attenuations): number {
  return gas + Math.sqrt((rain + cloud) ** 2 + scintillation ** 2);
}

/** Medium's mean radiating temperature in K (P.618-13 section 3). */
const medium = 275;

/** Noise temperature in K of a sky that attenuates: ITU-R P.618-13 section 3. */
export function skyNoise(attenuationDb: number): number {
  const left = 10 ** (-attenuationDb / 10);
  return medium * (1 - left) + 2.7 * left;
}

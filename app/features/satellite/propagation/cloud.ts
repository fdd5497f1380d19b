/**
 * Specific attenuation of cloud water at 0 °C in (dB/km)/(g/m³): ITU-R P.840-8 equations (2) to (11), Rayleigh
 * scattering with the double-Debye permittivity of water. Up to 200 GHz.
 */
export function cloudCoefficient(frequencyGhz: number): number {
  const theta = 300 / 273.15;
  const e0 = 77.66 + 103.3 * (theta - 1);
  const e1 = 0.0671 * e0;
  const e2 = 3.52;
  const principal = 20.2 - 146 * (theta - 1) + 316 * (theta - 1) ** 2;
  const secondary = 39.8 * principal;
  const [p, s] = [frequencyGhz / principal, frequencyGhz / secondary];
  const imaginary = (p * (e0 - e1)) / (1 + p ** 2) + (s * (e1 - e2)) / (1 + s ** 2);
  const real = (e0 - e1) / (1 + p ** 2) + (e1 - e2) / (1 + s ** 2) + e2;
  const eta = (2 + real) / imaginary;
  return (0.819 * frequencyGhz) / (imaginary * (1 + eta ** 2));
}

/**
 * Cloud attenuation in dB on a slant path: ITU-R P.840-8 equation (14), from the columnar liquid water reduced to 0 °C
 * in kg/m². For elevations of 5° and more; a lower one is taken as 5°.
 */
export function cloudAttenuation(frequencyGhz: number, elevation: number, liquidWater: number): number {
  return (cloudCoefficient(frequencyGhz) * liquidWater) / Math.sin((Math.max(5, elevation) * Math.PI) / 180);
}

type Bump = readonly [a: number, b: number, c: number];
type Fit = { bumps: readonly Bump[]; slope: number; offset: number };

/** ITU-R P.838-3 tables 1 to 4: sums of Gaussians in log10 f. */
const kHorizontal: Fit = {
  bumps: [
    [-5.3398, -0.10008, 1.13098],
    [-0.35351, 1.2697, 0.454],
    [-0.23789, 0.86036, 0.15354],
    [-0.94158, 0.64552, 0.16817],
  ],
  slope: -0.18961,
  offset: 0.71147,
};
const kVertical: Fit = {
  bumps: [
    [-3.80595, 0.56934, 0.81061],
    [-3.44965, -0.22911, 0.51059],
    [-0.39902, 0.73042, 0.11899],
    [0.50167, 1.07319, 0.27195],
  ],
  slope: -0.16398,
  offset: 0.63297,
};
const alphaHorizontal: Fit = {
  bumps: [
    [-0.14318, 1.82442, -0.55187],
    [0.29591, 0.77564, 0.19822],
    [0.32177, 0.63773, 0.13164],
    [-5.3761, -0.9623, 1.47828],
    [16.1721, -3.2998, 3.4399],
  ],
  slope: 0.67849,
  offset: -1.95537,
};
const alphaVertical: Fit = {
  bumps: [
    [-0.07771, 2.3384, -0.76284],
    [0.56727, 0.95545, 0.54039],
    [-0.20238, 1.1452, 0.26809],
    [-48.2991, 0.791669, 0.116226],
    [48.5833, 0.791459, 0.116479],
  ],
  slope: -0.053739,
  offset: 0.83433,
};

function fitted(fit: Fit, frequencyGhz: number) {
  const x = Math.log10(frequencyGhz);
  const bumps = fit.bumps.reduce((sum, [a, b, c]) => sum + a * Math.exp(-(((x - b) / c) ** 2)), 0);
  return bumps + fit.slope * x + fit.offset;
}

export type RainPath = { frequencyGhz: number; elevation: number; tilt: number };

/**
 * k and alpha of ITU-R P.838-3: equations (2) and (3) for each polarisation, (4) and (5) for a linear one tilted
 * against the horizontal (0° horizontal, 90° vertical, 45° circular). 1 to 1000 GHz.
 */
export function rainCoefficients({ frequencyGhz, elevation, tilt }: RainPath): { k: number; alpha: number } {
  const kh = 10 ** fitted(kHorizontal, frequencyGhz);
  const kv = 10 ** fitted(kVertical, frequencyGhz);
  const ah = fitted(alphaHorizontal, frequencyGhz);
  const av = fitted(alphaVertical, frequencyGhz);
  const turn = Math.cos((elevation * Math.PI) / 180) ** 2 * Math.cos((2 * tilt * Math.PI) / 180);
  const k = (kh + kv + (kh - kv) * turn) / 2;
  return { k, alpha: (kh * ah + kv * av + (kh * ah - kv * av) * turn) / (2 * k) };
}

/** Specific attenuation by rain in dB/km: ITU-R P.838-3 equation (1). */
export function rainSpecificAttenuation(path: RainPath, rainRate: number): number {
  if (rainRate <= 0) return 0;
  const { k, alpha } = rainCoefficients(path);
  return k * rainRate ** alpha;
}

import { dot } from './linear-algebra';

type Objective = (w: Float64Array, gradient: Float64Array | null) => number;

const memory = 12;

/** L-BFGS with back-tracking, until no slope is steeper than `enough` or a step gains less than `least` of the whole. */
export function minimise(f: Objective, start: Float64Array, enough: number, least = 1e-10): Float64Array {
  let w = start;
  let gradient = new Float64Array(w.length);
  let value = f(w, gradient);
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let round = 0; round < 150; round++) {
    if (gradient.every((g) => Math.abs(g) <= enough)) break;
    const direction = gradient.slice();
    const alphas = pairs.map(() => 0);
    for (let k = pairs.length - 1; k >= 0; k--) {
      const { s, y, rho } = pairs[k]!;
      alphas[k] = rho * dot(s, direction);
      for (let j = 0; j < w.length; j++) direction[j] = direction[j]! - alphas[k]! * y[j]!;
    }
    const last = pairs.at(-1);
    const scale = last ? dot(last.s, last.y) / dot(last.y, last.y) : 1 / Math.sqrt(dot(gradient, gradient));
    for (let j = 0; j < w.length; j++) direction[j] = direction[j]! * scale;
    for (const [k, { s, y, rho }] of pairs.entries()) {
      const beta = rho * dot(y, direction);
      for (let j = 0; j < w.length; j++) direction[j] = direction[j]! + s[j]! * (alphas[k]! - beta);
    }
    const descent = dot(gradient, direction);
    let moved = false;
    for (let length = 1; length > 1e-8; length /= 2) {
      const next = w.map((v, j) => v - length * direction[j]!);
      const slope = new Float64Array(w.length);
      const there = f(next, slope);
      if (there > value - 1e-4 * length * descent) continue;
      const s = next.map((v, j) => v - w[j]!);
      const y = slope.map((v, j) => v - gradient[j]!);
      const curve = dot(s, y);
      if (curve > 1e-12 * dot(y, y)) {
        pairs.push({ s, y, rho: 1 / curve });
        if (pairs.length > memory) pairs.shift();
      }
      moved = value - there > least * Math.abs(value);
      [w, gradient, value] = [next, slope, there];
      break;
    }
    if (!moved) break;
  }
  return w;
}

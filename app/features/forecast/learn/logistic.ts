import type { Design } from './design';
import { cholesky, solve } from './linear-algebra';
import { minimise } from './quasi-newton';

export type Sample = { design: Design; label: Float64Array; weight: Float64Array; rows: Int32Array };

/** Beyond this many columns the curvature is guessed from steps instead of computed. */
const mostCurved = 260;
const curvatureRows = 20_000;

/** ½‖w‖² + C·Σ weight·log-loss and its gradient; the intercept, last in `w`, is free. */
function objective({ design, label, weight, rows }: Sample, C: number) {
  const { width, columns, dense, codes, fields } = design;
  const p = columns.length;
  const scaled = new Float64Array(p);
  const sums = new Float64Array(p);
  const intercept = (w: Float64Array) => {
    let b = w[p]!;
    for (let j = width; j < p; j++) {
      scaled[j] = w[j]! / columns[j]!.sd;
      b -= scaled[j]! * columns[j]!.mean;
    }
    return b;
  };
  return (w: Float64Array, gradient: Float64Array | null): number => {
    const b = intercept(w);
    sums.fill(0);
    let [loss, total] = [0, 0];
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!;
      const at = row * width;
      let z = b;
      for (let j = 0; j < width; j++) z += w[j]! * dense[at + j]!;
      for (let f = row * fields; f < (row + 1) * fields; f++) if (codes[f]! >= 0) z += scaled[codes[f]!]!;
      const s = weight[row]!;
      const e = Math.exp(-Math.abs(z));
      loss += s * (Math.log1p(e) + (z > 0 ? z : 0) - label[row]! * z);
      if (!gradient) continue;
      const r = s * ((z >= 0 ? 1 : e) / (1 + e) - label[row]!);
      total += r;
      for (let j = 0; j < width; j++) sums[j] = sums[j]! + r * dense[at + j]!;
      for (let f = row * fields; f < (row + 1) * fields; f++)
        if (codes[f]! >= 0) sums[codes[f]!] = sums[codes[f]!]! + r;
    }
    let penalty = 0;
    for (let j = 0; j < p; j++) penalty += w[j]! * w[j]!;
    if (gradient) {
      for (let j = 0; j < width; j++) gradient[j] = w[j]! + C * sums[j]!;
      for (let j = width; j < p; j++)
        gradient[j] = w[j]! + (C * (sums[j]! - columns[j]!.mean * total)) / columns[j]!.sd;
      gradient[p] = C * total;
    }
    return penalty / 2 + C * loss;
  };
}

/** Second derivatives, from at most 20,000 rows evenly taken. */
function curvature(sample: Sample, C: number, w: Float64Array): Float64Array {
  const { design, rows, weight } = sample;
  const size = design.columns.length + 1;
  const matrix = new Float64Array(size * size);
  const x = new Float64Array(size);
  const step = Math.ceil(rows.length / curvatureRows);
  for (let k = 0; k < rows.length; k += step) {
    design.expand(rows[k]!, x);
    let z = 0;
    for (let j = 0; j < size; j++) z += w[j]! * x[j]!;
    const e = Math.exp(-Math.abs(z));
    const s = (C * step * weight[rows[k]!]! * e) / (1 + e) ** 2;
    for (let i = 0; i < size; i++) {
      const v = s * x[i]!;
      if (v === 0) continue;
      const at = i * size;
      for (let j = 0; j <= i; j++) matrix[at + j] = matrix[at + j]! + v * x[j]!;
    }
  }
  for (let i = 0; i < size - 1; i++) matrix[i * size + i] = matrix[i * size + i]! + 1;
  matrix[size * size - 1] = matrix[size * size - 1]! + 1e-10;
  return matrix;
}

/** Weights of the standardised columns, the intercept last. */
export function fitLogistic(sample: Sample, C: number, start?: Float64Array, precision = 1e-11): Float64Array {
  const size = sample.design.columns.length + 1;
  let w = start ? start.slice() : atBaseRate(sample, size);
  const f = objective(sample, C);
  const enough = precision * sample.rows.length * C;
  if (size > mostCurved)
    return minimise(f, w, Math.max(enough, 1e-6 * sample.rows.length * C), Math.max(1e-8, precision / 10));
  const exact = sample.rows.length <= curvatureRows;
  let gradient = new Float64Array(size);
  let value = f(w, gradient);
  let factor: Float64Array | null = null;
  for (let round = 0; round < 60; round++) {
    if (steepest(gradient) <= enough) break;
    if (exact || round < 2 || !factor) factor = cholesky(curvature(sample, C, w), size);
    const step = solve(factor, gradient, size);
    let moved = false;
    for (let length = 1; length > 1e-6; length /= 2) {
      const next = w.map((v, j) => v - length * step[j]!);
      const slope = new Float64Array(size);
      const there = f(next, slope);
      // so near the bottom that rounding hides the way down, a flatter slope tells it
      const level = Math.abs(there - value) <= 1e-12 * Math.abs(value);
      if (level ? steepest(slope) >= steepest(gradient) : there > value) continue;
      moved = exact || !level;
      [w, gradient, value] = [next, slope, there];
      break;
    }
    if (!moved) break;
  }
  return w;
}

const steepest = (gradient: Float64Array) => gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);

function atBaseRate({ label, weight, rows }: Sample, size: number) {
  const w = new Float64Array(size);
  let [positive, total] = [0, 0];
  for (const row of rows) {
    positive += weight[row]! * label[row]!;
    total += weight[row]!;
  }
  const base = Math.min(1 - 1e-6, Math.max(1e-6, positive / total));
  w[size - 1] = Math.log(base / (1 - base));
  return w;
}

/** Log-odds of these rows. */
export function logits(design: Design, w: Float64Array, rows: Int32Array): Float64Array {
  const { width, columns, dense, codes, fields } = design;
  const p = columns.length;
  let b = w[p]!;
  for (let j = width; j < p; j++) b -= (w[j]! * columns[j]!.mean) / columns[j]!.sd;
  return Float64Array.from(rows, (row) => {
    let z = b;
    for (let j = 0; j < width; j++) z += w[j]! * dense[row * width + j]!;
    for (let f = row * fields; f < (row + 1) * fields; f++) {
      const code = codes[f]!;
      if (code >= 0) z += w[code]! / columns[code]!.sd;
    }
    return z;
  });
}

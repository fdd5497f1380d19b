import { type Column, numeric } from './column';
import { type Field, levelsOf } from './plan';

/** One standardised input; `field` says which source column it speaks for. */
export type Input = { field: number; name: string; mean: number; sd: number };

/**
 * The rows as standardised inputs. Continuous ones lie densely; of the 0/1 inputs of categories and missing values a
 * row names at most one per group, so that thousands of levels cost nothing.
 */
export type Design = {
  rows: number;
  columns: Input[];
  width: number;
  dense: Float64Array;
  fields: number;
  codes: Int32Array;
  /** All inputs of a row, standardised, with a 1 for the intercept at the end. */
  expand(row: number, into: Float64Array): void;
};

/** Weights of levels rarer than this are held back as if it were their spread. */
const leastSpread = 0.1;

type Shape = {
  dense: { field: number; name: string; knot: number | null }[];
  coded: { field: number; name: string }[];
};

function shapeOf(fields: Field[]) {
  const shape: Shape = { dense: [], coded: [] };
  const firstCode: number[] = [];
  for (const [field, f] of fields.entries()) {
    firstCode.push(shape.coded.length);
    if (f.kind === 'number') {
      shape.dense.push({ field, name: f.name, knot: null });
      for (const knot of f.knots) shape.dense.push({ field, name: `${f.name}>${knot}`, knot });
      if (f.flag) shape.coded.push({ field, name: `${f.name}?` });
    } else {
      for (const level of f.levels) shape.coded.push({ field, name: `${f.name}=${level}` });
      if (f.other) shape.coded.push({ field, name: `${f.name}…` });
    }
  }
  return { shape, firstCode };
}

/** The value a row has for a number field, within what training saw. */
export const withinReach = (field: Field & { kind: 'number' }, value: number) =>
  Number.isNaN(value) ? field.median : Math.min(field.high, Math.max(field.low, value));

function codesOf(field: Field, column: Column | undefined, rows: number): (row: number) => number {
  if (field.kind === 'number') return (row) => (field.flag && (column?.codes[row] ?? 0) !== numeric ? 0 : -1);
  const place = new Map(field.levels.map((level, i) => [level, i]));
  const otherwise = field.other ? field.levels.length : -1;
  const at = (name: string | undefined) =>
    name === field.reference ? -1 : ((name === undefined ? undefined : place.get(name)) ?? otherwise);
  if (!column) return () => otherwise;
  const { index, names } = levelsOf(column);
  const coded = names.map(at);
  return (row) => (row < rows && index[row]! >= 0 ? coded[index[row]!]! : otherwise);
}

/** `scale` is given when rows are scored: the means and spreads of training. */
export function designOf(fields: Field[], columns: (Column | undefined)[], rows: number, scale?: Input[]): Design {
  const { shape, firstCode } = shapeOf(fields);
  const width = shape.dense.length;
  const p = width + shape.coded.length;
  const coded = fields.flatMap((f, i) => (f.kind === 'category' || f.flag ? [i] : []));
  const dense = new Float64Array(rows * width);
  const codes = new Int32Array(rows * coded.length);
  const mean = new Float64Array(p);
  const sd = new Float64Array(p);
  for (const [j, { field, knot }] of shape.dense.entries()) {
    const f = fields[field]! as Field & { kind: 'number' };
    const numbers = columns[field]?.numbers;
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const v = withinReach(f, numbers ? numbers[row]! : Number.NaN);
      const x = knot === null ? v : Math.max(0, v - knot);
      dense[row * width + j] = x;
      sum += x;
    }
    mean[j] = scale ? scale[j]!.mean : sum / rows;
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += (dense[row * width + j]! - mean[j]!) ** 2;
    const spread = Math.sqrt(squares / rows);
    sd[j] = scale ? scale[j]!.sd : spread < 1e-12 ? 1 : spread;
    for (let row = 0; row < rows; row++) {
      dense[row * width + j] = (dense[row * width + j]! - mean[j]!) / sd[j]!;
    }
  }
  for (const [k, field] of coded.entries()) {
    const code = codesOf(fields[field]!, columns[field], rows);
    for (let row = 0; row < rows; row++) {
      const c = code(row);
      const at = c < 0 ? -1 : width + firstCode[field]! + c;
      codes[row * coded.length + k] = at;
      if (at >= 0) mean[at] = mean[at]! + 1 / rows;
    }
  }
  const named = [...shape.dense, ...shape.coded];
  const inputs = named.map(({ field, name }, j): Input => {
    if (scale) return scale[j]!;
    if (j < width) return { field, name, mean: mean[j]!, sd: sd[j]! };
    return { field, name, mean: mean[j]!, sd: Math.max(leastSpread, Math.sqrt(mean[j]! * (1 - mean[j]!))) };
  });
  return {
    rows,
    columns: inputs,
    width,
    dense,
    fields: coded.length,
    codes,
    expand(row, into) {
      for (let j = 0; j < width; j++) into[j] = dense[row * width + j]!;
      for (let j = width; j < p; j++) into[j] = -inputs[j]!.mean / inputs[j]!.sd;
      for (let f = row * coded.length; f < (row + 1) * coded.length; f++) {
        const at = codes[f]!;
        if (at >= 0) into[at] = (1 - inputs[at]!.mean) / inputs[at]!.sd;
      }
      into[p] = 1;
    },
  };
}

import { type Binning, binned, binningOf } from './bins';
import { type BoostingShape, boost, type Forest, forestLogits } from './boosting';
import { type Column, pick } from './column';
import { designOf, type Input } from './design';
import { everyRow } from './folds';
import { fitLogistic, logits } from './logistic';
import { type Decile, deciles, type Metrics, measure } from './metrics';
import { type Field, planColumn } from './plan';
import { type Choice, choose, foldsWithin, type HeldOut, type Search, sigmoid, strengths, type Task } from './select';

export type Model = {
  fields: Field[];
  inputs: Input[];
  /** Of the standardised inputs, the intercept last. */
  weights: Float64Array;
  C: number;
  forest: { binning: Binning[]; forest: Forest; share: number } | null;
  /** Log-odds are `offset + slope ×` what the parts say. */
  slope: number;
  offset: number;
};
export type Evaluation = {
  metrics: Metrics;
  base: number;
  deciles: Decile[];
  slope: number;
  offset: number;
  held: HeldOut;
};
export type Trained = { model: Model; evaluation: Evaluation; choice: Choice };

const mostBoosted = 100_000;
/** Below this many rows the choices are made afresh within each split that measures them. */
const nested = 2000;

function fitted(task: Task, rows: Int32Array, { C, trees, shape, share }: Choice): Omit<Model, 'slope' | 'offset'> {
  const { fields, design, label, weight } = task;
  const weights = fitLogistic({ design, label, weight, rows }, C);
  return {
    fields,
    inputs: design.columns,
    weights,
    C,
    forest: share > 0 ? { share, ...grown(task, rows, { ...shape, trees }) } : null,
  };
}

function grown({ fields, columns, label, weight }: Task, all: Int32Array, shape: BoostingShape) {
  const step = Math.ceil(all.length / mostBoosted);
  const rows = step === 1 ? all : all.filter((_, i) => i % step === 0);
  const binning = binningOf(fields, columns, label, weight, rows);
  return { binning, forest: boost(binned(binning, columns, label.length), label, weight, rows, shape) };
}

function logitsOf(model: Omit<Model, 'slope' | 'offset'>, task: Pick<Task, 'design' | 'columns'>, rows: Int32Array) {
  const linear = logits(task.design, model.weights, rows);
  if (!model.forest) return linear;
  const { binning, forest, share } = model.forest;
  const trees = forestLogits(forest, binned(binning, task.columns, task.design.rows), rows);
  return linear.map((z, i) => (1 - share) * z + share * trees[i]!);
}

/** Slope and offset that fit held-out log-odds to what happened: 1 and 0 where nothing is to be mended. */
export function calibration(label: Float64Array, weight: Float64Array, logit: Float64Array) {
  let [a, b] = [1, 0];
  for (let round = 0; round < 50; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-9, 0, 1e-9];
    for (let i = 0; i < label.length; i++) {
      const z = logit[i]!;
      const p = sigmoid(a * z + b);
      const [r, h] = [weight[i]! * (p - label[i]!), weight[i]! * p * (1 - p)];
      ga += r * z;
      gb += r;
      haa += h * z * z;
      hab += h * z;
      hbb += h;
    }
    const det = haa * hbb - hab * hab;
    if (!(det > 1e-12)) break;
    const [da, db] = [(hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det];
    a -= da;
    b -= db;
    if (Math.abs(da) + Math.abs(db) < 1e-10) break;
  }
  return { slope: a, offset: b };
}

/** Log-odds of rows that the model they come from, and the choices behind it, have never seen. */
function heldOut(task: Task, rows: Int32Array, search: Search, chosen: Choice & { held: HeldOut }): HeldOut {
  if (rows.length > nested) return chosen.held;
  const parts = foldsWithin(task, rows, 5, 7).map(({ train, test }) => {
    const choice = choose(task, train, search, repeatsFor(task, train.length));
    return { rows: test, logit: logitsOf(fitted(task, train, choice), task, test) };
  });
  return {
    rows: Int32Array.from(parts.flatMap((part) => [...part.rows])),
    logit: Float64Array.from(parts.flatMap((part) => [...part.logit])),
  };
}

const repeatsFor = ({ time }: Task, rows: number) => (rows < 400 && !time ? 3 : 1);

/** The first of each set of copies. */
function withoutCopies({ groups }: Task, { rows, logit }: HeldOut): HeldOut {
  const seen = new Set<number>();
  const first = rows.map((row) => (seen.has(groups[row]!) ? 0 : seen.add(groups[row]!) && 1));
  return { rows: rows.filter((_, i) => first[i]), logit: logit.filter((_, i) => first[i]) };
}

function evaluate(task: Task, held: HeldOut, all: Int32Array): Evaluation {
  const label = Float64Array.from(held.rows, (row) => task.label[row]!);
  const weight = Float64Array.from(held.rows, (row) => task.weight[row]!);
  const p = held.logit.map(sigmoid);
  let [positive, total] = [0, 0];
  for (const row of all) {
    positive += task.weight[row]! * task.label[row]!;
    total += task.weight[row]!;
  }
  return {
    metrics: measure(label, p, weight),
    base: positive / total,
    deciles: deciles(label, p),
    ...calibration(label, weight, held.logit),
    held,
  };
}

const usual: Search = { strengths, boosting: true };

/** Chooses, measures and fits. Rows must come in a settled order (`settle`); of `copies` one is measured. */
export function train(task: Task, search: Search = usual, copies = false): Trained {
  const rows = everyRow(task.label.length);
  const chosen = choose(task, rows, search, repeatsFor(task, rows.length));
  const held = heldOut(task, rows, search, chosen);
  const evaluation = evaluate(task, copies ? withoutCopies(task, held) : held, rows);
  const { held: _, ...choice } = chosen;
  return { model: { ...fitted(task, rows, choice), slope: 1, offset: 0 }, evaluation, choice };
}

/** Fields of the columns that say anything, with the columns themselves. */
export function planned(columns: Column[]): { fields: Field[]; columns: Column[] } {
  const both = columns.flatMap((column) => {
    const field = planColumn(column);
    return field ? [{ field, column }] : [];
  });
  return { fields: both.map(({ field }) => field), columns: both.map(({ column }) => column) };
}

/** Probabilities of rows that may lack columns or hold levels never seen. */
export function score(model: Model, given: Column[], rows: number): Float64Array {
  const columns = model.fields.map((field) => given.find((column) => column.name === field.name));
  const out = new Float64Array(rows);
  const chunk = 50_000;
  for (let from = 0; from < rows; from += chunk) {
    const part = Int32Array.from({ length: Math.min(chunk, rows - from) }, (_, i) => from + i);
    const cut = columns.map((column) => column && pick(column, part));
    const design = designOf(model.fields, cut, part.length, model.inputs);
    const logit = logitsOf(model, { design, columns: cut as Column[] }, everyRow(part.length));
    for (let i = 0; i < part.length; i++) out[from + i] = sigmoid(model.offset + model.slope * logit[i]!);
  }
  return out;
}

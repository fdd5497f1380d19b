import { binned, binningOf } from './bins';
import { addTree, type BoostingShape, boost } from './boosting';
import type { Column } from './column';
import { type Design, designOf } from './design';
import { type Fold, interleavedFolds, timeFolds } from './folds';
import { fitLogistic, logits } from './logistic';
import { logLoss } from './metrics';
import type { Field } from './plan';

/** Rows in a settled order, ready to be learnt from. */
export type Task = {
  fields: Field[];
  columns: Column[];
  design: Design;
  label: Float64Array;
  weight: Float64Array;
  /** Rows of one group never stand on both sides of a split. */
  groups: Int32Array;
  /** Where known, what comes later is foretold from what came before. */
  time: Float64Array | null;
  /** When each outcome was known, where that is later than the row's own time. */
  known?: Float64Array;
};
/** What inner cross-validation decided. `share` is the part the trees have in the log-odds. */
export type Choice = { C: number; trees: number; shape: BoostingShape; share: number };
/** Log-odds of rows that were held out; rows without are not named. */
export type HeldOut = { rows: Int32Array; logit: Float64Array };
export type Search = { strengths: number[]; boosting: boolean };

export const strengths = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const mostSearched = 20_000;
const every = 10;

export const taskOf = (
  fields: Field[],
  columns: Column[],
  label: Float64Array,
  groups: Int32Array,
  time: Float64Array | null = null,
  weight = new Float64Array(label.length).fill(1),
): Task => ({ fields, columns, design: designOf(fields, columns, label.length), label, weight, groups, time });

export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

export const shapeFor = (rows: number): BoostingShape =>
  rows < 1000
    ? { trees: 150, leaves: 4, rate: 0.05, leastRows: Math.max(5, Math.floor(rows / 40)), l2: 3 }
    : rows < 10_000
      ? { trees: 300, leaves: 8, rate: 0.05, leastRows: 25, l2: 1 }
      : { trees: 300, leaves: 16, rate: 0.08, leastRows: 30, l2: 1 };

const at = (of: Float64Array, rows: Int32Array) => Float64Array.from(rows, (row) => of[row]!);

export function foldsWithin(
  { label, groups, time, known = time ?? undefined }: Task,
  rows: Int32Array,
  count: number,
  turn = 0,
): Fold[] {
  const own = Int32Array.from(rows, (row) => groups[row]!);
  const inner = time
    ? timeFolds(at(time, rows), own, count, at(known!, rows))
    : interleavedFolds(at(label, rows), own, count, turn);
  const outer = (part: Int32Array) => part.map((i) => rows[i]!);
  return inner.map(({ train, test }) => ({ train: outer(train), test: outer(test) }));
}

/** Every k-th row where there are too many to search on. */
export const searched = (rows: Int32Array) => {
  const step = Math.ceil(rows.length / mostSearched);
  return step === 1 ? rows : rows.filter((_, i) => i % step === 0);
};

/** Held-out log-odds for each strength, from the strongest penalty on; ends when weaker ones only make it worse. */
function linear(task: Task, folds: Fold[], tried: number[], loss: (z: Float64Array) => number) {
  const found: { C: number; logit: Float64Array; loss: number }[] = [];
  let weights: (Float64Array | undefined)[] = folds.map(() => undefined);
  const { design, label, weight } = task;
  for (const C of tried) {
    weights = folds.map((fold, i) => fitLogistic({ design, label, weight, rows: fold.train }, C, weights[i], 1e-5));
    const logit = joined(folds.map((fold, i) => logits(design, weights[i]!, fold.test)));
    found.push({ C, logit, loss: loss(logit) });
    const [second, last] = [found.at(-2), found.at(-1)!];
    if (found.length > 2 && second && last.loss > second.loss && second.loss > found.at(-3)!.loss) break;
  }
  return found.reduce((best, one) => (one.loss < best.loss ? one : best));
}

/** Log-odds of the trees for each fold after each tenth tree. */
function trees(task: Task, folds: Fold[], shape: BoostingShape) {
  return folds.map(({ train, test }) => {
    const binning = binningOf(task.fields, task.columns, task.label, task.weight, train);
    const data = binned(binning, task.columns, task.label.length);
    const score = new Float64Array(test.length);
    const trace: Float64Array[] = [];
    const losses: number[] = [];
    const [y, s] = [at(task.label, test), at(task.weight, test)];
    let begun = false;
    boost(data, task.label, task.weight, train, shape, (tree, number) => {
      if (!begun) score.fill(baseLogit(task, train));
      begun = true;
      addTree(tree, data, test, score);
      if (number % every === 0) {
        trace.push(score.slice());
        losses.push(logLoss(y, score.map(sigmoid), s));
      }
      return losses.length - losses.indexOf(Math.min(...losses)) < 6;
    });
    if (!trace.length) trace.push(score.fill(baseLogit(task, train)));
    return trace;
  });
}

export function baseLogit({ label, weight }: Task, rows: Int32Array) {
  let [positive, total] = [0, 0];
  for (const row of rows) {
    positive += weight[row]! * label[row]!;
    total += weight[row]!;
  }
  const base = Math.min(1 - 1e-6, Math.max(1e-6, positive / total));
  return Math.log(base / (1 - base));
}

const joined = (parts: Float64Array[]) => Float64Array.from(parts.flatMap((part) => [...part]));
const argmin = (values: number[]) => values.indexOf(Math.min(...values));

/** Strength of the penalty, number of trees and their share, each by log-loss on held-out rows. */
export function choose(task: Task, given: Int32Array, search: Search, repeats = 1): Choice & { held: HeldOut } {
  const rows = searched(given);
  const folds = Array.from({ length: repeats }, (_, turn) =>
    foldsWithin(task, rows, given.length > mostSearched ? 3 : 5, turn),
  ).flat();
  const test = Int32Array.from(folds.flatMap((fold) => [...fold.test]));
  const [y, s] = [at(task.label, test), at(task.weight, test)];
  const loss = (z: Float64Array) => logLoss(y, z.map(sigmoid), s);

  const { C, logit: own } = linear(task, folds, search.strengths, loss);
  const shape = shapeFor(rows.length);
  const plain = { C, trees: 0, shape, share: 0, held: { rows: test, logit: own } };
  if (!search.boosting) return plain;

  const traces = trees(task, folds, shape);
  const longest = Math.max(...traces.map((trace) => trace.length));
  const grown = Array.from({ length: longest }, (_, k) => joined(traces.map((trace) => trace[k] ?? trace.at(-1)!)));
  const count = argmin(grown.map(loss));
  const forest = grown[count]!;
  const blends = [0.25, 0.5, 0.75, 1].map((share) => ({
    share,
    logit: own.map((z, i) => (1 - share) * z + share * forest[i]!),
  }));
  const better = blends.reduce((a, b) => (loss(b.logit) < loss(a.logit) ? b : a));
  if (!clearlyBetter(y, s, own, better.logit)) return plain;
  return { C, trees: (count + 1) * every, shape, share: better.share, held: { rows: test, logit: better.logit } };
}

/** The mean gain in log-loss beyond its own standard error and a fifth of a percent. */
function clearlyBetter(y: Float64Array, s: Float64Array, before: Float64Array, after: Float64Array) {
  const one = (z: number, label: number) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - label * z;
  const gains = y.map((label, i) => s[i]! * (one(before[i]!, label) - one(after[i]!, label)));
  const mean = gains.reduce((sum, v) => sum + v, 0) / gains.length;
  const spread = Math.sqrt(gains.reduce((sum, v) => sum + (v - mean) ** 2, 0) / gains.length);
  const loss = y.reduce((sum, label, i) => sum + s[i]! * one(before[i]!, label), 0) / y.length;
  return mean > 0.002 * loss && mean > spread / Math.sqrt(gains.length);
}

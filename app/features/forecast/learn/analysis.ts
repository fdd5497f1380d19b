import { type Column, numeric, pick, textAt } from './column';
import { everyRow } from './folds';
import { rocAuc } from './metrics';
import { settle } from './row-order';
import { type Search, strengths, taskOf } from './select';
import { type Evaluation, type Model, planned, score, type Trained, train } from './train';
import { aloneAuc, timesOf, type Unusable, unusable } from './usable';

/** What stands behind the numbers: the share of positives alone, a cautious model of few rows, or the model. */
export type Rung = 'base' | 'cautious' | 'model';
export type Gate = { passed: boolean; failures: ('few' | 'ranking' | 'error' | 'calibration')[] };
export type Analysis = {
  rung: Rung;
  gate: Gate;
  rows: number;
  positives: number;
  base: number;
  twins: number;
  left: { name: string; why: Unusable; alone?: number }[];
  suspects: { name: string; alone: number }[];
  trained: Trained | null;
  evaluation: Evaluation | null;
  /** The columns learnt from and the outcome, with rows in the settled order. */
  columns: Column[];
  label: Float64Array;
};
export type Wishes = { time?: Column; group?: Column; keep?: string[] };

const answerAuc = 0.985;
const suspectAuc = 0.9;

/** Groups of rows that are alike, or share the value of a grouping column, joined. */
function joinGroups(groups: Int32Array, others: Column[]): Int32Array {
  const parent = everyRow(groups.length);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const join = (a: number, b: number) => {
    const [x, y] = [root(a), root(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  };
  for (let row = 0; row < groups.length; row++) join(row, groups[row]!);
  for (const column of others) {
    const first = new Map<string, number>();
    for (let row = 0; row < groups.length; row++) {
      const text = textAt(column, row);
      if (text === null) continue;
      const before = first.get(text);
      if (before === undefined) first.set(text, row);
      else join(before, row);
    }
  }
  return groups.map((_, row) => root(row));
}

/** Alike rows of a table with few kinds of row are no copies of each other. */
function groupsOf(settled: { groups: Int32Array; twins: number }, columns: Column[], others: Column[]) {
  const rows = settled.groups.length;
  const copies = columns.length >= 5 && settled.twins <= rows / 2;
  const groups = joinGroups(copies ? settled.groups : everyRow(rows), others);
  return { groups, copies };
}

export function gateOf(evaluation: Evaluation | null, rows: number, positives: number): Gate {
  if (!evaluation) return { passed: false, failures: ['few'] };
  const { metrics, base } = evaluation;
  const failures: Gate['failures'] = [];
  if (rows < 150 || Math.min(positives, rows - positives) < 40) failures.push('few');
  if (metrics.auc < 0.6) failures.push('ranking');
  const baseLoss = -(base * Math.log(base) + (1 - base) * Math.log(1 - base));
  const rare = Math.min(base, 1 - base) < 0.1;
  if (metrics.skill < 0.02 && !(rare && metrics.logLoss < 0.98 * baseLoss)) failures.push('error');
  const chance = 0.8 * Math.sqrt((base * (1 - base) * 10) / rows);
  if (metrics.ece10 > 0.05 + chance) failures.push('calibration');
  return { passed: failures.length === 0, failures };
}

/** Learns from whatever columns deserve it. `label` is 0 or 1 for each row. */
export function analyse(given: Column[], label: Float64Array, wishes: Wishes = {}): Analysis {
  const rows = label.length;
  const positives = label.reduce((sum, y) => sum + y, 0);
  const left: Analysis['left'] = [];
  const candidates = given.filter((column) => column.name !== wishes.time?.name && column.name !== wishes.group?.name);
  const kept = candidates.filter((column) => {
    const why = wishes.keep?.includes(column.name) ? null : unusable(column);
    if (why) left.push({ name: column.name, why });
    return !why;
  });
  const settled = settle(kept, label, rows);
  const sorted = kept.map((column) => pick(column, settled.order));
  const y = Float64Array.from(settled.order, (row) => label[row]!);
  const suspects: Analysis['suspects'] = [];
  const enough = rows >= 100 && positives >= 20 && rows - positives >= 20;
  const honest = sorted.filter((column) => {
    const alone = enough ? aloneAuc(column, y) : 0;
    const answer = alone >= answerAuc && !wishes.keep?.includes(column.name);
    if (answer) left.push({ name: column.name, why: 'answer', alone });
    else if (alone >= suspectAuc) suspects.push({ name: column.name, alone });
    return !answer;
  });
  const grouping = [
    ...(wishes.group ? [wishes.group] : []),
    ...given.filter((c) => left.some((l) => l.name === c.name && l.why === 'group')),
  ];
  const { groups, copies } = groupsOf(
    settled,
    sorted,
    grouping.map((column) => pick(column, settled.order)),
  );
  const common = { rows, positives, base: positives / rows, twins: copies ? settled.twins : 0, left, suspects };
  const plan = planned(honest);
  const minority = Math.min(positives, rows - positives);
  if (rows < 30 || minority < 10 || !plan.fields.length) {
    const gate: Gate = { passed: false, failures: ['few'] };
    return { ...common, rung: 'base', gate, trained: null, evaluation: null, columns: [], label: y };
  }
  const rung: Rung = rows < 150 || minority < 40 ? 'cautious' : 'model';
  const search: Search =
    rung === 'model'
      ? { strengths, boosting: true }
      : { strengths: strengths.filter((C) => C <= 0.03), boosting: false };
  const time = wishes.time ? pick({ ...wishes.time, numbers: timesOf(wishes.time) }, settled.order).numbers : null;
  const when = time?.map((t) => (Number.isNaN(t) ? 0 : t)) ?? null;
  const trained = train(taskOf(plan.fields, plan.columns, y, groups, when), search, copies);
  const { evaluation } = trained;
  const gate = gateOf(evaluation, rows, positives);
  mend(trained.model, evaluation, gate, positives / rows);
  return { ...common, rung, gate, trained, evaluation, columns: plan.columns, label: y };
}

/** A model that did not pass says no more than held-out rows bear out; one that did is straightened where it is bent. */
function mend(model: Model, { slope, offset, held }: Evaluation, gate: Gate, base: number) {
  if (!gate.passed && slope <= 0) {
    model.slope = 0;
    model.offset = Math.log(base / (1 - base));
  } else if ((!gate.passed && slope < 1) || (held.rows.length >= 1000 && Math.abs(slope - 1) > 0.08)) {
    model.slope = slope;
    model.offset = offset;
  }
}

export const probabilities = (analysis: Analysis, columns: Column[], rows: number): Float64Array =>
  analysis.trained ? score(analysis.trained.model, columns, rows) : new Float64Array(rows).fill(analysis.base);

/** How far something grows with a number column, from -1 to 1. */
export function leaning(column: Column, of: ArrayLike<number>): number {
  const rows = everyRow(column.codes.length).filter((row) => column.codes[row] === numeric);
  const values = Array.from(rows, (row) => column.numbers[row]!);
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const above = values.map((v) => (v > middle ? 1 : 0));
  return (
    2 *
      rocAuc(
        above,
        Array.from(rows, (row) => of[row]!),
      ) -
    1
  );
}

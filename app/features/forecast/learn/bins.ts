import type { Binned } from './boosting';
import type { Column } from './column';
import { type Field, levelsOf } from './plan';

/** How a source column is cut into bins for trees: numbers by quantiles, levels in the order of their shrunk rate. */
export type Binning = { edges: number[] } | { ranks: Record<string, number> };

const mostBins = 254;

function edgesOf(column: Column): number[] {
  const values = column.numbers.filter(Number.isFinite).sort();
  const distinct: number[] = [];
  for (const v of values) if (v !== distinct.at(-1)) distinct.push(v);
  if (distinct.length <= mostBins) return distinct.slice(1);
  const at = (i: number) => values[Math.floor((i * (values.length - 1)) / mostBins)]!;
  return [...new Set(Array.from({ length: mostBins - 1 }, (_, i) => at(i + 1)))];
}

function ranksOf(field: Field, column: Column, label: Float64Array, weight: Float64Array, rows: Int32Array) {
  const { index, names } = levelsOf(column);
  const kept = new Set(field.kind === 'category' ? [...field.levels, field.reference] : []);
  const sums = new Map<string, [number, number]>();
  let [positive, total] = [0, 0];
  for (const row of rows) {
    const name = names[index[row]!];
    positive += weight[row]! * label[row]!;
    total += weight[row]!;
    if (name === undefined || !kept.has(name)) continue;
    const sum = sums.get(name) ?? [0, 0];
    sum[0] += weight[row]! * label[row]!;
    sum[1] += weight[row]!;
    sums.set(name, sum);
  }
  const base = positive / total;
  const rated = [...sums].map(([name, [won, all]]) => ({ name, rate: (won + 20 * base) / (all + 20) }));
  rated.sort((a, b) => a.rate - b.rate || (a.name < b.name ? -1 : 1));
  const step = Math.max(1, rated.length / mostBins);
  return Object.fromEntries(rated.map(({ name }, i) => [name, 1 + Math.floor(i / step)]));
}

/** From the rows of training and, for levels, their outcome. */
export const binningOf = (
  fields: Field[],
  columns: (Column | undefined)[],
  label: Float64Array,
  weight: Float64Array,
  rows: Int32Array,
): Binning[] =>
  fields.map((field, i) =>
    field.kind === 'number'
      ? { edges: edgesOf(columns[i]!) }
      : { ranks: ranksOf(field, columns[i]!, label, weight, rows) },
  );

export function binned(binning: Binning[], columns: (Column | undefined)[], rows: number): Binned {
  const bins = binning.map((how, i) => {
    const column = columns[i];
    const bin = new Uint8Array(rows);
    if (!column) return bin;
    if ('ranks' in how) {
      const { index, names } = levelsOf(column);
      const rank = names.map((name) => how.ranks[name] ?? 0);
      return bin.map((_, row) => (index[row]! >= 0 ? rank[index[row]!]! : 0));
    }
    const { edges } = how;
    for (let row = 0; row < rows; row++) {
      const v = column.numbers[row]!;
      if (Number.isNaN(v)) continue;
      let [low, high] = [0, edges.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (edges[middle]! <= v) low = middle + 1;
        else high = middle;
      }
      bin[row] = low + 1;
    }
    return bin;
  });
  return { rows, bins };
}

import { type Column, missing, numeric } from './column';

/** How a column becomes numbers: learnt from the rows of training alone, never from their outcome. */
export type NumberField = {
  kind: 'number';
  name: string;
  median: number;
  mean: number;
  /** A column of its own says where the value was missing. */
  flag: boolean;
  low: number;
  high: number;
  knots: number[];
};
export type CategoryField = {
  kind: 'category';
  name: string;
  /** Levels with a column of their own; the most frequent one is the reference and has none. */
  levels: string[];
  reference: string | null;
  /** Whether rare and unseen levels have a column. */
  other: boolean;
};
export type Field = NumberField | CategoryField;

/** What stands for a missing value among the levels of a category. */
export const nothing = '\u0000';

const quantile = (sorted: ArrayLike<number>, q: number) => sorted[Math.floor(q * (sorted.length - 1))]!;

function cuts(count: number, distinct: number[]) {
  if (count < 500) return [];
  if (distinct.length <= 10) return [];
  return count >= 2000 ? [0.1, 0.25, 0.5, 0.75, 0.9] : [0.25, 0.5, 0.75];
}

function numberField(column: Column): NumberField | null {
  const values = column.numbers.filter(Number.isFinite).sort();
  if (!values.length || values[0] === values.at(-1)) return null;
  const distinct: number[] = [];
  for (const v of values) if (v !== distinct.at(-1) && distinct.push(v) > 10) break;
  // few values: each may have its own effect
  const chosen =
    distinct.length <= 10
      ? column.numbers.length >= 500
        ? distinct.slice(1, -1)
        : []
      : cuts(column.numbers.length, distinct).map((q) => quantile(values, q));
  const many = values.length >= 1000 && distinct.length > 10;
  const [low, high] = many ? [quantile(values, 0.001), quantile(values, 0.999)] : [values[0]!, values.at(-1)!];
  return {
    kind: 'number',
    name: column.name,
    median: quantile(values, 0.5),
    mean: values.reduce((sum, v) => sum + v, 0) / values.length,
    flag: 1 - values.length / column.numbers.length > 0.01,
    low,
    high,
    knots: [...new Set(chosen)].filter((k) => k > low && k < high),
  };
}

/** The level a row belongs to; numbers in a column of text are levels by their text. */
export function levelsOf(column: Column): { index: Int32Array; names: string[] } {
  const names = [...column.levels, nothing];
  const seen = new Map<number, number>();
  const index = Int32Array.from(column.codes, (code, row) => {
    if (code === missing) return column.levels.length;
    if (code !== numeric) return code;
    const value = column.numbers[row]!;
    const known = seen.get(value) ?? names.push(String(value)) - 1;
    seen.set(value, known);
    return known;
  });
  return { index, names };
}

function categoryField(column: Column): CategoryField | null {
  const { index, names } = levelsOf(column);
  const counts = new Map<number, number>();
  for (const i of index) counts.set(i, (counts.get(i) ?? 0) + 1);
  if (counts.size < 2) return null;
  const count = index.length;
  const least = count < 2000 ? Math.max(4, count * 0.01) : Math.max(20, Math.min(30, count * 0.01));
  const known = [...counts].filter(([i]) => i >= 0 && names[i] !== undefined);
  const kept = known.filter(([, n]) => n >= least);
  const byCount = kept.sort(([a, n], [b, m]) => m - n || (names[a]! < names[b]! ? -1 : 1)).map(([i]) => names[i]!);
  const rest = count - kept.reduce((sum, [, n]) => sum + n, 0);
  if (!byCount.length) return null;
  const [reference, ...levels] = byCount;
  if (!levels.length && rest === 0) return null;
  return { kind: 'category', name: column.name, levels, reference: reference!, other: rest > 0 };
}

/** A column with text in more than one of twenty values is a category. */
export function planColumn(column: Column): Field | null {
  let [numbers, texts] = [0, 0];
  for (const code of column.codes) {
    if (code === numeric) numbers += 1;
    else if (code !== missing) texts += 1;
  }
  return texts <= numbers * 0.05 && numbers > 0 ? numberField(column) : categoryField(column);
}

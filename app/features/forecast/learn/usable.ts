import { type Column, numeric, textAt } from './column';
import { rocAuc } from './metrics';
import { levelsOf } from './plan';

/** Why a column is not learnt from. */
export type Unusable = 'constant' | 'identifier' | 'group' | 'text' | 'date' | 'answer';

const identifierName =
  /(^|[\s_.-])(id|ids|uuid|guid|key|no|nr|num|number|index|row)$|[a-z](Id|ID|No|Key|Number|Index)$|(编号|编码|号码|序号|单号|代码|流水号)$/;
const dateText = /^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{8})([ T]\d{1,2}:\d{2}.*)?$/;

type Shape = { present: number; distinct: number; texts: number; whole: boolean; width: boolean; span: number };

function shapeOf(column: Column): Shape {
  const seen = new Set<number>();
  const digits = new Set<number>();
  let [texts, numbers, whole, low, high] = [0, 0, true, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const levels = new Set<number>();
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row]!;
    if (code === numeric) {
      const v = column.numbers[row]!;
      numbers += 1;
      seen.add(v);
      if (!Number.isInteger(v)) whole = false;
      else digits.add(String(Math.abs(v)).length);
      if (v < low) low = v;
      if (v > high) high = v;
    } else if (code >= -3 && code !== -1) {
      texts += 1;
      levels.add(code);
    }
  }
  const width = whole && digits.size === 1 && [...digits][0]! >= 6;
  return { present: numbers + texts, distinct: seen.size + levels.size, texts, whole, width, span: high - low };
}

/** Most of its texts are written as days. */
export function isDate(column: Column): boolean {
  if (column.levels.length === 0) {
    const values = column.numbers.filter(Number.isFinite);
    const day = (v: number) => Number.isInteger(v) && v >= 19000101 && v <= 21001231 && v % 100 >= 1 && v % 100 <= 31;
    return (
      values.length > 0 &&
      values.every((v) => day(v) && Math.floor(v / 100) % 100 >= 1 && Math.floor(v / 100) % 100 <= 12)
    );
  }
  return column.levels.filter((level) => dateText.test(level)).length > column.levels.length * 0.9;
}

/** Milliseconds of each row's day; NaN where there is none. */
export function timesOf(column: Column): Float64Array {
  return Float64Array.from(column.codes, (_, row) => {
    const text = textAt(column, row);
    if (text === null) return Number.NaN;
    if (/^\d{8}$/.test(text)) return Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
    if (column.codes[row] === numeric) return column.numbers[row]!;
    const parts = /^(\d{4})\D(\d{1,2})\D(\d{1,2})/.exec(text);
    if (!parts) return Date.parse(text);
    const rest = /(\d{1,2}):(\d{2})/.exec(text);
    return Date.UTC(+parts[1]!, +parts[2]! - 1, +parts[3]!, +(rest?.[1] ?? 0), +(rest?.[2] ?? 0));
  });
}

/** What makes a column unfit, judged without the outcome; null when it may be learnt from. */
export function unusable(column: Column): Unusable | null {
  const { present, distinct, texts, whole, width, span } = shapeOf(column);
  const rows = column.codes.length;
  if (distinct < 2 && (distinct === 0 || present === rows)) return 'constant';
  if (isDate(column)) return 'date';
  const named = identifierName.test(column.name.trim());
  const alone = distinct / present;
  if (texts > present / 2) {
    if (present > 20 && alone > 0.95)
      return named || !column.levels.some((l) => l.includes(' ')) ? 'identifier' : 'text';
    if (named && alone >= 0.2) return 'group';
    return alone > 0.5 && present > 50 ? 'text' : null;
  }
  if (texts > 0 || !whole || present < 30) return null;
  if (alone > 0.99) return named || width || span < 3 * present ? 'identifier' : null;
  return named && alone >= 0.2 ? 'group' : null;
}

/** How well one column alone foretells the outcome: rates of its levels or of 32 ranges, learnt on one half of the rows. */
export function aloneAuc(column: Column, label: Float64Array): number {
  const { index, names } = levelsOf(column);
  const values = column.numbers.filter(Number.isFinite).sort();
  const edges = Array.from({ length: 31 }, (_, i) => values[Math.floor(((i + 1) * values.length) / 32)]!);
  const many = new Set(values.subarray(0, 2000)).size > 32;
  const bin = (row: number) => {
    if (!many || column.codes[row] !== numeric) return index[row]! < 0 ? names.length : index[row]!;
    const v = column.numbers[row]!;
    return names.length + 1 + edges.filter((edge) => edge <= v).length;
  };
  const bins = Int32Array.from(column.codes, (_, row) => bin(row));
  const size = names.length + 40;
  const halves = [0, 1].map((half) => {
    const [won, all] = [new Float64Array(size), new Float64Array(size)];
    for (let row = half; row < bins.length; row += 2) {
      won[bins[row]!] = won[bins[row]!]! + label[row]!;
      all[bins[row]!] = all[bins[row]!]! + 1;
    }
    const rows = Array.from({ length: Math.floor((bins.length - (1 - half) + 1) / 2) }, (_, i) => 1 - half + 2 * i);
    const kept = rows.filter((row) => row < bins.length);
    const base =
      won.reduce((a, b) => a + b, 0) /
      Math.max(
        1,
        all.reduce((a, b) => a + b, 0),
      );
    const rate = kept.map((row) => (won[bins[row]!]! + 2 * base) / (all[bins[row]!]! + 2));
    return rocAuc(
      kept.map((row) => label[row]!),
      rate,
    );
  });
  return (halves[0]! + halves[1]!) / 2;
}

import { type Column, missing, numeric } from './column';

const mix = (a: number, b: number) => {
  let h = Math.imul(a ^ b, 0x9e3779b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
};

function hashText(text: string, seed: number) {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = mix(h, text.charCodeAt(i) + 1);
  return h;
}

const bits = new DataView(new ArrayBuffer(8));
function hashNumber(value: number, seed: number) {
  bits.setFloat64(0, value);
  return mix(mix(seed, bits.getUint32(0)), bits.getUint32(4));
}

/** A number below 2^53 per row that depends on the cells alone, not on the order of rows or columns. */
export function rowHashes(columns: Column[], rows: number): Float64Array {
  const [high, low] = [new Uint32Array(rows), new Uint32Array(rows)];
  for (const column of columns) {
    const name = hashText(column.name, 17);
    const texts = column.levels.map((level) => hashText(level, name));
    for (let row = 0; row < rows; row++) {
      const code = column.codes[row]!;
      const cell =
        code === missing ? name : code === numeric ? hashNumber(column.numbers[row]!, name) : (texts[code] ?? name + 1);
      high[row] = high[row]! + mix(cell, 0x27d4eb2f);
      low[row] = low[row]! + mix(cell, 0x165667b1);
    }
  }
  return Float64Array.from(high, (h, row) => mix(h, 1) * 0x200000 + (mix(low[row]!, 2) >>> 11));
}

/**
 * An order of the rows that has nothing to do with how they came, and which of them are alike in every column
 * (`groups`, in the new order). Rows that are alike and differ in their label stand in the label's order.
 */
export function settle(columns: Column[], label: ArrayLike<number>, rows: number) {
  const hash = rowHashes(columns, rows);
  const order = Int32Array.from({ length: rows }, (_, i) => i).sort(
    (a, b) => hash[a]! - hash[b]! || label[a]! - label[b]!,
  );
  const groups = new Int32Array(rows);
  let twins = 0;
  for (let k = 1; k < rows; k++) {
    const same = hash[order[k]!] === hash[order[k - 1]!];
    groups[k] = same ? groups[k - 1]! : k;
    if (same) twins += 1;
  }
  return { order, groups, twins };
}

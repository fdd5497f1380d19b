/** What a cell of a column holds when it is no level of text. */
export const missing = -1;
export const numeric = -2;
/** Text beyond the levels a column remembers. */
export const beyond = -3;

/** A column as it was read: numbers where the cell is one, else the index of its text among `levels`. */
export type Column = { name: string; numbers: Float64Array; codes: Int32Array; levels: string[] };

const noValue = /^(n\/?a|#n\/a|nan|null|nil|\?|-|--|\\n)?$/i;
const plain = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const commaDecimal = /^[-+]?\d+,\d+$/;

/** A number written plainly, with thousands separators, a currency sign or a percent sign; NaN for anything else. */
export function numberOf(text: string, decimalComma = false): number {
  if (plain.test(text)) return Number(text);
  const last = text.charCodeAt(text.length - 1);
  if (!(last >= 48 && last <= 57) && last !== 37 && last !== 46) return Number.NaN;
  const bare = text.replace(/^([-+]?)[¥$€￥]\s?/, '$1').replace(/\s?%$/, '');
  if (plain.test(bare)) return Number(bare);
  if (decimalComma && commaDecimal.test(bare)) return Number(bare.replace(',', '.'));
  return grouped.test(bare) ? Number(bare.replaceAll(',', '')) : Number.NaN;
}

export const isMissing = (text: string) => noValue.test(text);

const mostLevels = 50_000;

/** Collects a column cell by cell. */
export class ColumnBuilder {
  #numbers = new Float64Array(1024);
  #codes = new Int32Array(1024);
  #known = new Map<string, number>();
  #length = 0;

  constructor(
    readonly name: string,
    private readonly decimalComma = false,
  ) {}

  push(cell: string | undefined) {
    const text = (cell ?? '').trim();
    const number = isMissing(text) ? Number.NaN : numberOf(text, this.decimalComma);
    if (Number.isFinite(number)) return this.#put(numeric, number);
    if (isMissing(text)) return this.#put(missing, Number.NaN);
    let code = this.#known.get(text);
    if (code === undefined) {
      code = this.#known.size < mostLevels ? this.#known.size : beyond;
      // a slice of the file's text would keep all of it in memory
      if (code >= 0) this.#known.set([...text].join(''), code);
    }
    this.#put(code, Number.NaN);
  }

  #put(code: number, number: number) {
    if (this.#length === this.#codes.length) {
      const [numbers, codes] = [new Float64Array(this.#length * 2), new Int32Array(this.#length * 2)];
      numbers.set(this.#numbers);
      codes.set(this.#codes);
      [this.#numbers, this.#codes] = [numbers, codes];
    }
    this.#numbers[this.#length] = number;
    this.#codes[this.#length++] = code;
  }

  done(): Column {
    return {
      name: this.name,
      numbers: this.#numbers.slice(0, this.#length),
      codes: this.#codes.slice(0, this.#length),
      levels: [...this.#known.keys()],
    };
  }
}

export function columnOf(name: string, cells: readonly (string | number | null)[]): Column {
  const builder = new ColumnBuilder(name);
  for (const cell of cells) builder.push(cell === null ? '' : String(cell));
  return builder.done();
}

/** The column with only these rows, in this order. */
export const pick = (column: Column, rows: Int32Array): Column => ({
  ...column,
  numbers: Float64Array.from(rows, (row) => column.numbers[row]!),
  codes: Int32Array.from(rows, (row) => column.codes[row]!),
});

/** The text of a cell; null where there is none. */
export function textAt(column: Column, row: number): string | null {
  const code = column.codes[row]!;
  if (code === missing) return null;
  if (code === numeric) return String(column.numbers[row]);
  return column.levels[code] ?? '…';
}

/** One record of a CSV file as text, with the number of its first line (from 1). */
export type RawRecord = { line: number; text: string; problem?: 'quote' | 'long' };

const mostQuotedLines = 500;
const mostLetters = 4 * 1024 * 1024;

/**
 * Cuts text into records at line ends of any kind, minding quotes. A quote that does not close within 500 lines or
 * 4 MB spoils its own line only: that line is handed out with its problem and reading goes on behind it.
 */
export class RecordSplitter {
  #rest = '';
  #line = 1;

  constructor(private readonly delimiter: string) {}

  /** Records complete so far. `last` says that nothing follows. */
  *push(text: string, last = false): Generator<RawRecord> {
    const buffer = this.#rest + text;
    const lineEnd = lineEnds(buffer, last);
    let at = 0;
    for (;;) {
      const end = lineEnd(at);
      if (!end) break;
      const plain = buffer.slice(at, end.at);
      if (!plain.includes('"')) {
        if (plain.trim()) yield this.#record(plain, plain.length > mostLetters ? 'long' : undefined);
        this.#line += 1;
        at = end.next;
        continue;
      }
      const closed = this.#closing(buffer, at, last);
      if (closed === 'more') break;
      const stop = closed ?? end;
      const record = buffer.slice(at, stop.at);
      yield this.#record(record, closed ? (record.length > mostLetters ? 'long' : undefined) : 'quote');
      this.#line += closed ? closed.lines : 1;
      at = stop.next;
    }
    this.#rest = buffer.slice(at);
    if (last && this.#rest.trim()) {
      yield this.#record(this.#rest);
      this.#rest = '';
    } else if (this.#rest.length > 4 * mostLetters) {
      yield this.#record(this.#rest, 'long');
      this.#rest = '';
    }
  }

  #record(text: string, problem?: RawRecord['problem']): RawRecord {
    return problem ? { line: this.#line, text, problem } : { line: this.#line, text };
  }

  /** Where the record that starts at `from` ends; null when a quote never closes, `more` when that is not known yet. */
  #closing(buffer: string, from: number, last: boolean) {
    let lines = 1;
    const ends = (next: string | undefined) =>
      next === undefined || next === this.delimiter || next === '\n' || next === '\r';
    let quoted = false;
    let cellStart = true;
    for (let i = from; i < buffer.length; i++) {
      const letter = buffer[i]!;
      if (quoted) {
        if (letter === '"') {
          if (buffer[i + 1] === '"') i += 1;
          else if (i + 1 === buffer.length && !last) return 'more' as const;
          else if (lines > 1 && !ends(buffer[i + 1]))
            return null; // it opened another cell, the first never closed
          else quoted = false;
        } else if (letter === '\n' || (letter === '\r' && buffer[i + 1] !== '\n')) {
          lines += 1;
          if (lines > mostQuotedLines || i - from > mostLetters) return null;
        }
      } else if (letter === '"' && cellStart) quoted = true;
      else if (letter === '\n' || letter === '\r') {
        if (letter === '\r' && i + 1 === buffer.length && !last) return 'more' as const;
        return { at: i, next: letter === '\r' && buffer[i + 1] === '\n' ? i + 2 : i + 1, lines };
      }
      cellStart = !quoted && letter === this.delimiter;
    }
    if (!last) return 'more' as const;
    return quoted ? null : { at: buffer.length, next: buffer.length, lines };
  }
}

/** Finds line ends one after the other; what it has looked through once it does not look through again. */
function lineEnds(buffer: string, last: boolean) {
  let feed = -2;
  let carriage = -2;
  const find = (letter: string, known: number, from: number) =>
    known === -1 || known >= from ? known : buffer.indexOf(letter, from);
  return (from: number) => {
    feed = find('\n', feed, from);
    carriage = find('\r', carriage, from);
    if (carriage >= 0 && (feed < 0 || carriage < feed)) {
      if (carriage + 1 === buffer.length && !last) return undefined; // a line feed may follow
      return { at: carriage, next: buffer[carriage + 1] === '\n' ? carriage + 2 : carriage + 1 };
    }
    if (feed >= 0) return { at: feed, next: feed + 1 };
    return last && from < buffer.length ? { at: buffer.length, next: buffer.length } : undefined;
  };
}

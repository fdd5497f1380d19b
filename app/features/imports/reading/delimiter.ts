import { delimiters } from '../rules';
import { RecordSplitter } from './splitter';

/** Columns of a line, quotes minded. */
function width(text: string, delimiter: string) {
  let columns = 1;
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === delimiter) columns += 1;
  }
  return columns;
}

/** The delimiter that cuts the first lines into the most columns, evenly; a comma where nothing does. */
export function detectDelimiter(sample: string): string {
  let best = { delimiter: ',' as string, score: 0 };
  for (const delimiter of Object.values(delimiters)) {
    const widths: number[] = [];
    for (const { text } of new RecordSplitter(delimiter).push(sample)) {
      if (widths.push(width(text, delimiter)) === 20) break;
    }
    const head = widths[0] ?? width(sample, delimiter);
    const even = widths.length ? widths.filter((w) => w === head).length / widths.length : 1;
    const score = head > 1 ? even * 100 + Math.min(head, 50) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

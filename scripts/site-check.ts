// npm run site-check -- --in sites.csv --out results.csv
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { detectDelimiter } from '~/features/imports/reading/delimiter';
import { EncodingDetector } from '~/features/imports/reading/encoding.server';
import { checkSheet, optional, required, results } from './site-check/sheet';

const usage = `npm run site-check -- --in sites.csv --out results.csv
  columns in: ${required.join(', ')}
  optional:   ${optional.join(', ')}
  added:      ${results.join(', ')}
Ends with 0 when the results were written (a row that could not be computed says why in its column "error"),
with 1 when they were not, with 2 when the command was not understood.`;

function options() {
  try {
    return parseArgs({ options: { in: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } } })
      .values;
  } catch {
    return {}; // an option nobody knows: the usage is the answer
  }
}

const { in: input, out: output, help } = options();
if (help) {
  console.log(usage);
  process.exit(0);
}
if (!input || !output) {
  console.error(usage);
  process.exit(2);
}
try {
  const bytes = readFileSync(input);
  const detector = new EncodingDetector();
  detector.push(bytes);
  const text = new TextDecoder(detector.end()).decode(bytes);
  const done = checkSheet(text, detectDelimiter(text.slice(0, 10_000)));
  writeFileSync(output, done.text);
  console.log(`${done.rows} sites checked, results in ${output}`);
  if (done.failed > 0) console.error(`${done.failed} of them could not be computed: see the column "error"`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';

const file = process.env.SECURITY_TALLY;

/** One request of the test that runs, for the counts in docs/security.md (`npm run security`). */
export function tally() {
  const test = expect.getState().currentTestName;
  if (file && test) appendFileSync(file, `${test}\n`);
}

/** What docs/security.md adds up over all tests, and what it keeps the least of. */
export type Figure = 'canary' | 'decisions' | 'inputs';

export function count(figure: Figure, by: number) {
  if (file) appendFileSync(`${file}.figures`, `${figure} ${by}\n`);
}

/** A line of what was measured, as it is to stand in docs/security.md. */
export function note(line: string) {
  if (file) appendFileSync(`${file}.notes`, `${line}\n`);
}

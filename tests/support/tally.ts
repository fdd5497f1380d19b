import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';

const file = process.env.SECURITY_TALLY;

/** One request of the test that runs, for the counts in docs/security.md (`npm run security`). */
export function tally() {
  const test = expect.getState().currentTestName;
  if (file && test) appendFileSync(file, `${test}\n`);
}

// What the nightly job runs: learns the probability of winning from each company's closed deals, scores the open ones.
import { setPriority } from 'node:os';
import { pool } from '../app/core/db.server';
import { faultText } from '../app/core/fault';
import { learnAll } from '../app/features/forecast/learn-company.server';

setPriority(10);
let failed = false;
try {
  await learnAll(new Date(), (line) => console.log(line));
} catch (error) {
  failed = true;
  console.error(faultText(error));
}
await pool.end();
process.exit(failed ? 1 : 0);

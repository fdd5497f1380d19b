import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDatabase } from './demo';
import { startDatabase } from './embedded-database.mjs';
import { generate } from './generate/generate';
import { prepareDatabase } from './migrate';

const usage = 'npm run generate -- --accounts N --opportunities N --visits N [--tenants 6] [--password P]';

if (existsSync('.env')) process.loadEnvFile('.env');
const { values } = parseArgs({
  options: {
    accounts: { type: 'string' },
    opportunities: { type: 'string' },
    visits: { type: 'string' },
    tenants: { type: 'string', default: '6' },
    password: { type: 'string' },
  },
});
const count = (text: string | undefined) => {
  const number = Number(text?.replaceAll('_', ''));
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(usage);
  return number;
};
const sizes = {
  accounts: count(values.accounts),
  opportunities: count(values.opportunities),
  visits: count(values.visits),
  tenants: count(values.tenants),
  password: values.password,
};
const log = (message: string) => console.log(message);
const dataDir = path.resolve(process.env.DATA_DIR ?? 'data');
const given = process.env.DATABASE_URL;
const server = given ? undefined : await startDatabase({ dir: path.join(dataDir, 'postgres'), log });
try {
  if (server) await ensureDatabase(server.url(), 'jiketong');
  const ownerUrl = given ?? server!.url('jiketong');
  await prepareDatabase(ownerUrl, dataDir, {
    appUrl: process.env.APP_DATABASE_URL,
    jobsUrl: process.env.JOBS_DATABASE_URL,
    log,
  });
  const { rows, seconds } = await generate(ownerUrl, sizes, log);
  log(
    `${rows.toLocaleString('en')} rows in ${seconds.toFixed(0)} s, ${Math.round(rows / seconds).toLocaleString('en')} rows/s with indexes and statistics`,
  );
  if (sizes.password)
    log('sign-ins: gen.manager@bench.test, gen.lead@bench.test, gen.director@bench.test, gen.hq@bench.test');
} finally {
  await server?.stop();
}

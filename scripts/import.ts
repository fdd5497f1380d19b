// npm run import -- --preset maven DIR [--tenant-name NAME] [--password PASSWORD]
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDatabase } from './demo';
import { startDatabase } from './embedded-database.mjs';
import { prepareDatabase } from './migrate';

const usage = 'npm run import -- --preset maven DIR [--tenant-name NAME] [--password PASSWORD]';

if (existsSync('.env')) process.loadEnvFile('.env');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: 'string' },
    'tenant-name': { type: 'string', default: 'Maven' },
    password: { type: 'string' },
  },
});
const [dir] = positionals;
if (values.preset !== 'maven' || !dir) {
  console.error(usage);
  process.exit(2);
}
const password = values.password ?? (process.env.DEMO === '1' ? 'jiketong-demo' : undefined);
if (!password || password.length < 10) {
  console.error(`Name a password of ten characters or more for the sign-ins: ${usage}`);
  process.exit(2);
}

const dataDir = path.resolve(process.env.DATA_DIR ?? 'data');
const log = (message: string) => console.log(message);
const server = process.env.DATABASE_URL ? undefined : await startDatabase({ dir: path.join(dataDir, 'postgres'), log });
let failed = false;
try {
  if (server) await ensureDatabase(server.url(), 'jiketong');
  const ownerUrl = server?.url('jiketong') ?? process.env.DATABASE_URL!;
  const urls = await prepareDatabase(ownerUrl, dataDir, {
    appUrl: process.env.APP_DATABASE_URL,
    jobsUrl: process.env.JOBS_DATABASE_URL,
    log,
  });
  process.env.APP_DATABASE_URL = urls.appUrl;
  process.env.DATA_DIR = dataDir;
  // only now: the application reads its settings when it is first imported
  const { importMaven } = await import('./import/maven');
  const report = await importMaven({ ownerUrl, dir: path.resolve(dir), tenantName: values['tenant-name'], password });
  for (const line of report.lines) console.log(line);
} catch (error) {
  failed = true;
  console.error(error instanceof Error ? error.message : error);
} finally {
  const { closeDatabase } = await import('./import/close');
  await closeDatabase();
  await server?.stop();
}
process.exit(failed ? 1 : 0);

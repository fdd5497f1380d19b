import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/global-database';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.stop());

test.each(['plain', 'begin', 'pipelined'])('20 cuts of every connection under load: %s', async (shape) => {
  const args = ['--import', 'tsx', 'tests/support/driver-load.ts', database.appUrl, shape, '20'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
  const seen = JSON.parse(stdout);
  expect(seen).toMatchObject({ uncaught: [], unhandled: [], mixed: 0, hung: 0, serving: true });
  expect(seen.refused).toBeGreaterThan(20);
  expect(seen.done).toBeGreaterThan(50);
});

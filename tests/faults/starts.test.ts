import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gone } from '../../scripts/pid-file.mjs';
import { ensureBuilt, ensurePrograms } from '../../scripts/ready.mjs';
import { testDatabase } from '../support/global-database';
import { freePort } from '../support/global-server';

let database: Awaited<ReturnType<typeof testDatabase>>;
const started: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  await ensureBuilt();
  await ensurePrograms();
  database = await testDatabase();
}, 300_000);
afterAll(async () => {
  await Promise.all(started.map((one) => one.stop()));
  await database?.stop();
}, 60_000);

/** `npm start` with the test's own database. */
function start(port: number, dataDir = database.dataDir) {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, DATA_DIR: dataDir, PORT: String(port) };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, HOST: '127.0.0.1', ORIGIN: '', SEED_DEMO: '0', LOG_LEVEL: 'error' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const over = new Promise<number | null>((done) => child.once('exit', done));
  const one = {
    port,
    over,
    said: () => said,
    isUp: () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    async stop() {
      child.kill('SIGTERM');
      if (child.pid && !(await gone(child.pid, 30_000))) child.kill('SIGKILL');
    },
  };
  started.push(one);
  return one;
}

test('of two starts at once with the same data one serves, the other says why it does not', async () => {
  const both = [start(await freePort()), start(await freePort())];
  const lost = await Promise.race(both.map((one) => one.over.then(() => one)));
  const won = both.find((one) => one !== lost)!;
  expect(await lost.over).toBe(1);
  expect(lost.said()).toMatch(
    /^\s*Already running with this data \(pid \d+, .+\)\. Stop it first, or set DATA_DIR and PORT/m,
  );
  expect(lost.said()).not.toContain('at file:');
  await expect.poll(won.isUp, { timeout: 120_000 }).toBe(true);
  expect(await lost.isUp()).toBe(false);
  const lock = path.join(database.dataDir, 'app.lock');
  const held = readFileSync(lock, 'utf8');
  const late = start(await freePort());
  expect(await late.over).toBe(1);
  expect(late.said()).toContain('Already running with this data');
  expect([await won.isUp(), readFileSync(lock, 'utf8')]).toEqual([true, held]);
  await won.stop();
  expect([await won.over, existsSync(lock)]).toEqual([0, false]);
}, 300_000);

test('a port that is taken is named, and nothing is begun', async () => {
  const other = net.createServer((socket) => socket.end('still here'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as net.AddressInfo;
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-taken-'));
  try {
    const one = start(port, dataDir);
    expect(await one.over).toBe(1);
    expect(one.said()).toContain(
      `Port ${port} is taken by another program: stop that one, or start with PORT=${port + 1} npm start`,
    );
    expect(one.said()).not.toContain('at file:');
    for (const begun of ['app.lock', 'app.pid', 'postgres'])
      expect(existsSync(path.join(dataDir, begun)), begun).toBe(false);
    const heard = await new Promise<string>((done) =>
      net.connect(port, '127.0.0.1').once('data', (text) => done(`${text}`)),
    );
    expect(heard).toBe('still here');
  } finally {
    other.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 60_000);

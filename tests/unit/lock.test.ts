import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claim, identify } from '../../scripts/pid-file.mjs';

let dir: string;
let lock: string;
let others: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-lock-'));
  lock = path.join(dir, 'app.lock');
});
afterEach(() => {
  for (const other of others) other.kill();
  others = [];
  rmSync(dir, { recursive: true, force: true });
});

/** Claims in another process, which holds on to what it got. */
const elsewhere = () =>
  new Promise<string>((done) => {
    const script = `import { claim } from './scripts/pid-file.mjs';
      console.log(claim(process.argv[1]) ?? 'mine'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, lock]);
    others.push(child);
    child.stdout.once('data', (text) => done(`${text}`.trim()));
  });

it('is held by one process, which is named to the others', () => {
  expect(claim(lock)).toBeUndefined();
  expect(readFileSync(lock, 'utf8')).toBe(`${identify(process.pid)}\n`);
  expect(claim(lock)).toBe(process.pid);
});

it.each([
  ['nobody', ''],
  ['one who is gone', '999999 1\n'],
])(
  'left by %s is taken by one of many',
  async (_, left) => {
    if (left) writeFileSync(lock, left);
    const got = await Promise.all(Array.from({ length: 6 }, elsewhere));
    expect(got.filter((one) => one === 'mine')).toHaveLength(1);
  },
  60_000,
);

it('is not taken from who is just writing their name', () => {
  writeFileSync(lock, '');
  const begun = Date.now();
  expect(claim(lock)).toBeUndefined(); // it was never written: abandoned
  expect(Date.now() - begun).toBeGreaterThan(1500);
}, 60_000);

import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup } from '../../scripts/backup';
import { ensureDemo } from '../../scripts/demo';
import { restore } from '../../scripts/restore';
import { testDatabase } from '../support/global-database';

let full: Awaited<ReturnType<typeof testDatabase>>;
let empty: typeof full;
beforeAll(async () => {
  [full, empty] = await Promise.all([testDatabase(), testDatabase()]);
  await ensureDemo(full.ownerUrl, true, () => {});
});
afterAll(() => Promise.all([full?.stop(), empty?.stop()]));

const place = ({ ownerUrl, dataDir }: typeof full) => ({ ownerUrl, dataDir, filesDir: path.join(dataDir, 'files') });

test('a backup restores to the same rows and files, and only a whole one into an empty installation', async () => {
  mkdirSync(path.join(full.dataDir, 'files/ab'), { recursive: true });
  writeFileSync(path.join(full.dataDir, 'files/ab/合同.pdf'), 'content');
  const first = path.join(full.dataDir, 'first');
  const before = await backup(place(full), first);
  expect(before.tables.find((table) => table.name === 'public.accounts')?.rows).toBeGreaterThan(100);

  const damaged = path.join(full.dataDir, 'damaged');
  execFileSync('cp', ['-r', first, damaged]);
  appendFileSync(path.join(damaged, 'rows/public.accounts.gz'), 'x');
  await expect(restore(place(empty), damaged)).rejects.toThrow('damaged (rows/public.accounts.gz)');

  await restore(place(empty), first);
  const after = await backup(place(empty), path.join(empty.dataDir, 'second'));
  const facts = ({ tables, sequences, files, migrations }: typeof before) => ({
    tables: tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 })),
    sequences,
    files,
    migrations,
  });
  expect(facts(after)).toEqual(facts(before));
  expect(readFileSync(path.join(empty.dataDir, 'files/ab/合同.pdf'), 'utf8')).toBe('content');

  await expect(restore(place(empty), first)).rejects.toThrow('holds data already');
});

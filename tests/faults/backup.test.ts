import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup } from '../../scripts/backup';
import { makeKey, readKey } from '../../scripts/backup/parts';
import { ensureDemo } from '../../scripts/demo';
import { restore } from '../../scripts/restore';
import { restoreCompany } from '../../scripts/restore/company';
import { testDatabase } from '../support/global-database';

let full: Awaited<ReturnType<typeof testDatabase>>;
let empty: typeof full;
let other: typeof full;
beforeAll(async () => {
  [full, empty, other] = await Promise.all([testDatabase(), testDatabase(), testDatabase()]);
  await ensureDemo(full.ownerUrl, true, () => {});
});
afterAll(() => Promise.all([full?.stop(), empty?.stop(), other?.stop()]));

const place = ({ ownerUrl, dataDir }: typeof full) => ({ ownerUrl, dataDir, filesDir: path.join(dataDir, 'files') });

const facts = ({ tables, sequences, files, migrations }: Awaited<ReturnType<typeof backup>>) => ({
  tables: tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 })),
  sequences,
  files,
  migrations,
});

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
  expect(facts(after)).toEqual(facts(before));
  expect(readFileSync(path.join(empty.dataDir, 'files/ab/合同.pdf'), 'utf8')).toBe('content');

  await expect(restore(place(empty), first)).rejects.toThrow('holds data already');
});

test('an encrypted backup tells nothing without its key, and restores to the same with it', async () => {
  const plain = await backup(place(full), path.join(full.dataDir, 'plain'));
  const keyFile = path.join(full.dataDir, 'backup.key');
  const recipient = await makeKey(keyFile);
  await expect(makeKey(keyFile), 'a key that is there is kept').rejects.toThrow('EEXIST');
  const folder = path.join(full.dataDir, 'sealed');
  await expect(backup(place(full), folder, 'age1nobody')).rejects.toThrow('"age1nobody" is no recipient');
  await backup(place(full), folder, recipient);
  const parts = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(parts.length).toBeGreaterThan(100);
  for (const { parentPath, name } of parts) {
    expect(name).toMatch(/\.age$/);
    expect(readFileSync(path.join(parentPath, name)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  }

  const otherFile = path.join(full.dataDir, 'other.key');
  await makeKey(otherFile);
  await expect(restore(place(other), folder)).rejects.toThrow('encrypted: name the file of its key with --key');
  await expect(restore(place(other), folder, await readKey(otherFile))).rejects.toThrow('The key does not open');
  await restore(place(other), folder, await readKey(keyFile));
  expect(facts(await backup(place(other), path.join(other.dataDir, 'again')))).toEqual(facts(plain));
  expect(readFileSync(path.join(other.dataDir, 'files/ab/合同.pdf'), 'utf8')).toBe('content');

  const { differences } = await restoreCompany(place(full), folder, {
    tenant: 'zj',
    identity: await readKey(keyFile),
  });
  expect(differences).toEqual([]);
});

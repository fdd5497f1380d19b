import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const names = ['app', 'jobs', 'backup'] as const;
export type Secrets = Record<(typeof names)[number], string>;

/** The random secrets of this installation, made at the first start and kept in the data directory. */
export function readSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  mkdirSync(dataDir, { recursive: true });
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new Error(`${file} cannot be read: ${String(error)}`);
  }
  const made = Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('base64url')]));
  const part = `${file}.${process.pid}`;
  writeFileSync(part, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(part, file); // fails when another start was quicker: then its secrets count
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(part, { force: true });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

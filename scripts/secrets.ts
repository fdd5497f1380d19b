import { createECDH, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const names = ['app', 'jobs', 'backup', 'links', 'signIn', 'vapidPublic', 'vapidPrivate'] as const;
export type Secrets = Record<(typeof names)[number], string>;

/** Who we are to push services: a key pair on P-256, as browsers want it. */
function vapidKeys() {
  const pair = createECDH('prime256v1');
  const vapidPublic = pair.generateKeys().toString('base64url');
  return { vapidPublic, vapidPrivate: pair.getPrivateKey().toString('base64url').padStart(43, 'A') };
}

const make = (): Secrets => ({
  ...(Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('base64url')])) as Secrets),
  ...vapidKeys(),
});

/** The random secrets of this installation, made at the first start and kept in the data directory. */
export function readSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  mkdirSync(dataDir, { recursive: true });
  const part = `${file}.${process.pid}`;
  const write = (secrets: Secrets) => writeFileSync(part, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    const known = read();
    if (names.every((name) => known[name])) return known as Secrets;
    // made by an earlier version: what it did not know is added
    write({ ...make(), ...known });
    renameSync(part, file);
    return read() as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new Error(`${file} cannot be read: ${String(error)}`);
  }
  write(make());
  try {
    linkSync(part, file); // fails when another start was quicker: then its secrets count
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(part, { force: true });
  }
  return read() as Secrets;
}

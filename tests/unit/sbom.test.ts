import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(path.join(os.tmpdir(), 'jiketong-sbom-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Locked = { version?: string; dev?: boolean };
type Component = { type: string; name: string; group?: string; version: string; purl: string; 'bom-ref': string };

it('the bill of materials names every package that runs, in its locked version, and none that does not', () => {
  const file = path.join(folder, 'sbom.cdx.json');
  const made = spawnSync(process.execPath, ['scripts/sbom.mjs', file], { encoding: 'utf8' });
  expect(made.stderr + made.stdout).toMatch(/\d+ components/);
  const bom = JSON.parse(readFileSync(file, 'utf8')) as {
    bomFormat: string;
    specVersion: string;
    components: Component[];
    dependencies: { dependsOn: string[] }[];
  };
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.stringMatching(/^1\.\d$/) });
  const listed = new Set(bom.components.map(({ purl }) => decodeURIComponent(purl.split('?')[0]!)));
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const named = Object.entries(packages)
    .filter(([where]) => where !== '')
    .map(([where, locked]) => ({
      purl: `pkg:npm/${where.slice(where.lastIndexOf('node_modules/') + 13)}@${locked.version}`,
      ...locked,
    }));
  const running = named.filter(({ dev }) => !dev).map(({ purl }) => purl);
  expect([...listed].sort()).toEqual([...new Set(running)].sort());
  expect(running).toEqual(expect.arrayContaining([expect.stringContaining('pkg:npm/react@')]));
  const refs = new Set(bom.components.map((component) => component['bom-ref']));
  const ends = bom.dependencies.flatMap(({ dependsOn }) => dependsOn);
  expect(ends.filter((ref) => !refs.has(ref))).toEqual([]);
  // nothing lies beside without being asked for by something
  expect([...refs].filter((ref) => !ends.includes(ref))).toEqual([]);
});

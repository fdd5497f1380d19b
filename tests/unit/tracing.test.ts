import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const sources = ['app', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.(tsx?|mjs)$/.test(name))
    .map((name) => path.join(folder, name)),
);
const importing = (what: RegExp) =>
  sources.filter((file) =>
    new RegExp(`^import (?!type)[^;]*from '${what.source}'`, 'm').test(readFileSync(file, 'utf8')),
  );

it('nothing of tracing is loaded where nobody asked for it', () => {
  const loaded = importing(/@opentelemetry\/[^']*/).map((file) => path.basename(file));
  expect(loaded.sort()).toEqual(['requests.ts', 'spans.ts']);
  // the two are reached by import() alone, behind the setting
  expect(importing(/[./]*\/tracing\/(?:requests|spans)/)).toEqual([]);
  expect(importing(/\.\/(?:tracing\/)?(?:spans)/).map((file) => path.basename(file))).toEqual(['requests.ts']);
  expect(readFileSync('scripts/tracing/start.ts', 'utf8')).toMatch(/return undefined;\n.*await import\('\.\/spans'\)/);
});

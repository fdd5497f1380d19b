import { readFileSync } from 'node:fs';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { expect, it } from 'vitest';

const read = (name: string) => readFileSync(name, 'utf8');

it('shows on the dashboard only what the server measures', async () => {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const measured = [
    ...register.getMetricsAsArray().map(({ name }) => name),
    ...read('scripts/serve/metrics.ts').matchAll(/name: [`']([a-z_]+)/g),
  ].map((name) => (typeof name === 'string' ? name : name[1]!));
  const { panels } = JSON.parse(read('docs/deploy/grafana.json')) as { panels: { targets: { expr: string }[] }[] };
  const asked = panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => expr.match(/\b(?:http|database|nodejs|process)_[a-z0-9_]+/g) ?? []),
  );
  expect(asked.length).toBeGreaterThan(8);
  for (const name of asked) {
    const base = name.replace(/_(bucket|count|sum)$/, '');
    const is = (one: string) => one === base || (one.endsWith('_') && base.startsWith(one));
    expect(measured.some(is), name).toBe(true);
  }
  register.clear();
});

it('sets only what the server knows', () => {
  const known = new Set([...read('.env.example').matchAll(/^# ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name));
  const set = ['compose.yaml', 'Dockerfile', 'jiketong.service'].flatMap((name) => [
    ...read(`docs/deploy/${name}`).matchAll(/^ {6}([A-Z_]+):|(?<=[ =])([A-Z][A-Z_]+)=/gm),
  ]);
  const others = ['NODE_ENV', 'POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRES_INITDB_ARGS'];
  for (const [, one, other] of set) expect([...known, ...others], one ?? other).toContain(one ?? other);
});

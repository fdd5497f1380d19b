import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const resolve = { alias: { '~': here('./app'), '#drizzle': here('./drizzle') } };

type Options = NonNullable<TestProjectInlineConfiguration['test']>;
const project = (name: string, include: string[], options: Options = {}) => ({
  resolve,
  test: { name, include, environment: 'node', pool: 'forks' as const, ...options },
});
/** Against one running server: files one after the other, in one process. */
const served: Options = {
  globalSetup: ['./tests/support/global-server.ts'],
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  resolve,
  test: {
    // a failure in CI is read from its message alone
    chaiConfig: { truncateThreshold: 2_000 },
    projects: [
      project(
        'unit',
        ['app/**/*.test.{ts,tsx}', 'tests/architecture.test.ts', 'tests/unit/**/*.test.ts', 'scripts/**/*.test.ts'],
        // pure functions: a process for each file would cost more than its tests
        { isolate: false },
      ),
      project('features', ['tests/features/**/*.test.ts'], {
        globalSetup: ['./tests/support/global-database.ts'],
        testTimeout: 20_000,
        hookTimeout: 60_000,
      }),
      project('routes', ['tests/routes/**/*.test.ts'], served),
      project('faults', ['tests/faults/**/*.test.ts'], {
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
      project('e2e', ['tests/e2e/**/*.test.ts'], served),
    ],
  },
});

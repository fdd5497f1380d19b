// Runs the stages of `npm test` and `npm run check`, one after the other, and counts.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const bin = (name) => `node_modules/${name}`;
let current;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    process.exitCode = 130;
    stopped = true;
    current?.kill(signal);
  });
}
let stopped = false;

function run(args, env = {}) {
  return new Promise((done) => {
    current = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    current.on('exit', done);
  });
}

const once = async (args) => ((await run(args)) === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [''] });

/** Tells of known holes and counts nothing: one published tonight must not stop a repair tomorrow. `npm run audit` fails on them. */
async function audit() {
  await run(['--import', 'tsx', 'scripts/audit.ts']);
  return { passed: 0, failures: [] };
}

const named = (file, test, message) =>
  [path.relative(process.cwd(), file), test, message?.split('\n    at ')[0]].filter(Boolean).join('\n  ');

/** A file that cannot even be loaded, or an error outside any test, counts as one failure. */
function count(report, succeeded) {
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length) return failed.map((test) => named(file.name, test.fullName, test.failureMessages[0]));
    return file.status === 'failed' ? [named(file.name, undefined, file.message)] : [];
  });
  const failed = report.testResults.filter((file) => file.status === 'failed');
  if (!failures.length && !succeeded) failures.push('an error outside any test');
  return { passed: report.numPassedTests, failures, failed };
}

async function tests(project, extra, env) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-report-'));
  const file = path.join(dir, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [bin('vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests', ...reporters, ...extra];
  try {
    const succeeded = (await run(args, env)) === 0;
    return count(JSON.parse(readFileSync(file, 'utf8')), succeeded);
  } catch {
    return { passed: 0, failures: ['it ended before it could write its report'] };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const mostTriedAgain = 3;

/** Browser files that failed get one more try, alone; who needed it is said at the end, for it is a bug to be found. */
async function browserTests(extra, env) {
  const first = await tests('e2e', extra, env);
  const { failed = [] } = first;
  if (stopped || failed.length === 0 || failed.length > mostTriedAgain) return first;
  const files = failed.map((file) => file.name);
  console.log(`\n== e2e, once more: ${files.map((file) => path.relative(process.cwd(), file)).join(', ')}`);
  const again = await tests('e2e', files, env);
  const counted = failed.flatMap((file) => file.assertionResults.filter((test) => test.status === 'passed')).length;
  return {
    passed: first.passed - counted + again.passed,
    failures: again.failures,
    doubtful: again.failures.length ? [] : first.failures,
  };
}

const steps = {
  types: () => once([bin('typescript-native/bin/tsc'), '--noEmit']),
  lint: () => once([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  audit,
  e2e: browserTests,
};

/** Runs the named stages; anything but "types", "lint" and "audit" is a project of vitest.config.ts. */
export async function runStages(names, { extra = [], env = {} } = {}) {
  const total = { passed: 0, failures: [], doubtful: [] };
  for (const name of names) {
    if (stopped) break;
    console.log(`\n== ${name}`);
    const { passed, failures, doubtful = [] } = await (steps[name]?.(extra, env) ?? tests(name, extra, env));
    total.passed += passed;
    total.failures.push(...failures.map((failure) => `${name}: ${failure}`));
    total.doubtful.push(...doubtful.map((failure) => `${name}: ${failure}`));
    if (failures.length) console.log(`== ${name}: ${failures.length} failed`);
  }
  return total;
}

/** The failures once more at the end, where nobody has to scroll for them. */
export function report({ passed, failures, doubtful }) {
  for (const one of doubtful) console.log(`\n== passed at the second try only: ${one}`);
  for (const failure of failures) console.log(`\n== ${failure}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode ||= failures.length ? 1 : 0;
}

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
    current.on('exit', (code) => done(code === 0));
  });
}

const once = async (args) => ((await run(args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A file that cannot even be loaded, or an error outside any test, counts as one failure. */
function count(report, succeeded) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed || (succeeded ? 0 : 1) };
}

async function tests(project, extra, env) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-report-'));
  const file = path.join(dir, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [bin('vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests', ...reporters, ...extra];
  try {
    const succeeded = await run(args, env);
    return count(JSON.parse(readFileSync(file, 'utf8')), succeeded);
  } catch {
    return { passed: 0, failed: 1 }; // it ended before it could write its report
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const steps = {
  types: () => once([bin('typescript/bin/tsc'), '--noEmit']),
  lint: () => once([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
};

/** Runs the named stages; anything but "types" and "lint" is a project of vitest.config.ts. */
export async function runStages(names, { extra = [], env = {} } = {}) {
  const total = { passed: 0, failed: 0 };
  for (const name of names) {
    if (stopped) break;
    console.log(`\n== ${name}`);
    const { passed, failed } = await (steps[name]?.() ?? tests(name, extra, env));
    total.passed += passed;
    total.failed += failed;
    if (failed) console.log(`== ${name}: ${failed} failed`);
  }
  return total;
}

export function report({ passed, failed }) {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode ||= failed ? 1 : 0;
}

// `npm run security`: what a stranger and an attacker try, with counts, in docs/security.md.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensurePrograms } from './ready.mjs';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'docs' } } });

/** Tests by what they are about, as files of vitest's projects. */
const themes: { title: string; project: string; files: string[] }[] = [
  {
    title: 'Strangers, walking every route and every operation of the API',
    project: 'routes',
    files: ['strangers', 'strangers-live', 'api-strangers', 'tmforum', 'assistant'],
  },
  {
    title: 'Every field and verb of what is written through the API: odd texts, numbers and days, forged keys',
    project: 'routes',
    files: ['every-field', 'every-verb'],
  },
  { title: 'Attacks on the pages', project: 'routes', files: ['attacks', 'intrusions'] },
  {
    title: 'Sign-in, sessions and files on their way in',
    project: 'routes',
    files: ['sign-in', 'sending', 'file-parts'],
  },
  {
    title: 'The database’s own walls, and rights compared with them on generated organisations',
    project: 'features',
    files: ['walls', 'scope', 'quote-access'],
  },
  {
    title: 'Tokens, second factors, recovery, single sign-on, webhooks',
    project: 'features',
    files: ['tokens', 'second-factor', 'recovery', 'sso', 'webhooks'],
  },
  {
    title: 'Uploads, imports and exports: bombs, wrong kinds, formulas',
    project: 'features',
    files: ['visit-files', 'chapter-files', 'imports', 'quote-sheet', 'opportunities-list', 'visits-lists'],
  },
  {
    title: 'Workbooks: zip bombs, sizes that lie, links outside',
    project: 'unit',
    files: ['app/features/imports/reading/xlsx.test.ts'],
  },
];

/** What `docs/security.md` is to reach. Property tests run so often here; in `npm test` a few times. */
const runs = { SCOPE_RUNS: '300', INPUT_RUNS: '600' };
const wanted = [
  { figure: 'canary', title: 'answers searched for what is out of sight', least: 20_000, add: sum },
  { figure: 'decisions', title: 'decisions compared between rule and database', least: 10_000_000, add: sum },
  { figure: 'inputs', title: 'inputs tried on each parameter of the API', least: 600, add: most },
] as const;

function sum(values: number[]) {
  return values.reduce((all, one) => all + one, 0);
}
function most(values: number[]) {
  return Math.max(0, ...values);
}

type Case = { fullName: string; status: string; failureMessages: string[] };
type Run = { testResults: { name: string; assertionResults: Case[] }[] };

await ensureBuilt();
await ensurePrograms();
const folder = mkdtempSync(path.join(os.tmpdir(), 'jiketong-security-'));
const tallies = path.join(folder, 'requests');

function run(project: string, files: string[]): Case[] {
  const report = path.join(folder, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const named = files.map((name) => (name.includes('/') ? name : `tests/${project}/${name}.test.ts`));
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args, ...named], {
    stdio: 'inherit',
    env: { ...runs, ...process.env, SECURITY_TALLY: tallies },
  });
  return (JSON.parse(readFileSync(report, 'utf8')) as Run).testResults.flatMap((file) =>
    file.assertionResults.map((one) => ({ ...one, file: path.basename(file.name, '.test.ts') })),
  );
}

const cases = new Map<string, (Case & { file?: string })[]>();
for (const project of new Set(themes.map((theme) => theme.project))) {
  const files = themes.filter((theme) => theme.project === project).flatMap((theme) => theme.files);
  for (const one of run(project, files) as (Case & { file: string })[]) {
    const key = `${project}/${one.file}`;
    cases.set(key, [...(cases.get(key) ?? []), one]);
  }
}

const requests = new Map<string, number>();
if (existsSync(tallies)) {
  for (const name of readFileSync(tallies, 'utf8').trim().split('\n')) {
    const plain = name.replaceAll(' > ', ' ');
    requests.set(plain, (requests.get(plain) ?? 0) + 1);
  }
}
const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
const counted = linesOf(`${tallies}.figures`).map((line) => line.split(' '));
const timed = linesOf(`${tallies}.notes`);
rmSync(folder, { recursive: true });

const number = new Intl.NumberFormat('en');
let [tests, failed, sent] = [0, 0, 0];
const parts = themes.map(({ title, project, files }) => {
  const rows = files.flatMap((file) =>
    (cases.get(`${project}/${path.basename(file, '.test.ts')}`) ?? []).map(({ fullName, status, failureMessages }) => {
      const asked = requests.get(fullName) ?? 0;
      tests += 1;
      sent += asked;
      if (status === 'failed') failed += 1;
      const found =
        status === 'failed' ? `✗ ${failureMessages[0]?.split('\n')[0]}` : status === 'passed' ? 'none' : status;
      return `| ${path.basename(file, '.test.ts')} | ${fullName.replaceAll('|', '\\|')} | ${asked ? number.format(asked) : ''} | ${found} |`;
    }),
  );
  return `## ${title}\n\n| file | what is tried | requests | found |\n| --- | --- | ---: | --- |\n${rows.join('\n')}\n`;
});
const figures = wanted.map(({ figure, title, least, add }) => {
  const reached = add(counted.filter(([name]) => name === figure).map(([, value]) => Number(value)));
  return `| ${title} | ${number.format(least)} | ${number.format(reached)} | ${reached >= least ? 'yes' : 'no'} |`;
});
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const text = `# Security

${new Date().toISOString().slice(0, 10)}, commit ${commit}. Written by \`npm run security\` against the demo, the built server and a real
PostgreSQL. **${number.format(tests)} tests, ${number.format(sent)} requests to the server: ${failed} with a finding.**

A test of a walk tries many things: each route or operation with each role, each payload in each field. Requests are those
sent while it ran. "None" means that nothing of the other unit or tenant came back, nothing was written that may not be,
and no answer was a fault of the server's. No finding in N tries means: below 3/N of them.

| figure | asked for | reached | |
| --- | ---: | ---: | --- |
${figures.join('\n')}

How long an answer takes for a record out of sight and for one that is not there, the median of requests in turn:

| record | requests | out of sight | not there |
| --- | ---: | ---: | ---: |
${timed.join('\n')}

${parts.join('\n')}`;
writeFileSync(`${values.out}/security.md`, text);
console.log(`\nwritten: ${values.out}/security.md`);
process.exitCode = failed ? 1 : 0;

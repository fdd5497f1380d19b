import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import openapiTS, { astToString } from 'openapi-typescript';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { tokenOf } from '../support/program';

/** Below node_modules, so that what is generated finds its packages and no tool of ours looks at it. */
const folder = path.resolve('node_modules/.cache/api-client');
const tsc = path.resolve('node_modules/typescript-native/bin/tsc');

let sql: postgres.Sql;
let token: string;
let document: Record<string, unknown>;

/** What a stranger would write with the generated types: reads, makes, changes and removes. */
const program = `
import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

const [base, token] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: base + '/api/v1', headers: { Authorization: 'Bearer ' + token } });

const list = await client.GET('/accounts', { params: { query: { limit: 3, grade: 'A' } } });
const first: components['schemas']['AccountsListed'] | undefined = list.data?.data[0];

const made = await client.POST('/accounts', {
  params: { header: { 'Idempotency-Key': 'client-' + Date.now() } },
  body: { name: 'Typed client ' + Date.now(), kind: 'private', grade: 'B', monthlyRevenueFen: 4200 },
});
if (!made.data) throw new Error(JSON.stringify(made.error));
const id = made.data.id;
const read = await client.GET('/accounts/{id}', { params: { path: { id } } });
const etag = read.response.headers.get('ETag') ?? '';
const changed = await client.PATCH('/accounts/{id}', {
  params: { path: { id }, header: { 'If-Match': etag } },
  body: { grade: 'A' },
});
const stale = await client.PATCH('/accounts/{id}', {
  params: { path: { id }, header: { 'If-Match': etag } },
  body: { grade: 'C' },
});
const gone = await client.DELETE('/accounts/{id}', {
  params: { path: { id }, header: { 'If-Match': changed.response.headers.get('ETag') ?? '' } },
});
console.log(
  JSON.stringify({
    listed: list.data?.data.length,
    named: typeof first?.name,
    fen: read.data?.monthlyRevenueFen,
    grade: changed.data?.grade,
    reason: stale.error?.reason,
    gone: gone.response.status,
  }),
);
`;

const wrongPrograms = {
  'a field that is not there': `await client.POST('/accounts', { body: { name: 'x', kind: 'private', grade: 'B', colour: 'red' } });`,
  'a word that is not one of them': `await client.POST('/accounts', { body: { name: 'x', kind: 'private', grade: 'Z' } });`,
  'a change without its version': `await client.PATCH('/accounts/{id}', { params: { path: { id: 'x' } }, body: { grade: 'A' } });`,
};

const check = (file: string) =>
  spawnSync(
    process.execPath,
    [
      tsc,
      '--noEmit',
      '--ignoreConfig',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2022',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--types',
      'node',
      file,
    ],
    { cwd: folder, encoding: 'utf8' },
  );

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  token = await tokenOf(sql, 'manager@demo.test');
  document = (await (await fetch(new URL('/api/v1/openapi.json', inject('baseUrl')))).json()) as typeof document;
  mkdirSync(folder, { recursive: true });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await sql?.end();
});

describe('the OpenAPI document', () => {
  it('is one in the eyes of a public validator', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('is told in either language', async () => {
    const zh = await fetch(new URL('/api/v1/openapi.json', inject('baseUrl')), {
      headers: { 'Accept-Language': 'zh' },
    });
    expect(zh.headers.get('Content-Language')).toBe('zh-CN');
    expect(await zh.text()).toContain('客户列表');
  });

  it('makes a typed client that works with the server, and finds mistakes before it asks', async () => {
    writeFileSync(path.join(folder, 'schema.d.ts'), astToString(await openapiTS(structuredClone(document) as never)));
    writeFileSync(path.join(folder, 'client.ts'), program);
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    const checked = check('client.ts');
    expect(checked.stdout).toBe('');
    for (const [what, line] of Object.entries(wrongPrograms)) {
      const head = program.split('\n').slice(0, 7).join('\n');
      writeFileSync(path.join(folder, 'wrong.ts'), `${head}\n${line}\n`);
      expect(check('wrong.ts').stdout, what).toMatch(/wrong\.ts\(\d+,\d+\): error TS/);
    }
    const told = execFileSync(
      process.execPath,
      ['--import', 'tsx', path.join(folder, 'client.ts'), inject('baseUrl'), token],
      {
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(told)).toMatchObject({ named: 'string', fen: 4200, grade: 'A', reason: 'stale', gone: 204 });
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { freePort } from '../support/global-server';
import { eventually } from '../support/journey';
import { ownServer } from '../support/own-server';
import { Program, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';
import { builtRoutes } from './built-routes';

type Line = { id?: string; level: string; path?: string; status?: number; error?: string; tool?: string };

const marker = `Marker${randomBytes(12).toString('hex')}`;
const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-log-'));
const file = path.join(dir, 'server.log');
const said = () => readFileSync(file, 'utf8');
const lines = () =>
  said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
const lineOfFault = (id: string | null | undefined) => lines().find((line) => line.id === id && line.error);

let sql: postgres.Sql;
let server: ReturnType<typeof ownServer>;
beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  server = ownServer(await freePort(), { log: file, more: { LOG_LEVEL: 'debug' } });
  await server.start();
});
afterAll(async () => {
  await server?.stop();
  await sql?.end();
  rmSync(dir, { recursive: true, force: true });
});

/** While the table is away, whatever reads it fails. */
async function without(table: string, work: () => Promise<void>) {
  await sql.unsafe(`alter table ${table} rename to ${table}_away`);
  try {
    await work();
  } finally {
    await sql.unsafe(`alter table ${table}_away rename to ${table}`);
  }
}

/** While it stands, an account of the marker's name is refused as the database refuses what breaks a rule: with the row. */
async function refusing(work: () => Promise<void>) {
  await sql.unsafe(`create function app.refuse_marker() returns trigger language plpgsql as $$ begin
    if new.name like '${marker}%' then raise exception 'no place for "%"', new.name
      using errcode = '23514', detail = format('Failing row contains (%s).', new.name); end if;
    return new; end $$`);
  await sql.unsafe(
    'create trigger refuse_marker before insert on accounts for each row execute function app.refuse_marker()',
  );
  try {
    await work();
  } finally {
    await sql.unsafe('drop trigger refuse_marker on accounts');
    await sql.unsafe('drop function app.refuse_marker()');
  }
}

describe('the log', () => {
  it('tells of visits to addresses that are their own key, and not the key', async () => {
    const keyed = (await builtRoutes()).filter(
      ({ id, pattern }) =>
        /:(secret|token)\b/.test(pattern) || (!id.startsWith('routes/_app') && /:(code|file|number)\b/.test(pattern)),
    );
    expect(keyed.length).toBeGreaterThanOrEqual(9);
    const manager = await Visitor.signIn('manager@demo.test');
    for (const { pattern } of keyed) {
      const address = pattern.replace(':locale', 'en').replace(/:\w+/g, marker);
      const [, first = ''] = address.split('/');
      const more = [
        `${address}.data`,
        `${address}/`,
        `/${address}`,
        `${address}/more`,
        address.replace(first, first.toUpperCase()),
      ];
      for (const one of [address, ...more, `${address}?x=${marker}`])
        for (const who of [new Visitor(), manager]) await who.get(`${server.baseUrl}${one}`);
      await new Visitor().post(`${server.baseUrl}${address}`, { password: marker }, { Origin: server.baseUrl });
      await eventually(() =>
        lines().some((line) => line.path === `/${first}/…` || line.path?.startsWith(`/${first}/…/`)),
      ).toBe(true);
    }
    expect(said()).not.toContain(marker);
  });

  it('tells of what the database refused, under the number of the answer and without the row', () =>
    refusing(async () => {
      const program = new Program(await tokenOf(sql, 'manager@demo.test'), server.baseUrl);
      const { status, body } = await program.post('/accounts', {
        id: newId(),
        name: `${marker} 公司`,
        kind: 'private',
        grade: 'C',
      });
      expect(status, JSON.stringify(body)).toBe(500);
      await eventually(() => lineOfFault(String(body.requestId))?.path).toBe('/api/v1/accounts');
      const { error } = lineOfFault(String(body.requestId))!;
      expect(error).toMatch(/^PostgresError 23514 .*no place for "…"\n +at /);
      expect(said()).not.toContain(marker);
    }));
});

describe('a page that fails', () => {
  const page = '/satellite';

  it.each([
    ['zh-CN', '编号'],
    ['en', 'Number'],
  ])('names in %s the number of its line in the log', (lang, word) =>
    without('satellites', async () => {
      const manager = await Visitor.signIn('product@demo.test');
      const get = (at: string) =>
        fetch(`${server.baseUrl}${at}`, { headers: { Cookie: `${manager.cookie()}; lang=${lang}` } });
      const response = await get(page);
      expect(response.status).toBe(500);
      const text = (await response.text()).replaceAll('<!-- -->', '');
      const id = new RegExp(`>${word} ([\\w-]{36})<`).exec(text)?.[1];
      expect(id).toBe(response.headers.get('X-Request-Id'));
      await eventually(() => lineOfFault(id)?.path).toBe(page);
      expect(lineOfFault(id)?.error).toMatch(/^PostgresError 42P01 .*\n +at /);
      expect(lines().filter((line) => line.id === id && line.error)).toHaveLength(1);
      // a page opened from another one gets it with its data
      const moved = await get(`${page}.data`);
      const its = moved.headers.get('X-Request-Id');
      expect([moved.status, (await moved.text()).includes(String(its))]).toEqual([500, true]);
      await eventually(() => lineOfFault(its)?.level).toBe('error');
    }),
  );
});

describe('an assistant’s tool that fails', () => {
  it('answers with the number of its line in the log', () =>
    without('visit_drafts', async () => {
      const token = await tokenOf(sql, 'manager@demo.test');
      const [mine] = await sql`select a.id from accounts a join people p on p.id = a.owner_id
        where p.email = 'manager@demo.test' and a.deleted_at is null limit 1`;
      const response = await fetch(`${server.baseUrl}/mcp`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: {
            name: 'draft_visit',
            arguments: { accountId: mine?.id, startedAt: '2026-11-20T10:00:00+08:00', note: marker },
          },
        }),
      });
      const text = await response.text();
      const id = response.headers.get('X-Request-Id');
      expect(text).toContain(`\\"requestId\\":\\"${id}\\"`);
      await eventually(() => lineOfFault(id)?.tool).toBe('draft_visit');
      expect(said()).not.toContain(marker);
    }));
});

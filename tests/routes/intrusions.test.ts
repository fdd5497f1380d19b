import http from 'node:http';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { tally } from '../support/tally';
import { Visitor } from '../support/visitor';
import { type BuiltRoute, builtRoutes, fill } from './built-routes';
import { accountForm, opportunityForm, recordsOf, visitForm } from './forms';
import { inTurn } from './naughty';

let sql: postgres.Sql;
let routes: BuiltRoute[];
let manager: Visitor;
let account: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  routes = await builtRoutes();
  manager = await Visitor.signIn('manager@demo.test');
  account = (await recordsOf(sql, 'manager@demo.test')).account;
});
afterAll(() => sql?.end());

/** The path exactly as written: `fetch` would tidy it up first. */
const getRaw = (path: string) =>
  new Promise<{ status: number; text: string }>((done, fail) => {
    tally();
    const { hostname, port } = new URL(inject('baseUrl'));
    const asked = http.get({ hostname, port, path, timeout: 10_000 }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text }));
    });
    asked.on('error', fail).on('timeout', () => asked.destroy(new Error(`${path}: no answer`)));
  });

describe('a post from another site', () => {
  it('is refused by every route that takes one', async () => {
    const taken: string[] = [];
    const isForPrograms = /^\/(api|tmf-api)\/|^\/(mcp|unsubscribe|enquiry)/;
    const asked = routes.filter((route) => route.hasAction && !isForPrograms.test(route.pattern));
    for (const route of asked)
      for (const Origin of ['https://evil.example', 'null', `${inject('baseUrl')}.evil.example`]) {
        const answer = await manager.post(fill(route.pattern, newId()), { intent: 'delete', version: '1' }, { Origin });
        if (answer.status !== 403) taken.push(`${route.pattern} from ${Origin}: ${answer.status}`);
      }
    expect(asked.length).toBeGreaterThan(100);
    expect(taken).toEqual([]);
  });
});

describe('a way out of the site', () => {
  const outside = [
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%5cevil.example',
    '/%2f/evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '\t//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/today\r\nLocation: https://evil.example',
    '/today%0d%0aSet-Cookie:%20evil=1',
    '/@evil.example',
    '@evil.example',
    '.evil.example',
    'data:text/html,evil',
    '/..//evil.example',
  ];

  it('is not taken after the sign-in, a choice of language or a change of role', async () => {
    const led: string[] = [];
    const forms: [string, (to: string) => Record<string, string>][] = [
      ['/login', (to) => ({ email: 'manager@demo.test', password: 'jiketong-demo', to })],
      ['/preferences', (to) => ({ lang: 'zh-CN', back: to })],
      ['/role', (to) => ({ role: 'account_manager', back: to, to })],
    ];
    for (const [path, form] of forms)
      for (const to of outside) {
        const visitor = path === '/login' ? new Visitor() : manager.copy();
        const { headers, status } = await visitor.post(path, form(to));
        const place = headers.get('Location');
        const away = place !== null && new URL(place, inject('baseUrl')).origin !== inject('baseUrl');
        if (away || status >= 500 || headers.get('Set-Cookie')?.includes('evil')) led.push(`${path} ${to}: ${place}`);
      }
    expect(led).toEqual([]);
  });
});

describe('a path that climbs', () => {
  const up = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '....//', '%252e%252e%252f', '..;/', '/./../'];
  const places = [
    '/',
    '/assets/',
    '/files/',
    '/calendar/',
    '/quote-papers/',
    '/evidence-files/',
    '/verify/',
    '/offer/',
  ];
  const targets = ['package.json', 'etc/passwd', 'data/secrets.json', '.env'];

  it('reaches no file that is not offered', async () => {
    const read: string[] = [];
    const paths = places.flatMap((place) =>
      up.flatMap((step) => targets.map((target) => `${place}${step.repeat(6)}${target}`)),
    );
    await inTurn(paths, async (path) => {
      const { status, text } = await getRaw(path);
      if (status >= 500 || /"private": true|root:x:|JIKETONG|"databasePassword"|SIGN_IN_KEY/.test(text))
        read.push(`${path} ${status}`);
    });
    expect(read).toEqual([]);
  });
});

describe('a form sent five times at once', () => {
  it('makes one record, whichever form', async () => {
    const made: string[] = [];
    const forms: [string, string, (id: string) => Record<string, string>][] = [
      ['/accounts/new', 'accounts', (id) => accountForm(`重放${id.slice(-6)}`, id)],
      ['/visits/new', 'visits', (id) => visitForm(account, id)],
      ['/opportunities/new', 'opportunities', (id) => opportunityForm(account, id)],
      [`/accounts/${account}/people`, 'contacts', (id) => ({ intent: 'create', id, name: '重放联系人' })],
    ];
    for (const [path, table, form] of forms) {
      const id = newId();
      await Promise.all(Array.from({ length: 5 }, () => manager.post(path, form(id))));
      const [row] = await sql`select count(*)::int as n from ${sql(table)} where id = ${id}`;
      const [told] =
        await sql`select count(*)::int as n from journal where subject_id = ${id} and event like '%.created'`;
      if (row?.n !== 1 || Number(told?.n) > 1) made.push(`${path}: ${row?.n} rows, ${told?.n} in the journal`);
    }
    expect(made).toEqual([]);
  });
});

describe('a body nobody asked for', () => {
  it('does not hold up what comes next on its connection', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const { hostname, port } = new URL(inject('baseUrl'));
    const send = (method: string, path: string, body = '') =>
      new Promise<number>((done, fail) => {
        tally();
        const headers = { Origin: inject('baseUrl'), 'Content-Length': body.length };
        const asked = http.request({ agent, hostname, port, path, method, headers, timeout: 20_000 }, (answer) => {
          answer.resume().on('end', () => done(answer.statusCode ?? 0));
        });
        asked.on('error', fail).on('timeout', () => asked.destroy(new Error(`${path}: no answer`)));
        asked.end(body);
      });
    for (const path of ['/nowhere', '/contacts/new', '/accounts/new', '/api/v1/accounts', '/files/x']) {
      expect(await send('POST', path, 'x'.repeat(300_000)), path).toBeLessThan(500);
      expect(await send('GET', '/health/live'), `after ${path}`).toBe(200);
    }
    agent.destroy();
  });
});

describe('text made to keep a pattern busy', () => {
  const busy = [
    `${'a'.repeat(20_000)}!`,
    `${'1'.repeat(20_000)}x`,
    `${' '.repeat(20_000)}x`,
    `${'@'.repeat(10_000)}`,
    `${'a@'.repeat(10_000)}`,
    `${'.a'.repeat(10_000)}@`,
    `${'+86 '.repeat(5_000)}`,
    `${'-'.repeat(20_000)}1`,
    `${'（'.repeat(10_000)}`,
    `${'有限公司'.repeat(5_000)}`,
    `${'{n|#'.repeat(5_000)}`,
    `${'%'.repeat(20_000)}`,
  ];

  it('does not keep the server from others', async () => {
    const stuck: string[] = [];
    const posts: [string, (text: string) => Record<string, string>][] = [
      ['/accounts/new', (text) => accountForm(text)],
      ['/accounts/new', (text) => ({ ...accountForm('试'), creditCode: text, website: text, phone: text })],
      [
        `/accounts/${account}/people`,
        (text) => ({ intent: 'create', id: newId(), name: '试', phone: text, email: text }),
      ],
      ['/visits/new', (text) => ({ ...visitForm(account), purpose: text, plannedAt: text })],
      ['/login', (text) => ({ email: text, password: text })],
      ['/forgot', (text) => ({ email: text })],
    ];
    for (const text of busy) {
      for (const [path, form] of posts) {
        const answer = await Promise.all([manager.copy().post(path, form(text)), getRaw('/health/live')]);
        if (answer[0].status >= 500 || answer[1].status !== 200) stuck.push(`${path} ${text.slice(0, 8)}`);
      }
      for (const path of ['/search.json', '/accounts', '/opportunities']) {
        const { status } = await manager.get(`${path}?q=${encodeURIComponent(text.slice(0, 1000))}`);
        if (status >= 500) stuck.push(`${path} ${text.slice(0, 8)} ${status}`);
      }
    }
    expect(stuck).toEqual([]);
  }, 120_000);
});

import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';
import { recordsOf } from './forms';
import { naughtyTexts, naughtyValues } from './naughty';

let sql: postgres.Sql;
let manager: Program;
let director: Program;
let records: Awaited<ReturnType<typeof recordsOf>>;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  records = await recordsOf(sql, 'manager@demo.test');
  manager = new Program(await tokenOf(sql, 'manager@demo.test'));
  director = new Program(await tokenOf(sql, 'director@demo.test', { role: 'sales_director' }));
});
afterAll(() => sql?.end());

const account = (given: Record<string, unknown> = {}) => ({
  name: `API ${newId()}`,
  kind: 'private',
  grade: 'C',
  ...given,
});
async function made(given: Record<string, unknown> = {}) {
  const answer = await manager.post('/accounts', account(given));
  expect(answer.status, answer.text).toBe(201);
  return answer.body as { id: string; version: number; name: string };
}

describe('who may ask', () => {
  it('takes a token only, never the cookie of somebody who is signed in', async () => {
    const visitor = await Visitor.signIn('manager@demo.test');
    expect((await visitor.get('/api/v1/accounts')).status).toBe(401);
    const none = await new Program(null).get('/accounts');
    expect(none).toMatchObject({ status: 401, body: { status: 401, reason: 'unauthorised' } });
    expect(none.headers.get('Content-Type')).toBe('application/problem+json');
    expect(none.headers.get('WWW-Authenticate')).toBe('Bearer');
    const page = await fetch(new URL('/accounts', inject('baseUrl')), {
      headers: { Authorization: `Bearer ${manager.token}` },
      redirect: 'manual',
    });
    expect(page.headers.get('Location')).toMatch(/^\/login/);
  });

  it('keeps to the scopes of the token', async () => {
    const reading = new Program(await tokenOf(sql, 'manager@demo.test', { scopes: 'accounts:read' }));
    expect((await reading.get('/accounts?limit=1')).status).toBe(200);
    expect(await reading.get('/visits')).toMatchObject({ status: 403, body: { scope: 'visits:read' } });
    expect(await reading.post('/accounts', account())).toMatchObject({
      status: 403,
      body: { scope: 'accounts:write' },
    });
    const old = await new Visitor().request('/api/leads', {
      method: 'POST',
      headers: { Authorization: `Bearer ${reading.token}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(old.status).toBe(403);
  });

  it('opens nothing to pages of other sites', async () => {
    const asked = await manager.get('/accounts?limit=1', { Origin: 'https://evil.example' });
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect((await manager.ask('OPTIONS', '/accounts')).status).toBe(405);
    expect((await manager.post('/accounts', account(), { Origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('reading', () => {
  it.each([
    'accounts',
    'contacts',
    'opportunities',
    'visits',
    'interactions',
    'commitments',
    'leads',
    'quotes',
    'contracts',
    'offerings',
    'people',
  ])('pages through %s without losing or doubling one', async (name) => {
    const whole = await director.get(`/${name}?limit=12`);
    expect(whole.status, whole.text).toBe(200);
    const wanted = (whole.body.data as { id: string }[]).map(({ id }) => id);
    const seen: string[] = [];
    for (let next: unknown = ''; next !== null && seen.length < 12; ) {
      const page = await director.get(`/${name}?limit=5${next ? `&cursor=${encodeURIComponent(String(next))}` : ''}`);
      expect(page.status, page.text).toBe(200);
      seen.push(...(page.body.data as { id: string }[]).map(({ id }) => id));
      next = page.body.next;
    }
    expect(seen.slice(0, 12)).toEqual(wanted);
    for (const id of wanted.slice(0, 2)) {
      const one = await director.get(`/${name}/${id}`);
      expect(one.status, one.text).toBe(200);
      expect(one.body.id).toBe(id);
    }
  });

  it('lists what was said with a customer', async () => {
    const logged = await manager.post('/interactions', {
      accountId: records.account,
      channel: 'phone',
      at: new Date().toISOString(),
      text: '报障',
    });
    expect(logged.status, logged.text).toBe(201);
    const list = await manager.get(`/interactions?account=${records.account}&limit=3`);
    expect((list.body.data as { id: string }[])[0]?.id).toBe(logged.body.id);
    const all = await manager.get('/interactions?limit=3&owner=me');
    expect((all.body.data as { id: string }[])[0]?.id).toBe(logged.body.id);
  });

  it('filters, sorts and chooses fields, and says what it does not know', async () => {
    const some = await manager.get('/accounts?grade=A&sort=name&fields=name,grade');
    for (const row of some.body.data as object[]) expect(Object.keys(row).sort()).toEqual(['grade', 'id', 'name']);
    const bad = await manager.get('/accounts?grade=Z&limit=0&colour=red');
    expect(bad.status).toBe(422);
    expect((bad.body.errors as { parameter: string }[]).map(({ parameter }) => parameter)).toEqual(['colour']);
    const ranges = await manager.get('/accounts?grade=Z&limit=1000');
    expect((ranges.body.errors as { parameter: string }[]).map(({ parameter }) => parameter).sort()).toEqual([
      'grade',
      'limit',
    ]);
    for (const query of ['fields=tenantId', 'fields=search', 'sort=owner', 'cursor=nonsense', 'grade=A&grade=B'])
      expect((await manager.get(`/accounts?${query}`)).status, query).toBe(422);
    const forged = btoa(encodeURIComponent(JSON.stringify(["'; drop table accounts", newId()])));
    for (const name of [
      'accounts',
      'opportunities',
      'visits',
      'contacts',
      'leads',
      'quotes',
      'contracts',
      'commitments',
    ])
      expect([200, 422], name).toContain((await manager.get(`/${name}?cursor=${encodeURIComponent(forged)}`)).status);
  });

  it('speaks the language asked for', async () => {
    const [en, zh] = await Promise.all(
      ['en-GB,en', 'zh-CN'].map((language) =>
        manager.post('/accounts', { kind: 'x' }, { 'Accept-Language': language }),
      ),
    );
    expect(en?.body).toMatchObject({ title: 'Something sent is not right' });
    expect(zh?.body).toMatchObject({ title: '内容有误' });
    expect(zh?.headers.get('Content-Language')).toBe('zh-CN');
  });
});

describe('writing', () => {
  it('makes, reads, changes and removes a record, with versions', async () => {
    const one = await made({ monthlyRevenueFen: 123_456_789 });
    const got = await manager.get(`/accounts/${one.id}`);
    expect(got.headers.get('ETag')).toBe('"1"');
    expect(got.body).toMatchObject({ name: one.name, monthlyRevenueFen: 123_456_789 });
    expect((await manager.ask('PATCH', `/accounts/${one.id}`, { body: { grade: 'A' } })).status).toBe(428);
    const changed = await manager.patch(`/accounts/${one.id}`, 1, { grade: 'A' });
    expect(changed.body, changed.text).toMatchObject({
      grade: 'A',
      version: 2,
      name: one.name,
      monthlyRevenueFen: 123_456_789,
    });
    expect(await manager.patch(`/accounts/${one.id}`, 1, { grade: 'B' })).toMatchObject({
      status: 412,
      body: { reason: 'stale', changed: ['grade'] },
    });
    expect((await manager.remove(`/accounts/${one.id}`, 2)).status).toBe(204);
    expect((await manager.get(`/accounts/${one.id}`)).status).toBe(404);
    expect((await manager.post(`/accounts/${one.id}/restore`)).status).toBe(200);
    const events = await sql`select event from journal where subject_id = ${one.id} order by at, id`;
    expect(events.map(({ event }) => event)).toEqual([
      'account.created',
      'account.changed',
      'account.deleted',
      'account.restored',
    ]);
  });

  it('takes no field that is not for the request to say', async () => {
    const forged = {
      tenant_id: 1,
      tenantId: 1,
      version: 9,
      deletedAt: null,
      createdAt: '2020-01-01T00:00:00Z',
      unitId: 1,
    };
    const refused = await manager.post('/accounts', account(forged));
    const pointers = (refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(
      Object.keys(forged)
        .map((name) => `/${name}`)
        .sort(),
    );
    const one = await made();
    for (const field of ['ownerId', 'id', 'version', 'tenantId', '__proto__', 'constructor']) {
      const sent = await manager.patch(`/accounts/${one.id}`, 1, `{"${field}": "x"}`);
      expect(sent, field).toMatchObject({ status: 422, body: { errors: [{ pointer: `/${field}` }] } });
    }
    expect((await manager.get(`/accounts/${one.id}`)).body.version).toBe(1);
  });

  it('refuses money that is not whole fen and moments without an offset', async () => {
    for (const monthlyRevenueFen of [1.5, '100', 2 ** 53, -1])
      expect((await manager.post('/accounts', account({ monthlyRevenueFen }))).status, String(monthlyRevenueFen)).toBe(
        422,
      );
    const visit = {
      mode: 'plan',
      accountId: records.account,
      type: 'routine',
      channel: 'onsite',
      plannedMinutes: 60,
      purpose: 'x',
    };
    expect(await manager.post('/visits', { ...visit, plannedAt: '2030-01-02T09:00' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/plannedAt' }] },
    });
    const planned = await manager.post('/visits', { ...visit, plannedAt: '2030-01-02T01:00:00Z' });
    expect(planned.body, planned.text).toMatchObject({ plannedAt: '2030-01-02T01:00:00.000Z', status: 'planned' });
    const later = await manager.ask('POST', `/visits/${planned.body.id}/reschedule`, {
      body: { plannedAt: '2030-01-03T01:00:00Z' },
      headers: { 'If-Match': '"1"' },
    });
    expect(later.body, later.text).toMatchObject({ plannedAt: '2030-01-03T01:00:00.000Z', version: 2 });
    expect(await manager.patch(`/visits/${planned.body.id}`, 2, { note: 'z' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/note' }] },
    });
    const edited = await manager.patch(`/visits/${planned.body.id}`, 2, { purpose: 'y' });
    expect(edited.body, edited.text).toMatchObject({ plannedAt: '2030-01-03T01:00:00.000Z', purpose: 'y', version: 3 });
  });

  it('names what is missing before a deal may move on', async () => {
    const { id: accountId } = await made();
    const deal = await manager.post('/opportunities', { accountId, title: 'API', oneOffFen: 100, monthlyFen: 0 });
    expect(deal.status, deal.text).toBe(201);
    const { data } = (await manager.get('/stages?fields=pipelineId,position')).body;
    const stages = (data as { id: number; pipelineId: number }[]).filter(
      (one) => one.pipelineId === deal.body.pipelineId,
    );
    const moved = await manager.ask('POST', `/opportunities/${deal.body.id}/move`, {
      body: { to: stages.at(3)?.id },
      headers: { 'If-Match': '"1"' },
    });
    expect(moved).toMatchObject({ status: 422, body: { reason: 'opportunity.criteria_missing' } });
    const missing = moved.body.missing as { criterion: string; detail: string }[];
    expect(missing.length).toBeGreaterThan(0);
    for (const one of missing) expect(one.detail.length).toBeGreaterThan(3);
  });

  it('answers a body that is nested without end, or no object at all', async () => {
    const deep = `{"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect((await manager.post('/accounts', deep)).status).toBe(422);
    for (const body of ['[]', 'null', '{oops', '"x"'])
      expect((await manager.post('/accounts', body)).status, body).toBe(400);
    const form = await manager.ask('POST', '/accounts', { body: 'name=x', headers: { 'Content-Type': 'text/plain' } });
    expect(form.status).toBe(415);
  });

  it('answers a refused verb of a role with 403 and changes nothing', async () => {
    const one = await made();
    const [other] = await sql`select id from people where email = 'lead@demo.test'`;
    expect((await manager.post(`/accounts/${one.id}/reassign`, { ownerId: other?.id })).status).toBe(403);
    expect((await manager.get(`/accounts/${one.id}`)).body.version).toBe(1);
  });

  it('answers many writes one by one', async () => {
    const one = await made();
    const sent = {
      items: [
        { do: 'create', body: account() },
        { do: 'update', id: one.id, version: 1, body: { grade: 'B' } },
        { do: 'update', id: one.id, version: 1, body: { grade: 'C' } },
        { do: 'update', id: newId(), version: 1, body: { grade: 'C' } },
        { do: 'remove', id: one.id, version: 2 },
        { do: 'create', body: { name: '' } },
      ],
    };
    const key = { 'Idempotency-Key': newId() };
    const first = await manager.post('/accounts/bulk', sent, key);
    expect((first.body.results as { status: number }[]).map(({ status }) => status)).toEqual([
      201, 200, 412, 404, 204, 422,
    ]);
    const { bulkEdit } = first.body as { bulkEdit: { id: string; path: string } };
    expect(bulkEdit.path).toBe(`/bulk-edits/${bulkEdit.id}`);
    const again = await manager.post('/accounts/bulk', sent, key);
    expect(again.body.bulkEdit).toEqual(bulkEdit);
    const statuses = (again.body.results as { status: number }[]).map(({ status }) => status);
    expect(statuses.slice(0, 1)).toEqual([201]);
    expect((again.body.results as { id: string }[])[0]?.id).toBe((first.body.results as { id: string }[])[0]?.id);
    expect(await manager.get('/accounts/bulk')).toMatchObject({ status: 405 });
  });

  it('stores and tells any text exactly', async () => {
    const ids = new Map<string, string>();
    for (const text of [...naughtyValues, ...naughtyTexts.map(([, one]) => one)]) {
      const answer = await manager.post('/accounts', account({ tailoringNote: text }));
      expect([201, 422], `${JSON.stringify(text)} ${answer.text}`).toContain(answer.status);
      if (answer.status === 201) ids.set(String(answer.body.id), text);
    }
    for (const [id, text] of ids) {
      const told = (await manager.get(`/accounts/${id}?fields=tailoringNote`)).body.tailoringNote;
      expect(told).toBe(text.trim() || null);
    }
    expect(ids.size).toBeGreaterThan(20);
  });
});

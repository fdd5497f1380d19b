import http from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';

type Received = { headers: Record<string, string>; body: string };
const received: Received[] = [];
let answerWith = 200;
let receiver: http.Server;
let url: string;
let sql: postgres.Sql;
let admin: Visitor;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  receiver = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(answerWith).end('thanks');
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', () => done()));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  admin = await Visitor.signIn('admin@demo.test');
});
afterEach(() => sql`update webhooks set deleted_at = now()`);
afterAll(async () => {
  await sql.end();
  await new Promise((done) => receiver.close(done));
});

/** The demo's administrator sees several companies; the manager's is told of. */
async function made(events: string[]) {
  const [manager] = await sql`select tenant_id from people where email = 'manager@demo.test'`;
  const id = newId();
  const fields: [string, string][] = [
    ['id', id],
    ['tenantId', String(manager?.tenant_id)],
    ['name', '账单系统'],
    ['url', url],
    ...events.map((event): [string, string] => ['events', event]),
  ];
  const { status, text } = await admin.post('/webhooks/new', fields);
  expect(status).toBe(200);
  const secret = /whsec_[\w+/]+=*/.exec(text)?.[0];
  if (!secret) throw new Error('the secret is not shown');
  return { id, secret };
}
const event = (one: Received) =>
  JSON.parse(one.body) as { type: string; data: { id: string; record: { name: string } | null } };
const arrived = (id: string, n = 1) =>
  expect.poll(() => received.filter((one) => event(one).data.id === id).length, { timeout: 30_000 }).toBe(n);

describe('a webhook', () => {
  it('is told of a write through the interface, signed, as its owner sees the record', async () => {
    const { id, secret } = await made(['account.created', 'account.deleted']);
    const manager = new Program(await tokenOf(sql, 'manager@demo.test'));
    const account = await manager.post('/accounts', { name: `Told ${id}`, kind: 'private', grade: 'C' });
    expect(account.status, account.text).toBe(201);
    const refused = await manager.post('/accounts', { name: `Told ${id}`, kind: 'x' });
    expect(refused.status).toBe(422);
    await arrived(String(account.body.id));
    const [one] = received.filter((each) => event(each).data.id === account.body.id);
    expect(new Verifier(secret).verify(one!.body, one!.headers)).toMatchObject({
      type: 'account.created',
      data: { kind: 'accounts', record: { name: `Told ${id}`, version: 1 } },
    });
    expect((await manager.remove(`/accounts/${account.body.id}`, 1)).status).toBe(204);
    await arrived(String(account.body.id), 2);
    expect(received.filter((each) => each.body.includes(`Told ${id}`)).length).toBe(1);
    expect((await admin.get(`/webhooks/${id}`)).text).toContain('thanks');
  });

  it('has what failed sent again under the same id', async () => {
    const { id } = await made(['account.created']);
    const manager = new Program(await tokenOf(sql, 'manager@demo.test'));
    answerWith = 503;
    const account = await manager.post('/accounts', { name: `Again ${id}`, kind: 'private', grade: 'C' });
    await arrived(String(account.body.id));
    answerWith = 200;
    await expect
      .poll(async () => (await sql`select status from webhook_deliveries where webhook_id = ${id}`)[0]?.status, {
        timeout: 20_000,
      })
      .toBe(503);
    await sql`update webhook_deliveries set state = 'failed' where webhook_id = ${id}`;
    expect((await admin.post(`/webhooks/${id}`, { intent: 'failed_again', since: '2026-01-01' })).status).toBe(302);
    await arrived(String(account.body.id), 2);
    const ids = received
      .filter((one) => event(one).data.id === account.body.id)
      .map((one) => one.headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
  });

  it('is nobody’s business but administrators’', async () => {
    const { id } = await made(['account.created']);
    for (const who of ['manager', 'director', 'trainer', 'employee', 'partner']) {
      const visitor = await Visitor.signIn(`${who}@demo.test`);
      for (const path of ['/webhooks', '/webhooks/new', `/webhooks/${id}`, `/webhooks/${id}/edit`])
        expect([who, path, (await visitor.get(path)).status]).toEqual([who, path, 403]);
      expect((await visitor.post(`/webhooks/${id}`, { intent: 'ping' })).status).toBe(403);
    }
    expect((await admin.get(`/webhooks/${newId()}`)).status).toBe(404);
    expect((await admin.post(`/webhooks/${id}`, { intent: 'off', version: '7' })).status).toBe(409);
    const bad = await admin.post('/webhooks/new', {
      id: newId(),
      tenantId: '999999',
      name: '',
      url: 'ftp://x',
      events: 'x',
    });
    expect(bad.status).toBe(422);
  });
});

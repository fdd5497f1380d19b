import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, tokenOf } from '../support/program';

let sql: postgres.Sql;
let admin: Program;
const made: string[] = [];
beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  admin = new Program(await tokenOf(sql, 'admin@demo.test', { role: 'admin' }));
});
afterAll(async () => {
  await sql`update webhooks set deleted_at = now() where id in ${sql(made)}`;
  await sql.end();
});

const body = { name: '账单系统', url: 'https://hooks.example.com/in', events: ['account.updated', 'opportunity.won'] };
async function create(headers?: Record<string, string>, more = {}) {
  const answer = await admin.post('/webhooks', { ...body, ...more }, headers);
  made.push(String(answer.body.id));
  return answer;
}

describe('webhooks by the interface', () => {
  it('are made, read, changed and deleted, the secret told once', async () => {
    const answer = await create();
    expect(answer.status, answer.text).toBe(201);
    const path = `/webhooks/${answer.body.id}`;
    expect(answer.headers.get('Location')).toBe(`/api/v1${path}`);
    expect(answer.body).toMatchObject({
      ...body,
      version: 1,
      offReason: null,
      secret: expect.stringMatching(/^whsec_/),
    });
    const read = await admin.get(path);
    expect([read.status, read.headers.get('ETag')]).toEqual([200, '"1"']);
    expect(read.text).not.toContain('whsec_');
    const list = await admin.get('/webhooks?limit=1&fields=name,events');
    expect(list.body.data).toEqual([{ id: answer.body.id, name: body.name, events: body.events }]);
    expect((await admin.patch(path, 1, { name: '财务系统' })).body).toMatchObject({
      ...body,
      name: '财务系统',
      version: 2,
    });
    expect((await admin.patch(path, 1, { name: 'x' })).status).toBe(412);
    expect((await admin.ask('PATCH', path, { body: { name: 'x' } })).status).toBe(428);
    const renewed = await admin.ask('POST', `${path}/rotate`, { headers: { 'If-Match': '"2"' }, body: {} });
    expect(renewed.body).toMatchObject({ version: 3, secret: expect.stringMatching(/^whsec_/) });
    expect(renewed.body.secret).not.toBe(answer.body.secret);
    const off = await admin.ask('POST', `${path}/switch_off`, { headers: { 'If-Match': '"3"' }, body: {} });
    expect(off.body).toMatchObject({ offReason: 'person', version: 4 });
    expect((await admin.remove(path, 3)).status).toBe(412);
    expect((await admin.remove(path, 4)).status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    const events = await sql`select event from journal where subject_id = ${String(answer.body.id)} order by at, event`;
    expect(events.map((row) => row.event).sort()).toEqual(
      ['created', 'changed', 'secret_renewed', 'switched_off', 'deleted'].map((verb) => `webhook.${verb}`).sort(),
    );
  });

  it('made twice under one key are made once, and the secret is not kept for the second', async () => {
    const headers = { 'Idempotency-Key': newId() };
    const first = await create(headers);
    const again = await admin.post('/webhooks', body, headers);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect([Boolean(first.body.secret), again.body.secret]).toEqual([true, undefined]);
    const kept = await sql`select body::text as text from api_answers where subject_id = ${String(first.body.id)}`;
    expect(kept.map((row) => row.text).join()).not.toContain('whsec_');
  });

  it('say at the field what is wrong', async () => {
    const pointers = async (sent: object) =>
      ((await admin.post('/webhooks', sent)).body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort();
    expect(await pointers({})).toEqual(['/events', '/name', '/url']);
    expect(await pointers({ ...body, url: 'ftp://x', events: ['account.melted'] })).toEqual(['/events/0', '/url']);
    expect(await pointers({ ...body, tenantId: 999_999 })).toEqual(['/tenantId']);
    expect(await pointers({ ...body, secret: 'mine' })).toEqual(['/secret']);
  });

  it('list what was sent, page by page, and send it again', async () => {
    const { id } = (await create()).body;
    const [hook] = await sql`select tenant_id from webhooks where id = ${String(id)}`;
    const [one, two] = [newId(), newId()];
    for (const delivery of [one, two])
      await sql`insert into webhook_deliveries (tenant_id, id, webhook_id, event, happened_at, state, next_at, until)
        values (${hook?.tenant_id}, ${delivery}, ${String(id)}, 'webhook.ping', now(), 'failed', now(), now())`;
    const path = `/webhooks/${id}/deliveries`;
    const first = await admin.get(`${path}?limit=1`);
    const rows = first.body.data as { id: string; state: string }[];
    expect(rows).toMatchObject([{ id: two, state: 'failed', event: 'webhook.ping' }]);
    const second = await admin.get(`${path}?limit=1&cursor=${first.body.next}`);
    expect([(second.body.data as { id: string }[])[0]?.id, second.body.next]).toEqual([one, null]);
    expect((await admin.get(`${path}?state=delivered`)).body.data).toEqual([]);
    expect((await admin.get(`${path}?state=melted`)).status).toBe(422);
    const replay = (sent: object) => admin.post(`/webhooks/${id}/replay`, sent);
    expect((await replay({ deliveryId: one })).status).toBe(200);
    expect((await replay({ deliveryId: newId() })).status).toBe(404);
    expect((await replay({})).status).toBe(422);
    expect((await replay({ since: '2026-01-01' })).status).toBe(200);
    expect((await admin.post(`/webhooks/${id}/ping`)).status).toBe(200);
    const [left] =
      await sql`select count(*)::int as n from webhook_deliveries where webhook_id = ${String(id)} and attempts = 0 and id = ${two} and state = 'failed'`;
    expect(left?.n).toBe(0);
  });

  it('ask for their scope and for an administrator of that company', async () => {
    const { id } = (await create()).body;
    const reading = new Program(await tokenOf(sql, 'admin@demo.test', { role: 'admin', scopes: 'webhooks:read' }));
    expect((await reading.get(`/webhooks/${id}/deliveries`)).status).toBe(200);
    expect((await reading.post('/webhooks', body)).status).toBe(403);
    expect((await reading.get('/accounts')).status).toBe(403);
    const others = new Program(await tokenOf(sql, 'admin@demo.test', { role: 'admin', scopes: 'accounts:write' }));
    expect((await others.get('/webhooks')).status).toBe(403);
    for (const who of ['manager', 'director', 'hq']) {
      const program = new Program(await tokenOf(sql, `${who}@demo.test`));
      for (const path of ['/webhooks', `/webhooks/${id}`, `/webhooks/${id}/deliveries`])
        expect([who, path, (await program.get(path)).status]).toEqual([who, path, 403]);
    }
    expect((await admin.post('/webhooks/bulk', { items: [] })).status).toBe(405);
  });
});

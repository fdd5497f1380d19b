import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { freePort } from '../support/global-server';
import { ownServer } from '../support/own-server';
import { Program, tokenOf } from '../support/program';

let sql: postgres.Sql;
let manager: Program;
beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  manager = new Program(await tokenOf(sql, 'manager@demo.test'));
});
afterAll(() => sql?.end());

const account = () => ({ name: `Again ${newId()}`, kind: 'private', grade: 'C' });
const howMany = async (name: string) =>
  Number((await sql`select count(*)::int as n from accounts where name = ${name}`)[0]?.n);

describe('a write sent again', () => {
  it('is done once and answered alike under its key', async () => {
    const body = account();
    const key = { 'Idempotency-Key': newId() };
    const first = await manager.post('/accounts', body, key);
    expect(first.status, first.text).toBe(201);
    const again = await Promise.all([1, 2, 3].map(() => manager.post('/accounts', body, key)));
    for (const answer of again) {
      expect(answer).toMatchObject({ status: 201, body: first.body });
      expect(answer.headers.get('Location')).toBe(first.headers.get('Location'));
    }
    expect(await howMany(body.name)).toBe(1);
  });

  it('is one write even when all arrive at once', async () => {
    const body = account();
    const key = { 'Idempotency-Key': newId() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => manager.post('/accounts', body, key)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1);
    expect(await howMany(body.name)).toBe(1);
  });

  it('is refused when the key stands for another request, and judged anew after a refusal', async () => {
    const key = { 'Idempotency-Key': newId() };
    expect((await manager.post('/accounts', { ...account(), kind: 'x' }, key)).status).toBe(422);
    expect((await manager.post('/accounts', account(), key)).status).toBe(201);
    expect(await manager.post('/accounts', account(), key)).toMatchObject({
      status: 422,
      body: { reason: 'api.key_reused' },
    });
    expect((await manager.post('/accounts', account(), { 'Idempotency-Key': 'x'.repeat(201) })).status).toBe(422);
  });

  it('is not answered from what others sent under the same key', async () => {
    const key = { 'Idempotency-Key': newId() };
    const stranger = new Program(await tokenOf(sql, 'manager.gd@demo.test'));
    const [mine, theirs] = [
      await manager.post('/accounts', account(), key),
      await stranger.post('/accounts', account(), key),
    ];
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('is not told of a record that is out of sight meanwhile', async () => {
    const body = account();
    const key = { 'Idempotency-Key': newId() };
    const first = await manager.post('/accounts', body, key);
    await sql`update accounts set deleted_at = now() where id = ${first.body.id as string}`;
    expect((await manager.post('/accounts', body, key)).status).toBe(404);
  });

  it('is whole or not at all when the server is killed in the middle', async () => {
    const port = await freePort();
    const server = ownServer(port, { log: '/dev/null' });
    const program = new Program(manager.token, server.baseUrl);
    let lost = 0;
    try {
      for (let round = 0; round < 4; round++) {
        await server.start();
        const sent = Array.from({ length: 12 }, () => ({ body: account(), key: { 'Idempotency-Key': newId() } }));
        const going = sent.map(({ body, key }) => program.post('/accounts', body, key).catch(() => null));
        await new Promise((done) => setTimeout(done, 20 + 40 * round));
        await server.kill();
        const answers = await Promise.all(going);
        for (const [i, { body, key }] of sent.entries()) {
          const before = await howMany(body.name);
          if (answers[i]?.status === 201 && before !== 1) lost += 1;
          const again = await manager.post('/accounts', body, key);
          expect(again.status, again.text).toBe(201);
          if (answers[i]?.status === 201) expect(again.body.id).toBe(answers[i]?.body.id);
          expect(await howMany(body.name)).toBe(1);
        }
      }
    } finally {
      await server.stop();
    }
    expect(lost).toBe(0);
  });
});

describe('a program that asks too often', () => {
  it('is told how much is left, and when to come back', async () => {
    const eager = new Program(await tokenOf(sql, 'employee@demo.test'));
    const first = await eager.get('/nothing');
    const left = Number(/r=(\d+)/.exec(first.headers.get('RateLimit') ?? '')?.[1]);
    expect(first.headers.get('RateLimit-Policy')).toMatch(/^"token";q=\d+;w=60$/);
    let refused: Awaited<ReturnType<Program['get']>> | undefined;
    for (let asked = 0; asked <= left && !refused; asked += 25) {
      const answers = await Promise.all(Array.from({ length: 25 }, () => eager.get('/nothing')));
      refused = answers.find(({ status }) => status === 429);
    }
    expect(refused).toMatchObject({ status: 429, body: { reason: 'too_many', status: 429 } });
    expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await manager.get('/accounts?limit=1')).status).toBe(200);
  });
});

import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';
import { recordsOf } from './forms';

let sql: postgres.Sql;
let account: string;
let tokens: Record<'manager' | 'stranger' | 'trainer', string>;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  account = (await recordsOf(sql, 'manager@demo.test')).account;
  tokens = {
    manager: await tokenOf(sql, 'manager@demo.test'),
    stranger: await tokenOf(sql, 'manager.gd@demo.test'),
    trainer: await tokenOf(sql, 'trainer@demo.test'),
  };
});
afterAll(() => sql?.end());

const call = (key: string, given: Record<string, unknown> = {}) => ({
  externalKey: key,
  accountId: account,
  channel: 'hotline',
  direction: 'in',
  at: new Date(Date.now() - 60_000).toISOString(),
  text: '报障',
  ...given,
});
async function send(body: unknown, token: string | null, type = 'application/json') {
  const answer = await new Visitor().request('/api/interactions', {
    method: 'POST',
    headers: { 'Content-Type': type, ...(token && { Authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: JSON.parse(answer.text) as Record<string, unknown> };
}

describe('POST /api/interactions', () => {
  it('stores one for its key, however often it is sent', async () => {
    const key = newId();
    const first = await send(call(key), tokens.manager);
    expect(first).toMatchObject({ status: 201, body: { accountId: account, created: true } });
    const again = await Promise.all([send(call(key), tokens.manager), send(call(key), tokens.manager)]);
    for (const answer of again)
      expect(answer).toMatchObject({ status: 200, body: { id: first.body.id, created: false } });
    const [row] = await sql`select count(*)::int as n from interactions where external_key = ${key}`;
    expect(row?.n).toBe(1);
  });

  it('says in JSON what is wrong, with the names of the fields', async () => {
    const wrong = await send(call(newId(), { channel: 'pigeon', at: 'soon', colour: 'red' }), tokens.manager);
    expect(wrong.status).toBe(422);
    const fields = (wrong.body.problems as { field: string; message: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['channel', 'at']));
    expect(await send('{oops', tokens.manager)).toMatchObject({ status: 400, body: { reason: 'bad_request' } });
    expect(await send('[]', tokens.manager)).toMatchObject({ status: 400 });
    expect(await send('text=x', tokens.manager, 'application/x-www-form-urlencoded')).toMatchObject({ status: 400 });
  });

  it('takes nothing from strangers, wrong roles and programs without a token', async () => {
    const key = newId();
    expect(await send(call(key), null)).toMatchObject({ status: 401, body: { reason: 'unauthorised' } });
    expect(await send(call(key), 'jkt_nonsense')).toMatchObject({ status: 401, body: { reason: 'unauthorised' } });
    expect(await send(call(key), tokens.trainer)).toMatchObject({ status: 403, body: { reason: 'forbidden' } });
    const unseen = await send(call(key), tokens.stranger);
    const missing = await send(call(key, { accountId: newId() }), tokens.stranger);
    expect(unseen.status).toBe(422);
    expect(unseen).toEqual(missing);
    expect(await sql`select 1 from interactions where external_key = ${key}`).toHaveLength(0);
  });

  it('answers other methods, and a browser without a session, in the same way', async () => {
    const got = await new Visitor().get('/api/interactions', { Authorization: `Bearer ${tokens.manager}` });
    expect(got.status).toBe(405);
    expect((await new Visitor().get('/api/interactions')).status).toBe(401);
  });
});

import { createHash, randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';
import { naughtyTexts } from './naughty';

const form = '/enquiry/demo-enquiry-cloud-day';
let sql: postgres.Sql;
let token: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  token = `jkt_${randomBytes(32).toString('base64url')}`;
  await sql`insert into api_tokens (id, token_hash, person_id, role, name, expires_at)
    select ${newId()}, ${createHash('sha256').update(token).digest('hex')}, p.id, 'account_manager', 'test', now() + interval '1 hour'
    from people p where p.email = 'manager@demo.test'`;
});
afterAll(() => sql?.end());

const said = (given: Record<string, string> = {}) => ({
  id: newId(),
  company: '山海民宿',
  contactName: '周',
  phone: '13700001111',
  need: '宽带',
  ...given,
});
const stored = async (id: string) => (await sql`select company, source, campaign from leads where id = ${id}`)[0];

describe('a public enquiry', () => {
  it('is taken once without a session, and thanks alike whoever was recognised', async () => {
    const [known] =
      await sql`select a.name from accounts a join people p on p.id = a.owner_id where p.email = 'manager@demo.test' and a.deleted_at is null limit 1`;
    const [one, two] = [said({ company: String(known!.name) }), said({ phone: '13700002222' })];
    const answers = [
      await new Visitor().post(form, one),
      await new Visitor().post(form, two),
      await new Visitor().post(form, one),
    ];
    const plain = (text: string) => text.replace(/nonce="[^"]*"|[0-9a-f-]{36}/g, '').replace(/[?&]t=\d+/g, '');
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(plain(answers[0]!.text)).toBe(plain(answers[1]!.text));
    expect(answers[0]!.headers.get('Set-Cookie')).toBeNull();
    expect(await stored(one.id)).toMatchObject({ source: 'campaign', campaign: '企业上云开放日' });
    const bot = said({ website: 'https://spam.test', phone: '13700003333' });
    expect((await new Visitor().post(form, bot)).status).toBe(200);
    expect(await stored(bot.id)).toBeUndefined();
    const wrong = await new Visitor().post(form, said({ phone: '1' }));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('山海民宿');
    expect((await new Visitor().get('/enquiry/no-such-form-anywhere')).status).toBe(404);
    const odd = await new Visitor().post(
      form,
      said({ company: naughtyTexts[0]![1], need: '<script>alert(1)</script>' }),
    );
    expect(odd.status).toBe(200);
    const many = [];
    for (let i = 0; i < 9; i++)
      many.push((await new Visitor().post(form, said({ phone: `1370001${1000 + i}` }))).status);
    expect(many).toContain(429);
    expect(many.every((status) => status === 200 || status === 429)).toBe(true);
  });
});

describe('POST /api/leads', () => {
  const send = async (body: unknown, bearer: string | null = token) => {
    const answer = await new Visitor().request('/api/leads', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(bearer && { Authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: JSON.parse(answer.text) as Record<string, unknown> };
  };

  it('stores one for its key, and says what is wrong', async () => {
    const { id: _, ...lead } = said({ phone: '13700009999' });
    const externalKey = newId();
    const first = await send({ ...lead, externalKey });
    expect(first).toMatchObject({ status: 201, body: { created: true } });
    expect(await send({ ...lead, externalKey })).toMatchObject({
      status: 200,
      body: { id: first.body.id, created: false },
    });
    expect(Object.keys(first.body).sort()).toEqual(['created', 'id']);
    const wrong = await send({ ...lead, phone: 'x', industry: '999' });
    expect(wrong.status).toBe(422);
    expect((wrong.body.problems as { field: string }[]).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['phone', 'industry', 'externalKey']),
    );
    expect(await send({ ...lead, externalKey }, null)).toMatchObject({ status: 401 });
  });
});

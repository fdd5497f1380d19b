import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Visitor } from '../support/visitor';
import { accountForm, opportunityForm, visitForm } from './forms';
import { naughtyTexts } from './naughty';

let sql: postgres.Sql;
let manager: Visitor;
let mine: { account: string };

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 2, fetch_types: false, onnotice: () => {} });
  manager = await Visitor.signIn('manager@demo.test');
  const [row] = await sql<{ account: string }[]>`
    select a.id as account from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id limit 1`;
  if (!row) throw new Error('the demo has no account of its manager');
  mine = row;
});
afterAll(() => sql?.end());

describe('a way back that a stranger chose', () => {
  const away = [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '\\/evil.example',
    'javascript:alert(1)',
    '/accounts\r\nSet-Cookie: x=1',
    '/%5cevil.example',
    '/..//evil.example',
    '/accounts/..//evil.example',
    ' //evil.example',
    '/\t/evil.example',
  ];
  it.each(away)('does not lead away: %j', async (to) => {
    const lands = (location: string | null) => new URL(location ?? '/', inject('baseUrl')).origin;
    const signedIn = await new Visitor().post('/login', { email: 'lead@demo.test', password: 'jiketong-demo', to });
    const preferred = await manager.post('/preferences', { lang: 'zh-CN', back: to });
    const already = await manager.get(`/login?to=${encodeURIComponent(to)}`);
    for (const { status, headers } of [signedIn, preferred, already]) {
      expect(status).toBe(302);
      expect(lands(headers.get('Location'))).toBe(inject('baseUrl'));
      expect(headers.getSetCookie().join()).not.toContain('x=1');
    }
  });
});

describe('a form sent twice', () => {
  it.each([
    ['/accounts/new', () => accountForm('发了两次'), 'accounts'],
    ['/opportunities/new', () => opportunityForm(mine.account), 'opportunities'],
    ['/visits/new', () => visitForm(mine.account), 'visits'],
  ] as const)('%s makes one record, in a row and at once', async (path, form, table) => {
    for (let i = 0; i < 3; i++) {
      const fields = form();
      const first = i === 0 ? [await manager.post(path, fields)] : [];
      const answers = [...first, ...(await Promise.all([1, 2, 3, 4].map(() => manager.post(path, fields))))];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 302));
      expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1);
      const [{ n }] = (await sql`select count(*)::int as n from ${sql(table)} where id = ${fields.id}`) as [
        { n: number },
      ];
      expect(n).toBe(1);
      const [{ told }] = (await sql`select count(*)::int as told from journal where subject_id = ${fields.id}`) as [
        { told: number },
      ];
      expect(told).toBe(1);
    }
  });
});

describe('a session', () => {
  const reaches = async (visitor: Visitor) => (await visitor.get('/accounts')).status === 200;

  it('ends with the sign-out, wherever its cookie is kept', async () => {
    const visitor = await Visitor.signIn('lead@demo.test');
    const kept = visitor.copy();
    expect(await reaches(kept)).toBe(true);
    await visitor.post('/logout', {});
    expect(await reaches(visitor)).toBe(false);
    expect(await reaches(kept)).toBe(false);
  });

  it('ends within five seconds of being revoked', async () => {
    const visitor = await Visitor.signIn('lead@demo.test');
    expect(await reaches(visitor)).toBe(true);
    await sql`update sessions set revoked_at = now() where person_id = (select id from people where email = 'lead@demo.test')`;
    await expect.poll(() => reaches(visitor), { timeout: 5000, interval: 200 }).toBe(false);
  });

  it('of a tampered, foreign or empty cookie is nobody', async () => {
    const hash = createHash('sha256').update('x').digest('base64url');
    for (const cookie of [
      `session=${hash}`,
      'session=',
      'session=IiI%3D',
      `session="${'a'.repeat(43)}"`,
      'session=%00',
      `session=${'a'.repeat(8000)}`,
      "session=' or 1=1 --",
    ]) {
      const answer = await new Visitor().get('/accounts', { Cookie: cookie });
      expect(answer.status, cookie.slice(0, 30)).toBeLessThan(500);
      expect(answer.status, cookie.slice(0, 30)).not.toBe(200);
    }
  });
});

describe('guessing a password', () => {
  it('is slowed down for that account, and only for it', async () => {
    const guess = (email: string, password = 'wrong') => new Visitor().post('/login', { email, password, to: '/' });
    const answers = [];
    for (let i = 0; i < 14; i++) answers.push(await guess('guessed-at@demo.test'));
    expect(answers.map(({ status }) => status)).toContain(429);
    const refused = answers.filter(({ status }) => status === 429);
    expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(answers.every(({ status }) => status === 422 || status === 429)).toBe(true);
    expect((await guess('service@demo.test', 'jiketong-demo')).status).toBe(302);
    expect((await guess('nobody@demo.test')).status).toBe(422);
  });
});

describe('any text', () => {
  it.each(naughtyTexts)('is stored, shown, found and exported exactly: %s', async (_, text) => {
    const form = accountForm(text);
    const made = await manager.post('/accounts/new', form);
    expect(made.status).toBe(302);
    const [row] = await sql`select name from accounts where id = ${form.id}`;
    expect(row?.name).toBe(text);
    const shown = await manager.get(`/accounts/${form.id}`);
    const html = text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#x27;');
    expect(shown.text).toContain(html);
    expect(shown.text).not.toContain('<script>alert');
    const found = await manager.get(`/search.json?q=${encodeURIComponent(text)}&kinds=account`);
    expect(found.text, 'search').toContain(form.id);
    const file = await manager.get(`/accounts/export?q=${encodeURIComponent(text)}`);
    const quoted = text.replace(/"/g, '""');
    expect(file.text, 'export').toContain(quoted);
    // a spreadsheet would run it
    expect(file.text).not.toMatch(/(^|,|\n)"?[=+@-](HYPERLINK|cmd|SUM)/);
  });
});

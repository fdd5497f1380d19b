import path from 'node:path';
import { TOTP } from 'otpauth';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newColleague } from '../support/colleague';
import { demoPassword, eventually } from '../support/journey';
import { mailsIn, partOf } from '../support/mailbox';
import { Program, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

const page = '/settings/second-factor';

/** Switches the second factor on by plain posts, as a browser without JavaScript would. */
async function setUp(visitor: Visitor) {
  await visitor.post(page, { intent: 'begin' });
  const { text } = await visitor.get(page);
  const secret = />([A-Z2-7]{4}(?: [A-Z2-7]{4}){7})</.exec(text)?.[1]?.replaceAll(' ', '') ?? '';
  const done = await visitor.post(page, { intent: 'confirm', code: new TOTP({ secret }).generate() });
  const codes = [...done.text.matchAll(/<li>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<\/li>/g)].map(([, code]) => code!);
  return { secret, codes };
}

describe('the second step', () => {
  it('lets nobody in before it is taken, and takes each code once', async () => {
    const { email } = await newColleague();
    const { secret, codes } = await setUp(await Visitor.signIn(email));
    expect(codes).toHaveLength(10);
    const half = new Visitor();
    const first = await half.post('/login', { email, password: demoPassword, to: '/visits' });
    expect(first.headers.get('Location')).toBe('/login/code?to=%2Fvisits');
    for (const closed of ['/today', page, '/settings/sessions', '/search.json?q=a', '/notices/stream'])
      expect((await half.get(closed)).headers.get('Location'), closed).toMatch(/^\/login\?to=/);
    expect((await half.get('/login/code')).status).toBe(200);
    const code = new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 });
    const twin = half.copy();
    const answers = await Promise.all([half, twin].map((one) => one.post('/login/code', { code, to: '/visits' })));
    const led = answers.map(({ headers }) => headers.get('Location'));
    expect(led.filter((to) => to === '/visits')).toHaveLength(1);
    const again = new Visitor();
    await again.post('/login', { email, password: demoPassword, to: '/' });
    expect((await again.post('/login/code', { code, to: '/' })).status).toBe(422);
    expect(
      (await again.post('/login/code', { code: codes[0]!, to: 'https://evil.example' })).headers.get('Location'),
    ).toBe('/');
    expect((await again.get('/settings')).status).toBe(200);
    expect((await new Visitor().get('/login/code')).headers.get('Location')).toBe('/login');
    const [row] = await sql`select count(*)::int as n from journal where event = 'person.recovery_code_used'
      and actor_id = (select id from people where email = ${email})`;
    expect(row?.n).toBe(1);
  });

  it('is demanded by the company before anything else is open', async () => {
    const { email, id } = await newColleague('trainer@demo.test');
    const [{ tenant_id: tenant } = { tenant_id: 0 }] = await sql`select tenant_id from people where id = ${id}`;
    await sql`insert into sign_in_policies (tenant_id, required_roles) values (${tenant}, '{trainer}')`;
    try {
      const visitor = await Visitor.signIn(email);
      for (const closed of ['/training', '/settings', '/people'])
        expect((await visitor.get(closed)).headers.get('Location'), closed).toBe(page);
      expect((await visitor.post('/settings/password', {})).headers.get('Location')).toBe(page);
      expect((await visitor.get(page)).status).toBe(200);
      await setUp(visitor);
      await eventually(async () => (await visitor.get('/settings')).status).toBe(200);
    } finally {
      await sql`delete from sign_in_policies where tenant_id = ${tenant}`;
    }
  });
});

describe('recovery by mail', () => {
  const recoveryMails = (to: string) =>
    mailsIn(path.join(inject('dataDir'), 'mail')).filter(
      (mail) => mail.headers.to?.includes(to) && /\/recover\//.test(partOf(mail, 'text/plain')),
    );

  it('answers alike whoever asks, and the link works once', async () => {
    const { email } = await newColleague();
    const signedIn = await Visitor.signIn(email);
    const visitor = new Visitor();
    const [known, unknown] = [
      await visitor.post('/forgot', { email }),
      await visitor.post('/forgot', { email: 'nobody@demo.test' }),
    ];
    const shown = ({ text }: { text: string }) => />([^<]*邮箱有账号[^<]*)</.exec(text)?.[1];
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(shown(known)).toBeTruthy();
    expect(shown(known)).toBe(shown(unknown));
    await eventually(() => recoveryMails(email).length).toBe(1);
    const link = /\/recover\/[\w-]{43}/.exec(partOf(recoveryMails(email)[0]!, 'text/plain'))![0];
    expect((await visitor.get(link)).text).toContain(email);
    for (const password of ['short', 'password2026'])
      expect((await visitor.post(link, { password })).status, password).toBe(422);
    const password = '西湖边上第三棵柳树的下面';
    expect((await visitor.post(link, { password })).status).toBe(200);
    expect((await visitor.post(link, { password })).status).toBe(422);
    expect((await visitor.get(link)).text).not.toContain(email);
    await eventually(async () => (await signedIn.get('/settings')).status).toBe(302);
    await expect(Visitor.signIn(email)).rejects.toThrow();
    expect((await (await Visitor.signIn(email, password)).get('/settings')).status).toBe(200);
  });

  it('tells nothing to who has no link', async () => {
    const { text, status } = await new Visitor().get(`/recover/${'x'.repeat(43)}`);
    expect(status).toBe(200);
    expect(text).toContain('链接已经用过或已过期');
    expect((await new Visitor().post('/recover/short', { password: 'a password of my own' })).status).toBe(422);
  });
});

describe('what an administrator does to the sign-in of others', () => {
  it('ends their sessions within seconds, and is closed to everybody else', async () => {
    const { email, id } = await newColleague();
    const theirs = await Visitor.signIn(email);
    const admin = await Visitor.signIn('admin@demo.test');
    const { text, status } = await admin.get(`/people/${id}/access`);
    expect(status).toBe(200);
    expect(text).toContain('127.0.*.*');
    expect(text).not.toContain('127.0.0.1');
    for (const [who, closed] of [
      ['manager', 403],
      ['director', 403],
      ['partner', 404],
      ['manager.gd', 404],
    ] as const)
      expect((await (await Visitor.signIn(`${who}@demo.test`)).get(`/people/${id}/access`)).status, who).toBe(closed);
    expect((await admin.post(`/people/${id}/access`, { intent: 'end_all' })).status).toBe(302);
    await eventually(async () => (await theirs.get('/settings')).status).toBe(302);
  });
});

describe('programs that act for somebody', () => {
  it('end with a change of the password unless they are to go on, and by an administrator', async () => {
    const { email, id } = await newColleague();
    const visitor = await Visitor.signIn(email);
    const program = async () => new Program(await tokenOf(sql, email));
    const works = async (one: Program) => (await one.get('/accounts?limit=1')).status;
    const [first, password] = [await program(), '三月里的一条长街 2026'];
    expect((await visitor.get('/settings/password')).text).toMatch(/name="keys"[^>]* checked/);
    expect((await visitor.post('/settings/password', { current: demoPassword, password })).status).toBe(302);
    expect(await works(first)).toBe(200);
    const again = { current: password, password: '七月里的一场大雨 2026', keys: 'on' };
    expect((await visitor.post('/settings/password', again)).status).toBe(302);
    await eventually(() => works(first)).toBe(401);
    const second = await program();
    const [token] = await sql`select id from api_tokens where person_id = ${id} and revoked_at is null`;
    const page = `/people/${id}/access`;
    const admin = await Visitor.signIn('admin@demo.test');
    expect((await admin.get(page)).text).toContain(token?.id);
    const revoke = { intent: 'revoke_token', tokenId: String(token?.id) };
    for (const [who, closed] of [
      ['manager', 403],
      ['director', 403],
      ['manager.gd', 404],
    ] as const)
      expect((await (await Visitor.signIn(`${who}@demo.test`)).post(page, revoke)).status, who).toBe(closed);
    expect(await works(second)).toBe(200);
    expect((await admin.post(page, revoke)).status).toBe(302);
    await eventually(() => works(second)).toBe(401);
    const third = await program();
    await admin.post(page, { intent: 'end_all' });
    expect(await works(third)).toBe(200);
    await admin.post(page, { intent: 'end_all', keys: 'on' });
    await eventually(() => works(third)).toBe(401);
  });
});

import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { finishSso, type Provider, startSso } from '~/features/access/sso.server';
import { openSsoService } from '../support/sso-service';

const origin = 'http://jiketong.test';
const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
const company = `sso-${newId().slice(-12)}`;
const back = `${origin}/login/sso/${company}/back`;
const accounts = new Map<string, { email: string; verified: boolean }>();
let service: Awaited<ReturnType<typeof openSsoService>>;
let provider: Provider;
let units: { own: number; other: number };

const newUnit = async (code: string) => {
  const [tenant] = await sql`insert into tenants (code, name) values (${code}, ${code}) returning id`;
  const [unit] =
    await sql`insert into units (tenant_id, name, kind) values (${tenant!.id}, ${code}, 'province') returning id`;
  return Number(unit!.id);
};
async function newPerson(unitId = units.own, leftOn: string | null = null) {
  const id = newId();
  const email = `${id.slice(-12)}@Example.test`;
  await sql`insert into people (id, tenant_id, unit_id, name, email, left_on)
    select ${id}, tenant_id, id, '员工', ${email}, ${leftOn} from units where id = ${unitId}`;
  return { id, email };
}

beforeAll(async () => {
  service = await openSsoService(back, accounts);
  const { issuer, clientId, clientSecret } = service;
  provider = { tenant: company, name: '测试公司', issuer, clientId, clientSecret };
  units = { own: await newUnit(company), other: await newUnit(`${company}-other`) };
});
beforeEach(() => accounts.clear());
afterAll(async () => {
  await service?.close();
  await sql.end();
});

async function start(to = '/visits') {
  const started = await startSso(provider, { origin, to, address: newId() });
  if (!started.ok) throw new Error(started.reason);
  return { url: started.value.url, cookie: started.value.cookie.split(';')[0]! };
}
const finish = (address: string, cookie: string) =>
  finishSso(provider, new Request(address, { headers: { Cookie: cookie } }), origin);
async function signIn(login: string) {
  const { url, cookie } = await start();
  return finish(await service.comeBack(url, login), cookie);
}
const linksOf = async (id: string) =>
  (await sql`select subject from sso_identities where person_id = ${id}`).map((row) => row.subject);

describe('a company’s own sign-in service', () => {
  it('asks with state, nonce and a proof of the code', async () => {
    const { searchParams } = new URL((await start()).url);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)?.length, name).toBeGreaterThan(20);
  });

  it('lets in whom it knows by a verified address, and from then on by what it calls them', async () => {
    const { id, email } = await newPerson();
    accounts.set('u-1', { email: email.toLowerCase(), verified: true });
    expect(await signIn('u-1')).toEqual({ ok: true, value: { personId: id, to: '/visits' } });
    expect(await linksOf(id)).toEqual(['u-1']);
    accounts.set('u-1', { email: 'renamed@example.test', verified: false });
    expect(await signIn('u-1')).toMatchObject({ ok: true, value: { personId: id } });
    const told = await sql`select event from journal where subject_id = ${id}`;
    expect(told.map((row) => row.event)).toEqual(['person.sso_linked']);
    await sql`update people set left_on = '2026-01-01' where id = ${id}`;
    expect(await signIn('u-1')).toMatchObject({ reason: 'access.sso_unknown' });
  });

  it('lets in nobody else, and makes nobody', async () => {
    const [{ n } = { n: 0 }] = await sql`select count(*)::int as n from people`;
    const [unverified, elsewhere, gone, linked] = [
      await newPerson(),
      await newPerson(units.other),
      await newPerson(units.own, '2026-01-01'),
      await newPerson(),
    ];
    accounts.set('linked', { email: linked.email, verified: true });
    expect(await signIn('linked')).toMatchObject({ ok: true });
    for (const [login, account] of [
      ['nobody', { email: 'nobody@example.test', verified: true }],
      ['unverified', { email: unverified.email, verified: false }],
      ['elsewhere', { email: elsewhere.email, verified: true }],
      ['gone', { email: gone.email, verified: true }],
      ['second', { email: linked.email, verified: true }], // an address given to somebody new
    ] as const) {
      accounts.set(login, account);
      expect(await signIn(login), login).toMatchObject({ reason: 'access.sso_unknown' });
    }
    const [now] = await sql`select count(*)::int as n from people`;
    expect(now?.n).toBe(n + 4);
  });

  it('believes no answer that was not asked for, was changed or came before', async () => {
    const { email } = await newPerson();
    accounts.set('u-2', { email, verified: true });
    const failed = { reason: 'access.sso_failed' };
    const [asked, other] = [await start(), await start()];
    const answer = await service.comeBack(asked.url, 'u-2');
    expect(await finish(answer, '')).toMatchObject(failed);
    expect(await finish(answer, other.cookie)).toMatchObject(failed);
    const changed = new URL(answer);
    changed.searchParams.set('state', 'another');
    expect(await finish(changed.href, asked.cookie)).toMatchObject(failed);
    expect(await finish(answer, asked.cookie)).toMatchObject(failed); // its cookie has been taken
    const fresh = await start();
    const good = await service.comeBack(fresh.url, 'u-2');
    expect(await finish(good, fresh.cookie)).toMatchObject({ ok: true });
    expect(await finish(good, fresh.cookie)).toMatchObject(failed);
  });

  it('may be away', async () => {
    const away = { ...provider, issuer: 'http://127.0.0.1:9' };
    expect(await startSso(away, { origin, to: '/', address: newId() })).toMatchObject({ reason: 'access.sso_failed' });
  });
});

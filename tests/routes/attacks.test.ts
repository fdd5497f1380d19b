import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';
import { accountForm, opportunityForm, recordsOf, visitForm } from './forms';
import { inTurn, naughtyValues } from './naughty';

let sql: postgres.Sql;
let manager: Visitor;
let me: { id: string; tenant_id: number };
let mine: { account: string; opportunity: string; visit: string; version: number };
let theirs: { account: string; opportunity: string; visit: string; owner: string; tenant_id: number };

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 2, fetch_types: false, onnotice: () => {} });
  manager = await Visitor.signIn('manager@demo.test');
  mine = (await recordsOf(sql, 'manager@demo.test')) as unknown as typeof mine;
  theirs = (await recordsOf(sql, 'manager.gd@demo.test')) as unknown as typeof theirs;
  me = (await sql`select id, tenant_id from people where email = 'manager@demo.test'`)[0] as typeof me;
});
afterAll(() => sql?.end());

describe('from another site', () => {
  const posts: [string, Record<string, string>][] = [
    ['/login', { email: 'manager@demo.test', password: 'jiketong-demo' }],
    ['/logout', {}],
    ['/preferences', { lang: 'en' }],
    ['/role', { role: 'team_lead' }],
    ['/accounts/new', accountForm('别处来的')],
    ['/accounts/new.data', accountForm('别处来的')],
  ];
  it.each(posts)('a post to %s is refused', async (path, fields) => {
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `${inject('baseUrl')}.evil.example` },
      { Origin: inject('baseUrl').replace(/\d+$/, '1') },
    ])
      expect((await manager.post(path, fields, headers)).status).toBe(403);
    const [{ n }] = (await sql`select count(*)::int as n from accounts where name = '别处来的'`) as [{ n: number }];
    expect(n).toBe(0);
  });
});

describe('forged fields', () => {
  const forged = () => ({
    tenant_id: String(theirs.tenant_id),
    tenantId: String(theirs.tenant_id),
    owner_id: theirs.owner,
    ownerId: theirs.owner,
    unit_id: '1',
    unitId: '1',
    role: 'admin',
    roles: 'admin',
    createdBy: theirs.owner,
    deletedAt: '2020-01-01',
    status: 'completed',
    stageId: '7',
    stageType: 'won',
    probability: '100',
    'constructor.prototype.polluted': 'x',
  });

  it('make an account mine all the same, or none', async () => {
    const form = accountForm('被篡改的客户');
    const answer = await manager.post('/accounts/new', { ...form, ...forged() });
    expect(answer.status).toBeLessThan(500);
    const [row] = await sql`select tenant_id, owner_id, deleted_at, version from accounts where id = ${form.id}`;
    if (answer.status === 302)
      expect(row).toMatchObject({ tenant_id: me.tenant_id, owner_id: me.id, deleted_at: null, version: 1 });
    else expect(row).toBeUndefined();
  });

  it('make an opportunity mine, open and in the first stage, or none', async () => {
    const form = opportunityForm(mine.account);
    const answer = await manager.post('/opportunities/new', { ...form, ...forged() });
    expect(answer.status).toBeLessThan(500);
    const [row] = await sql`select tenant_id, owner_id, stage_type, stage_id from opportunities where id = ${form.id}`;
    if (answer.status === 302)
      expect(row).toMatchObject({ tenant_id: me.tenant_id, owner_id: me.id, stage_type: 'open', stage_id: 1 });
    else expect(row).toBeUndefined();
  });

  it('make a visit mine and planned, or none', async () => {
    const form = visitForm(mine.account);
    const answer = await manager.post('/visits/new', { ...form, ...forged() });
    expect(answer.status).toBeLessThan(500);
    const [row] = await sql`select tenant_id, owner_id, status from visits where id = ${form.id}`;
    if (answer.status === 302)
      expect(row).toMatchObject({ tenant_id: me.tenant_id, owner_id: me.id, status: 'planned' });
    else expect(row).toBeUndefined();
  });

  it('change nothing of an opportunity that is edited, and a stale or missing version is refused', async () => {
    const read = async () =>
      (
        await sql`select tenant_id, owner_id, stage_id, stage_type, version, title from opportunities where id = ${mine.opportunity}`
      )[0]!;
    const before = await read();
    const edit = { intent: 'edit', title: '改过的标题' };
    for (const version of ['', '0', '-1', '1e9', '99999', 'NaN', '1; drop table visits']) {
      const answer = await manager.post(`/opportunities/${mine.opportunity}`, { ...edit, version });
      expect(answer.status, version).toBeGreaterThanOrEqual(400);
      expect(answer.status, version).toBeLessThan(500);
    }
    expect(await read()).toEqual(before);
    const { probability: _, ...fields } = forged();
    const answer = await manager.post(`/opportunities/${mine.opportunity}`, {
      ...edit,
      ...fields,
      version: String(before.version),
    });
    expect(answer.status).toBeLessThan(400);
    expect(await read()).toEqual({ ...before, title: '改过的标题', version: Number(before.version) + 1 });
  });

  it('do not reach into another province', async () => {
    const all = () => sql`select owner_id, version, name from accounts where id = ${theirs.account}`;
    const before = await all();
    const tries: [string, Record<string, string>][] = [
      ['/opportunities/new', { ...opportunityForm(mine.account), accountId: theirs.account }],
      ['/visits/new', { ...visitForm(mine.account), accountId: theirs.account }],
      ['/visits/new', { ...visitForm(mine.account), opportunityId: theirs.opportunity }],
      ['/accounts/new', { ...accountForm('挂到别人名下'), parentId: theirs.account }],
      [`/accounts/${theirs.account}`, { intent: 'edit', field: 'name', value: '偷', version: '1' }],
      [`/accounts/${theirs.account}/edit`, { ...accountForm('偷'), version: '1' }],
      [`/opportunities/${theirs.opportunity}`, { intent: 'delete', version: '1' }],
      [`/opportunities/${theirs.opportunity}/move`, { to: '2', version: '1' }],
      [`/visits/${theirs.visit}`, { intent: 'cancel', version: '1', cancelReason: '偷' }],
      ['/opportunities/bulk', { ids: theirs.opportunity, change: 'next_step', nextStep: '偷' }],
    ];
    for (const [path, fields] of tries) {
      const answer = await manager.post(path, fields);
      expect(answer.status, path).toBeLessThan(500);
      if (path !== '/opportunities/bulk') expect(answer.status, path).toBeGreaterThanOrEqual(400);
    }
    expect(await all()).toEqual(before);
    const [{ n }] = (await sql`
      select (select count(*) from opportunities where account_id = ${theirs.account} and owner_id = ${me.id})
        + (select count(*) from visits where (account_id = ${theirs.account} or opportunity_id = ${theirs.opportunity}) and owner_id = ${me.id})
        + (select count(*) from accounts where parent_id = ${theirs.account} and owner_id = ${me.id})
        + (select count(*) from opportunities where next_step = '偷') as n`) as [{ n: string }];
    expect(Number(n)).toBe(0);
  });
});

describe('naughty input', () => {
  const lists: Record<string, string[]> = {
    '/accounts': ['q', 'sort', 'after', 'before', 'grade', 'unit', 'owner', 'peek'],
    '/opportunities': ['q', 'stage', 'min', 'close', 'owner', 'after', 'view'],
    '/opportunities?shape=list': ['sort', 'after', 'before', 'unit', 'closeFrom', 'view'],
    '/visits': ['q', 'status', 'from', 'after', 'owner', 'sort'],
    '/commitments': ['after', 'owner', 'state'],
    '/search.json': ['q', 'kinds'],
    '/accounts/export': ['q', 'format'],
    '/visits/new': ['account', 'opportunity', 'on', 'q'],
  };
  const failed = (status: number) => status >= 500;

  it.each(Object.entries(lists))('in the address of %s is answered below 500', async (path, params) => {
    const wrong: string[] = [];
    for (const param of params) {
      const values = [...naughtyValues, theirs.account, theirs.owner];
      const answers = await inTurn(values, (value) =>
        manager.get(`${path}${path.includes('?') ? '&' : '?'}${param}=${encodeURIComponent(value)}`),
      );
      answers.forEach(({ status }, i) => {
        if (failed(status)) wrong.push(`${param}=${values[i]?.slice(0, 30)} ${status}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  it('in the fields of forms is answered below 500', async () => {
    const wrong: string[] = [];
    const forms: [string, () => Record<string, string>, string[]][] = [
      ['/accounts/new', () => accountForm('试探'), ['id', 'name', 'headcount', 'longitude', 'monthlyRevenueFen']],
      [
        '/opportunities/new',
        () => opportunityForm(mine.account),
        ['accountId', 'oneOffFen', 'months', 'expectedCloseOn'],
      ],
      ['/visits/new', () => visitForm(mine.account), ['plannedAt', 'plannedMinutes', 'contactIds', 'mode']],
      [`/opportunities/${mine.opportunity}/move`, () => ({ version: '1', to: '2' }), ['version', 'to', 'back']],
    ];
    for (const [path, form, fields] of forms)
      for (const field of fields) {
        const answers = await inTurn(naughtyValues, (value) =>
          manager.post(path, { ...form(), id: newId(), [field]: value }),
        );
        answers.forEach(({ status }, i) => {
          if (failed(status)) wrong.push(`${path} ${field}=${naughtyValues[i]?.slice(0, 30)} ${status}`);
        });
      }
    expect(wrong).toEqual([]);
  });

  it('of the wrong kind, doubled or far too long is answered below 500', async () => {
    const long = 'x'.repeat(1_000_000);
    const origin = { Origin: inject('baseUrl') };
    const send = (path: string, body: BodyInit, type?: string) =>
      manager.request(path, { method: 'POST', body, headers: { ...origin, ...(type && { 'Content-Type': type }) } });
    const answers = [
      await manager.post('/accounts/new', accountForm(long)),
      await manager.post('/accounts/new', [...Object.entries(accountForm('二')), ['name', '三'], ['id', newId()]]),
      await manager.post('/accounts/new', [
        ['needs[__proto__][x]', '1'],
        ['a[b][c][d][e]', '1'],
        ['[]', '1'],
      ]),
      await manager.post('/visits/new', {
        ...visitForm(mine.account),
        'needs[999999999][text]': 'x',
        mode: 'log',
        note: 'x',
      }),
      await manager.post('/visits/new', {
        ...visitForm(mine.account),
        needs: 'x',
        commitments: 'y',
        mode: 'log',
        note: 'x',
      }),
      await send('/accounts/new', '{"name":', 'application/json'),
      await send('/accounts/new', `${'['.repeat(50_000)}`, 'application/json'),
      await send('/accounts/new', '{"__proto__":{"role":"admin"},"name":1}', 'application/json'),
      await send('/accounts/new', 'null', 'application/json'),
      await send('/accounts/new', '--x\r\n', 'multipart/form-data; boundary=y'),
      await send('/accounts/new', 'x', 'multipart/form-data'),
      await send('/accounts/new', 'a=%ZZ&%00=%00', 'application/x-www-form-urlencoded'),
      await send('/accounts/new', 'x', 'text/plain'),
      await send('/accounts/new', new Uint8Array([0xff, 0xfe, 0]), 'application/x-www-form-urlencoded'),
      await send(
        '/login',
        '--y\r\nContent-Disposition: form-data; name="email"; filename="a"\r\n\r\nx\r\n--y--',
        'multipart/form-data; boundary=y',
      ),
      await send('/preferences', '{}', 'application/json'),
      await send('/logout', 'x', 'multipart/form-data'),
    ];
    manager = await Visitor.signIn('manager@demo.test');
    expect(answers.flatMap(({ status }, i) => (failed(status) ? [`${i}: ${status}`] : []))).toEqual([]);
  });
});

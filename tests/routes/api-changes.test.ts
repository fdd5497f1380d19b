import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, tokenOf } from '../support/program';
import { recordsOf } from './forms';

let sql: postgres.Sql;
let manager: Program;
let director: Program;
let records: Awaited<ReturnType<typeof recordsOf>>;
const key = `api_${newId().slice(-6)}`;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  records = await recordsOf(sql, 'manager@demo.test');
  manager = new Program(await tokenOf(sql, 'manager@demo.test'));
  director = new Program(await tokenOf(sql, 'director@demo.test', { role: 'sales_director' }));
});
afterAll(async () => {
  await sql`delete from custom_fields where key like ${`${key}%`}`;
  await sql.end();
});

type Row = { id: string; updatedAt?: string };
async function walk(program: Program, path: string) {
  const rows: Row[] = [];
  for (let next: unknown = ''; next !== null; ) {
    const page = await program.get(`${path}&limit=40${next ? `&cursor=${encodeURIComponent(String(next))}` : ''}`);
    expect(page.status, page.text).toBe(200);
    rows.push(...(page.body.data as Row[]));
    next = page.body.next;
  }
  return rows;
}

/** The newest few of what the director sees are a program's last changes. */
const lists = [
  ['accounts', 'deleted_at is null'],
  ['contacts', 'deleted_at is null'],
  ['opportunities', 'deleted_at is null'],
  ['visits', 'deleted_at is null'],
  ['interactions', 'deleted_at is null'],
  ['commitments', 'deleted_at is null'],
  ['leads', 'true'],
  ['quotes', 'true'],
  ['contracts', 'true'],
] as const;

describe('what was changed since', () => {
  it.each(lists)('is told of %s, each once and the oldest change first', async (name, living) => {
    const company = sql`tenant_id = (select tenant_id from people where email = 'director@demo.test')`;
    const [edge] = await sql`select updated_at as at from ${sql(name)}
      where ${company} and ${sql.unsafe(living)} order by updated_at desc, id offset 90 limit 1`;
    const since = edge ? new Date(edge.at).toISOString() : '2000-01-01T00:00:00Z';
    const wanted = await sql<Row[]>`select id from ${sql(name)}
      where ${company} and ${sql.unsafe(living)} and updated_at >= ${since} order by updated_at, id`;
    const rows = await walk(director, `/${name}?updatedSince=${since}`);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
    const times = rows.flatMap(({ updatedAt }) => updatedAt ?? []);
    expect(times).toEqual(times.toSorted());
    const first = await director.get(`/${name}?updatedSince=${since}&sort=-updated&limit=1`);
    expect((first.body.data as Row[])[0]?.id).toBeDefined();
  });

  it('begins with a change made now', async () => {
    const since = new Date(Date.now() - 1000).toISOString();
    const read = await manager.get(`/accounts/${records.account}`);
    await manager.patch(`/accounts/${records.account}`, Number(read.body.version), { tailoringNote: newId() });
    const told = await walk(manager, `/accounts?updatedSince=${since}`);
    expect(told.map(({ id }) => id)).toContain(records.account);
    expect(await walk(manager, `/accounts?updatedSince=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  });

  it('goes by the last change alone, from an instant', async () => {
    const since = 'updatedSince=2026-01-01T00:00:00Z';
    expect((await manager.get(`/accounts?${since}&sort=name`)).body.errors).toMatchObject([{ parameter: 'sort' }]);
    for (const wrong of ['2026-01-01', 'yesterday', '', '2026-13-01T00:00:00Z'])
      expect((await manager.get(`/accounts?updatedSince=${wrong}`)).status, wrong).toBe(422);
    expect((await manager.get('/people?updatedSince=2026-01-01T00:00:00Z')).status).toBe(422);
  });
});

describe('what was deleted since', () => {
  it('is told by id and time, to who would see it', async () => {
    const since = new Date(Date.now() - 1000).toISOString();
    const made = await manager.post('/accounts', { name: `gone ${newId()}`, kind: 'private', grade: 'C' });
    const contact = await manager.post('/contacts', { accountId: made.body.id, name: '已离职' });
    expect(contact.status, contact.text).toBe(201);
    expect((await manager.remove(`/contacts/${contact.body.id}`, 1)).status).toBe(204);
    expect((await manager.remove(`/accounts/${made.body.id}`, 1)).status).toBe(204);
    for (const [name, { body }] of [['accounts', made] as const, ['contacts', contact] as const]) {
      const gone = await walk(manager, `/${name}/deleted?since=${since}`);
      expect(gone.find(({ id }) => id === body.id)).toEqual({ id: body.id, deletedAt: expect.any(String) });
    }
    await manager.post(`/accounts/${made.body.id}/restore`);
    const back = await walk(manager, `/accounts?updatedSince=${since}`);
    expect(back.map(({ id }) => id)).toContain(made.body.id);
    expect((await walk(manager, `/accounts/deleted?since=${since}`)).map(({ id }) => id)).not.toContain(made.body.id);
  });

  it('needs to know since when', async () => {
    expect((await manager.get('/accounts/deleted')).body.errors).toMatchObject([{ parameter: 'since' }]);
    expect((await manager.get('/accounts/deleted?since=x&cursor=y')).status).toBe(422);
    expect((await manager.ask('DELETE', '/accounts/deleted')).status).toBe(405);
  });
});

describe('the company’s own fields', () => {
  it('narrow a list, in the units of the interface', async () => {
    for (const [suffix, kind] of [
      ['', 'text'],
      ['_fen', 'amount'],
    ] as const)
      await sql`insert into custom_fields (tenant_id, id, entity, key, kind, label, is_filterable)
        values (${records.tenant_id}, ${newId()}, 'accounts', ${key + suffix}, ${kind}, ${key}, true)`;
    const custom = { [key]: '甲类', [`${key}_fen`]: 12_345 };
    const made = await manager.post('/accounts', { name: `own ${newId()}`, kind: 'private', grade: 'C', custom });
    expect(made.status, made.text).toBe(201);
    const found = async (query: string) => (await walk(manager, `/accounts?${query}`)).map(({ id }) => id);
    expect(await found(`c.${key}=${encodeURIComponent('甲类')}`)).toEqual([made.body.id]);
    expect(await found(`c.${key}=${encodeURIComponent('乙类')}`)).toEqual([]);
    expect(await found(`c.${key}_fen.from=12345&c.${key}_fen.to=12345`)).toEqual([made.body.id]);
    expect(await found(`c.${key}_fen.from=12346`)).toEqual([]);
    expect(await found(`c.${key}_fen.from=1&updatedSince=2026-01-01T00:00:00Z`)).toEqual([made.body.id]);
    const wrong = await manager.get(`/accounts?c.${key}_fen.from=1.5`);
    expect(wrong.body.errors).toMatchObject([{ parameter: `c.${key}_fen.from`, reason: 'api.fen' }]);
    for (const path of [
      `/accounts?c.nothing=1`,
      `/accounts?c.${key}_fen=1`,
      `/visits?c.${key}=1`,
      `/people?c.${key}=1`,
    ])
      expect((await manager.get(path)).status, path).toBe(422);
    // of another company it is no parameter
    const stranger = new Program(await tokenOf(sql, 'manager.gd@demo.test'));
    expect((await stranger.get(`/accounts?c.${key}=1`)).status).toBe(422);
  });
});

describe('lists of contacts, visits and interactions', () => {
  it('are narrowed by whose they are, and by words', async () => {
    const contact = await manager.post('/contacts', { accountId: records.account, name: '欧阳寻' });
    const named = await manager.get(`/contacts?q=${encodeURIComponent('欧阳寻')}&owner=me`);
    expect((named.body.data as Row[]).map(({ id }) => id)).toContain(contact.body.id);
    const visits = await manager.get('/visits?owner=me&sort=plannedAt&limit=20');
    const told = visits.body.data as { ownerId: string; plannedAt: string }[];
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ ownerId }) => ownerId))).toEqual(new Set([records.owner]));
    expect(told.map(({ plannedAt }) => plannedAt)).toEqual(told.map(({ plannedAt }) => plannedAt).toSorted());
    const back = await walk(manager, '/contacts?sort=-name');
    expect(back.length).toBe((await walk(manager, '/contacts?sort=name')).length);
  });

  it('need no account', async () => {
    for (const sort of ['at', '-at', 'updated']) {
      const list = await director.get(`/interactions?sort=${sort}&limit=5`);
      expect(list.status, list.text).toBe(200);
    }
    const phoned = await director.get('/interactions?channel=phone&from=2026-01-01&to=2030-01-01&limit=5');
    for (const row of phoned.body.data as { channel: string }[]) expect(row.channel).toBe('phone');
  });
});

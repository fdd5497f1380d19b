import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Program, tokenOf } from '../support/program';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
let keeper: Visitor;
let manager: Program;
let elsewhere: Program;
let tag: string;

const field = (more: Record<string, string>) => ({ id: newId(), version: '0', intent: 'save', label: tag, ...more });

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  tag = `t${newId().slice(-8)}`;
  keeper = await Visitor.signIn('admin.zj@demo.test');
  manager = new Program(await tokenOf(sql, 'manager@demo.test'));
  elsewhere = new Program(await tokenOf(sql, 'manager.gd@demo.test'));
  const wanted: Record<string, string>[] = [
    { entity: 'accounts', kind: 'amount', key: tag },
    { entity: 'accounts', kind: 'several', key: `${tag}_s`, options: '甲\n乙' },
    { entity: 'contacts', kind: 'number', key: tag },
    { entity: 'opportunities', kind: 'day', key: tag, isFilterable: 'on', isListed: 'on' },
    { entity: 'visits', kind: 'yes_no', key: tag },
  ];
  for (const more of wanted) expect((await keeper.post('/custom-fields/new', field(more))).status).toBe(302);
});
afterAll(async () => {
  await sql`delete from custom_fields where key like ${`${tag}%`}`;
  await sql?.end();
});

const account = (custom: unknown) => ({ name: `Own ${newId()}`, kind: 'private', grade: 'C', custom });

describe('a company’s own fields in the API', () => {
  it('are written, read and changed one by one, amounts as whole fen', async () => {
    const made = await manager.post('/accounts', account({ [tag]: 123_45, [`${tag}_s`]: ['乙'] }));
    expect(made.status, made.text).toBe(201);
    const { id, version } = made.body as { id: string; version: number };
    expect(made.body).toMatchObject({ custom: { [tag]: 123_45, [`${tag}_s`]: ['乙'] } });
    const renamed = await manager.patch(`/accounts/${id}`, version, { shortName: 'Own' });
    expect(renamed.body).toMatchObject({ shortName: 'Own', custom: { [tag]: 123_45, [`${tag}_s`]: ['乙'] } });
    const changed = await manager.patch(`/accounts/${id}`, version + 1, { custom: { [tag]: 1 } });
    expect(changed.body).toMatchObject({ custom: { [tag]: 1, [`${tag}_s`]: ['乙'] } });
    const emptied = await manager.patch(`/accounts/${id}`, version + 2, { custom: { [tag]: null } });
    expect(emptied.body).toMatchObject({ custom: { [`${tag}_s`]: ['乙'] } });
    expect((await manager.get(`/accounts/${id}?fields=custom`)).body).toEqual({ id, custom: { [`${tag}_s`]: ['乙'] } });
    expect((await manager.patch(`/accounts/${id}`, version, { custom: { [tag]: 2 } })).status).toBe(412);
    expect((await elsewhere.get(`/accounts/${id}`)).status).toBe(404);
    expect((await elsewhere.patch(`/accounts/${id}`, version + 3, { custom: { [tag]: 2 } })).status).toBe(404);
  });

  it('are refused with a pointer to each', async () => {
    const refused = async (custom: unknown, program = manager) => {
      const { status, body } = await program.post('/accounts', account(custom));
      return [
        status,
        (body.errors as { pointer: string; reason: string }[] | undefined)?.map((e) => [e.pointer, e.reason]),
      ];
    };
    expect(await refused({ [tag]: 1.5 })).toEqual([422, [[`/custom/${tag}`, 'error.money']]]);
    expect(await refused({ [`${tag}_s`]: ['丙'] })).toEqual([422, [[`/custom/${tag}_s`, 'error.choose']]]);
    expect(await refused({ nobody: 1 })).toEqual([422, [['/custom/nobody', 'custom_field.unknown']]]);
    expect(await refused({ [tag]: 1 }, elsewhere)).toEqual([422, [[`/custom/${tag}`, 'custom_field.unknown']]]);
    for (const odd of ['x', 1, [1], true, [{}]]) expect((await refused(odd))[0]).toBe(422);
    const proto = await manager.post(
      '/accounts',
      `{"name":"x","kind":"private","grade":"C","custom":{"__proto__":{"a":1}}}`,
    );
    expect([proto.status, proto.body.custom]).toEqual([201, {}]);
  });

  it('stand in the document', async () => {
    const { paths, components } = (await manager.get('/openapi.json')).body as {
      paths: Record<
        string,
        Record<string, { requestBody: { content: Record<string, { schema: { properties: object } }> } }>
      >;
      components: { schemas: Record<string, { properties: object }> };
    };
    for (const name of ['Accounts', 'Contacts', 'Opportunities', 'Visits'])
      expect(components.schemas[name]!.properties).toHaveProperty('custom');
    const body = paths['/accounts']!.post!.requestBody.content['application/json']!.schema;
    expect(body.properties).toHaveProperty('custom');
  });
});

describe('the pages of own fields', () => {
  it('are open to administrators, and each company’s own to itself', async () => {
    const [mine] = await sql<{ id: string }[]>`select id from custom_fields where key = ${tag} and entity = 'visits'`;
    for (const who of ['manager', 'lead', 'director', 'service', 'trainer', 'employee']) {
      const visitor = await Visitor.signIn(`${who}@demo.test`);
      expect((await visitor.get('/custom-fields')).status).toBe(403);
      expect((await visitor.get(`/custom-fields/${mine!.id}`)).status).toBe(403);
      const forged = field({ entity: 'visits', kind: 'text', key: `${tag}_x` });
      expect((await visitor.post('/custom-fields/new', forged)).status).toBe(403);
    }
    // the group looks on
    const head = await Visitor.signIn('admin@demo.test');
    const page = await head.get(`/custom-fields/${mine!.id}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('name="label"');
    const retire = { intent: 'retire', version: '1', retired: 'on' };
    expect((await head.post(`/custom-fields/${mine!.id}`, retire)).status).toBe(404);
    expect((await keeper.get('/custom-fields/nonsense')).status).toBe(404);
  });

  it('narrow a list by what an address says, and never answer 500', async () => {
    const [deal] = await sql<{ id: string; version: number }[]>`
      select o.id, o.version from opportunities o join people p on p.id = o.owner_id
      where p.email = 'manager@demo.test' and o.deleted_at is null and o.stage_type = 'open' order by o.id desc limit 1`;
    const set = await manager.patch(`/opportunities/${deal!.id}`, deal!.version, { custom: { [tag]: '2033-03-03' } });
    expect(set.status, set.text).toBe(200);
    const visitor = await Visitor.signIn('manager@demo.test');
    const list = await visitor.get(`/opportunities?shape=list&c.${tag}.from=2033-01-01&c.${tag}.to=2033-12-31`);
    expect(list.status).toBe(200);
    expect(list.text).toContain(`/opportunities/${deal!.id}`);
    const none = await visitor.get(`/opportunities?shape=list&c.${tag}.from=2034-01-01`);
    expect(none.text).not.toContain(`/opportunities/${deal!.id}?`);
    for (const odd of ['%00', '"', '1e309', '2033-13-01', '%F0%9F%98%80', '$.x', "' or 1=1--"])
      for (const name of [`c.${tag}.from`, 'c.line_count.from', 'c.tender_no', 'c.classified', 'c.__proto__'])
        expect([200, 400]).toContain((await visitor.get(`/opportunities?shape=list&${name}=${odd}`)).status);
    const file = await visitor.get(`/opportunities/export?c.${tag}.from=2033-01-01`);
    expect(file.text).toContain('2033-03-03');
  });
});

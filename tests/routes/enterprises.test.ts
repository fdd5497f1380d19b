import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
const [kept, gone] = [newId(), newId()];
let moved: string[];

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  await sql`insert into enterprises (id, name) values (${kept}, '合江集团'), (${gone}, '合江控股')`;
  const rows = await sql`select a.id from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null and a.enterprise_id is null order by a.id limit 3`;
  moved = rows.map((row) => row.id);
  await sql`update accounts set enterprise_id = ${kept} where id = ${moved[0]!}`;
  await sql`update accounts set enterprise_id = ${gone} where id in ${sql(moved.slice(1))}`;
});
afterAll(() => sql?.end());

const groups = async () =>
  (await sql`select enterprise_id from accounts where id in ${sql(moved)} order by id`).map((row) => row.enterprise_id);

describe('a double in the register of groups', () => {
  it('is merged and parted again by the administrator of the group, and by nobody else', async () => {
    const keeper = await Visitor.signIn('admin@demo.test');
    const edit = `/enterprises/${kept}/edit`;
    for (const who of ['director', 'hq', 'admin.zj', 'manager']) {
      const other = await Visitor.signIn(`${who}@demo.test`);
      expect([who, (await other.get(edit)).status]).toEqual([who, 403]);
      expect((await other.get(`/enterprises/${kept}`)).text).not.toContain(`${edit}"`);
    }
    const shown = await keeper.get(`/enterprises/${kept}`);
    expect(shown.text).toContain(`${edit}"`);
    const saved = await keeper.post(edit, { intent: 'save', name: '合江集团公司', version: '1' });
    expect([saved.status, saved.headers.get('Location')]).toEqual([302, `/enterprises/${kept}`]);
    expect((await keeper.post(edit, { intent: 'save', name: '', version: '2' })).status).toBe(422);
    expect((await keeper.post(edit, { intent: 'save', name: '又名', version: '1' })).status).toBe(409);
    const asked = await keeper.get(`/enterprises/${kept}/merge?gone=${gone}`);
    expect(asked.text).toContain('合江控股');
    const id = newId();
    const merge = { id, kept, gone, keptVersion: '2', goneVersion: '1' };
    const done = await keeper.post(`/enterprises/${kept}/merge`, merge);
    expect([done.status, done.headers.get('Location')]).toEqual([302, edit]);
    expect(await groups()).toEqual([kept, kept, kept]);
    const old = await keeper.get(`/enterprises/${gone}`);
    expect([old.status, old.headers.get('Location')]).toEqual([302, `/enterprises/${kept}`]);
    expect((await keeper.get(edit)).text).toContain('合江控股');
    expect((await keeper.post(edit, { intent: 'undo', mergeId: id })).status).toBe(302);
    expect(await groups()).toEqual([kept, gone, gone]);
  });
});

describe('a unit', () => {
  it('is added, moved, closed and opened again on its page', async () => {
    const keeper = await Visitor.signIn('admin.zj@demo.test');
    const [city] = await sql`select id from units where name = '宁波分公司'`;
    const [from] = await sql`select id from units where name = '杭州分公司'`;
    const added = await keeper.post('/units', { intent: 'add', parentId: `${from!.id}`, kind: 'team', name: '试点组' });
    const page = added.headers.get('Location')!;
    const id = new URL(page, 'http://here').searchParams.get('unit')!;
    const act = async (form: Record<string, string>) => (await keeper.post('/units', { id, ...form })).status;
    expect(await act({ intent: 'move', parentId: `${city!.id}`, version: '1' })).toBe(302);
    expect(await act({ intent: 'move', parentId: id, version: '2' })).toBe(422);
    expect(await act({ intent: 'close', version: '1' })).toBe(409);
    expect(await act({ intent: 'close', version: '2' })).toBe(302);
    expect((await keeper.get(page)).text).toContain('重新打开');
    const lead = await Visitor.signIn('lead@demo.test');
    expect((await lead.get('/units')).text).not.toContain('试点组');
    expect((await lead.post('/units', { intent: 'reopen', id, version: '3' })).status).toBe(403);
    expect(await act({ intent: 'reopen', version: '3' })).toBe(302);
    expect(await act({ intent: 'nonsense' })).toBe(400);
    const full = await keeper.post('/units', { intent: 'close', id: `${city!.id}`, version: '1' });
    expect(full.status).toBe(422);
  });
});

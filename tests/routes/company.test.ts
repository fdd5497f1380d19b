import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openCompany } from '../../scripts/company/open';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

const code = `n${newId().slice(-10)}`;
const email = `admin@${code}.test`;
const admin = { email, name: '丁一', locale: 'zh-CN' as const };
const password = 'seagull harbour lantern 7';
const company = { code, name: `新公司 ${code}`, under: 'hq', admin };

describe('a company opened at the machine', () => {
  it('asks for what it cannot know', async () => {
    await expect(openCompany(sql, { code, under: 'hq', admin })).rejects.toThrow(/--name/);
    await expect(openCompany(sql, { ...company, under: 'nowhere' })).rejects.toThrow('There is no company nowhere.');
    await expect(openCompany(sql, { ...company, under: undefined })).rejects.toThrow(/--under hq/);
    await expect(openCompany(sql, { ...company, admin: { ...admin, email: 'lead@demo.test' } })).rejects.toThrow(
      /another company/,
    );
    expect(await sql`select 1 from tenants where code = ${code}`).toHaveLength(0);
  });

  it('has an administrator who sets a password by the link, once, signs in and sets up the rest', async () => {
    const [first, second] = [await openCompany(sql, company), await openCompany(sql, company)];
    const stranger = new Visitor();
    expect((await stranger.post(`/recover/${second}`, { password })).status).toBe(200);
    for (const used of [first, second])
      expect(await sql`select * from app.recovery(${createHash('sha256').update(used).digest('hex')})`).toHaveLength(0);
    const visitor = await Visitor.signIn(email, password);
    const units = await visitor.get('/units');
    expect([units.status, units.text.includes(company.name)]).toEqual([200, true]);
    // of the others nothing
    expect(units.text).not.toContain('杭州');
    const [root] = await sql`select root_unit_id as id from tenants where code = ${code}`;
    const added = await visitor.post('/units', {
      intent: 'add',
      parentId: String(root!.id),
      kind: 'city',
      name: '一分公司',
    });
    expect(added.status).toBe(302);
    const events = await sql`
      select j.event from journal j join tenants t on t.id = j.tenant_id where t.code = ${code} and j.actor_id is null order by j.id`;
    expect(events.map(({ event }) => event)).toEqual([
      'unit.created',
      'person.created',
      'person.role_granted',
      'person.recovery_sent',
      'person.recovery_sent',
    ]);
  });
});

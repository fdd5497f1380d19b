import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, contacts, journal, offerings, opportunities, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { startUndo } from '~/features/imports/commands.server';
import { getImport, listResults } from '~/features/imports/queries.server';
import type { ImportKind } from '~/features/imports/rules';
import { undoImport } from '~/features/imports/undo.server';
import { named, run, upload } from '../support/import-files';
import { inWorld, type World } from '../support/world';

async function undo(w: World, id: string) {
  const import_ = await getImport(w.admin, id);
  expect(await startUndo(w.admin, id, import_.version)).toMatchObject({ ok: true });
  await undoImport(w.admin, import_);
  const { rows } = await listResults(w.admin, await getImport(w.admin, id), ['created', 'updated'], null);
  return rows
    .flatMap(({ problems }) => problems.map(({ reason, value }) => `${reason.split('.').at(-1)} ${value}`))
    .sort();
}

const imported = async (w: World, kind: ImportKind, text: string) => {
  const id = await upload(w.admin, w, kind, text);
  expect(await run(w.admin, id)).toMatchObject({ rejected: 0, questions: 0 });
  return id;
};
const counts = async (w: World, id: string) => {
  const { created, updated, unchanged, rejected } = await getImport(w.admin, id);
  return { created, updated, unchanged, rejected };
};
const touch = (w: World, table: string, id: string) =>
  w.owner.execute(sql`update ${sql.raw(table)} set version = version + 1 where id = ${id}`);
const fresh = { updated: 0, unchanged: 0, rejected: 0 };

describe('the undo of an import spares what people have worked with since, and a second import brings back the rest', () => {
  it('accounts', () =>
    inWorld(async (w) => {
      const text = '客户名称,客户类型\n原样,民营企业\n有人改,民营企业\n有人访,民营企业\n';
      const id = await imported(w, 'accounts', text);
      const made = await w.owner.select().from(accounts).where(eq(accounts.importId, id));
      const by = (name: string) => made.find((row) => row.name === name)!;
      await touch(w, 'accounts', by('有人改').id);
      await w.visit(by('有人访'));
      expect(await undo(w, id)).toEqual(['changed_since 有人改', 'in_use 有人访']);
      const left = await w.owner.select().from(accounts).where(eq(accounts.importId, id));
      expect(
        left
          .filter(({ deletedAt }) => !deletedAt)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['有人改', '有人访']);
      const again = await imported(w, 'accounts', text);
      expect(await counts(w, again)).toEqual({ ...fresh, created: 1, unchanged: 2 });
    }));

  it('contacts', () =>
    inWorld(async (w) => {
      const account = await w.account({ ...named('浙江一建') });
      const text = '客户,姓名\n浙江一建,原样\n浙江一建,有人改\n浙江一建,有人访\n';
      const id = await imported(w, 'contacts', text);
      const made = await w.owner.select().from(contacts).where(eq(contacts.importId, id));
      const by = (name: string) => made.find((row) => row.name === name)!;
      await touch(w, 'contacts', by('有人改').id);
      const visit = await w.visit(account);
      await w.owner.execute(sql`
        insert into visit_attendees (tenant_id, id, unit_id, owner_id, account_id, visit_id, contact_id)
        values (${visit.tenantId}, ${newId()}, ${visit.unitId}, ${visit.ownerId}, ${account.id}, ${visit.id}, ${by('有人访').id})`);
      expect(await undo(w, id)).toEqual(['changed_since 有人改', 'in_use 有人访']);
      const again = await imported(w, 'contacts', text);
      expect(await counts(w, again)).toEqual({ ...fresh, created: 1, unchanged: 2 });
    }));

  it('opportunities', () =>
    inWorld(async (w) => {
      const account = await w.account({ ...named('浙江一建') });
      const text =
        '客户,商机名称,阶段,商机编号\n浙江一建,原样,需求挖掘,K1\n浙江一建,有人改,需求挖掘,K2\n浙江一建,有人访,需求挖掘,K3\n';
      const id = await imported(w, 'opportunities', text);
      const made = await w.owner.select().from(opportunities).where(eq(opportunities.importId, id));
      const by = (title: string) => made.find((row) => row.title === title)!;
      await touch(w, 'opportunities', by('有人改').id);
      await w.visit(account, { opportunityId: by('有人访').id });
      expect(await undo(w, id)).toEqual(['changed_since 有人改', 'in_use 有人访']);
      const again = await imported(w, 'opportunities', text);
      expect(await counts(w, again)).toEqual({ ...fresh, created: 1, unchanged: 2 });
    }));

  it('visits', () =>
    inWorld(async (w) => {
      const account = await w.account({ ...named('浙江一建') });
      const text =
        '客户,目的,拜访时间\n浙江一建,原样,2026/11/2 14:30\n浙江一建,有人改,2026/11/3 14:30\n浙江一建,有人记,2026/11/4 14:30\n';
      const id = await imported(w, 'visits', text);
      const made = await w.owner.select().from(visits).where(eq(visits.importId, id));
      const by = (purpose: string) => made.find((row) => row.purpose === purpose)!;
      await touch(w, 'visits', by('有人改').id);
      await w.owner.execute(sql`
        insert into needs (tenant_id, id, unit_id, owner_id, account_id, visit_id, kind, text)
        values (${account.tenantId}, ${newId()}, ${account.unitId}, ${account.ownerId}, ${account.id}, ${by('有人记').id}, 'explicit', '要专线')`);
      expect(await undo(w, id)).toEqual(['changed_since 有人改', 'in_use 有人记']);
      const again = await imported(w, 'visits', text);
      expect(await counts(w, again)).toEqual({ ...fresh, created: 1, unchanged: 2 });
    }));

  it('people, who come back with their role, as often as it is done', () =>
    inWorld(async (w) => {
      const text =
        '姓名,邮箱,角色,部门\n原样,a@x.test,客户经理,政企一组\n有客户,b@x.test,客户经理,政企一组\n有口令,c@x.test,客户经理,政企一组\n真离职,d@x.test,客户经理,政企一组\n';
      const id = await imported(w, 'people', text);
      type Person = { id: string; name: string; left_on: string | null; roles: number };
      const read = async () => {
        const rows = await w.owner.execute<Person>(sql`
          select p.id, p.name, p.left_on, (select count(*)::int from role_grants g where g.person_id = p.id) as roles
          from people p where p.import_id = ${id}`);
        return Object.fromEntries([...rows].map((row) => [row.name, row]));
      };
      const made = await read();
      const account = await w.account({ ...named('有主') });
      await w.owner.execute(sql`update accounts set owner_id = ${made.有客户!.id} where id = ${account.id}`);
      await w.owner.insert(journal).values({
        tenantId: w.unit.zj.tenantId, id: newId(), at: new Date(), actorId: w.admin.actor.personId, event: 'person.password_issued',
        subject: 'person', subjectId: made.有口令!.id, unitId: w.unit.team.id,
      }); // biome-ignore format: one line
      await w.owner.execute(
        sql`update people set left_on = '2026-01-31', version = version + 1 where id = ${made.真离职!.id}`,
      );
      expect(await undo(w, id)).toEqual(['changed_since 有口令', 'in_use 有客户']);
      const undone = await read();
      expect(undone.原样).toMatchObject({ roles: 0 });
      expect(undone.原样!.left_on).not.toBeNull();
      expect(undone.有客户).toMatchObject({ left_on: null, roles: 1 });
      expect(undone.有口令).toMatchObject({ left_on: null, roles: 1 });

      const again = await imported(w, 'people', text);
      expect(await counts(w, again)).toEqual({ created: 0, updated: 1, unchanged: 3, rejected: 0 });
      expect((await read()).原样).toMatchObject({ left_on: null, roles: 1 });
      expect((await read()).真离职).toMatchObject({ left_on: '2026-01-31' });
      expect(await undo(w, again)).toEqual([]);
      expect((await read()).原样).toMatchObject({ left_on: undone.原样!.left_on, roles: 0 });

      const third = await imported(w, 'people', text);
      expect(await counts(w, third)).toMatchObject({ updated: 1 });
      expect((await read()).原样).toMatchObject({ left_on: null, roles: 1 });
    }));

  it('products, which are on sale again', () =>
    inWorld(async (w) => {
      const text = '产品编码,产品名称,产品线\nP-1,原样,云\nP-2,有商机,云\nP-3,有人改,云\n';
      const id = await imported(w, 'offerings', text);
      const read = async () =>
        Object.fromEntries(
          (await w.owner.select().from(offerings).where(eq(offerings.importId, id))).map((row) => [row.code, row]),
        );
      const made = await read();
      const account = await w.account();
      await w.opportunity(account, { offeringId: made['P-2']!.id });
      await w.owner.insert(journal).values({
        tenantId: w.unit.zj.tenantId, id: newId(), at: new Date(), actorId: w.admin.actor.personId, event: 'offering.changed',
        subject: 'offering', subjectId: made['P-3']!.id, unitId: w.unit.zj.id,
      }); // biome-ignore format: one line
      expect(await undo(w, id)).toEqual(['changed_since 有人改', 'in_use 有商机']);
      const states = async () =>
        Object.values(await read())
          .map(({ code, lifecycle }) => `${code} ${lifecycle}`)
          .sort();
      expect(await states()).toEqual(['P-1 retired', 'P-2 launched', 'P-3 launched']);
      const again = await imported(w, 'offerings', text);
      expect(await counts(w, again)).toEqual({ created: 0, updated: 1, unchanged: 2, rejected: 0 });
      expect(await states()).toEqual(['P-1 launched', 'P-2 launched', 'P-3 launched']);
      expect(await undo(w, again)).toEqual([]);
      expect(await states()).toEqual(['P-1 retired', 'P-2 launched', 'P-3 launched']);
      expect(await counts(w, await imported(w, 'offerings', text))).toMatchObject({ updated: 1 });
    }));
});

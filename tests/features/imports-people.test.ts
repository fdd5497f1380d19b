import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { importRows, journal, roleGrants } from '#drizzle/schema';
import { startUndo } from '~/features/imports/commands.server';
import { getImport, listResults } from '~/features/imports/queries.server';
import { undoImport } from '~/features/imports/undo.server';
import { grantRole, revokeRole } from '~/features/people/commands/roles.server';
import { rejections, run, upload } from '../support/import-files';
import { inWorld, type World } from '../support/world';

const head = '姓名,邮箱,角色,部门';
const roleOf = async (w: World, id: string) =>
  (await w.owner.select().from(roleGrants).where(eq(roleGrants.personId, id)))
    .map(({ role, unitId }) => `${role} ${unitId}`)
    .sort();
const told = (w: World, id: string) =>
  w.owner.select().from(journal).where(eq(journal.subjectId, id)).orderBy(journal.at, journal.event);
const personBy = async (w: World, email: string) =>
  [
    ...(await w.owner.execute<{ id: string; left_on: string | null }>(
      sql`select id, left_on from people where email = ${email}`,
    )),
  ][0]!;

async function undo(w: World, id: string, ctx = w.admin) {
  const import_ = await getImport(ctx, id);
  expect(await startUndo(ctx, id, import_.version)).toMatchObject({ ok: true });
  await undoImport(ctx, import_);
  return getImport(ctx, id);
}

describe('roles by import', () => {
  it('are told in full of somebody new', () =>
    inWorld(async (w) => {
      const id = await upload(w.admin, w, 'people', `${head},工号\n新人,new@x.test,销售主管,政企一组,Z-7\n`);
      expect(await run(w.admin, id)).toMatchObject({ created: 1, rejected: 0 });
      const { id: person } = await personBy(w, 'new@x.test');
      expect(await roleOf(w, person)).toEqual([`team_lead ${w.unit.team.id}`]);
      const [entry, ...more] = await told(w, person);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ event: 'person.created', actorId: w.admin.actor.personId });
      expect(entry!.after).toMatchObject({
        name: '新人', email: 'new@x.test', employee_no: 'Z-7', unit_id: w.unit.team.id, role: 'team_lead', importId: id,
      }); // biome-ignore format: one line
      expect(entry!.after).not.toHaveProperty('search');
    }));

  it('are news of somebody known, journalled, and revoked by an undo', () =>
    inWorld(async (w) => {
      const { personId, email } = w.manager.actor;
      const text = `${head}\n王芳,${email},销售主管,政企一组\n`;
      const id = await upload(w.admin, w, 'people', text);
      const import_ = await run(w.admin, id);
      expect(import_).toMatchObject({ updated: 1, unchanged: 0, rejected: 0 });
      const grant = { role: 'team_lead' as const, unitId: w.unit.team.id };
      const own = `account_manager ${w.unit.team.id}`;
      expect(await roleOf(w, personId)).toEqual([own, `team_lead ${w.unit.team.id}`]);
      expect(await told(w, personId)).toMatchObject([
        { event: 'person.role_granted', after: { ...grant, importId: id } },
      ]);
      const [row] = await w.owner.select().from(importRows).where(eq(importRows.importId, id));
      expect(row!.before).toMatchObject({ grant: { role: 'team_lead', unit_id: w.unit.team.id } });

      // the same file again has nothing new to say, and its undo nothing to take
      const again = await upload(w.admin, w, 'people', text);
      expect(await run(w.admin, again)).toMatchObject({ updated: 0, unchanged: 1 });

      await undo(w, id);
      expect(await roleOf(w, personId)).toEqual([own]);
      const events = await told(w, personId);
      expect(events.at(-1)).toMatchObject({ event: 'person.role_revoked', before: grant });
    }));

  it('go with an undo also where the person was changed since, and those given by hand stay', () =>
    inWorld(async (w) => {
      const { personId, email } = w.manager.actor;
      const id = await upload(w.admin, w, 'people', `${head},职务\n王芳,${email},销售主管,政企一组,主管\n`);
      await run(w.admin, id);
      await grantRole(w.admin, personId, { role: 'trainer', unitId: w.unit.team.id });
      await w.owner.execute(sql`update people set title = '经理', version = version + 1 where id = ${personId}`);
      const import_ = await undo(w, id);
      expect(await roleOf(w, personId)).toEqual([`account_manager ${w.unit.team.id}`, `trainer ${w.unit.team.id}`]);
      const { rows } = await listResults(w.admin, import_, ['updated'], null);
      expect(rows.map(({ problems }) => problems.map(({ reason }) => reason))).toEqual([
        ['imports.problem.changed_since'],
      ]);
    }));

  it('are nothing to undo once they were taken back by hand', () =>
    inWorld(async (w) => {
      const { personId, email } = w.manager.actor;
      const id = await upload(w.admin, w, 'people', `${head}\n王芳,${email},培训师,政企一组\n`);
      await run(w.admin, id);
      await revokeRole(w.admin, personId, { role: 'trainer', unitId: w.unit.team.id });
      const before = (await told(w, personId)).length;
      await undo(w, id);
      expect((await told(w, personId)).length).toBe(before);
    }));

  it('are given where they may be given by hand, no further', () =>
    inWorld(async (w) => {
      const below = await w.person({ unit: w.unit.hangzhou, role: 'admin', name: '杭州管理员' });
      const over = await w.person({ unit: w.unit.zj, name: '省公司人' });
      const text = `${head}\n甲,a@x.test,管理员,浙江公司\n省公司人,${over.actor.email},管理员,杭州分公司\n乙,b@x.test,管理员,杭州分公司\n`;
      const id = await upload(below, w, 'people', text);
      expect(await run(below, id)).toMatchObject({ created: 1, updated: 0, rejected: 2 });
      expect(await rejections(w, id)).toEqual([
        '1 rejected unit:imports.problem.unit',
        '2 rejected email:imports.problem.taken',
      ]);
      expect(await roleOf(w, over.actor.personId)).toEqual([`account_manager ${w.unit.zj.id}`]);
      await expect(upload(w.director, w, 'people', text)).rejects.toMatchObject({ init: { status: 403 } });
    }));

  it('are granted for the unit of the person where the file names none, and nobody loses administration by an undo', () =>
    inWorld(async (w) => {
      const { personId, email } = w.admin.actor;
      await w.owner.delete(roleGrants).where(and(eq(roleGrants.personId, personId), eq(roleGrants.role, 'trainer')));
      const other = w.manager.actor;
      const text = `姓名,邮箱,角色\n王芳,${other.email},培训师\n`;
      const id = await upload(w.admin, w, 'people', text);
      expect(await run(w.admin, id)).toMatchObject({ updated: 1 });
      expect(await roleOf(w, other.personId)).toContain(`trainer ${w.unit.team.id}`);

      const own = await upload(w.admin, w, 'people', `${head}\n管理员,${email},管理员,政企一组\n`);
      expect(await run(w.admin, own)).toMatchObject({ updated: 1 });
      const import_ = await undo(w, own);
      expect(await roleOf(w, personId)).toContain(`admin ${w.unit.team.id}`);
      const { rows } = await listResults(w.admin, import_, ['updated'], null);
      expect(rows[0]!.problems.map(({ reason }) => reason)).toContain('imports.problem.role_kept');
    }));
});

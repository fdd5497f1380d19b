import { and, eq, inArray, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, enterpriseMerges, enterprises, journal } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { createAccount } from '~/features/accounts/commands/create.server';
import { mergeEnterprises, undoGroupMerge, updateEnterprise } from '~/features/accounts/commands/enterprise.server';
import { enterpriseInput } from '~/features/accounts/enterprise-input';
import { newAccountInput } from '~/features/accounts/input';
import { getEnterprise } from '~/features/accounts/queries/enterprise.server';
import { keepsRegister, listGroupMerges } from '~/features/accounts/queries/enterprise-register.server';
import { listEnterpriseOptions, listEnterprises } from '~/features/accounts/queries/enterprises.server';
import { inWorld, type World } from '../support/world';

const codes = ['91340603MA2UJYNU67', '91330106MA2CFTX1X9'];
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: { init?: { status?: number } }) => error.init?.status,
  );

/** The world's companies as if they had been set up first, with an administrator of the group, and two names for one group. */
async function arrange(w: World) {
  await w.owner.execute(sql`update tenants set root_unit_id = null where id < ${w.unit.group.tenantId}`);
  const keeper = await w.person({ unit: w.unit.group, role: 'admin', name: '集团管理员' });
  const tag = newId().slice(-6);
  const [kept, gone] = [newId(), newId()];
  await w.owner.insert(enterprises).values([
    { id: kept, name: `东江银行${tag}` },
    { id: gone, name: `东江银行股份${tag}`, creditCode: codes[0], industry: '66' },
  ]);
  const head = await w.account({ owner: w.manager, name: '总行', enterpriseId: kept });
  const mine = await w.account({ owner: w.manager, name: '杭州分行', enterpriseId: gone, monthlyRevenueFen: 5 });
  const south = await w.account({ owner: w.stranger, name: '广州分行', enterpriseId: gone, monthlyRevenueFen: 7 });
  return { keeper, kept, gone, head, mine, south, tag };
}
const rowOf = async (w: World, id: string) =>
  (await w.owner.select().from(enterprises).where(eq(enterprises.id, id)))[0]!;
const groupOf = async (w: World, id: string) =>
  (await w.owner.select().from(accounts).where(eq(accounts.id, id)))[0]!.enterpriseId;
const eventsOf = (w: World, ...ids: string[]) =>
  w.owner
    .select({ event: journal.event, before: journal.before, after: journal.after })
    .from(journal)
    .where(inArray(journal.subjectId, ids));
const fields = (name: string, more: object = {}) =>
  enterpriseInput.parse({ name, shortName: '', creditCode: '', industry: '', version: 1, ...more });
const merge = (kept: string, gone: string, id = newId()) => ({ id, kept, gone, keptVersion: 1, goneVersion: 1 });

describe('the register of groups', () => {
  it('is edited by its keepers alone, told apart from what one does not see', () =>
    inWorld(async (w) => {
      const { keeper, kept, gone, tag } = await arrange(w);
      expect([await keepsRegister(keeper), await keepsRegister(w.admin)]).toEqual([true, false]);
      for (const who of [w.manager, w.director, w.admin, w.hq])
        expect(await status(updateEnterprise(who, kept, fields('新名')))).toBe(403);
      for (const who of [w.strangerDirector, w.otherTeam]) // no branch of it in sight
        expect(await status(updateEnterprise(who, kept, fields('新名')))).toBe(404);
      expect(await status(updateEnterprise(keeper, newId(), fields('新名')))).toBe(404);
      const told = { name: `东江银行集团${tag}`, shortName: '东江', industry: '66' };
      expect(await updateEnterprise(keeper, kept, fields(told.name, told))).toMatchObject({ ok: true });
      expect(await rowOf(w, kept)).toMatchObject({ ...told, version: 2, creditCode: null });
      expect((await getEnterprise(w.manager, kept)).name).toBe(told.name);
      // sent twice it changes nothing more, from an older version nothing at all
      expect(await updateEnterprise(keeper, kept, fields(told.name, told))).toMatchObject({ ok: true });
      expect(await updateEnterprise(keeper, kept, fields('旧'))).toMatchObject({
        ok: false,
        reason: 'stale',
        params: { who: '集团管理员' },
      });
      expect(
        await updateEnterprise(keeper, kept, fields(told.name, { ...told, creditCode: codes[0], version: 2 })),
      ).toMatchObject({
        fields: { creditCode: 'enterprise.code_taken' },
      });
      expect(await eventsOf(w, kept)).toEqual([
        {
          event: 'enterprise.changed',
          before: { name: `东江银行${tag}`, shortName: null, industry: null },
          after: told,
        },
      ]);
      expect((await rowOf(w, gone)).version).toBe(1);
    }));

  it('holds in the database: only its keepers change a row or see a merge, and nobody but its functions merges', () =>
    inWorld(async (w) => {
      const { keeper, kept, gone } = await arrange(w);
      const direct = async (who: Context) =>
        (
          await who.db
            .update(enterprises)
            .set({ name: 'x' })
            .where(eq(enterprises.id, kept))
            .returning({ id: enterprises.id })
        ).length;
      expect(await direct(w.admin)).toBe(0);
      expect(await direct(w.director)).toBe(0);
      expect(await direct(keeper)).toBe(1);
      const { id } = merge(kept, gone);
      await mergeEnterprises(keeper, { ...merge(kept, gone, id) });
      for (const who of [w.admin, w.director, w.manager])
        expect(await who.db.select().from(enterpriseMerges)).toEqual([]);
      expect(await keeper.db.select().from(enterpriseMerges).where(eq(enterpriseMerges.id, id))).toHaveLength(1);
    }));

  it('refuses its functions to others', () =>
    inWorld(async (w) => {
      const { kept, gone } = await arrange(w);
      const call = w.admin.db.execute(
        sql`select app.merge_enterprises(${kept}::uuid, ${gone}::uuid, ${newId()}::uuid, now())`,
      );
      await expect(call).rejects.toThrow();
    }));

  it('is referred to by accounts and offerings alone, which a merge moves', () =>
    inWorld(async (w) => {
      const rows = await w.owner.execute<{
        name: string;
      }>(sql`select conrelid::regclass::text as name from pg_constraint
        where contype = 'f' and confrelid = 'enterprises'::regclass`);
      expect([...new Set([...rows].map((row) => row.name))].sort()).toEqual([
        'accounts',
        'enterprise_merges',
        'enterprises',
        'offerings',
      ]);
    }));
});

describe('merging groups', () => {
  it('moves every branch of the companies in sight, says so on each, and goes back', () =>
    inWorld(async (w) => {
      const { keeper, kept, gone, head, mine, south } = await arrange(w);
      const input = merge(kept, gone);
      for (const who of [w.manager, w.director, w.admin, w.hq])
        expect(await status(mergeEnterprises(who, input))).toBe(403);
      expect(await mergeEnterprises(keeper, merge(kept, kept))).toMatchObject({ reason: 'enterprise.same' });
      expect(await mergeEnterprises(keeper, { ...input, goneVersion: 9 })).toMatchObject({ reason: 'stale' });
      expect(await status(mergeEnterprises(keeper, merge(kept, newId())))).toBe(404);
      expect(await mergeEnterprises(keeper, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await mergeEnterprises(keeper, input)).toEqual({ ok: true, value: { id: input.id } }); // sent twice
      expect([await groupOf(w, mine.id), await groupOf(w, south.id)]).toEqual([kept, kept]);
      expect((await getEnterprise(w.hq, kept)).sums).toMatchObject({ branches: 3, monthlyRevenueFen: 12 });
      // whoever still has the address of the double is led to what it became part of, as far as they see any of it
      expect((await getEnterprise(w.director, gone)).id).toBe(kept);
      expect(await status(getEnterprise(w.otherTeam, gone))).toBe(404);
      expect((await listEnterprises(w.hq, null, null)).rows.map((row) => row.id)).toEqual([kept]);
      expect((await listEnterpriseOptions(w.hq, '东江银行')).map(({ id }) => id)).toContain(kept);
      expect((await listEnterpriseOptions(w.hq, '东江银行')).map(({ id }) => id)).not.toContain(gone);
      expect([await rowOf(w, kept), await rowOf(w, gone)]).toMatchObject([
        { creditCode: codes[0], industry: '66', version: 2 },
        { creditCode: null, mergedIntoId: kept, version: 2 },
      ]);
      const told = { before: { enterpriseId: gone }, after: { enterpriseId: kept }, event: 'account.changed' };
      expect(await eventsOf(w, mine.id, south.id)).toEqual([told, told]);
      expect(await eventsOf(w, head.id)).toEqual([]);
      expect((await eventsOf(w, kept, gone)).map(({ event }) => event).sort()).toEqual([
        'enterprise.joined_other',
        'enterprise.merged',
      ]);
      const [account] = await w.owner.select().from(accounts).where(eq(accounts.id, mine.id));
      expect(account!.version).toBe(mine.version + 1); // an open form is stale now

      for (const who of [w.manager, w.director, w.admin, w.hq])
        expect(await status(undoGroupMerge(who, input.id))).toBe(403);
      expect(await undoGroupMerge(keeper, input.id)).toEqual({ ok: true, value: { keptId: kept, left: 0 } });
      expect(await undoGroupMerge(keeper, input.id)).toEqual({ ok: true, value: { keptId: kept, left: 0 } });
      expect([await groupOf(w, head.id), await groupOf(w, mine.id), await groupOf(w, south.id)]).toEqual([
        kept,
        gone,
        gone,
      ]);
      expect([await rowOf(w, kept), await rowOf(w, gone)]).toMatchObject([
        { creditCode: null, industry: null },
        { creditCode: codes[0], industry: '66', mergedIntoId: null },
      ]);
      expect(await eventsOf(w, mine.id)).toHaveLength(2);
    }));

  it('leaves the branches of companies out of sight, and what was put elsewhere meanwhile', () =>
    inWorld(async (w) => {
      const { keeper, kept, gone, mine, south } = await arrange(w);
      // 广东 becomes a group of its own: its branch stays where it is, and its people see it as before
      await w.owner.execute(sql`update units set parent_id = null where id = ${w.unit.gd.id}`);
      const input = merge(kept, gone);
      expect(await mergeEnterprises(keeper, input)).toMatchObject({ ok: true });
      expect([await groupOf(w, mine.id), await groupOf(w, south.id)]).toEqual([kept, gone]);
      expect(await getEnterprise(w.strangerDirector, gone)).toMatchObject({ id: gone, sums: { branches: 1 } });
      const other = newId();
      await w.owner.insert(enterprises).values({ id: other, name: '别的集团' });
      await w.owner.update(accounts).set({ enterpriseId: other }).where(eq(accounts.id, mine.id));
      expect(await undoGroupMerge(keeper, input.id)).toMatchObject({ value: { left: 1 } });
      expect(await groupOf(w, mine.id)).toBe(other);
      expect(await listGroupMerges(keeper, kept)).toMatchObject([{ id: input.id, branches: 1, left: 1 }]);
    }));

  it('is followed by whatever is put under the double later, however it is written', () =>
    inWorld(async (w) => {
      const { keeper, kept, gone, tag } = await arrange(w);
      await mergeEnterprises(keeper, merge(kept, gone));
      const late = await w.account({ owner: w.manager, name: '宁波分行', enterpriseId: gone });
      expect(await groupOf(w, late.id)).toBe(kept);
      const free = await w.account({ owner: w.manager, name: '温州分行' });
      await w.owner.update(accounts).set({ enterpriseId: gone }).where(eq(accounts.id, free.id));
      expect(await groupOf(w, free.id)).toBe(kept);
      const made = newAccountInput.parse({
        id: newId(),
        name: '绍兴分行',
        kind: 'state_owned',
        grade: 'C',
        enterpriseName: `东江银行股份${tag}`,
      });
      expect(await createAccount(w.manager, made)).toMatchObject({ ok: true });
      expect(await groupOf(w, made.id)).toBe(kept);
    }));

  it('keeps two organisations apart, and a chain is undone from its end', () =>
    inWorld(async (w) => {
      const { keeper, kept, gone, head } = await arrange(w);
      const third = newId();
      await w.owner.insert(enterprises).values({ id: third, name: '东江', creditCode: codes[1] });
      await w.account({ owner: w.manager, name: '嘉兴分行', enterpriseId: third });
      expect(await mergeEnterprises(keeper, merge(third, gone))).toMatchObject({ reason: 'enterprise.two_codes' });
      const first = merge(third, kept);
      expect(await mergeEnterprises(keeper, first)).toMatchObject({ ok: true });
      expect(await status(mergeEnterprises(keeper, merge(third, kept)))).toBe(404); // a double is none any more
      await w.owner.update(enterprises).set({ creditCode: null }).where(eq(enterprises.id, gone));
      const second = { ...merge(gone, third), goneVersion: 2 };
      expect(await mergeEnterprises(keeper, second)).toMatchObject({ ok: true });
      expect(await groupOf(w, head.id)).toBe(gone);
      expect(await undoGroupMerge(keeper, first.id)).toMatchObject({ reason: 'enterprise.kept_gone' });
      expect(await undoGroupMerge(keeper, second.id)).toMatchObject({ ok: true });
      expect(await undoGroupMerge(keeper, first.id)).toMatchObject({ ok: true });
      expect(await groupOf(w, head.id)).toBe(kept);
      const still = and(eq(enterprises.id, third), eq(enterprises.creditCode, codes[1]!));
      expect(await w.owner.select({ id: enterprises.id }).from(enterprises).where(still)).toHaveLength(1);
    }));
});

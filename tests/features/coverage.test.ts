import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, coveragePolicies, journal, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { assignAccounts } from '~/features/assignments/commands/assign.server';
import { planMove } from '~/features/assignments/plan.server';
import { setPolicy } from '~/features/coverage/commands.server';
import type { CoverageFilters } from '~/features/coverage/filters';
import { defaultPolicy } from '~/features/coverage/policy';
import { getCoverageMap } from '~/features/coverage/queries/map.server';
import { listMyDue } from '~/features/coverage/queries/mine.server';
import { getAccountMonths } from '~/features/coverage/queries/months.server';
import { listOverdue } from '~/features/coverage/queries/overdue.server';
import { getPolicy, listPolicies } from '~/features/coverage/queries/policy.server';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const all: CoverageFilters = { kind: 'manager', grade: null, owner: null, unit: null };
const leader: CoverageFilters = { ...all, kind: 'leader' };
const made = new Date('2026-11-10T02:00:00Z');
const on = (day: string) => new Date(`${day}T02:00:00Z`);
const names = async (ctx: Context, filters = all) => (await listOverdue(ctx, filters)).rows.map((row) => row.name);

/** Four of the manager: two overdue, one in time, one new; one overdue of the stranger. */
async function arrange(w: World) {
  const account = (name: string, grade: 'A' | 'D', lastVisitedAt: Date | null, owner = w.manager) =>
    w.account({ owner, name, grade, lastVisitedAt, createdAt: made });
  return {
    late: await account('久未拜访', 'A', on('2026-08-03')),
    half: await account('半年一访', 'D', on('2026-05-11')),
    fine: await account('刚拜访过', 'A', on('2026-11-12')),
    fresh: await account('新客户', 'A', null),
    theirs: await account('别家客户', 'A', on('2026-01-05'), w.stranger),
  };
}

describe('the list of the overdue', () => {
  it('shows whom one answers for or leads, the most overdue first, and a stranger nothing of it', () =>
    inWorld(async (w) => {
      await arrange(w);
      const expected = ['久未拜访', '半年一访'];
      for (const ctx of [w.manager, w.lead, w.director, w.admin]) expect(await names(ctx)).toEqual(expected);
      for (const ctx of [w.colleague, w.otherTeam, w.trainer, w.employee]) expect(await names(ctx)).toEqual([]);
      for (const ctx of [w.stranger, w.strangerDirector]) expect(await names(ctx)).toEqual(['别家客户']);
      expect(await names(w.hq)).toEqual(['别家客户', ...expected]);
      const mine = { ...all, owner: w.manager.actor.personId };
      expect(await names(w.director, mine)).toEqual(expected);
      expect(await names(w.stranger, mine)).toEqual([]);
      expect(await names(w.strangerDirector, { ...all, unit: w.unit.zj.id })).toEqual([]);
      expect(await names(w.director, { ...all, unit: w.unit.team.id })).toEqual(expected);
      expect(await names(w.director, { ...all, unit: w.unit.team2.id })).toEqual([]);
      expect(await names(w.director, { ...all, grade: 'D' })).toEqual(['半年一访']);
    }));

  it('says since when, until when and what is planned', () =>
    inWorld(async (w) => {
      const { late } = await arrange(w);
      await w.visit(late, { plannedAt: on('2026-11-25') });
      const { rows, count } = await listOverdue(w.manager, all);
      expect(count).toBe(2);
      expect(rows[0]).toMatchObject({ dueOn: '2026-09-01', firm: true, days: 21, sinceOn: '2026-08-03' });
      expect(rows[0]?.plannedAt).toBe('2026-11-25T02:00:00.000Z');
      expect(rows[0]?.lastAt).toBe('2026-08-03T02:00:00.000Z');
    }));

  it('turns its pages both ways without leaving out or repeating', () =>
    inWorld(async (w) => {
      for (let n = 0; n < 11; n++) {
        const day = new Date(on('2026-07-20').getTime() - n * 3 * 86_400_000 - n * 1234);
        await w.account({ name: `甲${n}`, grade: 'A', lastVisitedAt: day, createdAt: made });
        await w.account({ name: `丙${n}`, grade: 'C', lastVisitedAt: day, createdAt: made });
      }
      const whole = await names(w.lead);
      expect(whole.length).toBeGreaterThan(15);
      const seen: string[] = [];
      const pages: string[][] = [];
      let after: string | null = null;
      let last: Awaited<ReturnType<typeof listOverdue>>;
      do {
        last = await listOverdue(w.lead, all, { after, limit: 4 });
        pages.push(last.rows.map((row) => row.name));
        seen.push(...pages.at(-1)!);
        after = last.after;
      } while (after);
      expect(seen).toEqual(whole);
      const back = await listOverdue(w.lead, all, { before: last.before, limit: 4 });
      expect(back.rows.map((row) => row.name)).toEqual(pages.at(-2));
      expect(back.after).not.toBeNull();
      for (const bad of ['x', btoa('["2026-02-30 9999-99-99 99:99:99+99","x"]'), btoa(JSON.stringify([1, newId()]))])
        expect((await listOverdue(w.lead, all, { after: bad })).rows).toHaveLength(whole.length);
    }));

  it('counts visits of a leader by themselves, where the policy asks for them', () =>
    inWorld(async (w) => {
      const { late, half } = await arrange(w);
      await w.owner
        .update(accounts)
        .set({ leaderUncoveredSince: on('2026-01-05') })
        .where(eq(accounts.id, half.id));
      await w.owner
        .update(accounts)
        .set({ leaderUncoveredSince: on('2026-06-01') })
        .where(eq(accounts.id, late.id));
      expect(await names(w.lead, leader)).toEqual(['久未拜访']);
      expect(await names(w.stranger, leader)).toEqual([]);
      const done = { status: 'completed' as const, plannedAt: on('2026-10-20'), endedAt: on('2026-10-20') };
      await w.visit(late, done);
      expect(await names(w.lead, leader)).toEqual(['久未拜访']);
      const visit = await w.visit(late, { ...done, type: 'executive', startedAt: on('2026-10-20') });
      expect(await names(w.lead, leader)).toEqual([]);
      await w.owner.update(visits).set({ deletedAt: clock }).where(eq(visits.id, visit.id));
      const [row] = await w.owner.select().from(accounts).where(eq(accounts.id, late.id));
      expect(row?.leaderUncoveredSince).toEqual(made);
    }));
});

describe('since when the interval counts', () => {
  it('is the last visit, and the first day of the account when visits go away', () =>
    inWorld(async (w) => {
      const { late, fresh } = await arrange(w);
      const since = async (id: string) =>
        (await w.owner.select().from(accounts).where(eq(accounts.id, id)))[0]?.uncoveredSince;
      expect(await since(fresh.id)).toEqual(made);
      expect(await since(late.id)).toEqual(on('2026-08-03'));
      await w.owner
        .update(accounts)
        .set({ lastVisitedAt: on('2026-11-19') })
        .where(eq(accounts.id, late.id));
      expect(await since(late.id)).toEqual(on('2026-11-19'));
      await w.owner.update(accounts).set({ lastVisitedAt: null }).where(eq(accounts.id, late.id));
      expect(await since(late.id)).toEqual(made);
    }));

  it('begins anew with a new manager when nobody has visited yet', () =>
    inWorld(async (w) => {
      const early = { createdAt: on('2026-02-02'), grade: 'A' as const };
      const never = await w.account({ ...early, name: '从未拜访' });
      const visited = await w.account({ ...early, name: '拜访过', lastVisitedAt: on('2026-08-03') });
      expect(await names(w.manager)).toEqual(['从未拜访', '拜访过']);
      const ids = { accountIds: [never.id, visited.id], toIds: [w.colleague.actor.personId], reason: null };
      const preview = await planMove(w.lead, ids);
      if (!preview.ok) throw new Error(preview.reason);
      expect(await assignAccounts(w.lead, { ...ids, seal: preview.value.seal })).toMatchObject({ ok: true });
      expect(await names(w.colleague)).toEqual(['拜访过']);
    }));
});

describe('the policy', () => {
  const input = { version: 0, ...defaultPolicy };

  it('is written by who administers the company, once, with an entry in the journal', () =>
    inWorld(async (w) => {
      const zj = w.unit.zj.tenantId;
      await arrange(w);
      expect(await setPolicy(w.admin, zj, { ...input, managerA: 100, leaderB: 120 })).toMatchObject({ ok: true });
      expect(await names(w.manager)).toEqual(['半年一访']);
      expect(await names(w.stranger)).toEqual(['别家客户']);
      expect(await getPolicy(w.manager, zj)).toMatchObject({ version: 1, policy: { managerA: 100, leaderB: 120 } });
      const [entry] = await w.owner
        .select()
        .from(journal)
        .where(and(eq(journal.event, 'coverage.changed'), eq(journal.tenantId, zj)));
      expect(entry).toMatchObject({ before: { managerA: 21, leaderB: null }, after: { managerA: 100, leaderB: 120 } });
    }));

  it('is not overwritten by who has not seen the last change', () =>
    inWorld(async (w) => {
      const zj = w.unit.zj.tenantId;
      await setPolicy(w.admin, zj, { ...input, managerA: 10 });
      const stale = await setPolicy(w.admin, zj, { ...input, managerB: 30 });
      expect(stale).toMatchObject({ reason: 'stale', details: { who: '管理员', fields: ['managerA'] } });
      expect(await setPolicy(w.admin, zj, { ...input, version: 1, managerB: 30 })).toMatchObject({ ok: true });
    }));

  it('may not be written by anybody else, nor read by strangers', () =>
    inWorld(async (w) => {
      const zj = w.unit.zj.tenantId;
      for (const ctx of [w.manager, w.lead, w.director, w.hq, w.trainer, w.strangerDirector])
        await expect(setPolicy(ctx, zj, input)).rejects.toMatchObject(forbidden);
      await expect(setPolicy(w.admin, w.unit.gd.tenantId, input)).rejects.toMatchObject(absent);
      await setPolicy(w.admin, zj, { ...input, managerA: 10 });
      await expect(getPolicy(w.stranger, zj)).rejects.toMatchObject(absent);
      expect((await listPolicies(w.stranger)).has(zj)).toBe(false);
      expect(await w.stranger.db.select().from(coveragePolicies)).toEqual([]);
      const past = w.director.db.update(coveragePolicies).set({ managerA: 1 }).returning();
      expect(await past).toEqual([]);
    }));
});

describe('the heat map', () => {
  it('gathers by unit, by person, and shows who leads nothing only themselves', () =>
    inWorld(async (w) => {
      await arrange(w);
      await w.account({ owner: w.otherTeam, name: '二组客户', grade: 'B', createdAt: made });
      const top = await getCoverageMap(w.director, null);
      expect(top.rows.map(({ name, shares }) => [name, shares.all.late, shares.all.total])).toEqual([
        ['杭州分公司', 2, 5],
      ]);
      expect(top.total.A).toEqual({ total: 3, late: 1 });
      const city = await getCoverageMap(w.director, w.unit.hangzhou.id);
      expect(city.rows.map(({ name, shares }) => [name, shares.all.total])).toEqual([['政企一组', 4], ['政企二组', 1]]); // biome-ignore format: short
      expect(city.line.map(({ name }) => name)).toEqual(['浙江公司', '杭州分公司']);
      const team = await getCoverageMap(w.lead, null);
      expect(team.rows).toMatchObject([{ kind: 'person', name: '王芳', shares: { D: { total: 1, late: 1 } } }]);
      const own = await getCoverageMap(w.manager, w.unit.team2.id);
      expect(own.rows.map(({ name, shares }) => [name, shares.all.total])).toEqual([['王芳', 4]]);
      await expect(getCoverageMap(w.strangerDirector, w.unit.team.id)).rejects.toMatchObject(absent);
      await expect(getCoverageMap(w.lead, w.unit.team2.id)).rejects.toMatchObject(absent);
      expect((await getCoverageMap(w.colleague, null)).total.all.total).toBe(0);
      expect((await getCoverageMap(w.hq, null)).total.all.total).toBe(6);
    }));

  it('goes down to the months of one person, for whom leads that person', () =>
    inWorld(async (w) => {
      const { late } = await arrange(w);
      const visit = (day: string, type: 'routine' | 'executive') =>
        w.visit(late, { plannedAt: on(day), startedAt: on(day), endedAt: on(day), status: 'completed', type });
      await visit('2026-08-03', 'routine');
      await visit('2026-08-20', 'executive');
      await visit('2025-11-30', 'routine');
      const id = w.manager.actor.personId;
      for (const ctx of [w.manager, w.lead, w.director]) {
        const { rows, months } = await getAccountMonths(ctx, id, null);
        expect(months).toHaveLength(12);
        expect([months[0], months[11]]).toEqual(['2025-12', '2026-11']);
        const cells = rows.find((row) => row.id === late.id)?.cells;
        expect(cells?.[8]).toEqual({ visits: 2, leader: 1 });
        expect(cells?.[0]).toEqual({ visits: 0, leader: 0 });
      }
      for (const ctx of [w.colleague, w.otherTeam, w.stranger, w.strangerDirector, w.trainer])
        await expect(getAccountMonths(ctx, id, null)).rejects.toMatchObject(absent);
    }));
});

it('today names one’s own most overdue accounts, without those about to be visited', () =>
  inWorld(async (w) => {
    const { late } = await arrange(w);
    expect((await listMyDue(w.manager)).map(({ name }) => name)).toEqual(['久未拜访', '半年一访']);
    expect(await listMyDue(w.lead)).toEqual([]);
    await w.visit(late, { plannedAt: on('2026-11-25') });
    expect((await listMyDue(w.manager)).map(({ name }) => name)).toEqual(['半年一访']);
    expect(await listMyDue(w.stranger)).toMatchObject([{ name: '别家客户', everVisited: true }]);
  }));

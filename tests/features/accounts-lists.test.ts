import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { enterprises } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { readAccountFilters } from '~/features/accounts/filters';
import { getEnterprise } from '~/features/accounts/queries/enterprise.server';
import { listEnterprises } from '~/features/accounts/queries/enterprises.server';
import { getRegister, listAccounts } from '~/features/accounts/queries/list.server';
import {
  findAccount,
  listAccountNames,
  listAccountOptions,
  listChildAccounts,
} from '~/features/accounts/queries.server';
import { accountSorts } from '~/features/accounts/rules';
import { clock } from '../support/rollback';
import { inWorld } from '../support/world';

const filters = (query = '', me = '') => readAccountFilters(new URLSearchParams(query), me);
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: { init?: { status?: number } }) => error.init?.status,
  );

describe('lists', () => {
  it('show each what is theirs, and strangers nothing', () =>
    inWorld(async (w) => {
      const mine = await w.account({ owner: w.manager, name: '甬港', pinyin: 'yonggang' });
      const theirs = await w.account({ owner: w.otherTeam, name: '越州', pinyin: 'yuezhou' });
      const names = async (who: typeof w.manager) =>
        (await getRegister(who, filters(), {})).rows.map((row) => row.name).sort();
      expect(await names(w.manager)).toEqual(['甬港']);
      expect(await names(w.lead)).toEqual(['甬港']);
      expect(await names(w.director)).toEqual(['甬港', '越州']);
      expect(await names(w.hq)).toEqual(['甬港', '越州']);
      for (const stranger of [w.stranger, w.strangerDirector, w.employee]) {
        expect(await names(stranger)).toEqual([]);
        expect((await getRegister(stranger, filters(), {})).count).toBe(0);
        expect((await getRegister(stranger, filters(`owner=${w.manager.actor.personId}`), {})).rows).toEqual([]);
        expect((await getRegister(stranger, filters(`unit=${w.unit.team.id}`), {})).rows).toEqual([]);
        expect((await getRegister(stranger, filters('q=甬港'), {})).rows).toEqual([]);
        expect(await listAccountOptions(stranger, '甬港')).toEqual([]);
        expect(await listAccountNames(stranger, [mine.id, theirs.id])).toEqual([]);
        expect(await findAccount(stranger, mine.id)).toBeNull();
        expect(await listChildAccounts(stranger, mine.id)).toEqual([]);
      }
    }));

  it('page there and back by key in each order', () =>
    inWorld(async (w) => {
      for (let n = 0; n < 7; n++)
        await w.account({
          owner: w.manager,
          name: `客户${n}`,
          pinyin: `kehu${n % 4}`,
          updatedAt: new Date(Date.UTC(2026, 10, 1 + (n % 3))),
          lastVisitedAt: n % 3 ? new Date(Date.UTC(2026, 9, 1 + (n % 2))) : null,
        });
      for (const sort of accountSorts) {
        for (const who of [w.manager, w.director]) {
          const all = (await listAccounts(who, filters(`sort=${sort}`))).rows.map((row) => row.id);
          expect(all).toHaveLength(7);
          const there: string[] = [];
          let page = await listAccounts(who, filters(`sort=${sort}`), { limit: 3 });
          expect(page.before).toBeNull();
          for (there.push(...page.rows.map((row) => row.id)); page.after; there.push(...page.rows.map((row) => row.id)))
            page = await listAccounts(who, filters(`sort=${sort}`), { limit: 3, after: page.after });
          expect(there).toEqual(all);
          const back = await listAccounts(who, filters(`sort=${sort}`), { limit: 3, before: page.before });
          expect(back.rows.map((row) => row.id)).toEqual(all.slice(3, 6));
        }
      }
    }));

  it('begin or end with those never visited, and find those not visited for so long', () =>
    inWorld(async (w) => {
      const visited = (name: string, lastVisitedAt: string | null, owner = w.manager) =>
        w.account({ owner, name, lastVisitedAt: lastVisitedAt ? new Date(lastVisitedAt) : null });
      await visited('昨天', '2026-11-20T02:00:00Z');
      await visited('正好三十天', '2026-10-22T15:59:59Z'); // 23:59 on 22 October in Shanghai
      await visited('二十九天', '2026-10-22T16:00:00Z');
      await visited('从未', null);
      await visited('外省从未', null, w.stranger);
      const names = async (query: string, who = w.manager) =>
        (await getRegister(who, filters(query), {})).rows.map((row) => row.name);
      expect(await names('sort=visit')).toEqual(['从未', '正好三十天', '二十九天', '昨天']);
      expect(await names('sort=-visit')).toEqual(['昨天', '二十九天', '正好三十天', '从未']);
      expect(await names('quiet=30')).toEqual(['从未', '正好三十天']);
      expect(await names('quiet=30&sort=-visit', w.director)).toEqual(['正好三十天', '从未']);
      expect((await getRegister(w.lead, filters('quiet=30'), {})).count).toBe(2);
      expect(await names('quiet=nonsense')).toHaveLength(4);
      for (const who of [w.strangerDirector, w.stranger]) expect(await names('quiet=30', who)).toEqual(['外省从未']);
      for (const who of [w.otherTeam, w.employee]) {
        expect(await names('quiet=30', who)).toEqual([]);
        expect((await getRegister(who, filters('quiet=30'), {})).count).toBe(0);
      }
    }));

  it('narrow by each filter', () =>
    inWorld(async (w) => {
      await w.account({
        owner: w.manager,
        name: '甬港',
        grade: 'A',
        kind: 'private',
        industry: '54',
        regionCode: '330200',
      });
      await w.account({
        owner: w.colleague,
        name: '越州',
        grade: 'B',
        kind: 'government',
        industry: '91',
        regionCode: '440100',
      });
      const names = async (query: string) =>
        (await getRegister(w.director, filters(query, w.manager.actor.personId), {})).rows.map((row) => row.name);
      for (const query of ['grade=A', 'kind=private', 'section=G', 'region=330000', 'owner=me'])
        expect(await names(query), query).toEqual(['甬港']);
      expect(await names(`unit=${w.unit.hangzhou.id}`)).toHaveLength(2);
      expect(await names(`unit=${w.unit.gd.id}`)).toEqual([]);
      expect(await names('grade=nonsense&after=nonsense&sort=nonsense')).toHaveLength(2);
    }));
});

describe('enterprises', () => {
  it('show each the branches of their own, and a stranger not even the group', () =>
    inWorld(async (w) => {
      const id = newId();
      await w.owner.insert(enterprises).values({ id, name: '澜江银行' });
      const head = await w.account({ owner: w.manager, name: '杭州', enterpriseId: id, monthlyRevenueFen: 100 });
      await w.account({ owner: w.stranger, name: '广州', enterpriseId: id, monthlyRevenueFen: 10 });
      await w.opportunity(head);
      const branches = async (who: typeof w.hq) =>
        (await getEnterprise(who, id)).branches.map((branch) => branch.name).sort();
      expect(await branches(w.hq)).toEqual(['广州', '杭州'].sort());
      expect(await branches(w.director)).toEqual(['杭州']);
      expect(await branches(w.strangerDirector)).toEqual(['广州']);
      const { sums: seen, branches: shown } = await getEnterprise(w.director, id);
      expect(seen).toMatchObject({ branches: 1, openCount: 1, openFen: 10_000_000, monthlyRevenueFen: 100 });
      expect(shown[0]).toMatchObject({ openCount: 1 });
      expect(await thrown(getEnterprise(w.otherTeam, id))).toBe(404);
      expect(await thrown(getEnterprise(w.hq, newId()))).toBe(404);
      const sums = async (who: typeof w.hq) =>
        (await listEnterprises(who, null, null)).rows.map((row) => [row.branches, row.monthlyRevenueFen]);
      expect(await sums(w.hq)).toEqual([[2, 110]]);
      expect(await sums(w.director)).toEqual([[1, 100]]);
      expect(await sums(w.otherTeam)).toEqual([]);
    }));

  it('sum all branches somebody sees, page them there and back, and are quick about thousands', () =>
    inWorld(async (w) => {
      const id = newId();
      await w.owner.insert(enterprises).values({ id, name: '远江银行' });
      const first = await w.account({ owner: w.manager, name: '总行', pinyin: 'zonghang', enterpriseId: id });
      await w.opportunity(first, { oneOffFen: 700 });
      await w.visit(first, { status: 'completed', plannedAt: new Date('2026-11-20T02:00:00Z'), endedAt: clock });
      const branch = (who: typeof w.manager, from: number, to: number) =>
        w.owner.execute(sql`insert into accounts (tenant_id, id, unit_id, owner_id, name, pinyin, kind, enterprise_id, monthly_revenue_fen, uncovered_since, leader_uncovered_since)
          select ${who.actor.tenantId}, gen_random_uuid(), ${who.actor.unitId}, ${who.actor.personId}, '支行' || n, 'zhihang' || (n % 50), 'state_owned', ${id}, 10, now(), now()
          from generate_series(${from}::int, ${to}::int) n`);
      await branch(w.manager, 1, 1500);
      await branch(w.stranger, 1501, 3000);
      const sums = async (who: typeof w.hq) => (await getEnterprise(who, id)).sums;
      expect(await sums(w.hq)).toEqual({
        branches: 3001,
        monthlyRevenueFen: 30_000,
        openCount: 1,
        openFen: 700,
        visits: 1,
        unvisited: 3000,
      });
      expect(await sums(w.manager)).toMatchObject({
        branches: 1501,
        monthlyRevenueFen: 15_000,
        visits: 1,
        unvisited: 1500,
      });
      expect(await sums(w.strangerDirector)).toMatchObject({ branches: 1500, openCount: 0, openFen: 0, visits: 0 });
      const all: string[] = [];
      let page = await getEnterprise(w.hq, id, { limit: 1000 });
      expect(page.before).toBeNull();
      for (all.push(...page.branches.map((one) => one.id)); page.after; all.push(...page.branches.map((one) => one.id)))
        page = await getEnterprise(w.hq, id, { limit: 1000, after: page.after });
      expect([all.length, new Set(all).size]).toEqual([3001, 3001]);
      const back = await getEnterprise(w.hq, id, { limit: 1000, before: page.before });
      expect(back.branches.map((one) => one.id)).toEqual(all.slice(2000, 3000));
      expect((await getEnterprise(w.hq, id, { after: 'nonsense' })).branches.map((one) => one.id)).toEqual(
        all.slice(0, 50),
      );
    }));
});

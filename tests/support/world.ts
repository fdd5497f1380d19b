import { sql } from 'drizzle-orm';
import {
  accounts,
  assignments,
  commitments,
  contacts,
  needs,
  opportunities,
  people,
  roleGrants,
  tenants,
  units,
  visits,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Role } from '~/features/people/rules';
import { clock, inRollback, type Transaction } from './rollback';

type Unit = { id: number; tenantId: number; name: string };
type AccountRow = typeof accounts.$inferSelect;
type Given<T extends { $inferInsert: object }> = Partial<T['$inferInsert']>;

const unitRoles: Role[] = ['team_lead', 'sales_director', 'service_agent', 'admin'];

async function arrangeUnits({ owner }: Transaction) {
  const tag = newId().slice(-12);
  const tenant = async (code: string, name: string) =>
    (
      await owner
        .insert(tenants)
        .values({ code: `${code}-${tag}`, name })
        .returning()
    )[0]!.id;
  const unit = async (
    tenantId: number,
    parent: Unit | null,
    kind: 'group' | 'province' | 'city' | 'team',
    name: string,
  ): Promise<Unit> => {
    const [row] = await owner
      .insert(units)
      .values({ tenantId, parentId: parent?.id ?? null, kind, name })
      .returning();
    if (parent?.tenantId !== tenantId)
      await owner.update(tenants).set({ rootUnitId: row!.id }).where(sql`id = ${tenantId}`);
    return row!;
  };
  const group = await unit(await tenant('hq', '集团'), null, 'group', '集团总部');
  const zj = await unit(await tenant('zj', '浙江'), group, 'province', '浙江公司');
  const gd = await unit(await tenant('gd', '广东'), group, 'province', '广东公司');
  const hangzhou = await unit(zj.tenantId, zj, 'city', '杭州分公司');
  return {
    group,
    zj,
    gd,
    hangzhou,
    team: await unit(zj.tenantId, hangzhou, 'team', '政企一组'),
    team2: await unit(zj.tenantId, hangzhou, 'team', '政企二组'),
    gdTeam: await unit(gd.tenantId, gd, 'team', '广州政企组'),
  };
}

export type World = Awaited<ReturnType<typeof build>>;

async function build(tx: Transaction) {
  const { owner } = tx;
  const unit = await arrangeUnits(tx);
  const provinces = [unit.group, unit.zj, unit.gd].map((u) => u.tenantId);

  async function person(given: { unit?: Unit; role?: Role; name?: string; leftOn?: string }): Promise<Context> {
    const at = given.unit ?? unit.team;
    const role = given.role ?? 'account_manager';
    const id = newId();
    const email = `${id.slice(-12)}@test.invalid`;
    const name = given.name ?? '测试员';
    await owner
      .insert(people)
      .values({ id, tenantId: at.tenantId, unitId: at.id, name, email, leftOn: given.leftOn ?? null });
    await owner.insert(roleGrants).values({ personId: id, role, unitId: at.id });
    const leads = unitRoles.includes(role);
    const seesTenants = !leads
      ? []
      : at === unit.group
        ? provinces
        : at === unit.zj || at === unit.gd
          ? [at.tenantId]
          : [];
    const below = at === unit.hangzhou ? [at.id, unit.team.id, unit.team2.id] : [at.id];
    return tx.as({
      sessionId: newId(),
      personId: id,
      name,
      email,
      role,
      roles: [role],
      tenantId: at.tenantId,
      tenantName: '',
      unitId: at.id,
      unitName: at.name,
      locale: 'zh-CN',
      ledUnits: leads ? [at.id] : [],
      visibleTenants: seesTenants,
      visibleUnits: leads && !seesTenants.length ? below : [],
    });
  }

  const cast = {
    manager: await person({ name: '王芳' }),
    colleague: await person({ name: '李晓梅' }),
    otherTeam: await person({ unit: unit.team2, name: '陈静' }),
    lead: await person({ role: 'team_lead', name: '刘洋' }),
    director: await person({ unit: unit.zj, role: 'sales_director', name: '周正宇' }),
    hq: await person({ unit: unit.group, role: 'sales_director', name: '总部' }),
    admin: await person({ unit: unit.zj, role: 'admin', name: '管理员' }),
    stranger: await person({ unit: unit.gdTeam, name: '黄志强' }),
    strangerDirector: await person({ unit: unit.gd, role: 'sales_director', name: '梁总' }),
    trainer: await person({ unit: unit.zj, role: 'trainer', name: '培训师' }),
    employee: await person({ unit: unit.team, role: 'employee', name: '员工' }),
  };

  const child = (account: AccountRow) => ({
    tenantId: account.tenantId,
    id: newId(),
    unitId: account.unitId,
    ownerId: account.ownerId,
    accountId: account.id,
  });

  return {
    ...cast,
    unit,
    owner,
    as: tx.as,
    person,
    /** An account with its primary assignment since 2026-01-01. */
    async account(given: { owner?: Context } & Omit<Given<typeof accounts>, 'owner'> = {}) {
      const { owner: who = cast.manager, ...values } = given;
      const row = {
        tenantId: who.actor.tenantId,
        id: newId(),
        unitId: who.actor.unitId,
        ownerId: who.actor.personId,
        name: '杭城商业银行',
        kind: 'state_owned' as const,
        ...values,
      };
      const [account] = await owner.insert(accounts).values(row).returning();
      await owner.insert(assignments).values({ ...child(account!), role: 'primary', during: '[2026-01-01,)' });
      return account!;
    },
    async contact(account: AccountRow, given: Given<typeof contacts> = {}) {
      return (
        await owner
          .insert(contacts)
          .values({ ...child(account), name: '沈国强', ...given })
          .returning()
      )[0]!;
    },
    async opportunity(account: AccountRow, given: Given<typeof opportunities> = {}) {
      const values = {
        ...child(account),
        title: '全省网点 SD-WAN 改造',
        pipelineId: 1,
        stageId: 1,
        stageType: 'open' as const,
        stageEnteredAt: clock,
        lastActivityAt: clock,
        probability: 10,
        oneOffFen: 100_000_00,
        ...given,
      };
      return (await owner.insert(opportunities).values(values).returning())[0]!;
    },
    async visit(account: AccountRow, given: Given<typeof visits> = {}) {
      const values = { ...child(account), purpose: '方案交流', plannedAt: clock, ...given };
      return (await owner.insert(visits).values(values).returning())[0]!;
    },
    async need(account: AccountRow, given: Given<typeof needs> = {}) {
      return (
        await owner
          .insert(needs)
          .values({ ...child(account), kind: 'explicit', text: '双链路', ...given })
          .returning()
      )[0]!;
    },
    async commitment(account: AccountRow, given: Given<typeof commitments> = {}) {
      const values = { ...child(account), text: '提交同业案例', dueOn: '2026-11-27', ...given };
      return (await owner.insert(commitments).values(values).returning())[0]!;
    },
  };
}

/** A small group of companies in a transaction that is undone: HQ → 浙江 (杭州 → two teams), 广东 (one team). */
export const inWorld = (work: (world: World) => Promise<void>) => inRollback(async (tx) => work(await build(tx)));

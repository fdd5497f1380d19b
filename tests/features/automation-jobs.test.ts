import { eq, sql as query } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, it, vi } from 'vitest';
import {
  accounts,
  assignments,
  automationFirings,
  automationRules,
  commitments,
  journal,
  opportunities,
  people,
  roleGrants,
  tenants,
  units,
} from '#drizzle/schema';
import { newId } from '~/core/ids';
import { eventually } from '../support/journey';

const sql = postgres(inject('ownerUrl'), { max: 3, fetch_types: false, onnotice: () => {} });
const db = drizzle(sql, { casing: 'snake_case' });
const at = { tenantId: 0, unitId: 0 };
const [adminId, ownerId, accountId] = [newId(), newId(), newId()];
const now = new Date();
let jobs: typeof import('~/features/automation/jobs.server');
let close = async () => {};

// jobs work on connections of their own, so these rows are really written, in a company of their own
beforeAll(async () => {
  process.env.APP_DATABASE_URL = inject('appUrl');
  const [tenant] = await db
    .insert(tenants)
    .values({ code: `rules-${ownerId}`, name: '规则' })
    .returning();
  at.tenantId = tenant!.id;
  const [unit] = await db.insert(units).values({ tenantId: at.tenantId, name: '一组', kind: 'team' }).returning();
  at.unitId = unit!.id;
  await db.update(tenants).set({ rootUnitId: at.unitId }).where(eq(tenants.id, at.tenantId));
  for (const [id, role] of [
    [adminId, 'admin'],
    [ownerId, 'account_manager'],
  ] as const) {
    await db.insert(people).values({ ...at, id, name: role, email: `${id}@test.invalid` });
    await db.insert(roleGrants).values({ personId: id, role, unitId: at.unitId });
  }
  await db.insert(accounts).values({ ...at, ownerId, id: accountId, name: '甲银行', kind: 'state_owned' });
  const mine = { ...at, ownerId, accountId, id: newId() };
  await db.insert(assignments).values({ ...mine, role: 'primary', during: '[2026-01-01,)' });
  jobs = await import('~/features/automation/jobs.server');
  const { pool, listener } = await import('~/core/db.server');
  close = async () => void (await Promise.all([pool.end(), listener.end()]));
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(async () => {
  await db.update(automationRules).set({ isActive: false }).where(eq(automationRules.tenantId, at.tenantId));
  await close();
  await sql.end();
});

const here = (table: { tenantId: Parameters<typeof eq>[0] }) => eq(table.tenantId, at.tenantId);
/** The next edit of such a deal does not fit its column: whatever a rule does to it breaks. */
const brokenVersion = 2 ** 31 - 1;

async function dealsOf(versions: number[]) {
  const quiet = new Date(now.getTime() - 20 * 86_400_000);
  const rows = versions.map((version) => ({
    ...at,
    ...{
      id: newId(),
      ownerId,
      accountId,
      version,
      title: '专线',
      pipelineId: 1,
      stageId: 1,
      stageType: 'open' as const,
    },
    ...{ stageEnteredAt: quiet, lastActivityAt: quiet, probability: 10 },
  }));
  await db.insert(opportunities).values(rows);
  return rows.map(({ id }) => id);
}
async function rule(event: 'idle' | 'changed') {
  const id = newId();
  await db.insert(automationRules).values({
    ...{ tenantId: at.tenantId, id, name: '约客户', event, days: event === 'idle' ? 14 : null, conditions: [] },
    ...{ isActive: true, authorId: adminId },
    actions: [
      { kind: 'task', text: '核实', days: 3 },
      { kind: 'field', nextStep: '约客户', days: 3 },
    ],
  });
  return id;
}
const firings = async () =>
  (await db.select().from(automationFirings).where(here(automationFirings))).map((row) => ({
    ...{ rule: row.ruleId, deal: row.subjectId, outcome: row.outcome, reason: row.detail.reason },
  }));
const tasks = async () =>
  (await db.select().from(commitments).where(here(commitments))).map((row) => row.opportunityId);

beforeEach(async () => {
  await db.update(automationRules).set({ isActive: false }).where(here(automationRules));
  await db.delete(automationFirings).where(here(automationFirings));
  await db.delete(commitments).where(here(commitments));
  await db.update(opportunities).set({ deletedAt: now }).where(here(opportunities));
});

it('a deal that breaks is noted, undone, and holds up neither the deals after it nor other rules', async () => {
  const [first, broken, last] = await dealsOf([1, brokenVersion, 1]);
  const rules = [await rule('idle'), await rule('idle')];
  await jobs.runTimed(now);
  expect(await tasks()).not.toContain(broken);
  const found = await firings();
  for (const id of rules) {
    const its = new Map(
      found.filter((row) => row.rule === id).map(({ deal, outcome, reason }) => [deal, [outcome, reason]]),
    );
    expect(its).toEqual(
      new Map([
        [first, ['done', undefined]],
        [broken, ['failed', 'error']],
        [last, ['done', undefined]],
      ]),
    );
  }
  await jobs.runTimed(now);
  expect(await firings()).toHaveLength(6);
  expect((await tasks()).sort()).toEqual([first, first, last, last].sort());
});

it('ended between two deals it goes on with the next one, each once', async () => {
  const deals = await dealsOf([1, 1, 1]);
  await rule('idle');
  let asked = 0;
  await jobs.runTimed(now, () => asked++ >= 2); // before the batch, before the first deal, and then no more
  expect(await firings()).toMatchObject([{ deal: deals[0] }]);
  await Promise.all([jobs.runTimed(now), jobs.runTimed(now)]);
  expect((await firings()).map(({ deal }) => deal).sort()).toEqual([...deals].sort());
  expect((await tasks()).sort()).toEqual([...deals].sort());
});

it('a connection cut in the middle of a deal undoes that deal alone, which is met again by the retry', async () => {
  const deals = await dealsOf([1, 1, 1]);
  await rule('idle');
  await sql.begin(async (tx) => {
    await tx`select 1 from opportunities where id = ${deals[1]!} for update`;
    const running = jobs.runTimed(now).then(
      () => 'ended',
      () => 'retried',
    );
    const [me] = await tx`select pg_backend_pid() as pid`;
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where ${me!.pid} = any (pg_blocking_pids(pid))`;
    await eventually(async () => (await cut()).length).toBe(1);
    expect(await running).toBe('retried');
  });
  expect((await firings()).map(({ deal }) => deal).sort()).toEqual([deals[0], deals[2]].sort());
  await jobs.runTimed(now);
  expect((await firings()).map(({ deal, outcome }) => [deal, outcome]).sort()).toEqual(
    deals.map((id) => [id, 'done']).sort(),
  );
  expect((await tasks()).sort()).toEqual([...deals].sort());
});

it('one entry goes to all its rules, sent twice it fires once, and a rule that breaks holds up no other', async () => {
  const [fine, broken] = await dealsOf([1, brokenVersion]);
  const rules = [await rule('changed'), await rule('changed')];
  const entryOf = async (dealId: string) => {
    const id = newId();
    await db.insert(journal).values({
      ...{ tenantId: at.tenantId, unitId: at.unitId, id, at: now, actorId: ownerId, ownerId, accountId },
      ...{ event: 'opportunity.updated', subject: 'opportunity', subjectId: dealId },
    });
    return { tenantId: at.tenantId, event: 'changed', entryId: id, path: [] };
  };
  const [one, other] = [await entryOf(fine!), await entryOf(broken!)];
  await Promise.all([jobs.runRules(one, now), jobs.runRules(one, now)]);
  await jobs.runRules(other, now);
  await jobs.runRules(other, now);
  const found = await firings();
  for (const id of rules)
    expect(
      found
        .filter((row) => row.rule === id)
        .map(({ deal, outcome }) => [deal, outcome])
        .sort(),
    ).toEqual(
      [
        [fine, 'done'],
        [broken, 'failed'],
      ].sort(),
    );
  expect(await tasks()).toEqual([fine, fine]);
  const told = await db
    .select({ n: query<number>`count(*)::int` })
    .from(journal)
    .where(query`${here(journal)} and event = 'rule.fired'
    and subject_id = any(${`{${rules}}`}::uuid[])`);
  expect(told[0]!.n).toBe(4);
});

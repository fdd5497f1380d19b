import { readdirSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import {
  accounts,
  assignments,
  exportFiles,
  exportSchedules,
  people,
  roleGrants,
  savedViews,
  tenants,
  units,
} from '#drizzle/schema';
import { newId } from '~/core/ids';

const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
const db = drizzle(sql, { casing: 'snake_case' });
const [ownerId, viewId] = [newId(), newId()];
const at = { tenantId: 0, unitId: 0 };
let run: typeof import('~/features/exports/run.server').runSchedule;
let close = async () => {};

// workers on connections of their own need rows that are really written, in a company of their own
beforeAll(async () => {
  process.env.APP_DATABASE_URL = inject('appUrl');
  const [tenant] = await db
    .insert(tenants)
    .values({ code: `exports-${ownerId}`, name: '定时' })
    .returning();
  at.tenantId = tenant!.id;
  const [unit] = await db.insert(units).values({ tenantId: at.tenantId, name: '一组', kind: 'team' }).returning();
  at.unitId = unit!.id;
  await db.update(tenants).set({ rootUnitId: at.unitId }).where(eq(tenants.id, at.tenantId));
  await db.insert(people).values({ ...at, id: ownerId, name: '王芳', email: `${ownerId}@test.invalid` });
  await db.insert(roleGrants).values({ personId: ownerId, role: 'account_manager', unitId: at.unitId });
  const of = { tenantId: at.tenantId, ownerId, page: 'accounts' as const };
  await db.insert(savedViews).values({ ...of, id: viewId, name: '我的客户', query: '' });
  const account = { ...at, id: newId(), ownerId };
  await db.insert(accounts).values({ ...account, name: '甲银行', kind: 'state_owned' });
  await db
    .insert(assignments)
    .values({ ...account, id: newId(), accountId: account.id, role: 'primary', during: '[2026-01-01,)' });
  ({ runSchedule: run } = await import('~/features/exports/run.server'));
  const { pool, listener } = await import('~/core/db.server');
  close = async () => void (await Promise.all([pool.end(), listener.end()]));
});
afterAll(async () => {
  await close();
  await sql.end();
});

let scheduleId: string;
const only = () => eq(exportSchedules.id, scheduleId);
const scheduleNow = async () => (await db.select().from(exportSchedules).where(only()))[0];
const files = () => db.select().from(exportFiles).where(eq(exportFiles.scheduleId, scheduleId));
const start = () => run({ tenantId: at.tenantId, scheduleId });

beforeEach(async () => {
  scheduleId = newId();
  await db.insert(exportSchedules).values({
    ...{ tenantId: at.tenantId, id: scheduleId, ownerId, role: 'account_manager', viewId, page: 'accounts' },
    ...{ name: '我的客户', rhythm: 'monthly', monthDay: 1, hour: 8, format: 'csv' },
    nextAt: new Date(Date.now() - 3_600_000),
  });
});

it('makes one file of a time that four workers start at once', async () => {
  await Promise.all([start(), start(), start(), start()]);
  const made = await files();
  expect(made).toMatchObject([{ rows: 1, name: '我的客户' }]);
  expect(readdirSync(path.join(inject('dataDir'), 'exports'))).toContain(made[0]!.id);
  expect((await scheduleNow())!.nextAt.getTime()).toBeGreaterThan(Date.now());
});

it('makes it after a worker that was killed with it, and not before its quarter of an hour is over', async () => {
  await sql`select * from app.take_export(${at.tenantId}, ${scheduleId})`;
  await start();
  expect(await files()).toEqual([]);
  await db
    .update(exportSchedules)
    .set({ takenUntil: new Date(Date.now() - 1000) })
    .where(only());
  await start();
  await start();
  expect(await files()).toHaveLength(1);
});

it('sends nothing to a person who lost the role or has left, and says why', async () => {
  const mine = eq(roleGrants.personId, ownerId);
  await db.update(roleGrants).set({ role: 'employee' }).where(mine);
  await start();
  expect(await scheduleNow()).toMatchObject({ pausedReason: 'role', version: 2 });
  await db.update(roleGrants).set({ role: 'account_manager' }).where(mine);
  await db.update(exportSchedules).set({ pausedReason: null }).where(only());
  await db.update(people).set({ leftOn: '2020-01-01' }).where(eq(people.id, ownerId));
  await start();
  expect(await scheduleNow()).toMatchObject({ pausedReason: 'left', version: 3 });
  expect(await files()).toEqual([]);
});

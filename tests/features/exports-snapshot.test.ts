import { eq, sql as text } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { accounts, opportunities, people, roleGrants, tenants, units } from '#drizzle/schema';
import type { Actor, Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { TableCell } from '~/core/table-file.server';
import { eventually } from '../support/journey';

const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
const db = drizzle(sql, { casing: 'snake_case' });
const [ownerId, accountId] = [newId(), newId()];
const at = { tenantId: 0, unitId: 0 };
const rows = 4500;
let ctx: Context;
let use: {
  listTable: typeof import('~/features/exports/list-table.server').listTable;
  tableFile: typeof import('~/core/table-file.server').tableFile;
  snapshotState: typeof import('~/core/snapshot.server').snapshotState;
};
let close = async () => {};

// what others write meanwhile needs connections of its own and rows that are really written, in a company of their own
beforeAll(async () => {
  process.env.APP_DATABASE_URL = inject('appUrl');
  const [tenant] = await db
    .insert(tenants)
    .values({ code: `snapshot-${ownerId}`, name: '快照' })
    .returning();
  at.tenantId = tenant!.id;
  const [unit] = await db.insert(units).values({ tenantId: at.tenantId, name: '一组', kind: 'team' }).returning();
  at.unitId = unit!.id;
  await db.update(tenants).set({ rootUnitId: at.unitId }).where(eq(tenants.id, at.tenantId));
  await db.insert(people).values({ ...at, id: ownerId, name: '王芳', email: `${ownerId}@test.invalid` });
  await db.insert(roleGrants).values({ personId: ownerId, role: 'team_lead', unitId: at.unitId });
  await db.insert(accounts).values({ ...at, id: accountId, ownerId, name: '甲银行', kind: 'state_owned' });
  await db.execute(text`insert into accounts (tenant_id, id, unit_id, owner_id, name, pinyin, kind, uncovered_since, leader_uncovered_since, updated_at)
    select ${at.tenantId}, gen_random_uuid(), ${at.unitId}, ${ownerId}, '客户' || n, 'kehu' || n, 'private', now(), now(), now() - n * interval '1 minute'
    from generate_series(1, ${rows}::int) n`);
  await db.execute(text`insert into opportunities (tenant_id, id, unit_id, owner_id, account_id, title, pipeline_id, stage_id, stage_type,
      stage_entered_at, last_activity_at, probability, one_off_fen, monthly_fen, months, slips, updated_at)
    select ${at.tenantId}, gen_random_uuid(), ${at.unitId}, ${ownerId}, ${accountId}, '商机' || n, 1, 1, 'open', now(), now(), 10, 30000, 5000, 12, 2,
      now() - n * interval '1 minute' from generate_series(1, ${rows}::int) n`);
  await sql`analyze accounts, opportunities`; // as it is where rows have lain for a while
  const [{ listTable }, { tableFile }, { snapshotState }, { contextFor }] = await Promise.all([
    import('~/features/exports/list-table.server'),
    import('~/core/table-file.server'),
    import('~/core/snapshot.server'),
    import('~/core/context.server'),
  ]);
  use = { listTable, tableFile, snapshotState };
  const actor: Actor = {
    ...{ sessionId: newId(), personId: ownerId, name: '王芳', email: '', role: 'team_lead', roles: ['team_lead'] },
    ...{ tenantId: at.tenantId, tenantName: '', unitId: at.unitId, unitName: '', locale: 'zh-CN' },
    ...{ ledUnits: [at.unitId], visibleTenants: [at.tenantId], visibleUnits: [] },
  };
  ctx = contextFor(actor);
  const { pool, listener } = await import('~/core/db.server');
  close = async () => void (await Promise.all([pool.end(), listener.end()]));
});
afterAll(async () => {
  await close();
  await sql.end();
});

const params = (query: string) => new URLSearchParams(query);
const openHere = async () => {
  const [row] = await sql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and usename = 'jiketong_app' and state like 'idle in transaction%'`;
  return row!.n as number;
};

describe('a file written while others work', { timeout: 60_000 }, () => {
  it.each([
    ['opportunities', 'sort=-updated', opportunities, '商机'],
    ['accounts', 'sort=-updated', accounts, '客户'],
  ] as const)('holds every row of %s once, as it was when it began', async (page, query, table, word) => {
    const { pages, head } = await use.listTable(ctx, page, params(query));
    const lines: TableCell[][] = [];
    let turn = 0;
    for await (const some of pages) {
      lines.push(...some);
      turn += 1;
      if (turn > 1) continue;
      // the last come first, the first go last, one is renamed, one is new, one is gone
      const mine = eq(table.tenantId, at.tenantId);
      await db
        .update(table)
        .set({ updatedAt: new Date('2031-01-01') })
        .where(text`${mine} and ${table.updatedAt} < now() - interval '60 hours'`);
      await db
        .update(table)
        .set({ updatedAt: new Date('2001-01-01') })
        .where(text`${mine} and ${table.updatedAt} between now() - interval '5 hours' and now()`);
      const at40 = text`${mine} and ${table.updatedAt} between now() - interval '41 hours' and now() - interval '40 hours'`;
      await db
        .update(table)
        .set({ ...(page === 'accounts' ? { name: '改名' } : { title: '改名' }) } as never)
        .where(at40);
      await db
        .update(table)
        .set({ deletedAt: new Date() })
        .where(
          text`${mine} and ${table.updatedAt} between now() - interval '51 hours' and now() - interval '50 hours'`,
        );
    }
    const names = lines.map(([name]) => String(name)).filter((name) => name.startsWith(word));
    expect(turn).toBeGreaterThan(4);
    expect([names.length, new Set(names).size]).toEqual([rows, rows]);
    expect(lines.map(([name]) => name)).not.toContain('改名');
    expect(head.length).toBe(lines[0]!.length);
    if (page !== 'opportunities') return;
    const first = Object.fromEntries(head.map((name, i) => [name, lines[0]![i]]));
    expect(first).toMatchObject({
      一次性费用: 300,
      月租费: 50,
      '合同期（月）': 12,
      推迟次数: 2,
      赢输原因: null,
      竞争对手: null,
    });
  });

  it('is read by itself: who downloads slowly, or turns away, holds no transaction', async () => {
    const file = await use.tableFile(await use.listTable(ctx, 'accounts', params('')), 'csv');
    const reader = file.body!.getReader();
    const { value } = await reader.read();
    expect(value!.length).toBeGreaterThan(0);
    await eventually(() => use.snapshotState()).toEqual({ open: 0, waiting: 0 });
    await eventually(openHere).toBe(0);
    let bytes = value!.length;
    for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.length;
    expect(bytes).toBeGreaterThan(rows * 20);
    for (let n = 0; n < 12; n++) {
      const left = await use.tableFile(await use.listTable(ctx, 'accounts', params('')), 'csv');
      await left.body!.cancel();
    }
    const untaken = (await use.listTable(ctx, 'accounts', params(''))).pages[Symbol.asyncIterator]();
    await untaken.next();
    await untaken.return!();
    await eventually(() => use.snapshotState()).toEqual({ open: 0, waiting: 0 });
    await eventually(openHere).toBe(0);
  });

  it('waits for its turn where several are asked for at once, and each is whole', async () => {
    const whole = async () =>
      (await (await use.tableFile(await use.listTable(ctx, 'accounts', params('')), 'csv')).text()).split('\r\n')
        .length;
    const lengths = await Promise.all([1, 2, 3, 4, 5].map(whole));
    expect(new Set(lengths).size).toBe(1);
    expect(lengths[0]).toBeGreaterThan(4000);
    expect(use.snapshotState()).toEqual({ open: 0, waiting: 0 });
  });

  it('tells what goes wrong in the middle, and leaves nothing open', async () => {
    const { inSnapshot } = await import('~/core/snapshot.server');
    async function* broken(inside: Context) {
      yield [...(await inside.db.execute(text`select 1 as one`))];
      await inside.db.execute(text`select 1 / 0`);
    }
    const met: unknown[] = [];
    const read = async () => {
      for await (const page of inSnapshot(ctx, broken)) met.push(page);
    };
    await expect(read()).rejects.toThrow(/zero/);
    expect(met).toHaveLength(1);
    await eventually(() => use.snapshotState()).toEqual({ open: 0, waiting: 0 });
    const writing = async () => {
      for await (const _ of inSnapshot(ctx, async function* (inside) {
        yield await inside.db.update(accounts).set({ name: 'x' }).where(eq(accounts.id, accountId));
      }));
    };
    await expect(writing()).rejects.toThrow(/read-only/);
  });
});

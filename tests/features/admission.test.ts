import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { admit } from '~/core/admission.server';
import { pool, reader } from '~/core/db.server';
import { env } from '~/core/env.server';
import { newId } from '~/core/ids';

afterAll(() => pool.end());

it('tells a query 503 as it is when too many are waiting, and serves again afterwards', async () => {
  const db = reader({ personId: newId(), role: 'admin' });
  const limit = 2 * env.DB_POOL;
  const leave = await Promise.all(Array.from({ length: limit }, () => admit(limit)));
  const queue = Array.from({ length: 100 }, () => admit(limit));
  await expect(db.execute(sql`select 1`)).rejects.toMatchObject({ init: { status: 503 } });
  for (const done of leave) done();
  for (const waiting of queue) (await waiting)();
  expect([...(await db.execute(sql`select 1 as one`))]).toEqual([{ one: 1 }]);
});

it('fails a transaction whose error was swallowed', async () => {
  const { transaction } = await import('~/core/db.server');
  const swallowed = transaction({ personId: newId(), role: 'admin' }, async (db) => {
    await db.execute(sql`select 1 / 0`).catch(() => {});
    return 'saved';
  });
  await expect(swallowed).rejects.toMatchObject({ code: '22012' });
});

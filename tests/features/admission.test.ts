import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closePools, gates, reader } from '~/core/db.server';
import { newId } from '~/core/ids';

afterAll(() => closePools());

const who = { personId: newId(), role: 'admin' };
const one = sql`select 1 as one`;

/** Takes every place of a gate and of its queue, as slow queries would; answers what gives them back. */
async function fill({ most, queue, admit }: (typeof gates)['pages']) {
  const leave = await Promise.all(Array.from({ length: most }, () => admit()));
  const waiting = Array.from({ length: queue }, () => admit(60_000));
  return async () => {
    for (const done of leave) done();
    for (const admitted of waiting) (await admitted)();
  };
}

it('tells a query 503 as it is when too many are waiting, and serves again afterwards', async () => {
  const db = reader(who);
  const empty = await fill(gates.pages);
  await expect(db.execute(one)).rejects.toMatchObject({ init: { status: 503 } });
  await empty();
  expect([...(await db.execute(one))]).toEqual([{ one: 1 }]);
});

it('refuses reports alone when too many of them are waiting, and says so', async () => {
  const empty = await fill(gates.reports);
  const refusal = { data: { reason: 'reports_busy' }, init: { status: 503, headers: { 'Retry-After': '5' } } };
  await expect(reader(who, 'reports').execute(one)).rejects.toMatchObject(refusal);
  await expect(reader(who, 'downloads').execute(one)).rejects.toMatchObject(refusal);
  expect([...(await reader(who).execute(one))]).toEqual([{ one: 1 }]);
  await empty();
  expect([...(await reader(who, 'reports').execute(one))]).toEqual([{ one: 1 }]);
});

it('lets whatever number of reports sleep without a page waiting for one', async () => {
  let isOver = 0;
  const slow = Array.from({ length: gates.reports.most + gates.reports.queue }, async () => {
    await reader(who, 'downloads').execute(sql`select pg_sleep(0.05)`);
    isOver += 1;
  });
  for (let n = 0; n < 5; n++) await reader(who).execute(one);
  expect(gates.reports.state().inFlight).toBe(gates.reports.most);
  expect(isOver).toBeLessThan(slow.length);
  await Promise.all(slow);
  expect(gates.reports.state()).toEqual({ inFlight: 0, waiting: 0 });
});

it('fails a transaction whose error was swallowed', async () => {
  const { transaction } = await import('~/core/db.server');
  const swallowed = transaction({ personId: newId(), role: 'admin' }, async (db) => {
    await db.execute(sql`select 1 / 0`).catch(() => {});
    return 'saved';
  });
  await expect(swallowed).rejects.toMatchObject({ code: '22012' });
});

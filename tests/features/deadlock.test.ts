import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';

let core: typeof import('~/core/db.server');
const who = { personId: newId(), role: 'account_manager' };
const tryAgain = { data: { reason: 'unavailable' }, init: { status: 503, headers: { 'Retry-After': '2' } } };

beforeAll(async () => {
  process.env.APP_DATABASE_URL = inject('appUrl');
  core = await import('~/core/db.server');
});
afterAll(() => core?.pool.end());

/** Resolves once both have come. */
function meeting() {
  let come = 0;
  let open = () => {};
  const both = new Promise<void>((done) => {
    open = done;
  });
  return () => {
    come += 1;
    if (come === 2) open();
    return both;
  };
}

it('tells one of two who lock each other out to come again, and lets the other go on', async () => {
  const met = meeting();
  const cross = (first: number, second: number) =>
    core.transaction(who, async (db) => {
      await db.execute(sql`select pg_advisory_xact_lock(${first}::bigint)`);
      await met();
      await db.execute(sql`select pg_advisory_xact_lock(${second}::bigint)`);
      return 'done';
    });
  const ends = await Promise.allSettled([cross(417_001, 417_002), cross(417_002, 417_001)]);
  const [done] = ends.filter(({ status }) => status === 'fulfilled');
  const [lost] = ends.filter(({ status }) => status === 'rejected');
  expect(done).toMatchObject({ value: 'done' });
  expect(lost).toMatchObject({ reason: tryAgain });
  expect(await core.transaction(who, async () => 'serves on')).toBe('serves on');
});

it('says the same of a transaction that others overtook', async () => {
  const overtaken = core.transaction(who, (db) =>
    db.execute(sql`do $$ begin raise exception sqlstate '40001'; end $$`),
  );
  await expect(overtaken).rejects.toMatchObject(tryAgain);
});

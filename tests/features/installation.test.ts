import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { giveUpJob, retryJob } from '~/features/installation/commands.server';
import { mayWatch, readHealth } from '~/features/installation/queries.server';
import { inWorld, type World } from '../support/world';

/** An administrator of the company that was set up first, whichever that is in this database. */
async function watcher(w: World): Promise<Context> {
  const [first] = await w.owner.execute<{ id: number; tenantId: number; name: string }>(sql`
    select u.id, u.tenant_id as "tenantId", u.name from tenants t join units u on u.id = t.root_unit_id order by t.id limit 1`);
  return w.person({ unit: first!, role: 'admin' });
}

async function failedJob(w: World, task = 'webhooks.due') {
  await w.owner.execute(sql`select jobs.enqueue(${task}, '{"email": "wang@demo.test"}', ${`t:${task}`})`);
  const [job] = await w.owner.execute<{ id: number }>(sql`
    update graphile_worker._private_jobs set attempts = max_attempts, last_error = ${'Key (email)=(wang@demo.test) is taken\n at x'}
    where key = ${`t:${task}`} returning id`);
  return Number(job!.id);
}
const jobsNow = async (w: World, id: number) => [
  ...(await w.owner.execute(sql`select attempts from graphile_worker._private_jobs where id = ${id}`)),
];
const refused = { ok: false, reason: 'health.job_gone' };

describe('the health of the installation', () => {
  it('is told to administrators of the group in counts, without anybody’s data', () =>
    inWorld(async (w) => {
      const admin = await watcher(w);
      const id = await failedJob(w);
      await w.owner.execute(sql`select jobs.enqueue('mail.send', '{}', 'waits', now() - interval '20 minutes')`);
      const { health, failed, storage, versions } = await readHealth(admin);
      expect(failed).toContainEqual(
        expect.objectContaining({ id, task: 'webhooks.due', error: 'Key (…)=(…) is taken' }),
      );
      expect(health.kinds.find(({ task }) => task === 'mail.send')).toMatchObject({ waiting: 1, failed: 0 });
      expect(health.queues.map(({ queue }) => queue)).toEqual(['mail', 'push', 'webhook', 'import']);
      expect(health.migrations).toMatchObject({ isCurrent: true });
      expect(health.databaseBytes).toBeGreaterThan(1_000_000);
      expect(storage.tables.length).toBe(8);
      expect(storage.indexes[0]!.bytes).toBeGreaterThan(0);
      expect(versions.database).toMatch(/^\d+/);
      expect(JSON.stringify({ health, failed, storage })).not.toContain('wang@');
    }));

  it('counts statements as PostgreSQL does, where that is on, and leaves out what may hold a value', () =>
    inWorld(async (w) => {
      const admin = await watcher(w);
      await w.owner.execute(sql`create table pg_stat_statements (query text, calls bigint, mean_exec_time double precision,
        max_exec_time double precision, userid oid, dbid oid)`);
      await w.owner.execute(sql`insert into pg_stat_statements
        select q, 9, ms, ms * 2, (select oid from pg_roles where rolname = 'jiketong_app'),
          (select oid from pg_database where datname = current_database())
        from (values ('select 1 where id = $1', 30.5), ('update   x set y = $1', 90), ('alter role a password ''geheim''', 99)) as x(q, ms)`);
      const { health, slowFrom } = await readHealth(admin);
      expect(slowFrom).toBe('database');
      expect(health.slow).toEqual([
        { text: 'update x set y = $1', calls: 9, mean: 90, longest: 180 },
        { text: 'select 1 where id = $1', calls: 9, mean: 30.5, longest: 61 },
      ]);
    }));

  it('is nobody else’s business', () =>
    inWorld(async (w) => {
      await watcher(w); // some company is the first one
      const id = await failedJob(w);
      const others = [w.manager, w.lead, w.director, w.hq, w.admin, w.trainer, w.employee, w.stranger];
      for (const who of others) {
        expect(await mayWatch(who)).toBe(false);
        await expect(readHealth(who)).rejects.toMatchObject({ init: { status: 403 } });
        await expect(retryJob(who, id)).rejects.toMatchObject({ init: { status: 403 } });
        await expect(giveUpJob(who, id)).rejects.toMatchObject({ init: { status: 403 } });
      }
      expect(await jobsNow(w, id)).toEqual([{ attempts: 10 }]);
    }));

  it.each([
    'select jobs.health()',
    'select app.installation_health()',
    'select jobs.try_again(1)',
    'select jobs.give_up(1)',
  ])('is guarded by the database too: %s', (statement) =>
    inWorld(async (w) => {
      const asked = w.admin.db.execute(sql.raw(statement)).then(
        () => 'allowed',
        (error: { code?: string; cause?: { code?: string } }) => error.cause?.code ?? error.code,
      );
      expect(await asked).toBe('42501');
    }),
  );
});

describe('a job that failed for good', () => {
  it('is tried again once, and written down', () =>
    inWorld(async (w) => {
      const admin = await watcher(w);
      const id = await failedJob(w);
      expect(await retryJob(admin, id)).toEqual({ ok: true, value: null });
      expect(await jobsNow(w, id)).toEqual([{ attempts: 0 }]);
      expect(await retryJob(admin, id)).toMatchObject(refused);
      expect(await giveUpJob(admin, id)).toMatchObject(refused); // it waits to be run: not ours to take away
      const written = await w.owner.execute(
        sql`select event, after from journal where actor_id = ${admin.actor.personId} and subject = 'job'`,
      );
      expect([...written].map((row) => row.event)).toEqual(['job.tried_again']);
    }));

  it('is given up once, and written down', () =>
    inWorld(async (w) => {
      const admin = await watcher(w);
      const id = await failedJob(w, 'mail.send');
      expect(await giveUpJob(admin, id)).toEqual({ ok: true, value: null });
      expect(await jobsNow(w, id)).toEqual([]);
      expect(await giveUpJob(admin, id)).toMatchObject(refused);
      const written = await w.owner.execute(
        sql`select event from journal where actor_id = ${admin.actor.personId} and subject = 'job'`,
      );
      expect([...written].map((row) => row.event)).toEqual(['job.given_up']);
    }));
});

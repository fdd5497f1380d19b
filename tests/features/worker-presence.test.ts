import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { arrive } from '../../scripts/worker-presence';

let sql: postgres.Sql;
const key = newId();
beforeAll(() => {
  sql = postgres(inject('jobsUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(async () => {
  await sql`delete from graphile_worker._private_jobs where key = ${key}`;
  await sql.end();
});

const lockedBy = async () =>
  (await sql`select locked_by from graphile_worker._private_jobs where key = ${key}`)[0]?.locked_by;

it('frees the jobs of a killed worker when it is the first to arrive, and of nobody while another lives', async () => {
  await sql`select graphile_worker.add_job('nothing', job_key => ${key}, run_at => now() + interval '1 day')`;
  await sql`update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() where key = ${key}`;
  const leave = await arrive(inject('jobsUrl'));
  expect(await lockedBy()).toBeNull();
  await sql`update graphile_worker._private_jobs set locked_by = 'alive', locked_at = now() where key = ${key}`;
  const leaveToo = await arrive(inject('jobsUrl'));
  expect(await lockedBy()).toBe('alive');
  await Promise.all([leave(), leaveToo()]);
});

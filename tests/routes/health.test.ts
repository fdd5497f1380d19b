import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Visitor } from '../support/visitor';

const page = '/settings/health';
let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('jobsUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql.end());

/** A job that no worker knows, so that nobody takes it meanwhile. */
async function failedJob(task: string) {
  await sql`select graphile_worker.add_job(${task}, max_attempts => 1)`;
  const [job] = await sql`
    update graphile_worker._private_jobs j set attempts = max_attempts, last_error = 'Error: away' from graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = ${task} returning j.id`;
  return String(job?.id);
}

describe('the health page', () => {
  it('shows the group’s administrator how it is, and mends failed jobs once', async () => {
    const admin = await Visitor.signIn('admin@demo.test');
    const [again, over] = [await failedJob('tests.again'), await failedJob('tests.over')];
    const { status, text } = await admin.get(page);
    expect(status).toBe(200);
    for (const word of ['tests.again', 'tests.over', 'Error: away', 'PostgreSQL']) expect(text).toContain(word);
    expect((await admin.post(page, { intent: 'retry', job: again })).status).toBe(302);
    expect((await admin.post(page, { intent: 'retry', job: again })).status).toBe(422);
    expect((await admin.post(page, { intent: 'give_up', job: over })).status).toBe(302);
    expect((await admin.get(page)).text).not.toContain('tests.over');
    expect((await admin.post(page, { intent: 'retry', job: 'x' })).status).toBe(422);
    expect((await admin.post(page, { intent: 'else', job: over })).status).toBe(400);
    await sql`select graphile_worker.complete_jobs(array[${again}]::bigint[])`;
  });

  it('is closed to everybody else', async () => {
    for (const who of ['manager', 'lead', 'director', 'hq', 'trainer', 'employee', 'partner']) {
      const visitor = await Visitor.signIn(`${who}@demo.test`);
      expect([who, (await visitor.get(page)).status]).toEqual([who, 403]);
      expect([who, (await visitor.post(page, { intent: 'retry', job: '1' })).status]).toEqual([who, 403]);
      expect((await visitor.get('/settings')).text).not.toContain(page);
    }
  });
});

import postgres from 'postgres';
import { afterAll, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';

const connect = () => postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
const [sql, reader] = [connect(), connect()];
const [personId, noticeId] = [newId(), newId()];
const again = 'notices.pass_on_again';
afterAll(async () => {
  await sql`delete from graphile_worker._private_jobs where key = ${again}`;
  await Promise.all([sql.end(), reader.end()]);
});

const passOn = async () =>
  (await sql<{ task: string }[]>`select task from app.pass_on_notices() where payload->>'personId' = ${personId}`).map(
    ({ task }) => task,
  );

it('comes back for a notice that somebody held while the others were passed on', async () => {
  const [tenant] = await sql<{ id: number }[]>`
    insert into tenants (code, name) values (${`passed-${personId}`}, '通知') returning id`;
  const tenantId = tenant!.id;
  const [unit] = await sql<{ id: number }[]>`
    insert into units (tenant_id, name, kind) values (${tenantId}, '一组', 'team') returning id`;
  await sql`insert into people (id, tenant_id, unit_id, name, email)
    values (${personId}, ${tenantId}, ${unit!.id}, '王芳', ${`${personId}@test.invalid`})`;
  await sql`insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params)
    values (${tenantId}, ${noticeId}, ${personId}, ${noticeId}, 'sign_in_changed', 'person', ${tenantId}, ${personId}, '{}')`;
  await reader.begin(async (held) => {
    await held`select from notices where id = ${noticeId} for update`;
    expect(await passOn()).toEqual([]);
  });
  const [job] = await sql`select run_at > now() as later from graphile_worker._private_jobs where key = ${again}`;
  expect(job).toEqual({ later: true });
  expect(await passOn()).toEqual(['notices.mail']);
  expect(await passOn()).toEqual([]);
});

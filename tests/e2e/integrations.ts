import type postgres from 'postgres';
import { newId } from '~/core/ids';

/** A webhook of the demo's administrator with a failed delivery, and a visit drafted for its manager: the demo has none. */
export async function integrationRecords(sql: postgres.Sql, accountId: string) {
  const [webhookId, draftId] = [newId(), newId()];
  const [admin] = await sql`select id, tenant_id from people where email = 'admin@demo.test'`;
  const of = { tenant_id: admin?.tenant_id, webhook_id: webhookId };
  await sql`insert into webhooks (tenant_id, id, owner_id, role, name, url, events, secret, off_reason)
    values (${of.tenant_id}, ${webhookId}, ${admin?.id}, 'admin', '账单系统', 'https://hooks.example.com/in',
      '{account.updated,opportunity.won}', 'none', 'failing')`;
  await sql`insert into webhook_deliveries (tenant_id, id, webhook_id, event, happened_at, state, attempts, next_at, until, status, ms, answer)
    values (${of.tenant_id}, ${newId()}, ${webhookId}, 'webhook.ping', now(), 'failed', 9, now(), now(), 503, 120, 'busy')`;
  await sql`insert into visit_drafts (tenant_id, id, person_id, account_id, starts_at, draft)
    select a.tenant_id, ${draftId}, p.id, a.id, now() - interval '3 hours', ${JSON.stringify({
      minutes: 60,
      type: 'routine',
      channel: 'onsite',
      purpose: null,
      note: '客户要双链路备份',
      nextStep: null,
      nextStepOn: null,
      opportunityId: null,
      contactIds: [],
    })}::text::jsonb from accounts a, people p where a.id = ${accountId} and p.email = 'manager@demo.test'`;
  const [schedule] = await sql<{ id: string }[]>`
    select s.id from export_schedules s join people p on p.id = s.owner_id where p.email = 'director@demo.test' and s.deleted_at is null limit 1`;
  return { webhookId, draftId, scheduleId: schedule!.id };
}

-- As before, and it comes back for what somebody held just then, who reads it or was killed with it: nothing else would ask.
CREATE OR REPLACE FUNCTION app.pass_on_notices() RETURNS TABLE (task text, payload jsonb, key text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
begin
  return query
    with fresh as (
      select n.tenant_id, n.id from notices n where n.passed_on_at is null and n.created_at > now() - interval '1 day'
      order by n.created_at limit 5000 for update skip locked),
    passed as (
      update notices n set passed_on_at = now() from fresh where n.tenant_id = fresh.tenant_id and n.id = fresh.id
      returning n.tenant_id, n.id, n.person_id, n.kind, n.read_at),
    written as (
      insert into mails (tenant_id, id, kind, fact, address, person_id, params)
      select n.tenant_id, gen_random_uuid(), 'notice', 'notice:' || n.id, p.email, p.id, jsonb_build_object('noticeId', n.id)
      from passed n left join notice_choices c on c.person_id = n.person_id
      join people p on p.id = n.person_id and p.email is not null
      where (n.kind in ('question', 'mention') and c.mail_at_once and n.read_at is null) or n.kind in ('sign_in_changed', 'new_device', 'factor_reset')
        or (n.kind = 'scheduled_export' and n.read_at is null)
      on conflict (tenant_id, fact) do nothing returning mails.tenant_id, mails.id, mails.person_id)
    select 'notices.mail', jsonb_build_object('tenantId', w.tenant_id, 'mailId', w.id, 'personId', w.person_id), 'mail:' || w.id from written w
    union all
    select 'notices.push', jsonb_build_object('tenantId', n.tenant_id, 'noticeId', n.id, 'subscriptionId', d.id), 'push:' || n.id || ':' || d.id
    from passed n join push_subscriptions d on d.person_id = n.person_id where n.read_at is null;
  if exists (select 1 from notices n where n.passed_on_at is null and n.created_at > now() - interval '1 day') then
    perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on_again', now() + interval '5 seconds');
  end if;
end $$;

ALTER TABLE "webhook_deliveries" ADD COLUMN "rule_id" uuid;--> statement-breakpoint
DROP FUNCTION app.take_delivery(integer, uuid);
--> statement-breakpoint
-- As before, with the rule that sends it.
CREATE FUNCTION app.take_delivery(tenant integer, webhook uuid) RETURNS TABLE (
  id uuid, journal_id uuid, event text, subject_id uuid, rule_id uuid, happened_at timestamptz, attempts integer, url text, secret text,
  owner_id uuid, role text, failures integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
begin
  return query
    with next as (
      select d.tenant_id, d.id from webhook_deliveries d
      join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id and w.off_reason is null and w.deleted_at is null
        and (w.quiet_until is null or w.quiet_until <= now())
      where d.tenant_id = tenant and d.webhook_id = webhook and d.state = 'waiting' and d.next_at <= now()
      order by d.next_at limit 1 for update of d skip locked)
    update webhook_deliveries d set attempts = d.attempts + 1, next_at = now() + interval '2 minutes', tried_at = now()
    from next, webhooks w where d.tenant_id = next.tenant_id and d.id = next.id and w.tenant_id = d.tenant_id and w.id = d.webhook_id
    returning d.id, d.journal_id, d.event, d.subject_id, d.rule_id, d.happened_at, d.attempts, w.url, w.secret, w.owner_id, w.role, w.failures;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_delivery(integer, uuid) IS 'definer:jobs send what happened anywhere, before there is an identity';
--> statement-breakpoint
-- Puts a deal that a rule points at into the outbox of a webhook of the rule's company; why not, when it cannot be.
CREATE FUNCTION app.rule_to_webhook(company integer, deal uuid, rule uuid, hook uuid, moment timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  target webhooks;
  delivery uuid := gen_random_uuid();
begin
  if app.role() is distinct from 'admin' or not company = any (app.visible_tenants()) then return 'gone'; end if;
  if not exists (select 1 from opportunities o where o.tenant_id = company and o.id = deal) then return 'gone'; end if;
  select w.* into target from automation_rules r join webhooks w on w.tenant_id = r.tenant_id and w.id = hook and w.deleted_at is null
  where r.id = rule and r.tenant_id = any (app.visible_tenants());
  if target.id is null then return 'gone'; end if;
  if target.off_reason is not null then return 'off'; end if;
  insert into webhook_deliveries (tenant_id, id, webhook_id, event, subject_id, rule_id, happened_at, next_at, until)
  values (target.tenant_id, delivery, hook, 'rule.fired', deal, rule, moment, now(), now() + interval '72 hours');
  perform jobs.enqueue('webhooks.send', jsonb_build_object('tenantId', target.tenant_id, 'webhookId', hook), 'webhooks:' || delivery);
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.rule_to_webhook(integer, uuid, uuid, uuid, timestamptz) IS 'definer:writes into the outbox within the administrator''s company';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.take_delivery(integer, uuid), app.rule_to_webhook(integer, uuid, uuid, uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.take_delivery(integer, uuid), app.rule_to_webhook(integer, uuid, uuid, uuid, timestamptz) TO jiketong_app;
--> statement-breakpoint
-- The next migration checks the rows there are, beside whoever writes.
ALTER TABLE notices DROP CONSTRAINT notices_kind, ADD CONSTRAINT notices_kind CHECK (kind in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided', 'quote_question', 'quote_accepted', 'quote_declined', 'contract_ending', 'reward_confirmed', 'reward_voided', 'reward_restored', 'certificate_issued', 'certificate_ending', 'certificate_revoked', 'certificate_assigned', 'evidence_waiting', 'evidence_decided', 'award_granted', 'award_answered', 'assessment_asked', 'selection_told', 'course_assigned', 'seat_given', 'exam_marked', 'rule_fired', 'factor_reset', 'sign_in_changed', 'new_device', 'webhook_failed', 'webhook_off')) NOT VALID;
--> statement-breakpoint
-- Whoever holds an account is told of changes to how it is signed in to, also of their own: it may not have been them.
CREATE FUNCTION app.tell_of_sign_in() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params)
  values (new.tenant_id, gen_random_uuid(), new.subject_id, 'sign_in_changed:' || new.id, 'sign_in_changed', 'person', new.tenant_id, new.subject_id,
    jsonb_build_object('step', case new.event when 'person.passkey_added' then 'passkey_added' when 'person.passkey_removed' then 'passkey_removed'
      when 'person.second_factor_on' then 'factor_on' when 'person.second_factor_off' then 'factor_off'
      when 'person.recovery_codes_renewed' then 'codes' else 'password' end));
  perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_of_sign_in() IS 'definer:a trigger, tells the person of the entry';
--> statement-breakpoint
CREATE TRIGGER journal_tells_of_sign_in AFTER INSERT ON journal FOR EACH ROW
  WHEN (new.event in ('person.password_changed', 'person.password_recovered', 'person.password_issued', 'person.passkey_added', 'person.passkey_removed',
    'person.second_factor_on', 'person.second_factor_off', 'person.recovery_codes_renewed'))
  EXECUTE FUNCTION app.tell_of_sign_in();
--> statement-breakpoint
-- A kind of browser and system, whatever its version, by which the person has not signed in before. On the first day of an
-- account all are new, and nothing is told.
CREATE FUNCTION app.tell_of_device() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  kind text := regexp_replace(coalesce(new.device, ''), '[0-9._]+', '', 'g');
begin
  if not exists (select 1 from sessions s where s.person_id = new.person_id and s.pending_until is null and s.created_at < now() - interval '1 day')
    or exists (select 1 from sessions s where s.person_id = new.person_id and s.id <> new.id and s.pending_until is null
      and regexp_replace(coalesce(s.device, ''), '[0-9._]+', '', 'g') = kind) then return null; end if;
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id)
  select p.tenant_id, gen_random_uuid(), p.id, 'new_device:' || new.id, 'new_device', 'person', p.tenant_id, p.id from people p where p.id = new.person_id
  on conflict (tenant_id, person_id, fact) do nothing;
  perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_of_device() IS 'definer:a trigger, before there is an identity';
--> statement-breakpoint
CREATE TRIGGER sessions_tell_of_device AFTER INSERT ON sessions FOR EACH ROW WHEN (new.pending_until is null) EXECUTE FUNCTION app.tell_of_device();
--> statement-breakpoint
CREATE TRIGGER sessions_tell_when_whole AFTER UPDATE OF pending_until ON sessions FOR EACH ROW
  WHEN (old.pending_until is not null and new.pending_until is null) EXECUTE FUNCTION app.tell_of_device();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.tell_of_sign_in(), app.tell_of_device() FROM PUBLIC;
--> statement-breakpoint
-- As before; and what concerns signing in goes out by mail whatever somebody chose, read or not: who reads it here may be
-- whom it warns of.
CREATE OR REPLACE FUNCTION app.pass_on_notices() RETURNS TABLE (task text, payload jsonb, key text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
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
    on conflict (tenant_id, fact) do nothing returning mails.tenant_id, mails.id, mails.person_id)
  select 'notices.mail', jsonb_build_object('tenantId', w.tenant_id, 'mailId', w.id, 'personId', w.person_id), 'mail:' || w.id from written w
  union all
  select 'notices.push', jsonb_build_object('tenantId', n.tenant_id, 'noticeId', n.id, 'subscriptionId', d.id), 'push:' || n.id || ':' || d.id
  from passed n join push_subscriptions d on d.person_id = n.person_id where n.read_at is null
$$;
--> statement-breakpoint
CREATE UNLOGGED TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE sign_in_attempts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sign_in_attempts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON sign_in_attempts TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
-- Counts a try under each key, one after the other, before it is judged, so that a thousand at once are a thousand. Answers the
-- seconds to wait at the first key that has had more than it may; those after it are not counted then.
CREATE FUNCTION app.count_attempts(keys text[], mosts integer[], windows integer[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  counted sign_in_attempts;
begin
  if random() < 0.01 then delete from sign_in_attempts where until < now(); end if;
  for i in 1..cardinality(keys) loop
    insert into sign_in_attempts as a (key, points, until) values (keys[i], 1, clock_timestamp() + make_interval(secs => windows[i]))
    on conflict (key) do update set
      points = case when a.until <= clock_timestamp() then 1 else least(a.points, mosts[i]) + 1 end,
      until = case when a.until <= clock_timestamp() then excluded.until else a.until end
    returning * into counted;
    if counted.points > mosts[i] then return greatest(1, ceil(extract(epoch from counted.until - clock_timestamp()))::integer); end if;
  end loop;
  return 0;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.count_attempts(text[], integer[], integer[]) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
-- The try was right: nothing of the first key stays, and of the others not this one.
CREATE FUNCTION app.forgive_attempts(keys text[]) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  delete from sign_in_attempts where key = keys[1];
  update sign_in_attempts set points = greatest(points - 1, 0) where key = any (keys[2:]);
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.forgive_attempts(text[]) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.count_attempts(text[], integer[], integer[]), app.forgive_attempts(text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.count_attempts(text[], integer[], integer[]), app.forgive_attempts(text[]) TO jiketong_app;

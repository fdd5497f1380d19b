CREATE TABLE "mails" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"fact" text NOT NULL,
	"address" text NOT NULL,
	"person_id" uuid,
	"invitation_id" uuid,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error" text,
	CONSTRAINT "mails_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "mails_kind" CHECK ("mails"."kind" in ('invitation', 'digest', 'notice'))
);
--> statement-breakpoint
CREATE TABLE "visit_invitations" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"contact_id" uuid,
	"person_id" uuid,
	"address" text NOT NULL,
	"locale" text DEFAULT 'zh-CN' NOT NULL,
	"title" text NOT NULL,
	"place" text,
	"starts_at" timestamp with time zone NOT NULL,
	"minutes" integer NOT NULL,
	"sequence" integer NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"token_hash" text,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_sequence" integer,
	CONSTRAINT "visit_invitations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "visit_invitations_answer" CHECK ("visit_invitations"."answer" in ('accepted', 'declined')),
	CONSTRAINT "visit_invitations_one" CHECK (("visit_invitations"."contact_id" is null) <> ("visit_invitations"."person_id" is null))
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"public_key" text NOT NULL,
	"auth_secret" text NOT NULL,
	"shows_details" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "push_subscriptions_endpoint_unique" UNIQUE("endpoint")
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "notice_choices" ADD COLUMN "mail" text DEFAULT 'off' NOT NULL;--> statement-breakpoint
ALTER TABLE "notice_choices" ADD COLUMN "mail_at_once" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notice_choices" ADD COLUMN "token_hash" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "passed_on_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "mailed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_invitations" ADD CONSTRAINT "visit_invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_invitations" ADD CONSTRAINT "visit_invitations_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "visit_invitations" ADD CONSTRAINT "visit_invitations_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_invitations" ADD CONSTRAINT "visit_invitations_contact" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "mails_fact" ON "mails" USING btree ("tenant_id","fact");--> statement-breakpoint
CREATE INDEX "mails_invitation" ON "mails" USING btree ("tenant_id","invitation_id");--> statement-breakpoint
CREATE INDEX "mails_person" ON "mails" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "visit_invitations_account" ON "visit_invitations" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_invitations_guest" ON "visit_invitations" USING btree ("tenant_id","visit_id",coalesce("contact_id", "person_id"));--> statement-breakpoint
CREATE INDEX "visit_invitations_visit" ON "visit_invitations" USING btree ("tenant_id","visit_id");--> statement-breakpoint
CREATE INDEX "visit_invitations_contact" ON "visit_invitations" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "visit_invitations_person" ON "visit_invitations" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "visit_invitations_owner" ON "visit_invitations" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "visit_invitations_unit" ON "visit_invitations" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_invitations_token" ON "visit_invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "push_subscriptions_person" ON "push_subscriptions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "push_subscriptions_session" ON "push_subscriptions" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notice_choices_token" ON "notice_choices" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "notice_choices_digest" ON "notice_choices" USING btree ("mail") WHERE "notice_choices"."mail" <> 'off';--> statement-breakpoint
CREATE INDEX "notices_created" ON "notices" USING btree ("created_at") WHERE "notices"."passed_on_at" is null;--> statement-breakpoint
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_mail" CHECK ("notice_choices"."mail" in ('off', 'daily', 'weekly'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined'));--> statement-breakpoint
-- As in 0002 and 0014.
DO $$
declare
  seen text := 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[])';
  item record;
begin
  alter table visit_invitations enable row level security;
  alter table visit_invitations force row level security;
  create policy internal on visit_invitations to current_user using (app.is_internal()) with check (app.is_internal());
  execute format('create policy reading on visit_invitations for select to jiketong_app using (owner_id = (select app.person()) or %s)', seen);
  execute format('create policy adding on visit_invitations for insert to jiketong_app with check (num_nonnulls(token_hash, answer, answered_at, answered_sequence) = 0 and (%s or app.owns_account(tenant_id, account_id)))', seen);
  execute format('create policy changing on visit_invitations for update to jiketong_app using (owner_id = (select app.person()) or %s) with check (owner_id = (select app.person()) or %s)', seen, seen);
  for item in select * from (values
    ('mails', 'person_id = (select app.person()) or exists (select 1 from visit_invitations i where i.tenant_id = mails.tenant_id and i.id = mails.invitation_id)'),
    ('push_subscriptions', 'person_id = (select app.person())')) as t(name, seen)
  loop
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, item.seen);
  end loop;
  grant select on visit_invitations, mails, push_subscriptions to jiketong_backup;
end $$;
--> statement-breakpoint
-- The hash is written and compared, never read; what a guest answers is written by them alone.
GRANT SELECT (tenant_id, id, unit_id, owner_id, created_at, account_id, visit_id, contact_id, person_id, address, locale, title, place,
    starts_at, minutes, sequence, withdrawn_at, updated_at, answer, answered_at, answered_sequence),
  INSERT,
  UPDATE (address, locale, title, place, starts_at, minutes, sequence, withdrawn_at, updated_at) ON visit_invitations TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON mails FOR INSERT TO jiketong_app WITH CHECK (
  kind = 'invitation' and attempts = 0 and num_nonnulls(person_id, sent_at, dropped_at, failed_at, error) = 0 and exists (select 1 from visit_invitations i where i.tenant_id = mails.tenant_id and i.id = mails.invitation_id));
--> statement-breakpoint
GRANT SELECT, INSERT ON mails TO jiketong_app;
--> statement-breakpoint
CREATE POLICY changing ON push_subscriptions FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY removing ON push_subscriptions FOR DELETE TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT (id, person_id, session_id, endpoint, shows_details, created_at, sent_at), UPDATE (shows_details), DELETE
  ON push_subscriptions TO jiketong_app;
--> statement-breakpoint
REVOKE SELECT, INSERT ON notice_choices FROM jiketong_app;
--> statement-breakpoint
GRANT SELECT (person_id, muted, mail, mail_at_once, updated_at), INSERT (person_id, muted, mail, mail_at_once, updated_at),
  UPDATE (mail, mail_at_once) ON notice_choices TO jiketong_app;
--> statement-breakpoint
-- What was told before there was mail is not passed on.
UPDATE notices SET passed_on_at = created_at;
--> statement-breakpoint
-- The first role of a person, in the order sign-in takes it.
CREATE FUNCTION app.first_role(person uuid) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select coalesce((select g.role from role_grants g where g.person_id = person order by array_position(
    array['sales_director','team_lead','account_manager','service_agent','trainer','product_manager','admin','partner_agent','employee'], g.role) limit 1),
    'employee')
$$;
--> statement-breakpoint
-- A mail that waits, counted as one more attempt, with whom it is for; `hash` is of the link that ends mails to this person.
CREATE FUNCTION app.take_mail(tenant integer, mail uuid, hash text) RETURNS TABLE (
  id uuid, kind text, address text, person_id uuid, role text, locale text, invitation_id uuid, params jsonb, created_at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare taken mails;
begin
  update mails m set attempts = m.attempts + 1
  where m.tenant_id = tenant and m.id = mail and coalesce(m.sent_at, m.dropped_at, m.failed_at) is null returning * into taken;
  if not found then return; end if;
  if hash is not null then
    update notice_choices c set token_hash = hash where c.person_id = taken.person_id and c.token_hash is distinct from hash;
  end if;
  return query select taken.id, taken.kind, taken.address, taken.person_id, app.first_role(p.id), p.locale, taken.invitation_id,
    taken.params, taken.created_at from (values (taken.person_id)) as t(person) left join people p on p.id = t.person;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_mail(integer, uuid, text) IS 'definer:jobs send mail of everybody, before there is an identity';
--> statement-breakpoint
-- How it ended, and which notices it told.
CREATE FUNCTION app.end_mail(tenant integer, mail uuid, outcome text, reason text, told jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare ended mails;
begin
  update mails set sent_at = case when outcome = 'sent' then now() end, dropped_at = case when outcome = 'dropped' then now() end,
    failed_at = case when outcome = 'failed' then now() end, error = left(reason, 200)
  where tenant_id = tenant and id = mail and coalesce(sent_at, dropped_at, failed_at) is null returning * into ended;
  if found and outcome = 'sent' and ended.person_id is not null then
    update notices n set mailed_at = now()
    where n.person_id = ended.person_id and n.mailed_at is null and n.id in (select value::uuid from jsonb_array_elements_text(told));
  end if;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.end_mail(integer, uuid, text, text, jsonb) IS 'definer:jobs send mail of everybody, before there is an identity';
--> statement-breakpoint
-- What a mail about an invitation says; the hash of its secret is kept from the first on.
CREATE FUNCTION app.invitation_to_mail(tenant integer, invitation uuid, hash text) RETURNS TABLE (
  visit_id uuid, title text, place text, starts_at timestamptz, minutes integer, sequence integer, is_withdrawn boolean, locale text,
  guest text, organiser text, organiser_email text, company text, is_first boolean, is_over boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update visit_invitations i set token_hash = hash where i.tenant_id = tenant and i.id = invitation and i.token_hash is distinct from hash;
  return query select i.visit_id, i.title, i.place, i.starts_at, i.minutes, i.sequence, i.withdrawn_at is not null, i.locale,
    coalesce(c.name, g.name), p.name, p.email, t.name,
    not exists (select 1 from mails m where m.tenant_id = tenant and m.invitation_id = invitation and m.sent_at is not null),
    i.starts_at + make_interval(mins => i.minutes) < now()
  from visit_invitations i join visits v on v.tenant_id = i.tenant_id and v.id = i.visit_id join people p on p.id = v.owner_id
  join tenants t on t.id = i.tenant_id
  left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id left join people g on g.id = i.person_id
  where i.tenant_id = tenant and i.id = invitation;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.invitation_to_mail(integer, uuid, text) IS 'definer:jobs send mail of everybody, before there is an identity';
--> statement-breakpoint
-- What the holder of an invitation's secret is shown until the visit is over: their own invitation, nobody else's.
CREATE FUNCTION app.invitation(hash text) RETURNS TABLE (
  title text, place text, starts_at timestamptz, minutes integer, sequence integer, organiser text, company text, guest text,
  is_off boolean, answer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select i.title, i.place, i.starts_at, i.minutes, i.sequence, p.name, t.name, coalesce(c.name, g.name),
    i.withdrawn_at is not null or v.deleted_at is not null or v.status in ('cancelled', 'missed'),
    case when i.answered_sequence = i.sequence then i.answer end
  from visit_invitations i join visits v on v.tenant_id = i.tenant_id and v.id = i.visit_id join people p on p.id = v.owner_id
  join tenants t on t.id = i.tenant_id
  left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id left join people g on g.id = i.person_id
  where i.token_hash = hash and i.starts_at + make_interval(mins => i.minutes) > now()
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.invitation(text) IS 'definer:a guest without an account holds the secret of an invitation';
--> statement-breakpoint
-- Writes an answer to what was seen, and tells the visitor once of each: done, changed (the time has moved) or closed.
CREATE FUNCTION app.answer_invitation(hash text, reply text, seen integer) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  asked visit_invitations;
  visit visits;
begin
  select * into asked from visit_invitations i
  where i.token_hash = hash and i.starts_at + make_interval(mins => i.minutes) > now() for update;
  if not found or reply not in ('accepted', 'declined') then return 'closed'; end if;
  select * into visit from visits v where v.tenant_id = asked.tenant_id and v.id = asked.visit_id;
  if asked.withdrawn_at is not null or visit.deleted_at is not null or visit.status in ('cancelled', 'missed') then return 'closed'; end if;
  if asked.sequence <> seen then return 'changed'; end if;
  if asked.answer is not distinct from reply and asked.answered_sequence is not distinct from seen then return 'done'; end if;
  update visit_invitations set answer = reply, answered_at = now(), answered_sequence = seen
  where tenant_id = asked.tenant_id and id = asked.id;
  insert into journal (tenant_id, id, at, event, subject, subject_id, account_id, unit_id, owner_id, after)
  values (visit.tenant_id, gen_random_uuid(), now(), 'visit.invitation_answered', 'visit', visit.id, visit.account_id, visit.unit_id,
    visit.owner_id, jsonb_build_object('answer', reply, 'contactId', asked.contact_id, 'personId', asked.person_id));
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params)
  select p.tenant_id, gen_random_uuid(), p.id, 'invitation:' || asked.id || ':' || seen || ':' || reply, 'invitation_' || reply, 'visit',
    visit.tenant_id, visit.id, jsonb_build_object('invitationId', asked.id)
  from people p left join notice_choices c on c.person_id = p.id
  where p.id = visit.owner_id and p.id is distinct from asked.person_id and (p.left_on is null or p.left_on >= app.today())
    and not coalesce(c.muted, '[]') ? ('invitation_' || reply)
  on conflict (tenant_id, person_id, fact) do nothing;
  return 'done';
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.answer_invitation(text, text, integer) IS 'definer:a guest without an account answers by the secret of an invitation';
--> statement-breakpoint
-- The digests of a day, each once; answers those that were written now.
CREATE FUNCTION app.write_digests(today date, with_weekly boolean) RETURNS TABLE (tenant_id integer, id uuid, person_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into mails (tenant_id, id, kind, fact, address, person_id, params)
  select p.tenant_id, gen_random_uuid(), 'digest', 'digest:' || p.id || ':' || today, p.email, p.id, jsonb_build_object('day', today)
  from notice_choices c join people p on p.id = c.person_id
  where (c.mail = 'daily' or (c.mail = 'weekly' and with_weekly)) and p.email is not null and (p.left_on is null or p.left_on >= today)
  on conflict (tenant_id, fact) do nothing returning mails.tenant_id, mails.id, mails.person_id
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.write_digests(date, boolean) IS 'definer:written by the clock, before there is an identity';
--> statement-breakpoint
-- New notices passed on, each once: a job for each device of the person, and a mail where it is wished at once.
CREATE FUNCTION app.pass_on_notices() RETURNS TABLE (task text, payload jsonb, key text)
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
    from passed n join notice_choices c on c.person_id = n.person_id and c.mail_at_once
    join people p on p.id = n.person_id and p.email is not null
    where n.kind in ('question', 'mention') and n.read_at is null
    on conflict (tenant_id, fact) do nothing returning mails.tenant_id, mails.id, mails.person_id)
  select 'notices.mail', jsonb_build_object('tenantId', w.tenant_id, 'mailId', w.id, 'personId', w.person_id), 'mail:' || w.id from written w
  union all
  select 'notices.push', jsonb_build_object('tenantId', n.tenant_id, 'noticeId', n.id, 'subscriptionId', d.id), 'push:' || n.id || ':' || d.id
  from passed n join push_subscriptions d on d.person_id = n.person_id where n.read_at is null
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.pass_on_notices() IS 'definer:notices of everybody are passed on by a job, before there is an identity';
--> statement-breakpoint
-- Where to and as whom a notice is pushed, while it is unread and the session on that device has not been ended.
CREATE FUNCTION app.take_push(tenant integer, notice uuid, subscription uuid) RETURNS TABLE (
  endpoint text, public_key text, auth_secret text, shows_details boolean, person_id uuid, role text, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select d.endpoint, d.public_key, d.auth_secret, d.shows_details, p.id, s.role, p.locale
  from push_subscriptions d join sessions s on s.id = d.session_id join people p on p.id = d.person_id
  join notices n on n.person_id = p.id and n.tenant_id = tenant and n.id = notice
  where d.id = subscription and n.read_at is null and s.person_id = p.id and s.revoked_at is null and s.expires_at > now()
    and (p.left_on is null or p.left_on >= app.today())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_push(integer, uuid, uuid) IS 'definer:jobs push to everybody, before there is an identity';
--> statement-breakpoint
CREATE FUNCTION app.end_push(device uuid, is_gone boolean) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if is_gone then delete from push_subscriptions where id = device;
  else update push_subscriptions set sent_at = now() where id = device; end if;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.end_push(uuid, boolean) IS 'definer:jobs push to everybody, before there is an identity';
--> statement-breakpoint
-- A device belongs to who uses it now: whoever switched it on before is told there no more. Ten for each person, the newest.
CREATE FUNCTION app.save_push(device uuid, session uuid, address text, key text, auth text, details boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if not exists (select 1 from sessions s where s.id = session and s.person_id = app.person() and s.revoked_at is null) then return false; end if;
  insert into push_subscriptions (id, person_id, session_id, endpoint, public_key, auth_secret, shows_details)
  values (device, app.person(), session, address, key, auth, details)
  on conflict (endpoint) do update set person_id = app.person(), session_id = session, public_key = key, auth_secret = auth,
    shows_details = details;
  delete from push_subscriptions where person_id = app.person() and id not in (
    select id from push_subscriptions where person_id = app.person() order by (endpoint = address) desc, created_at desc limit 10);
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.save_push(uuid, uuid, text, text, text, boolean) IS 'definer:takes a device over from who used it before';
--> statement-breakpoint
-- The link in a mail ends mails, for whoever holds it.
CREATE FUNCTION app.end_mails(hash text, is_meant boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if is_meant then update notice_choices set mail = 'off', mail_at_once = false, updated_at = now() where token_hash = hash; end if;
  return exists (select 1 from notice_choices where token_hash = hash);
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.end_mails(text, boolean) IS 'definer:the reader of a mail holds its secret, without a session';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.first_role(uuid), app.take_mail(integer, uuid, text), app.end_mail(integer, uuid, text, text, jsonb),
  app.invitation_to_mail(integer, uuid, text), app.invitation(text), app.answer_invitation(text, text, integer),
  app.write_digests(date, boolean), app.pass_on_notices(), app.take_push(integer, uuid, uuid), app.end_push(uuid, boolean),
  app.save_push(uuid, uuid, text, text, text, boolean), app.end_mails(text, boolean) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.take_mail(integer, uuid, text), app.end_mail(integer, uuid, text, text, jsonb),
  app.invitation_to_mail(integer, uuid, text), app.invitation(text), app.answer_invitation(text, text, integer),
  app.write_digests(date, boolean), app.pass_on_notices(), app.take_push(integer, uuid, uuid), app.end_push(uuid, boolean),
  app.save_push(uuid, uuid, text, text, text, boolean), app.end_mails(text, boolean) TO jiketong_app;

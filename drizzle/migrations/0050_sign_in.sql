CREATE TABLE "recovery_codes" (
	"person_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_person_id_code_hash_pk" PRIMARY KEY("person_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_policies" (
	"tenant_id" integer PRIMARY KEY NOT NULL,
	"required_roles" text[] DEFAULT '{}' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_kind";--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_subject";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "method" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "pending_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_policies" ADD CONSTRAINT "sign_in_policies_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('comment', 'question', 'answer', 'mention', 'coached', 'check_accepted', 'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'commitment_due', 'commitment_overdue', 'invitation_accepted', 'invitation_declined', 'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided', 'quote_question', 'quote_accepted', 'quote_declined', 'contract_ending', 'reward_confirmed', 'reward_voided', 'reward_restored', 'certificate_issued', 'certificate_ending', 'certificate_revoked', 'certificate_assigned', 'evidence_waiting', 'evidence_decided', 'award_granted', 'award_answered', 'assessment_asked', 'selection_told', 'course_assigned', 'seat_given', 'exam_marked', 'factor_reset'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_subject" CHECK ("notices"."subject" in ('visit', 'account', 'opportunity', 'commitment', 'lead', 'quote', 'contract', 'reward', 'certificate', 'award', 'opening', 'course', 'exam', 'person'));--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_method" CHECK ("sessions"."method" in ('password', 'passkey', 'sso'));--> statement-breakpoint
-- Whose sign-in an administrator looks after: that of the people of the units led.
CREATE FUNCTION app.administers(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select app.role() = 'admin' and exists (select 1 from people p where p.id = person and app.leads_unit(p.unit_id)) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.administers(uuid) IS 'definer:identity, reads people and the unit tree';
--> statement-breakpoint
DO $$
declare t text;
begin
  foreach t in array array['second_factors', 'recovery_codes', 'sign_in_policies'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', t);
  end loop;
  foreach t in array array['second_factors', 'recovery_codes'] loop
    execute format('create policy reading on %I for select to jiketong_app using (person_id = (select app.person()) or app.administers(person_id))', t);
    execute format('create policy adding on %I for insert to jiketong_app with check (person_id = (select app.person()))', t);
    execute format('create policy changing on %I for update to jiketong_app using (person_id = (select app.person())) with check (person_id = (select app.person()))', t);
    execute format('create policy removing on %I for delete to jiketong_app using (person_id = (select app.person()) or app.administers(person_id))', t);
  end loop;
end $$;
--> statement-breakpoint
GRANT SELECT (person_id, confirmed_at, last_step, created_at), INSERT, UPDATE (confirmed_at, last_step), DELETE ON second_factors TO jiketong_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON recovery_codes TO jiketong_app;
--> statement-breakpoint
CREATE POLICY reading ON sign_in_policies FOR SELECT TO jiketong_app
  USING (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
-- Only who administers the whole company.
CREATE POLICY adding ON sign_in_policies FOR INSERT TO jiketong_app
  WITH CHECK (app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY changing ON sign_in_policies FOR UPDATE TO jiketong_app
  USING (app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]))
  WITH CHECK (app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (required_roles, updated_at, version) ON sign_in_policies TO jiketong_app;
--> statement-breakpoint
CREATE POLICY administering ON sessions FOR SELECT TO jiketong_app USING (app.administers(person_id));
--> statement-breakpoint
CREATE POLICY ending ON sessions FOR UPDATE TO jiketong_app USING (app.administers(person_id)) WITH CHECK (app.administers(person_id));
--> statement-breakpoint
GRANT SELECT (method, pending_until) ON sessions TO jiketong_app;
--> statement-breakpoint
-- Whether a second step follows is told with the hash: no second question for anybody.
DROP FUNCTION app.credential(text);
--> statement-breakpoint
CREATE FUNCTION app.credential(email_text text) RETURNS TABLE (person_id uuid, password_hash text, has_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.id, c.password_hash, exists (select 1 from second_factors f where f.person_id = p.id and f.confirmed_at is not null)
  from people p join credentials c on c.person_id = p.id
  where lower(p.email) = lower(email_text) and (p.left_on is null or p.left_on >= app.today())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.credential(text) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
-- One that waits for a second step is no session yet, and has ten minutes.
CREATE FUNCTION app.open_session(session_id uuid, hash text, person uuid, lifetime interval, from_address text, on_device text, how text, waits boolean)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into sessions (id, token_hash, person_id, role, expires_at, address, device, method, pending_until)
  select session_id, hash, person, app.first_role(person), now() + case when waits then interval '10 minutes' else lifetime end,
    from_address, on_device, how, case when waits then now() + interval '10 minutes' end
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.open_session(uuid, text, uuid, interval, text, text, text, boolean) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
-- As processes of the version before ask, which serve on while the new one comes: they get nobody past a second step.
CREATE OR REPLACE FUNCTION app.open_session(session_id uuid, hash text, person uuid, lifetime interval, from_address text, on_device text)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select app.open_session(session_id, hash, person, lifetime, from_address, on_device, 'password',
    exists (select 1 from second_factors f where f.person_id = person and f.confirmed_at is not null))
$$;
--> statement-breakpoint
DROP FUNCTION app.session(text);
--> statement-breakpoint
-- A password alone does not do where the company demands more: such a session leads to setting it up and nowhere else.
CREATE FUNCTION app.session(hash text) RETURNS TABLE (
  session_id uuid, person_id uuid, role text, roles text[], tenant_id integer, tenant_name text, unit_id integer, unit_name text,
  name text, email text, locale text, led_units integer[], visible_tenants integer[], visible_units integer[], version integer, must_set_up boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare found_session sessions;
begin
  select * into found_session from sessions s
  where s.token_hash = hash and s.revoked_at is null and s.pending_until is null and s.expires_at > now() and s.seen_at > now() - interval '12 hours';
  if not found then return; end if;
  if found_session.seen_at < now() - interval '1 minute' then update sessions s set seen_at = now() where s.id = found_session.id; end if;
  return query select i.*, found_session.method = 'password'
    and exists (select 1 from sign_in_policies y where y.tenant_id = i.tenant_id and y.required_roles && i.roles)
    and not exists (select 1 from second_factors f where f.person_id = i.person_id and f.confirmed_at is not null)
  from app.identity(found_session.id, found_session.person_id, found_session.role) i;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.session(text) IS 'definer:the cookie becomes an identity here';
--> statement-breakpoint
-- Who is half way in, and the secret that the code is checked with.
CREATE FUNCTION app.waiting_session(hash text) RETURNS TABLE (person_id uuid, sealed text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.id, f.sealed from sessions s join people p on p.id = s.person_id
  join second_factors f on f.person_id = p.id and f.confirmed_at is not null
  where s.token_hash = hash and s.revoked_at is null and s.pending_until > now() and (p.left_on is null or p.left_on >= app.today())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.waiting_session(text) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
-- Takes the code (the step of the authenticator, or a recovery code) and makes the session whole under a new token. Each once.
CREATE FUNCTION app.finish_session(hash text, new_hash text, step bigint, code text, lifetime interval) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare waiting sessions;
begin
  select * into waiting from sessions s where s.token_hash = hash and s.revoked_at is null and s.pending_until > now() for update;
  if not found then return false; end if;
  if step is not null then
    update second_factors f set last_step = step where f.person_id = waiting.person_id and f.confirmed_at is not null and f.last_step < step;
  else
    update recovery_codes c set used_at = now() where c.person_id = waiting.person_id and c.code_hash = code and c.used_at is null;
  end if;
  if not found then return false; end if;
  update sessions s set token_hash = new_hash, pending_until = null, created_at = now(), seen_at = now(), expires_at = now() + lifetime
  where s.id = waiting.id;
  if step is null then
    insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id, after)
    select p.tenant_id, gen_random_uuid(), now(), p.id, 'person.recovery_code_used', 'person', p.id, p.unit_id, p.id,
      jsonb_build_object('codesLeft', (select count(*) from recovery_codes c where c.person_id = p.id and c.used_at is null))
    from people p where p.id = waiting.person_id;
  end if;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.finish_session(text, text, bigint, text, interval) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
CREATE FUNCTION app.own_second_factor() RETURNS TABLE (sealed text, confirmed_at timestamptz, last_step bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select f.sealed, f.confirmed_at, f.last_step from second_factors f where f.person_id = app.person() $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.own_second_factor() IS 'definer:one''s own secret, encrypted';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.administers(uuid), app.credential(text), app.open_session(uuid, text, uuid, interval, text, text, text, boolean),
  app.session(text), app.waiting_session(text), app.finish_session(text, text, bigint, text, interval), app.own_second_factor() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.administers(uuid), app.credential(text), app.open_session(uuid, text, uuid, interval, text, text, text, boolean),
  app.session(text), app.waiting_session(text), app.finish_session(text, text, bigint, text, interval), app.own_second_factor() TO jiketong_app;

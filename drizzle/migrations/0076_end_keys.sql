-- Whatever speaks for a person without a session ends: the tokens of programs and the secret address of their calendar.
-- (A device that is pushed to hangs on its session and ends with that.)
CREATE FUNCTION app.end_keys(whose uuid, ender uuid) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
AS $$
declare who people;
begin
  select * into who from people p where p.id = whose;
  with ended as (
    update api_tokens t set revoked_at = now() where t.person_id = whose and t.revoked_at is null and t.expires_at > now()
    returning t.id, t.name)
  insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id, before)
  select who.tenant_id, gen_random_uuid(), now(), ender, 'session.token_revoked', 'session', e.id, who.unit_id, whose, jsonb_build_object('name', e.name)
  from ended e;
  delete from calendar_feeds f where f.person_id = whose;
  if found then
    insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id)
    values (who.tenant_id, gen_random_uuid(), now(), ender, 'person.calendar_closed', 'person', whose, who.unit_id, whose);
  end if;
end $$;
--> statement-breakpoint
CREATE FUNCTION app.end_keys(whose uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if whose is distinct from app.person() and not app.administers(whose) then return false; end if;
  perform app.end_keys(whose, app.person());
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.end_keys(uuid) IS 'definer:only for oneself or an administrator, only for people of the units led';
--> statement-breakpoint
-- As before, and what a thief may have made meanwhile ends too.
CREATE OR REPLACE FUNCTION app.finish_recovery(hash text, new_password_hash text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare who people;
begin
  perform 1 from recovery_links l where l.token_hash = hash and l.used_at is null and l.expires_at > now() for update;
  if not found then return false; end if;
  select p.* into who from recovery_links l join people p on p.id = l.person_id
  where l.token_hash = hash and (p.left_on is null or p.left_on >= app.today());
  if not found then return false; end if;
  insert into credentials (person_id, password_hash) values (who.id, new_password_hash)
    on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = now();
  update sessions set revoked_at = now() where person_id = who.id and revoked_at is null;
  perform app.end_keys(who.id, who.id);
  insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id)
  values (who.tenant_id, gen_random_uuid(), now(), who.id, 'person.password_recovered', 'person', who.id, who.unit_id, who.id);
  return true;
end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.issue_password(person uuid, hash text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if app.role() is distinct from 'admin' or person = app.person()
    or not exists (select 1 from people p where p.id = person and app.leads_unit(p.unit_id)) then return false; end if;
  insert into credentials (person_id, password_hash) values (person, hash)
    on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = now();
  update sessions set revoked_at = now() where person_id = person and revoked_at is null;
  perform app.end_keys(person, app.person());
  return true;
end $$;
--> statement-breakpoint
CREATE POLICY administering ON api_tokens FOR SELECT TO jiketong_app USING (app.administers(person_id));
--> statement-breakpoint
CREATE POLICY ending ON api_tokens FOR UPDATE TO jiketong_app USING (app.administers(person_id)) WITH CHECK (app.administers(person_id));
--> statement-breakpoint
-- As before, and of a token that acts for them.
CREATE OR REPLACE FUNCTION app.tell_of_sign_in() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare whose uuid := case when new.subject = 'session' then new.owner_id else new.subject_id end;
begin
  insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params)
  values (new.tenant_id, gen_random_uuid(), whose, 'sign_in_changed:' || new.id, 'sign_in_changed', 'person', new.tenant_id, whose,
    jsonb_build_object('step', case new.event when 'person.passkey_added' then 'passkey_added' when 'person.passkey_removed' then 'passkey_removed'
      when 'person.second_factor_on' then 'factor_on' when 'person.second_factor_off' then 'factor_off'
      when 'person.recovery_codes_renewed' then 'codes' when 'session.token_made' then 'token_made' else 'password' end));
  perform jobs.enqueue('notices.pass_on', '{}', 'notices.pass_on');
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER journal_tells_of_tokens AFTER INSERT ON journal FOR EACH ROW WHEN (new.event = 'session.token_made')
  EXECUTE FUNCTION app.tell_of_sign_in();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.end_keys(uuid, uuid), app.end_keys(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.end_keys(uuid) TO jiketong_app;

CREATE TABLE "recovery_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text,
	"sent_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_links_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_kind";--> statement-breakpoint
ALTER TABLE "recovery_links" ADD CONSTRAINT "recovery_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recovery_links_person" ON "recovery_links" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind" CHECK ("mails"."kind" in ('invitation', 'digest', 'notice', 'offer', 'recovery'));--> statement-breakpoint
ALTER TABLE recovery_links ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recovery_links FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON recovery_links TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
-- Writes a link and the mail that brings it; three in half an hour, so that nobody's mailbox is filled.
CREATE FUNCTION app.write_recovery(person uuid, sender uuid) RETURNS TABLE (tenant_id integer, mail_id uuid)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
AS $$
declare
  who people;
  link uuid := gen_random_uuid();
  mail uuid := gen_random_uuid();
begin
  select * into who from people p where p.id = person and p.email is not null and (p.left_on is null or p.left_on >= app.today()) for update;
  if not found or (select count(*) from recovery_links l where l.person_id = person and l.created_at > now() - interval '30 minutes') >= 3
    then return; end if;
  insert into recovery_links (id, person_id, sent_by, expires_at) values (link, person, sender, now() + interval '30 minutes');
  insert into mails (tenant_id, id, kind, fact, address, person_id, params)
  values (who.tenant_id, mail, 'recovery', 'recovery:' || link, who.email, person, jsonb_build_object('linkId', link));
  insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id)
  values (who.tenant_id, gen_random_uuid(), now(), sender, case when sender is null then 'person.recovery_asked' else 'person.recovery_sent' end,
    'person', person, who.unit_id, person);
  return query select who.tenant_id, mail;
end $$;
--> statement-breakpoint
CREATE FUNCTION app.ask_recovery(email_text text) RETURNS TABLE (tenant_id integer, mail_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select w.* from people p cross join lateral app.write_recovery(p.id, null) w where lower(p.email) = lower(email_text) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.ask_recovery(text) IS 'definer:somebody without a session asks; a job answers, so that nobody learns whether there is such a person';
--> statement-breakpoint
CREATE FUNCTION app.send_recovery(person uuid) RETURNS TABLE (tenant_id integer, mail_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select w.* from app.write_recovery(person, app.person()) w where app.administers(person) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.send_recovery(uuid) IS 'definer:only for an administrator, only for people of the units led';
--> statement-breakpoint
-- What the mail says; the hash of its secret is kept from the first on.
CREATE FUNCTION app.recovery_to_mail(link uuid, hash text) RETURNS TABLE (name text, locale text, company text, sender text, is_over boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update recovery_links l set token_hash = hash where l.id = link and l.token_hash is distinct from hash;
  return query select p.name, p.locale, t.name, s.name, l.used_at is not null or l.expires_at < now()
  from recovery_links l join people p on p.id = l.person_id join tenants t on t.id = p.tenant_id left join people s on s.id = l.sent_by
  where l.id = link;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.recovery_to_mail(uuid, text) IS 'definer:jobs send mail of everybody, before there is an identity';
--> statement-breakpoint
-- Whose password the holder of the secret may set.
CREATE FUNCTION app.recovery(hash text) RETURNS TABLE (email text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.email, p.name from recovery_links l join people p on p.id = l.person_id
  where l.token_hash = hash and l.used_at is null and l.expires_at > now() and (p.left_on is null or p.left_on >= app.today())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.recovery(text) IS 'definer:the reader of a mail holds its secret, without a session';
--> statement-breakpoint
-- A password was set: links to another end.
CREATE FUNCTION app.end_recoveries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update recovery_links set used_at = now() where person_id = new.person_id and used_at is null;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.end_recoveries() IS 'definer:trigger, ends ways to a password when there is a new one';
--> statement-breakpoint
CREATE TRIGGER credentials_set AFTER INSERT OR UPDATE OF password_hash ON credentials FOR EACH ROW EXECUTE FUNCTION app.end_recoveries();
--> statement-breakpoint
-- Sets the password once and signs the person out everywhere.
CREATE FUNCTION app.finish_recovery(hash text, new_password_hash text) RETURNS boolean
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
  insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id)
  values (who.tenant_id, gen_random_uuid(), now(), who.id, 'person.password_recovered', 'person', who.id, who.unit_id, who.id);
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.finish_recovery(text, text) IS 'definer:the reader of a mail holds its secret, without a session';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.write_recovery(uuid, uuid), app.ask_recovery(text), app.send_recovery(uuid), app.recovery_to_mail(uuid, text),
  app.recovery(text), app.end_recoveries(), app.finish_recovery(text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.ask_recovery(text), app.send_recovery(uuid), app.recovery_to_mail(uuid, text), app.recovery(text),
  app.finish_recovery(text, text) TO jiketong_app;

CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_credentialId_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_challenges" (
	"cookie_hash" text PRIMARY KEY NOT NULL,
	"content" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sso_identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sso_identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_identities" ADD CONSTRAINT "sso_identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkeys_person" ON "passkeys" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_challenges_expiry" ON "sign_in_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_identities_person" ON "sso_identities" USING btree ("person_id","issuer");--> statement-breakpoint
DO $$
declare t text;
begin
  foreach t in array array['passkeys', 'sso_identities', 'sign_in_challenges'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', t);
  end loop;
  foreach t in array array['passkeys', 'sso_identities'] loop
    execute format('create policy reading on %I for select to jiketong_app using (person_id = (select app.person()) or app.administers(person_id))', t);
    execute format('create policy removing on %I for delete to jiketong_app using (person_id = (select app.person()) or app.administers(person_id))', t);
    execute format('grant select, delete on %I to jiketong_app', t);
  end loop;
end $$;
--> statement-breakpoint
CREATE POLICY adding ON passkeys FOR INSERT TO jiketong_app WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY changing ON passkeys FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT, UPDATE (name) ON passkeys TO jiketong_app;
--> statement-breakpoint
CREATE FUNCTION app.keep_challenge(hash text, held text, lifetime interval) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  delete from sign_in_challenges where expires_at < now();
  insert into sign_in_challenges (cookie_hash, content, expires_at) values (hash, held, now() + lifetime)
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_challenge(text, text, interval) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
CREATE FUNCTION app.take_challenge(hash text) RETURNS TABLE (content text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ delete from sign_in_challenges c where c.cookie_hash = hash and c.expires_at > now() returning c.content $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_challenge(text) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
-- The key that a browser answers with, of somebody who works here.
CREATE FUNCTION app.passkey(credential text) RETURNS TABLE (id uuid, person_id uuid, public_key text, counter bigint, transports text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select k.id, p.id, k.public_key, k.counter, array_to_string(k.transports, ',') from passkeys k join people p on p.id = k.person_id
  where k.credential_id = credential and (p.left_on is null or p.left_on >= app.today())
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.passkey(text) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
-- A counter that did not move on belongs to a copy; keys that are synchronised stay at 0.
CREATE FUNCTION app.use_passkey(passkey uuid, seen bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update passkeys k set counter = seen, last_used_at = now() where k.id = passkey and (seen > k.counter or (seen = 0 and k.counter = 0));
  return found;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.use_passkey(uuid, bigint) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
-- Whom a company's own sign-in service speaks of: somebody it spoke of before, else whoever has this verified address in that company
-- and is nobody else to the service yet. Nobody is made.
CREATE FUNCTION app.sso_person(company text, service text, known_as text, verified_email text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare who people;
begin
  select p.* into who from sso_identities i join people p on p.id = i.person_id join tenants t on t.id = p.tenant_id and t.code = company
  where i.issuer = service and i.subject = known_as and (p.left_on is null or p.left_on >= app.today());
  if found then return who.id; end if;
  if verified_email is null or exists (select 1 from sso_identities i where i.issuer = service and i.subject = known_as) then return null; end if;
  select p.* into who from people p join tenants t on t.id = p.tenant_id and t.code = company
  where lower(p.email) = lower(verified_email) and (p.left_on is null or p.left_on >= app.today()) for update of p;
  if not found or exists (select 1 from sso_identities i where i.issuer = service and i.person_id = who.id) then return null; end if;
  insert into sso_identities (issuer, subject, person_id) values (service, known_as, who.id) on conflict do nothing;
  if not found then return null; end if;
  insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, owner_id, after)
  values (who.tenant_id, gen_random_uuid(), now(), who.id, 'person.sso_linked', 'person', who.id, who.unit_id, who.id, jsonb_build_object('name', service));
  return who.id;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.sso_person(text, text, text, text) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_challenge(text, text, interval), app.take_challenge(text), app.passkey(text), app.use_passkey(uuid, bigint),
  app.sso_person(text, text, text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.keep_challenge(text, text, interval), app.take_challenge(text), app.passkey(text), app.use_passkey(uuid, bigint),
  app.sso_person(text, text, text, text) TO jiketong_app;

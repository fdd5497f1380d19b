CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_person" ON "api_tokens" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE api_tokens FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON api_tokens TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON api_tokens FOR SELECT TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY changing ON api_tokens FOR UPDATE TO jiketong_app
  USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT (id, person_id, role, name, created_at, expires_at, revoked_at), UPDATE (revoked_at) ON api_tokens TO jiketong_app;
--> statement-breakpoint
-- Enters as the person and tells who that is; what a cookie and a token both lead to.
CREATE FUNCTION app.identity(session uuid, person uuid, active_role text) RETURNS TABLE (
  session_id uuid, person_id uuid, role text, roles text[], tenant_id integer, tenant_name text, unit_id integer, unit_name text,
  name text, email text, locale text, led_units integer[], visible_tenants integer[], visible_units integer[], version integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  perform app.enter(person, active_role);
  return query
    select session, p.id, active_role, (select array_agg(distinct g.role) from role_grants g where g.person_id = p.id),
      p.tenant_id, t.name, p.unit_id, u.name, p.name, p.email, p.locale,
      app.led_units(), app.visible_tenants(), app.visible_units(), p.version
    from people p join tenants t on t.id = p.tenant_id join units u on u.id = p.unit_id
    where p.id = person and (p.left_on is null or p.left_on >= app.today());
end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.session(hash text) RETURNS TABLE (
  session_id uuid, person_id uuid, role text, roles text[], tenant_id integer, tenant_name text, unit_id integer, unit_name text,
  name text, email text, locale text, led_units integer[], visible_tenants integer[], visible_units integer[], version integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare found_session sessions;
begin
  select * into found_session from sessions s
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and s.seen_at > now() - interval '12 hours';
  if not found then return; end if;
  if found_session.seen_at < now() - interval '1 minute' then update sessions s set seen_at = now() where s.id = found_session.id; end if;
  return query select * from app.identity(found_session.id, found_session.person_id, found_session.role);
end $$;
--> statement-breakpoint
CREATE FUNCTION app.token(hash text) RETURNS TABLE (
  session_id uuid, person_id uuid, role text, roles text[], tenant_id integer, tenant_name text, unit_id integer, unit_name text,
  name text, email text, locale text, led_units integer[], visible_tenants integer[], visible_units integer[], version integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select i.* from api_tokens t cross join lateral app.identity(t.id, t.person_id, t.role) i
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > now()
    and exists (select 1 from role_grants g where g.person_id = t.person_id and g.role = t.role)
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.token(text) IS 'definer:a program''s token becomes an identity here';
--> statement-breakpoint
-- A credit code may be taken by an account the person cannot see: the unique index answers, here as a plain no.
-- postgres.js fails a whole transaction with any statement of it, so the violation is caught in the database.
CREATE FUNCTION app.take_credit_code(tenant integer, account uuid, code text) RETURNS boolean LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
begin
  update accounts set credit_code = code where tenant_id = tenant and id = account;
  return found;
exception when unique_violation then return false;
end $$;
--> statement-breakpoint
CREATE FUNCTION app.restore_account(tenant integer, account uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
begin
  update accounts set deleted_at = null, deleted_by = null where tenant_id = tenant and id = account;
  return found;
exception when unique_violation then return false;
end $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.identity(uuid, uuid, text), app.token(text), app.take_credit_code(integer, uuid, text), app.restore_account(integer, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.token(text), app.take_credit_code(integer, uuid, text), app.restore_account(integer, uuid) TO jiketong_app;

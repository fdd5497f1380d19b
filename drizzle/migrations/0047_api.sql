CREATE TABLE "api_answers" (
	"tenant_id" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"subject" text,
	"subject_id" uuid,
	"status" integer NOT NULL,
	"body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_answers_tenant_id_person_id_key_pk" PRIMARY KEY("tenant_id","person_id","key")
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "kind" text DEFAULT 'personal' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "scopes" text[] DEFAULT '{"read","write"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "api_answers" ADD CONSTRAINT "api_answers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_answers_person" ON "api_answers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "api_answers_age" ON "api_answers" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_kind" CHECK ("api_tokens"."kind" in ('personal', 'service'));--> statement-breakpoint
GRANT SELECT (kind, scopes, last_used_at), INSERT ON api_tokens TO jiketong_app;
--> statement-breakpoint
-- Only for oneself, in a role one holds, for a year at most; `kind` stays what it is by default.
CREATE POLICY adding ON api_tokens FOR INSERT TO jiketong_app WITH CHECK (
  person_id = (select app.person()) and kind = 'personal' and expires_at <= now() + interval '367 days'
  and exists (select 1 from role_grants g where g.person_id = api_tokens.person_id and g.role = api_tokens.role));
--> statement-breakpoint
ALTER TABLE api_answers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE api_answers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON api_answers TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON api_answers FOR SELECT TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY adding ON api_answers FOR INSERT TO jiketong_app
  WITH CHECK (person_id = (select app.person()) and tenant_id = (select app.tenant()));
--> statement-breakpoint
CREATE POLICY removing ON api_answers FOR DELETE TO jiketong_app USING (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON api_answers TO jiketong_app;
--> statement-breakpoint
DROP FUNCTION app.token(text);
--> statement-breakpoint
CREATE FUNCTION app.token(hash text) RETURNS TABLE (
  session_id uuid, person_id uuid, role text, roles text[], tenant_id integer, tenant_name text, unit_id integer, unit_name text,
  name text, email text, locale text, led_units integer[], visible_tenants integer[], visible_units integer[], version integer, scopes text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
declare found_token api_tokens;
begin
  select t.* into found_token from api_tokens t
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > now()
    and exists (select 1 from role_grants g where g.person_id = t.person_id and g.role = t.role);
  if not found then return; end if;
  if found_token.last_used_at is null or found_token.last_used_at < now() - interval '1 minute' then
    update api_tokens t set last_used_at = now() where t.id = found_token.id;
  end if;
  return query select i.*, found_token.scopes from app.identity(found_token.id, found_token.person_id, found_token.role) i;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.token(text) IS 'definer:a program''s token becomes an identity here';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.token(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.token(text) TO jiketong_app;

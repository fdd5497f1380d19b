CREATE TABLE "attachments" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"visit_id" uuid,
	"opportunity_id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"small_sha256" text,
	"width" integer,
	"height" integer,
	"seconds" integer,
	"taken_at" timestamp with time zone,
	"added_by" uuid NOT NULL,
	"deleted_at" timestamp with time zone,
	"deleted_by" uuid,
	CONSTRAINT "attachments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "attachments_kind" CHECK ("attachments"."kind" in ('photo', 'voice', 'document')),
	CONSTRAINT "attachments_hash" CHECK ("attachments"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "attachments_small_hash" CHECK ("attachments"."small_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "visit_confirmations" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"contact_id" uuid,
	"token_hash" text NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "visit_confirmations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "confirmed_rating" integer;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "confirmed_comment" text;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "confirmed_contact_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_confirmations" ADD CONSTRAINT "visit_confirmations_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "visit_confirmations" ADD CONSTRAINT "visit_confirmations_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_confirmations" ADD CONSTRAINT "visit_confirmations_contact" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_account" ON "attachments" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "attachments_visit" ON "attachments" USING btree ("tenant_id","visit_id");--> statement-breakpoint
CREATE INDEX "attachments_opportunity" ON "attachments" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "attachments_owner" ON "attachments" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "attachments_unit" ON "attachments" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_confirmations_account" ON "visit_confirmations" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "visit_confirmations_visit" ON "visit_confirmations" USING btree ("tenant_id","visit_id");--> statement-breakpoint
CREATE INDEX "visit_confirmations_contact" ON "visit_confirmations" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "visit_confirmations_owner" ON "visit_confirmations" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "visit_confirmations_unit" ON "visit_confirmations" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_confirmations_token" ON "visit_confirmations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "visit_confirmations_code" ON "visit_confirmations" USING btree ("code_hash");--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_confirmed_contact" FOREIGN KEY ("tenant_id","confirmed_contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visits_confirmed_contact" ON "visits" USING btree ("tenant_id","confirmed_contact_id") WHERE "visits"."confirmed_contact_id" is not null;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_confirmed_rating" CHECK ("visits"."confirmed_rating" between 1 and 5);
--> statement-breakpoint
-- As in 0002: reading mine, my tenants', my units' or of an account I am on the team of; adding asks for the account.
DO $$
declare
  name text;
  seen text;
begin
  foreach name in array array['attachments', 'visit_confirmations'] loop
    seen := 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[])';
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('create policy reading on %I for select to jiketong_app using (owner_id = (select app.person()) or %s)', name, seen);
    execute format('create policy adding on %I for insert to jiketong_app with check (%s or app.owns_account(tenant_id, account_id))', name, seen);
    execute format('create policy changing on %I for update to jiketong_app using (owner_id = (select app.person()) or %s) with check (owner_id = (select app.person()) or %s)', name, seen, seen);
    execute format('grant select on %I to jiketong_backup', name);
  end loop;
end $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (deleted_at, deleted_by) ON attachments TO jiketong_app;
--> statement-breakpoint
-- The hashes are written and compared, never read.
GRANT SELECT (tenant_id, id, unit_id, owner_id, created_at, account_id, visit_id, contact_id, expires_at, used_at), INSERT, UPDATE (expires_at)
  ON visit_confirmations TO jiketong_app;
--> statement-breakpoint
-- The code that this is the hash of, while it can be used. Six digits that two visits share at once count for neither.
CREATE FUNCTION app.live_confirmation(hash text) RETURNS SETOF visit_confirmations LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with live as (
    select c.* from visit_confirmations c join visits v on v.tenant_id = c.tenant_id and v.id = c.visit_id
    where (c.token_hash = hash or c.code_hash = hash) and c.used_at is null and c.expires_at > now()
      and v.deleted_at is null and v.confirmed_at is null and v.status in ('in_progress', 'completed'))
  select * from live where (select count(*) from live) = 1
$$;
--> statement-breakpoint
-- What a customer with a code is shown: who came, from which company, when. Nothing of the record itself.
CREATE FUNCTION app.confirmation(hash text) RETURNS TABLE (visitor text, company text, met_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.name, t.name, coalesce(v.started_at, v.planned_at) from app.live_confirmation(hash) c
  join visits v on v.tenant_id = c.tenant_id and v.id = c.visit_id
  join people p on p.id = v.owner_id join tenants t on t.id = v.tenant_id
$$;
--> statement-breakpoint
-- Uses a code, once. `reason` is what a confirmation adds to the confidence, as the application reckons it.
CREATE FUNCTION app.confirm_visit(hash text, rating integer, comment text, reason jsonb) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare code visit_confirmations;
begin
  select * into code from app.live_confirmation(hash);
  if not found then return false; end if;
  update visit_confirmations set used_at = now() where tenant_id = code.tenant_id and id = code.id and used_at is null;
  if not found then return false; end if;
  update visits set confirmed_at = now(), confirmed_rating = rating, confirmed_comment = comment, confirmed_contact_id = code.contact_id,
    confidence_reasons = jsonb_insert(confidence_reasons, '{1}', reason),
    confidence = case when confidence is not null then least(100, greatest(0, 50 + (
      select sum((one ->> 'points')::integer) from jsonb_array_elements(confidence_reasons || reason) one))) end
  where tenant_id = code.tenant_id and id = code.visit_id and confirmed_at is null;
  if not found then return false; end if;
  insert into journal (tenant_id, id, at, event, subject, subject_id, account_id, unit_id, owner_id, after)
  select tenant_id, gen_random_uuid(), now(), 'visit.confirmed', 'visit', id, account_id, unit_id, owner_id,
    jsonb_build_object('rating', rating, 'contactId', code.contact_id) from visits where tenant_id = code.tenant_id and id = code.visit_id;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.live_confirmation(text) IS 'definer:called by the two below only';
--> statement-breakpoint
COMMENT ON FUNCTION app.confirmation(text) IS 'definer:a customer without an account holds a one-time code';
--> statement-breakpoint
COMMENT ON FUNCTION app.confirm_visit(text, integer, text, jsonb) IS 'definer:a customer without an account confirms by a one-time code';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.live_confirmation(text), app.confirmation(text), app.confirm_visit(text, integer, text, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.confirmation(text), app.confirm_visit(text, integer, text, jsonb) TO jiketong_app;

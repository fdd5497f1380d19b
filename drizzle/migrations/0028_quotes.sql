CREATE TABLE "authority_matrices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"revision" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"hours" integer DEFAULT 8 NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid,
	CONSTRAINT "authority_matrices_hours" CHECK ("authority_matrices"."hours" between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "feasibility_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"technology" text NOT NULL,
	"divisions" text[] DEFAULT '{}' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"radius_km" double precision,
	"verdict" text NOT NULL,
	"lead_days" integer,
	"reason" text NOT NULL,
	"reason_en" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid,
	"retired_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "feasibility_rules_technology" CHECK ("feasibility_rules"."technology" in ('fibre', 'microwave', 'mobile_5g', 'ka')),
	CONSTRAINT "feasibility_rules_verdict" CHECK ("feasibility_rules"."verdict" in ('yes', 'check', 'no')),
	CONSTRAINT "feasibility_rules_lead" CHECK ("feasibility_rules"."lead_days" between 0 and 730),
	CONSTRAINT "feasibility_rules_circle" CHECK (("feasibility_rules"."radius_km" is null) = ("feasibility_rules"."latitude" is null) and ("feasibility_rules"."radius_km" is null) = ("feasibility_rules"."longitude" is null))
);
--> statement-breakpoint
CREATE TABLE "quote_links" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"sent_to" text,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" uuid,
	"first_read_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	CONSTRAINT "quote_links_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "quote_questions" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"link_id" uuid,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by" uuid,
	CONSTRAINT "quote_questions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "quote_versions" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"number" text NOT NULL,
	"document" jsonb NOT NULL,
	"total_fen" bigint NOT NULL,
	"margin_bp" integer,
	"valid_until" date NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"sent_by" uuid NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_name" text,
	"declined_at" timestamp with time zone,
	"declined_name" text,
	"declined_reason" text,
	CONSTRAINT "quote_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "quote_versions_one_answer" CHECK ("quote_versions"."accepted_at" is null or "quote_versions"."declined_at" is null),
	CONSTRAINT "quote_versions_named" CHECK (("quote_versions"."accepted_at" is null) = ("quote_versions"."accepted_name" is null))
);
--> statement-breakpoint
CREATE TABLE "quote_lines" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"site_id" uuid,
	"position" integer NOT NULL,
	"offering_id" uuid NOT NULL,
	"price_id" uuid NOT NULL,
	"offering_code" text NOT NULL,
	"offering_name" text NOT NULL,
	"offering_name_en" text,
	"product_line" text NOT NULL,
	"price_code" text NOT NULL,
	"price_name" text NOT NULL,
	"price_name_en" text,
	"kind" text NOT NULL,
	"period" text,
	"unit" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"tiers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"cost_fen" bigint,
	"tax_percent" integer NOT NULL,
	"quantity" integer DEFAULT 1 NOT NULL,
	"discount_bp" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "quote_lines_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "quote_lines_product_line" CHECK ("quote_lines"."product_line" in ('internet', 'private_line', 'mobile', 'iot', 'cloud', 'security', 'voice', 'video', 'satellite', 'integration', 'other')),
	CONSTRAINT "quote_lines_kind" CHECK ("quote_lines"."kind" in ('one_off', 'recurring', 'usage')),
	CONSTRAINT "quote_lines_period" CHECK ("quote_lines"."period" in ('month', 'quarter', 'year')),
	CONSTRAINT "quote_lines_unit_word" CHECK ("quote_lines"."unit" in ('item', 'mbps', 'mhz', 'terminal', 'seat', 'channel', 'card', 'rack', 'core_km', 'gb', 'minute', 'day', 'month')),
	CONSTRAINT "quote_lines_recurs" CHECK (("quote_lines"."kind" = 'recurring') = ("quote_lines"."period" is not null)),
	CONSTRAINT "quote_lines_amount" CHECK ("quote_lines"."amount_fen" >= 0 and coalesce("quote_lines"."cost_fen", 0) >= 0),
	CONSTRAINT "quote_lines_quantity" CHECK ("quote_lines"."quantity" between 1 and 1000000),
	CONSTRAINT "quote_lines_discount" CHECK ("quote_lines"."discount_bp" between 0 and 10000),
	CONSTRAINT "quote_lines_tax" CHECK ("quote_lines"."tax_percent" in (0, 6, 9, 13))
);
--> statement-breakpoint
CREATE TABLE "quote_sites" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"address" text,
	"division_code" text,
	"latitude" double precision,
	"longitude" double precision,
	"place_issue" text,
	"group_name" text,
	"branch_id" uuid,
	"place_id" uuid,
	"is_duplicate" boolean DEFAULT false NOT NULL,
	"technology" text,
	"feasibility" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"checked_at" timestamp with time zone,
	CONSTRAINT "quote_sites_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "quote_sites_technology" CHECK ("quote_sites"."technology" in ('fibre', 'microwave', 'mobile_5g', 'ka')),
	CONSTRAINT "quote_sites_place_issue" CHECK ("quote_sites"."place_issue" in ('zero', 'swapped', 'outside')),
	CONSTRAINT "quote_sites_place" CHECK ("quote_sites"."latitude" between -90 and 90 and "quote_sites"."longitude" between -180 and 180)
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"months" integer DEFAULT 36 NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"currency" text DEFAULT 'CNY' NOT NULL,
	"valid_until" date,
	"terms" text DEFAULT '' NOT NULL,
	"note" text,
	"discount_bp" integer DEFAULT 0 NOT NULL,
	"group_discounts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"variant_of_id" uuid,
	"site_count" integer DEFAULT 0 NOT NULL,
	"line_count" integer DEFAULT 0 NOT NULL,
	"one_off_fen" bigint DEFAULT 0 NOT NULL,
	"monthly_fen" bigint DEFAULT 0 NOT NULL,
	"total_fen" bigint DEFAULT 0 NOT NULL,
	"tax_fen" bigint DEFAULT 0 NOT NULL,
	"cost_fen" bigint,
	"margin_bp" integer,
	"deepest_bp" integer DEFAULT 0 NOT NULL,
	"product_lines" text[] DEFAULT '{}' NOT NULL,
	"created_by" uuid NOT NULL,
	"submitted_at" timestamp with time zone,
	"submitted_by" uuid,
	"sent_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "quotes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "quotes_state" CHECK ("quotes"."state" in ('draft', 'in_approval', 'returned', 'approved', 'sent', 'accepted', 'declined', 'expired', 'withdrawn')),
	CONSTRAINT "quotes_months" CHECK ("quotes"."months" between 1 and 120),
	CONSTRAINT "quotes_discount" CHECK ("quotes"."discount_bp" between 0 and 10000),
	CONSTRAINT "quotes_currency" CHECK ("quotes"."currency" = 'CNY')
);
--> statement-breakpoint
ALTER TABLE "approval_steps" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approval_steps" ADD COLUMN "escalated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "quote_id" uuid;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "hours" integer;--> statement-breakpoint
ALTER TABLE "authority_matrices" ADD CONSTRAINT "authority_matrices_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authority_matrices" ADD CONSTRAINT "authority_matrices_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feasibility_rules" ADD CONSTRAINT "feasibility_rules_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feasibility_rules" ADD CONSTRAINT "feasibility_rules_updated_by_people_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_links" ADD CONSTRAINT "quote_links_revoked_by_people_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_links" ADD CONSTRAINT "quote_links_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_links" ADD CONSTRAINT "quote_links_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quote_links" ADD CONSTRAINT "quote_links_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."quote_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_questions" ADD CONSTRAINT "quote_questions_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_questions" ADD CONSTRAINT "quote_questions_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quote_questions" ADD CONSTRAINT "quote_questions_version" FOREIGN KEY ("tenant_id","version_id") REFERENCES "public"."quote_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_questions" ADD CONSTRAINT "quote_questions_link" FOREIGN KEY ("tenant_id","link_id") REFERENCES "public"."quote_links"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_sent_by_people_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quote_versions" ADD CONSTRAINT "quote_versions_quote" FOREIGN KEY ("tenant_id","quote_id") REFERENCES "public"."quotes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_price_id_offering_prices_id_fk" FOREIGN KEY ("price_id") REFERENCES "public"."offering_prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_quote" FOREIGN KEY ("tenant_id","quote_id") REFERENCES "public"."quotes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_site" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."quote_sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_sites" ADD CONSTRAINT "quote_sites_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quote_sites" ADD CONSTRAINT "quote_sites_quote" FOREIGN KEY ("tenant_id","quote_id") REFERENCES "public"."quotes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_submitted_by_people_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_variant" FOREIGN KEY ("tenant_id","variant_of_id") REFERENCES "public"."quotes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "authority_matrices_revision" ON "authority_matrices" USING btree (coalesce("tenant_id", 0),"revision");--> statement-breakpoint
CREATE INDEX "authority_matrices_tenant" ON "authority_matrices" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "authority_matrices_publisher" ON "authority_matrices" USING btree ("published_by");--> statement-breakpoint
CREATE INDEX "feasibility_rules_tenant" ON "feasibility_rules" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "feasibility_rules_editor" ON "feasibility_rules" USING btree ("updated_by");--> statement-breakpoint
CREATE INDEX "quote_links_account" ON "quote_links" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "quote_links_version" ON "quote_links" USING btree ("tenant_id","version_id");--> statement-breakpoint
CREATE INDEX "quote_links_token" ON "quote_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "quote_links_owner" ON "quote_links" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "quote_links_unit" ON "quote_links" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "quote_links_revoked_by" ON "quote_links" USING btree ("revoked_by");--> statement-breakpoint
CREATE INDEX "quote_links_created_by" ON "quote_links" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "quote_questions_account" ON "quote_questions" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "quote_questions_version" ON "quote_questions" USING btree ("tenant_id","version_id","created_at");--> statement-breakpoint
CREATE INDEX "quote_questions_link" ON "quote_questions" USING btree ("tenant_id","link_id");--> statement-breakpoint
CREATE INDEX "quote_questions_owner" ON "quote_questions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "quote_questions_unit" ON "quote_questions" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "quote_questions_answered_by" ON "quote_questions" USING btree ("answered_by");--> statement-breakpoint
CREATE UNIQUE INDEX "quote_versions_revision" ON "quote_versions" USING btree ("tenant_id","quote_id","revision");--> statement-breakpoint
CREATE INDEX "quote_versions_account" ON "quote_versions" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "quote_versions_owner" ON "quote_versions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "quote_versions_unit" ON "quote_versions" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "quote_versions_sent_by" ON "quote_versions" USING btree ("sent_by");--> statement-breakpoint
CREATE INDEX "quote_lines_account" ON "quote_lines" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "quote_lines_quote" ON "quote_lines" USING btree ("tenant_id","quote_id","position");--> statement-breakpoint
CREATE INDEX "quote_lines_site" ON "quote_lines" USING btree ("tenant_id","site_id");--> statement-breakpoint
CREATE INDEX "quote_lines_offering" ON "quote_lines" USING btree ("offering_id");--> statement-breakpoint
CREATE INDEX "quote_lines_price" ON "quote_lines" USING btree ("price_id");--> statement-breakpoint
CREATE INDEX "quote_lines_owner" ON "quote_lines" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "quote_lines_unit" ON "quote_lines" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "quote_sites_account" ON "quote_sites" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "quote_sites_quote" ON "quote_sites" USING btree ("tenant_id","quote_id","position");--> statement-breakpoint
CREATE INDEX "quote_sites_owner" ON "quote_sites" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "quote_sites_unit" ON "quote_sites" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "quotes_number" ON "quotes" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE INDEX "quotes_account" ON "quotes" USING btree ("tenant_id","account_id","unit_id","owner_id");--> statement-breakpoint
CREATE INDEX "quotes_opportunity" ON "quotes" USING btree ("tenant_id","opportunity_id","state");--> statement-breakpoint
CREATE INDEX "quotes_variant" ON "quotes" USING btree ("tenant_id","variant_of_id") WHERE "quotes"."variant_of_id" is not null;--> statement-breakpoint
CREATE INDEX "quotes_owner" ON "quotes" USING btree ("owner_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "quotes_unit" ON "quotes" USING btree ("unit_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "quotes_tenant" ON "quotes" USING btree ("tenant_id","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "quotes_valid" ON "quotes" USING btree ("valid_until") WHERE "quotes"."state" = 'sent';--> statement-breakpoint
CREATE INDEX "quotes_tenant_state" ON "quotes" USING btree ("tenant_id","state","updated_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "quotes_created_by" ON "quotes" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "quotes_submitted_by" ON "quotes" USING btree ("submitted_by");--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_quote" FOREIGN KEY ("tenant_id","quote_id") REFERENCES "public"."quotes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_steps_due" ON "approval_steps" USING btree ("due_at") WHERE "approval_steps"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "approvals_quote" ON "approvals" USING btree ("tenant_id","quote_id") WHERE "approvals"."quote_id" is not null;--> statement-breakpoint
-- Seen by who sees the deal, whose owner they carry; added for a deal one sees.
DO $$
declare
  name text;
  seen text := 'owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
    or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[])';
  -- a child of the quote; lines and sites only while it is open, so that what was approved and sent stays as it was
  child text := 'exists (select 1 from quotes q where q.tenant_id = %1$I.tenant_id and q.id = quote_id and q.unit_id = %1$I.unit_id
    and q.owner_id = %1$I.owner_id and q.account_id = %1$I.account_id %2$s)';
  of_version text := 'exists (select 1 from quote_versions v where v.tenant_id = %1$I.tenant_id and v.id = version_id
    and v.unit_id = %1$I.unit_id and v.owner_id = %1$I.owner_id and v.account_id = %1$I.account_id)';
  open text := 'and q.state in (''draft'', ''returned'')';
begin
  foreach name in array array['quotes', 'quote_sites', 'quote_lines', 'quote_versions', 'quote_links', 'quote_questions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', name, seen);
    execute format('grant select on %I to jiketong_backup', name);
  end loop;
  create policy adding on quotes for insert to jiketong_app with check (created_by = (select app.person()) and exists (
    select 1 from opportunities o where o.tenant_id = quotes.tenant_id and o.id = opportunity_id and o.unit_id = quotes.unit_id
      and o.owner_id = quotes.owner_id and o.account_id = quotes.account_id and o.deleted_at is null));
  execute format('create policy changing on quotes for update to jiketong_app using (%s) with check (%s)', seen, seen);
  foreach name in array array['quote_sites', 'quote_lines'] loop
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', name, format(child, name, open));
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', name, format(child, name, open), format(child, name, open));
    execute format('create policy removing on %I for delete to jiketong_app using (%s)', name, format(child, name, open));
    execute format('grant select, insert, delete on %I to jiketong_app', name);
  end loop;
  execute format('create policy adding on quote_versions for insert to jiketong_app with check (sent_by = (select app.person()) and %s)',
    format(child, 'quote_versions', 'and q.state = ''approved'''));
  execute format('create policy changing on quote_versions for update to jiketong_app using (%s) with check (%s)', seen, seen);
  execute format('create policy adding on quote_links for insert to jiketong_app with check (created_by = (select app.person()) and %s)', format(of_version, 'quote_links'));
  execute format('create policy changing on quote_links for update to jiketong_app using (%s) with check (%s)', seen, seen);
  execute format('create policy changing on quote_questions for update to jiketong_app using (%s) with check (%s)', seen, seen);
end $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (title, months, state, revision, valid_until, terms, note, discount_bp, group_discounts, site_count, line_count,
  one_off_fen, monthly_fen, total_fen, tax_fen, cost_fen, margin_bp, deepest_bp, product_lines, submitted_at, submitted_by, sent_at,
  closed_at, updated_at, version) ON quotes TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (position, name, address, division_code, latitude, longitude, place_issue, group_name, branch_id, place_id, is_duplicate, technology,
  feasibility, checked_at) ON quote_sites TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (site_id, position, price_id, price_name, price_name_en, kind, period, unit, amount_fen, tiers, cost_fen, tax_percent,
  quantity, discount_bp) ON quote_lines TO jiketong_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (accepted_at, accepted_name, declined_at, declined_name, declined_reason) ON quote_versions TO jiketong_app;
--> statement-breakpoint
GRANT SELECT (tenant_id, id, unit_id, owner_id, created_at, account_id, version_id, sent_to, expires_at, revoked_at, revoked_by,
  first_read_at, used_at, created_by), INSERT, UPDATE (revoked_at, revoked_by) ON quote_links TO jiketong_app;
--> statement-breakpoint
GRANT SELECT, UPDATE (answer, answered_at, answered_by) ON quote_questions TO jiketong_app;
--> statement-breakpoint
-- What may follow what, and what may change in between: the same table as `nextStates` of the quotes' rules.
CREATE FUNCTION app.keep_quote() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
begin
  if new.state <> old.state and not new.state = any (case old.state
      when 'draft' then array['in_approval', 'approved', 'withdrawn']
      when 'returned' then array['draft', 'in_approval', 'approved', 'withdrawn']
      when 'in_approval' then array['approved', 'returned', 'draft', 'withdrawn']
      when 'approved' then array['sent', 'draft', 'withdrawn']
      when 'sent' then array['accepted', 'declined', 'expired', 'draft', 'withdrawn']
      when 'declined' then array['draft'] when 'expired' then array['draft'] else array[]::text[] end) then
    raise exception 'a quote that is % does not become %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if old.state not in ('draft', 'returned') and new.state not in ('draft', 'returned') and
    (new.title, new.months, new.revision, new.terms, new.valid_until, new.discount_bp, new.group_discounts, new.total_fen, new.tax_fen, new.line_count) is distinct from
    (old.title, old.months, old.revision, old.terms, old.valid_until, old.discount_bp, old.group_discounts, old.total_fen, old.tax_fen, old.line_count) then
    raise exception 'a quote that is % is not changed', old.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER quotes_kept BEFORE UPDATE ON quotes FOR EACH ROW EXECUTE FUNCTION app.keep_quote();
--> statement-breakpoint
-- A version that was sent stays as it was, whoever asks; it is answered once.
CREATE FUNCTION app.keep_quote_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
begin
  if tg_op = 'DELETE' then raise exception 'a quote that was sent is kept' using errcode = 'restrict_violation'; end if;
  if (new.tenant_id, new.id, new.quote_id, new.account_id, new.revision, new.number, new.document, new.total_fen, new.margin_bp, new.valid_until, new.sent_at, new.sent_by)
    is distinct from (old.tenant_id, old.id, old.quote_id, old.account_id, old.revision, old.number, old.document, old.total_fen, old.margin_bp, old.valid_until, old.sent_at, old.sent_by)
    or (old.accepted_at is not null and (new.accepted_at, new.accepted_name) is distinct from (old.accepted_at, old.accepted_name))
    or (old.declined_at is not null and (new.declined_at, new.declined_name, new.declined_reason) is distinct from (old.declined_at, old.declined_name, old.declined_reason)) then
    raise exception 'a quote that was sent stays as it was' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER quote_versions_kept BEFORE UPDATE OR DELETE ON quote_versions FOR EACH ROW EXECUTE FUNCTION app.keep_quote_version();
--> statement-breakpoint
-- A quote follows its approval, from whichever page that is decided.
CREATE FUNCTION app.follow_approval() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update quotes set state = case new.state when 'approved' then 'approved' when 'returned' then 'returned' else 'draft' end,
    updated_at = new.updated_at, version = version + 1
  where tenant_id = new.tenant_id and id = new.quote_id and state = 'in_approval';
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.follow_approval() IS 'definer:trigger, a quote follows what was decided about it';
--> statement-breakpoint
CREATE TRIGGER approvals_quote AFTER UPDATE OF state ON approvals
  FOR EACH ROW WHEN (new.quote_id is not null and old.state = 'pending' and new.state <> 'pending') EXECUTE FUNCTION app.follow_approval();
--> statement-breakpoint
-- They go with the deal to its next owner.
CREATE FUNCTION app.keep_quote_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update quote_questions c set owner_id = new.owner_id from quotes q, quote_versions v
  where q.tenant_id = new.tenant_id and q.opportunity_id = new.id and v.tenant_id = q.tenant_id and v.quote_id = q.id
    and c.tenant_id = v.tenant_id and c.version_id = v.id;
  update quote_links c set owner_id = new.owner_id from quotes q, quote_versions v
  where q.tenant_id = new.tenant_id and q.opportunity_id = new.id and v.tenant_id = q.tenant_id and v.quote_id = q.id
    and c.tenant_id = v.tenant_id and c.version_id = v.id;
  update quote_versions c set owner_id = new.owner_id from quotes q
  where q.tenant_id = new.tenant_id and q.opportunity_id = new.id and c.tenant_id = q.tenant_id and c.quote_id = q.id;
  update quote_lines c set owner_id = new.owner_id from quotes q
  where q.tenant_id = new.tenant_id and q.opportunity_id = new.id and c.tenant_id = q.tenant_id and c.quote_id = q.id;
  update quote_sites c set owner_id = new.owner_id from quotes q
  where q.tenant_id = new.tenant_id and q.opportunity_id = new.id and c.tenant_id = q.tenant_id and c.quote_id = q.id;
  update quotes set owner_id = new.owner_id where tenant_id = new.tenant_id and opportunity_id = new.id;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_quote_owner() IS 'definer:trigger, keeps a copy of whose deal it is';
--> statement-breakpoint
CREATE TRIGGER opportunities_quotes AFTER UPDATE OF owner_id ON opportunities
  FOR EACH ROW WHEN (old.owner_id is distinct from new.owner_id) EXECUTE FUNCTION app.keep_quote_owner();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_quote(), app.keep_quote_version(), app.follow_approval(), app.keep_quote_owner() FROM PUBLIC;
--> statement-breakpoint
DROP POLICY adding ON approvals;
--> statement-breakpoint
CREATE POLICY adding ON approvals FOR INSERT TO jiketong_app WITH CHECK (
  asked_by = (select app.person()) and exists (select 1 from opportunities o where o.tenant_id = approvals.tenant_id
    and o.id = opportunity_id and o.owner_id = approvals.owner_id and o.account_id = approvals.account_id)
  and (quote_id is null or exists (select 1 from quotes q where q.tenant_id = approvals.tenant_id and q.id = quote_id
    and q.opportunity_id = approvals.opportunity_id)));
--> statement-breakpoint
GRANT UPDATE (due_at, escalated_at) ON approval_steps TO jiketong_app;
--> statement-breakpoint
-- Who may allow what, and what can be had where: kept by product managers and administrators, read by who sells.
DO $$
declare
  own text := 'app.role() not in (''employee'', ''trainer'', ''partner_agent'') and (tenant_id is null or tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])
    or tenant_id in (select u.tenant_id from units u where u.id = any ((select app.visible_units())::integer[])))';
  mine text := 'app.role() in (''admin'', ''product_manager'') and (case when tenant_id is null then app.is_of_group() else tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]) end)';
  item text;
begin
  foreach item in array array['feasibility_rules', 'authority_matrices'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item, own);
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item, mine);
    execute format('grant select, insert on %I to jiketong_app', item);
    execute format('grant select on %I to jiketong_backup', item);
  end loop;
  execute format('create policy changing on feasibility_rules for update to jiketong_app using (%s) with check (%s)', mine, mine);
end $$;
--> statement-breakpoint
GRANT UPDATE (technology, divisions, latitude, longitude, radius_km, verdict, lead_days, reason, reason_en, updated_at, updated_by,
  retired_at, version) ON feasibility_rules TO jiketong_app;
--> statement-breakpoint
-- A sample to begin with; each company publishes its own.
INSERT INTO authority_matrices (id, tenant_id, revision, hours, published_at, rules) VALUES
  ('01980000-0000-7000-8000-000000000001', null, 1, 8, '2026-01-01T00:00:00+08:00', '[
    {"level": "account_manager", "line": null, "fromMonths": 0, "maxDiscountBp": 1000, "minMarginBp": 2000, "maxTotalFen": 500000000},
    {"level": "account_manager", "line": null, "fromMonths": 24, "maxDiscountBp": 1500, "minMarginBp": 2000, "maxTotalFen": 500000000},
    {"level": "account_manager", "line": "satellite", "fromMonths": 0, "maxDiscountBp": 500, "minMarginBp": 2500, "maxTotalFen": 200000000},
    {"level": "team_lead", "line": null, "fromMonths": 0, "maxDiscountBp": 2000, "minMarginBp": 1500, "maxTotalFen": 2000000000},
    {"level": "team_lead", "line": "satellite", "fromMonths": 0, "maxDiscountBp": 1000, "minMarginBp": 1500, "maxTotalFen": 1000000000},
    {"level": "sales_director", "line": null, "fromMonths": 0, "maxDiscountBp": 3500, "minMarginBp": 500, "maxTotalFen": 10000000000},
    {"level": "top_director", "line": null, "fromMonths": 0, "maxDiscountBp": 6000, "minMarginBp": null, "maxTotalFen": null}
  ]');
--> statement-breakpoint
-- Whose turn it is and who has not answered in time: it goes to the next director above, once a step.
CREATE FUNCTION app.escalate_approvals(moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  late record;
  above uuid;
  n integer := 0;
begin
  for late in select s.tenant_id, s.id, s.approval_id, s.approver_id, s.unit_id, s.owner_id, s.account_id, s.passed_on_by, s.due_at,
      a.asked_by, a.opportunity_id, a.stage_code, a.hours, a.quote_id
    from approval_steps s join approvals a on a.tenant_id = s.tenant_id and a.id = s.approval_id and a.state = 'pending'
    where s.state = 'pending' and s.due_at <= moment order by s.due_at limit 200 for update of s skip locked
  loop
    select p.id into above from unit_tree t join role_grants g on g.unit_id = t.ancestor_id and g.role = 'sales_director'
      join people p on p.id = g.person_id and (p.left_on is null or p.left_on >= app.today())
    where t.descendant_id = late.unit_id and p.id not in (late.approver_id, late.asked_by, late.owner_id) and not p.id = any (late.passed_on_by)
      and not exists (select 1 from approval_steps o where o.tenant_id = late.tenant_id and o.approval_id = late.approval_id and o.approver_id = p.id)
    order by t.depth, p.id limit 1;
    update approval_steps set approver_id = coalesce(above, approver_id), escalated_at = moment, due_at = null,
      passed_on_by = case when above is null then passed_on_by else passed_on_by || late.approver_id end
    where tenant_id = late.tenant_id and id = late.id;
    insert into journal (tenant_id, id, at, event, subject_id, subject, account_id, unit_id, owner_id, before, after)
    values (late.tenant_id, gen_random_uuid(), moment, 'opportunity.approval_escalated', late.opportunity_id, 'opportunity', late.account_id,
      late.unit_id, late.owner_id, jsonb_build_object('waiting', jsonb_build_array(late.approver_id), 'dueAt', late.due_at),
      jsonb_build_object('approvalId', late.approval_id, 'stage', late.stage_code, 'waiting', jsonb_build_array(coalesce(above, late.approver_id))));
    n := n + 1;
  end loop;
  return n;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.escalate_approvals(timestamptz) IS 'definer:happens by the clock, before there is an identity';
--> statement-breakpoint
-- What was sent and not answered up to its last day.
CREATE FUNCTION app.expire_quotes(moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare n integer;
begin
  with late as (
    update quotes set state = 'expired', closed_at = moment, updated_at = moment, version = version + 1
    where state = 'sent' and valid_until < (moment at time zone 'Asia/Shanghai')::date
    returning tenant_id, id, account_id, unit_id, owner_id, valid_until)
  insert into journal (tenant_id, id, at, event, subject_id, subject, account_id, unit_id, owner_id, after)
  select tenant_id, gen_random_uuid(), moment, 'quote.expired', id, 'quote', account_id, unit_id, owner_id, jsonb_build_object('validUntil', valid_until)
  from late;
  get diagnostics n = row_count;
  return n;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.expire_quotes(timestamptz) IS 'definer:happens by the clock, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.escalate_approvals(timestamptz), app.expire_quotes(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.escalate_approvals(timestamptz), app.expire_quotes(timestamptz) TO jiketong_app;

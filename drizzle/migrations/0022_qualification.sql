CREATE TABLE "qualification_scores" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"facts" jsonb NOT NULL,
	"proposed" text NOT NULL,
	"result" text,
	"proven" integer NOT NULL,
	"expected" integer NOT NULL,
	"probability" integer NOT NULL,
	CONSTRAINT "qualification_scores_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "qualification_scores_proposed" CHECK ("qualification_scores"."proposed" in ('go', 'conditional', 'no_go')),
	CONSTRAINT "qualification_scores_result" CHECK ("qualification_scores"."result" in ('go', 'conditional', 'no_go'))
);
--> statement-breakpoint
CREATE TABLE "qualifications" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"account_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"fit_product" integer,
	"fit_product_note" text,
	"fit_service" integer,
	"fit_service_note" text,
	"fit_solution" integer,
	"fit_solution_note" text,
	"budget" text DEFAULT 'unknown' NOT NULL,
	"budget_fen" bigint,
	"decider_id" uuid,
	"decision_on" date,
	"compelling_event" text,
	"tender" text DEFAULT 'unknown' NOT NULL,
	"tender_no" text,
	"announced_on" date,
	"bid_due_on" date,
	"bid_bond_fen" bigint,
	"weight_price" integer,
	"weight_technical" integer,
	"weight_commercial" integer,
	"tender_influence" text,
	"gaps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"margin_percent" integer,
	"strategic_weight" integer,
	"strategic_why" text,
	"proposed" text NOT NULL,
	"result" text,
	"result_reason" text,
	CONSTRAINT "qualifications_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "qualifications_fit" CHECK ("qualifications"."fit_product" between 0 and 5 and "qualifications"."fit_service" between 0 and 5 and "qualifications"."fit_solution" between 0 and 5),
	CONSTRAINT "qualifications_weights" CHECK ("qualifications"."weight_price" between 0 and 100 and "qualifications"."weight_technical" between 0 and 100 and "qualifications"."weight_commercial" between 0 and 100),
	CONSTRAINT "qualifications_value" CHECK ("qualifications"."margin_percent" between -100 and 100 and "qualifications"."strategic_weight" between 1 and 5),
	CONSTRAINT "qualifications_money" CHECK ("qualifications"."budget_fen" >= 0 and "qualifications"."bid_bond_fen" >= 0),
	CONSTRAINT "qualifications_reason" CHECK ("qualifications"."result" is null or "qualifications"."result" = "qualifications"."proposed" or "qualifications"."result_reason" is not null),
	CONSTRAINT "qualifications_budget" CHECK ("qualifications"."budget" in ('known', 'asked', 'unknown')),
	CONSTRAINT "qualifications_tender" CHECK ("qualifications"."tender" in ('yes', 'no', 'unknown')),
	CONSTRAINT "qualifications_influence" CHECK ("qualifications"."tender_influence" in ('none', 'some', 'strong')),
	CONSTRAINT "qualifications_proposed" CHECK ("qualifications"."proposed" in ('go', 'conditional', 'no_go')),
	CONSTRAINT "qualifications_result" CHECK ("qualifications"."result" in ('go', 'conditional', 'no_go'))
);
--> statement-breakpoint
ALTER TABLE "qualification_scores" ADD CONSTRAINT "qualification_scores_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qualification_scores" ADD CONSTRAINT "qualification_scores_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "qualification_scores" ADD CONSTRAINT "qualification_scores_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qualifications" ADD CONSTRAINT "qualifications_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "qualifications" ADD CONSTRAINT "qualifications_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qualifications" ADD CONSTRAINT "qualifications_decider" FOREIGN KEY ("tenant_id","decider_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "qualification_scores_opportunity" ON "qualification_scores" USING btree ("tenant_id","opportunity_id","at");--> statement-breakpoint
CREATE INDEX "qualification_scores_account" ON "qualification_scores" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "qualification_scores_owner" ON "qualification_scores" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "qualification_scores_unit" ON "qualification_scores" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "qualification_scores_by" ON "qualification_scores" USING btree ("by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "qualifications_opportunity_once" ON "qualifications" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "qualifications_account" ON "qualifications" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "qualifications_decider" ON "qualifications" USING btree ("tenant_id","decider_id") WHERE "qualifications"."decider_id" is not null;--> statement-breakpoint
CREATE INDEX "qualifications_owner" ON "qualifications" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "qualifications_unit" ON "qualifications" USING btree ("unit_id");--> statement-breakpoint
-- Seen by who sees the deal, whose owner they carry; added for a deal one sees. What was known then is never changed.
DO $$
declare
  name text;
  seen text := 'owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
    or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[])';
begin
  foreach name in array array['qualifications', 'qualification_scores'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', name, seen);
    execute format('create policy adding on %I for insert to jiketong_app with check (exists (
      select 1 from opportunities o where o.tenant_id = %1$I.tenant_id and o.id = opportunity_id and o.unit_id = %1$I.unit_id
        and o.owner_id = %1$I.owner_id and o.account_id = %1$I.account_id))', name);
    execute format('grant select, insert on %I to jiketong_app', name);
    execute format('grant select on %I to jiketong_backup', name);
  end loop;
  execute format('create policy changing on qualifications for update to jiketong_app using (%s) with check (%s)', seen, seen);
  execute format('grant update (%s) on qualifications to jiketong_app', (
    select string_agg(quote_ident(column_name), ', ') from information_schema.columns
    where table_schema = 'public' and table_name = 'qualifications'
      and column_name not in ('tenant_id', 'id', 'unit_id', 'owner_id', 'account_id', 'opportunity_id', 'created_at')));
end $$;
--> statement-breakpoint
-- They go with the deal to its next owner.
CREATE FUNCTION app.keep_qualification_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update qualifications set owner_id = new.owner_id
  where tenant_id = new.tenant_id and opportunity_id = new.id and owner_id <> new.owner_id;
  update qualification_scores set owner_id = new.owner_id
  where tenant_id = new.tenant_id and opportunity_id = new.id and owner_id <> new.owner_id;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER opportunities_qualification AFTER UPDATE OF owner_id ON opportunities
  FOR EACH ROW WHEN (old.owner_id is distinct from new.owner_id) EXECUTE FUNCTION app.keep_qualification_owner();
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_qualification_owner() FROM PUBLIC;

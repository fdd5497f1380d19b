CREATE TABLE "offering_prices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"offering_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"kind" text NOT NULL,
	"period" text,
	"unit" text DEFAULT 'item' NOT NULL,
	"amount_fen" bigint NOT NULL,
	"tiers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"cost_fen" bigint,
	"tax_percent" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date,
	"approved_at" timestamp with time zone,
	"approved_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	CONSTRAINT "offering_prices_kind" CHECK ("offering_prices"."kind" in ('one_off', 'recurring', 'usage')),
	CONSTRAINT "offering_prices_period" CHECK ("offering_prices"."period" in ('month', 'quarter', 'year')),
	CONSTRAINT "offering_prices_unit" CHECK ("offering_prices"."unit" in ('item', 'mbps', 'mhz', 'terminal', 'seat', 'channel', 'card', 'rack', 'core_km', 'gb', 'minute', 'day', 'month')),
	CONSTRAINT "offering_prices_recurs" CHECK (("offering_prices"."kind" = 'recurring') = ("offering_prices"."period" is not null)),
	CONSTRAINT "offering_prices_amount" CHECK ("offering_prices"."amount_fen" >= 0 and coalesce("offering_prices"."cost_fen", 0) >= 0),
	CONSTRAINT "offering_prices_tax" CHECK ("offering_prices"."tax_percent" in (0, 6, 9, 13)),
	CONSTRAINT "offering_prices_days" CHECK ("offering_prices"."valid_until" is null or "offering_prices"."valid_until" >= "offering_prices"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "specifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"line" text NOT NULL,
	"description" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "specifications_line" CHECK ("specifications"."line" in ('internet', 'private_line', 'mobile', 'iot', 'cloud', 'security', 'voice', 'video', 'satellite', 'integration', 'other'))
);
--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "specification_id" uuid;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "regions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "variant_of_id" uuid;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "enterprise_id" uuid;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "industries" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "grades" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "certificate_code" text;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "substitute_id" uuid;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "launched_on" date;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "retires_on" date;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "offering_prices" ADD CONSTRAINT "offering_prices_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering_prices" ADD CONSTRAINT "offering_prices_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering_prices" ADD CONSTRAINT "offering_prices_approved_by_people_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering_prices" ADD CONSTRAINT "offering_prices_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specifications" ADD CONSTRAINT "specifications_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "offering_prices_version" ON "offering_prices" USING btree ("offering_id","code","valid_from");--> statement-breakpoint
CREATE INDEX "offering_prices_tenant" ON "offering_prices" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "offering_prices_approver" ON "offering_prices" USING btree ("approved_by");--> statement-breakpoint
CREATE INDEX "offering_prices_creator" ON "offering_prices" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "specifications_code" ON "specifications" USING btree (coalesce("tenant_id", 0),"code");--> statement-breakpoint
CREATE INDEX "specifications_tenant" ON "specifications" USING btree ("tenant_id");--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_specification_id_specifications_id_fk" FOREIGN KEY ("specification_id") REFERENCES "public"."specifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_variant_of_id_offerings_id_fk" FOREIGN KEY ("variant_of_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "public"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offerings" ADD CONSTRAINT "offerings_substitute_id_offerings_id_fk" FOREIGN KEY ("substitute_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offerings_specification" ON "offerings" USING btree ("specification_id");--> statement-breakpoint
CREATE INDEX "offerings_variant" ON "offerings" USING btree ("variant_of_id");--> statement-breakpoint
CREATE INDEX "offerings_enterprise" ON "offerings" USING btree ("enterprise_id");--> statement-breakpoint
CREATE INDEX "offerings_substitute" ON "offerings" USING btree ("substitute_id");--> statement-breakpoint
-- Who writes what the whole group sells: administrators and product managers of the company at the top.
CREATE FUNCTION app.is_of_group() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select 1 from units where parent_id is null and tenant_id = app.tenant()) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.is_of_group() IS 'definer:identity, reads the unit tree';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.is_of_group() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.is_of_group() TO jiketong_app;
--> statement-breakpoint
-- Prices carry our costs: not for everyone who may see what is sold.
DO $$
declare
  own text := 'tenant_id is null or tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])';
  mine text := 'app.role() in (''admin'', ''product_manager'') and (case when tenant_id is null then app.is_of_group() else tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]) end)';
  item text;
begin
  foreach item in array array['specifications', 'offering_prices'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item, mine);
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', item, mine, mine);
    execute format('grant select on %I to jiketong_backup', item);
  end loop;
  execute format('create policy reading on specifications for select to jiketong_app using (%s)', own);
  execute format('create policy reading on offering_prices for select to jiketong_app using (app.role() not in (''employee'', ''trainer'', ''partner_agent'') and (%s))', own);
  drop policy adding on offerings;
  drop policy changing on offerings;
  execute format('create policy adding on offerings for insert to jiketong_app with check (%s)', mine);
  execute format('create policy changing on offerings for update to jiketong_app using (%s) with check (%s)', mine, mine);
end $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON specifications TO jiketong_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (valid_until, approved_at, approved_by) ON offering_prices TO jiketong_app;

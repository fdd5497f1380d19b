CREATE TABLE "beams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"satellite_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"band" text NOT NULL,
	"shape" jsonb NOT NULL,
	"down_ghz" double precision NOT NULL,
	"up_ghz" double precision NOT NULL,
	"tilt" double precision DEFAULT 45 NOT NULL,
	"eirp_dbw" double precision NOT NULL,
	"gt_dbk" double precision NOT NULL,
	"edge_loss_db" double precision DEFAULT 3 NOT NULL,
	"interference_db" double precision DEFAULT 16 NOT NULL,
	"capacity_mbps" integer NOT NULL,
	"sold_mbps" integer DEFAULT 0 NOT NULL,
	"is_sample" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "beams_band" CHECK ("beams"."band" in ('ka', 'ku')),
	CONSTRAINT "beams_frequencies" CHECK (down_ghz > 0 and up_ghz > 0),
	CONSTRAINT "beams_capacity" CHECK ("beams"."capacity_mbps" >= 0 and "beams"."sold_mbps" >= 0)
);
--> statement-breakpoint
CREATE TABLE "carriers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"beam_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"symbol_rate_msps" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "carriers_direction" CHECK ("carriers"."direction" in ('down', 'up')),
	CONSTRAINT "carriers_symbol_rate" CHECK (symbol_rate_msps > 0)
);
--> statement-breakpoint
CREATE TABLE "satellites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"name" text NOT NULL,
	"name_en" text,
	"longitude" double precision NOT NULL,
	"is_sample" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "satellites_longitude" CHECK ("satellites"."longitude" between -180 and 180)
);
--> statement-breakpoint
CREATE TABLE "terminals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"name" text NOT NULL,
	"name_en" text,
	"band" text NOT NULL,
	"diameter_m" double precision NOT NULL,
	"efficiency" double precision DEFAULT 0.65 NOT NULL,
	"power_w" double precision NOT NULL,
	"noise_k" double precision NOT NULL,
	"is_sample" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "terminals_band" CHECK ("terminals"."band" in ('ka', 'ku')),
	CONSTRAINT "terminals_figures" CHECK (diameter_m > 0 and efficiency > 0 and power_w > 0 and noise_k > 0)
);
--> statement-breakpoint
ALTER TABLE "beams" ADD CONSTRAINT "beams_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "beams" ADD CONSTRAINT "beams_satellite_id_satellites_id_fk" FOREIGN KEY ("satellite_id") REFERENCES "public"."satellites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carriers" ADD CONSTRAINT "carriers_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carriers" ADD CONSTRAINT "carriers_beam_id_beams_id_fk" FOREIGN KEY ("beam_id") REFERENCES "public"."beams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "satellites" ADD CONSTRAINT "satellites_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terminals" ADD CONSTRAINT "terminals_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "beams_name" ON "beams" USING btree ("satellite_id","name");--> statement-breakpoint
CREATE INDEX "beams_tenant" ON "beams" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "carriers_rate" ON "carriers" USING btree ("beam_id","direction","symbol_rate_msps");--> statement-breakpoint
CREATE INDEX "carriers_tenant" ON "carriers" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "satellites_name" ON "satellites" USING btree (coalesce("tenant_id", 0),"name");--> statement-breakpoint
CREATE INDEX "satellites_tenant" ON "satellites" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "terminals_name" ON "terminals" USING btree (coalesce("tenant_id", 0),"name");--> statement-breakpoint
CREATE INDEX "terminals_tenant" ON "terminals" USING btree ("tenant_id");--> statement-breakpoint
-- Technical reference: whoever sells may read it; the group's is written by its own product managers, a company's by its.
DO $$
declare
  own text := 'app.role() not in (''employee'', ''trainer'', ''partner_agent'') and (tenant_id is null or tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]))';
  mine text := 'app.role() in (''admin'', ''product_manager'') and (case when tenant_id is null then app.is_of_group() else tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]) end)';
  item text;
begin
  foreach item in array array['satellites', 'beams', 'carriers', 'terminals'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item, own);
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item, mine);
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', item, mine, mine);
    execute format('grant select, insert on %I to jiketong_app', item);
    execute format('grant select on %I to jiketong_backup', item);
  end loop;
  execute format('create policy removing on carriers for delete to jiketong_app using (%s)', mine);
end $$;
--> statement-breakpoint
GRANT UPDATE (name, name_en, longitude, is_sample, retired_at, updated_at, version) ON satellites TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, band, shape, down_ghz, up_ghz, tilt, eirp_dbw, gt_dbk, edge_loss_db, interference_db, capacity_mbps, sold_mbps, is_sample, retired_at, updated_at, version) ON beams TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, band, diameter_m, efficiency, power_w, noise_k, is_sample, retired_at, updated_at, version) ON terminals TO jiketong_app;
--> statement-breakpoint
GRANT DELETE ON carriers TO jiketong_app;

CREATE TABLE "competitor_moves" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	"deleted_by" uuid,
	"import_id" uuid,
	"account_id" uuid NOT NULL,
	"visit_id" uuid,
	"opportunity_id" uuid,
	"competitor_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"note" text,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "competitor_moves_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "competitor_moves_kind" CHECK ("competitor_moves"."kind" in ('price_cut', 'trial', 'leader_visit', 'new_product', 'delivery_trouble', 'contract_expiring', 'tender_shaping', 'other')),
	CONSTRAINT "competitor_moves_note" CHECK (length("competitor_moves"."note") <= 500)
);
--> statement-breakpoint
CREATE TABLE "interactions" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	"deleted_by" uuid,
	"import_id" uuid,
	"account_id" uuid NOT NULL,
	"contact_id" uuid,
	"opportunity_id" uuid,
	"channel" text NOT NULL,
	"direction" text DEFAULT 'out' NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"subject" text,
	"text" text NOT NULL,
	"next_step" text,
	"next_step_on" date,
	"external_key" text,
	"source" text,
	CONSTRAINT "interactions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "interactions_channel" CHECK ("interactions"."channel" in ('phone', 'wechat', 'email', 'sms', 'hotline', 'website', 'self_service', 'business_hall', 'agent', 'video')),
	CONSTRAINT "interactions_direction" CHECK ("interactions"."direction" in ('in', 'out'))
);
--> statement-breakpoint
CREATE TABLE "visit_templates" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"version" integer NOT NULL,
	"guidance" text,
	"questions" jsonb NOT NULL,
	"parts" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" uuid NOT NULL,
	CONSTRAINT "visit_templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "visit_templates_type" CHECK ("visit_templates"."type" in ('first', 'routine', 'renewal', 'complaint', 'executive')),
	CONSTRAINT "visit_templates_version" CHECK ("visit_templates"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "form_version" integer;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "answers" jsonb;--> statement-breakpoint
ALTER TABLE "competitor_moves" ADD CONSTRAINT "competitor_moves_competitor_id_competitors_id_fk" FOREIGN KEY ("competitor_id") REFERENCES "public"."competitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "competitor_moves" ADD CONSTRAINT "competitor_moves_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "competitor_moves" ADD CONSTRAINT "competitor_moves_visit" FOREIGN KEY ("tenant_id","visit_id") REFERENCES "public"."visits"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "competitor_moves" ADD CONSTRAINT "competitor_moves_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_contact" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interactions" ADD CONSTRAINT "interactions_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_templates" ADD CONSTRAINT "visit_templates_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_templates" ADD CONSTRAINT "visit_templates_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "competitor_moves_account" ON "competitor_moves" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "competitor_moves_visit" ON "competitor_moves" USING btree ("tenant_id","visit_id");--> statement-breakpoint
CREATE INDEX "competitor_moves_opportunity" ON "competitor_moves" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "competitor_moves_competitor" ON "competitor_moves" USING btree ("competitor_id");--> statement-breakpoint
CREATE INDEX "competitor_moves_owner" ON "competitor_moves" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "competitor_moves_unit" ON "competitor_moves" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "interactions_external" ON "interactions" USING btree ("tenant_id","external_key") WHERE "interactions"."external_key" is not null;--> statement-breakpoint
CREATE INDEX "interactions_account" ON "interactions" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "interactions_stream" ON "interactions" USING btree ("account_id","at" DESC NULLS FIRST,"id") WHERE "interactions"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "interactions_contact" ON "interactions" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "interactions_opportunity" ON "interactions" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "interactions_owner" ON "interactions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "interactions_unit" ON "interactions" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_templates_version_key" ON "visit_templates" USING btree ("tenant_id","type","version");--> statement-breakpoint
CREATE INDEX "visit_templates_publisher" ON "visit_templates" USING btree ("published_by");--> statement-breakpoint
DO $$
declare
  item record;
  seen text := 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])'
    ' or account_id = any ((select app.shared_accounts())::uuid[])';
  child_check text := seen || ' or app.owns_account(tenant_id, account_id)';
begin
  seen := 'owner_id = (select app.person()) or ' || seen;
  for item in select * from (values ('competitor_moves'), ('interactions')) as t(name)
  loop
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, seen);
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item.name, child_check);
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', item.name, seen, seen);
    execute format('grant select, insert on %I to jiketong_app', item.name);
    -- the key, the account and what was said never change
    execute format('grant update (unit_id, owner_id, updated_at, version, deleted_at, deleted_by) on %I to jiketong_app', item.name);
    execute format('grant select on %I to jiketong_backup', item.name);
  end loop;
end $$;
--> statement-breakpoint
-- The forms are read by everybody of a company and those who lead units of it; who administers the whole of it publishes.
ALTER TABLE visit_templates ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE visit_templates FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON visit_templates TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON visit_templates FOR SELECT TO jiketong_app USING (
  tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])
  or tenant_id in (select u.tenant_id from units u where u.id = any ((select app.visible_units())::integer[]))
  or tenant_id in (select a.tenant_id from assignments a where a.owner_id = (select app.person()) and a.during @> app.today()));
--> statement-breakpoint
CREATE POLICY adding ON visit_templates FOR INSERT TO jiketong_app WITH CHECK (
  app.role() = 'admin' and published_by = (select app.person()) and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
GRANT SELECT, INSERT ON visit_templates TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON visit_templates TO jiketong_backup;
--> statement-breakpoint
GRANT UPDATE (form_version, answers) ON visits TO jiketong_app;
--> statement-breakpoint
-- What a visit's note and the answers of its form say, as one text.
CREATE FUNCTION app.visit_said(note text, answers jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ select case when answers is null then note
  else concat_ws(' ', note, (select string_agg(a.value #>> '{}', ' ') from jsonb_each(answers) a)) end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.find_visits(pairs text[], words text[], most integer) RETURNS TABLE (tenant_id integer, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
declare
  me uuid := app.person();
  tenants integer[] := app.visible_tenants();
  unit_list integer[] := app.visible_units();
  shared uuid[] := app.shared_accounts();
  reach integer[];
  latest constant integer := 3000;
  each_latest integer;
begin
  if me is null or cardinality(pairs) = 0 then return; end if;
  select array_agg(distinct x.v) into reach from (
    select app.tenant() as v union select unnest(tenants) union select u.tenant_id from units u where u.id = any(unit_list)) x;
  each_latest := greatest(latest / greatest(cardinality(tenants) + cardinality(unit_list), 1), 50);
  return query
    select distinct k.tenant_id, k.id from (
      select f.tenant_id, f.id, f.purpose, null as note from unnest(reach) way(v) cross join lateral (
        select t.* from visits t
        where t.tenant_id = way.v and app.text_pairs(app.visit_text(t.purpose, null)) @> pairs and t.deleted_at is null
          and (t.owner_id = me or t.tenant_id = any(tenants) or t.unit_id = any(unit_list) or t.account_id = any(shared))
        limit most) f
      union all
      (select t.tenant_id, t.id, t.purpose, app.visit_said(t.note, t.answers) from visits t where t.owner_id = me and t.deleted_at is null
        order by t.planned_at desc limit latest)
      union all
      (select t.tenant_id, t.id, t.purpose, app.visit_said(t.note, t.answers) from visits t
        where t.tenant_id = app.tenant() and t.account_id = any(shared) and t.owner_id <> me and t.deleted_at is null
        order by t.planned_at desc limit latest)
      union all
      select f.tenant_id, f.id, f.purpose, app.visit_said(f.note, f.answers) from unnest(tenants) way(v) cross join lateral (
        select t.* from visits t where t.tenant_id = way.v and t.deleted_at is null order by t.planned_at desc limit each_latest) f
      union all
      select f.tenant_id, f.id, f.purpose, app.visit_said(f.note, f.answers) from unnest(unit_list) way(v) cross join lateral (
        select t.* from visits t where t.unit_id = way.v and t.deleted_at is null order by t.planned_at desc limit each_latest) f
    ) k
    where not exists (select 1 from unnest(words) w where position(w in app.visit_text(k.purpose, k.note)) = 0)
    limit least(greatest(most, 1), 5000);
end $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.visit_said(text, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.visit_said(text, jsonb) TO jiketong_app;

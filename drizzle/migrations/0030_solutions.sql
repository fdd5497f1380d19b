CREATE TABLE "bundle_components" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"bundle_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"offering_id" uuid,
	"nested_id" uuid,
	"least" integer NOT NULL,
	"most" integer NOT NULL,
	"usual" integer NOT NULL,
	CONSTRAINT "bundle_components_one" CHECK (("bundle_components"."offering_id" is null) <> ("bundle_components"."nested_id" is null)),
	CONSTRAINT "bundle_components_self" CHECK ("bundle_components"."nested_id" is distinct from "bundle_components"."bundle_id"),
	CONSTRAINT "bundle_components_numbers" CHECK (0 <= "bundle_components"."least" and "bundle_components"."least" <= "bundle_components"."usual" and "bundle_components"."usual" <= "bundle_components"."most" and "bundle_components"."most" between 1 and 9999)
);
--> statement-breakpoint
CREATE TABLE "bundle_constraints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"bundle_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reach" text DEFAULT 'site' NOT NULL,
	"component_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	CONSTRAINT "bundle_constraints_kind" CHECK ("bundle_constraints"."kind" in ('requires', 'excludes')),
	CONSTRAINT "bundle_constraints_reach" CHECK ("bundle_constraints"."reach" in ('site', 'any')),
	CONSTRAINT "bundle_constraints_two" CHECK ("bundle_constraints"."component_id" <> "bundle_constraints"."other_id")
);
--> statement-breakpoint
CREATE TABLE "bundles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"description" text,
	"description_en" text,
	"state" text DEFAULT 'draft' NOT NULL,
	"price_rule" jsonb NOT NULL,
	"regions" text[] DEFAULT '{}' NOT NULL,
	"industries" text[] DEFAULT '{}' NOT NULL,
	"grades" text[] DEFAULT '{}' NOT NULL,
	"held_offering_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "bundles_state" CHECK ("bundles"."state" in ('draft', 'launched', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "offering_moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"offering_id" uuid NOT NULL,
	"from_lifecycle" text NOT NULL,
	"to_lifecycle" text NOT NULL,
	"note" text,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid NOT NULL,
	CONSTRAINT "offering_moves_from" CHECK ("offering_moves"."from_lifecycle" in ('design', 'pilot', 'launched', 'retiring', 'retired')),
	CONSTRAINT "offering_moves_to" CHECK ("offering_moves"."to_lifecycle" in ('design', 'pilot', 'launched', 'retiring', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "promotion_uses" (
	"promotion_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"tenant_id" integer NOT NULL,
	"amount_fen" bigint NOT NULL,
	"taken_at" timestamp with time zone DEFAULT now() NOT NULL,
	"taken_by" uuid NOT NULL,
	CONSTRAINT "promotion_uses_promotion_id_source_id_pk" PRIMARY KEY("promotion_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" integer,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"description" text,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"budget_kind" text,
	"budget" bigint,
	"used_count" integer DEFAULT 0 NOT NULL,
	"used_fen" bigint DEFAULT 0 NOT NULL,
	"offering_id" uuid,
	"line" text,
	"regions" text[] DEFAULT '{}' NOT NULL,
	"industries" text[] DEFAULT '{}' NOT NULL,
	"grades" text[] DEFAULT '{}' NOT NULL,
	"held_offering_id" uuid,
	"effect" text NOT NULL,
	"amount" bigint NOT NULL,
	"exclusive_group" text,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "promotions_line" CHECK ("promotions"."line" in ('internet', 'private_line', 'mobile', 'iot', 'cloud', 'security', 'voice', 'video', 'satellite', 'integration', 'other')),
	CONSTRAINT "promotions_budget_kind" CHECK ("promotions"."budget_kind" in ('count', 'amount')),
	CONSTRAINT "promotions_effect" CHECK ("promotions"."effect" in ('percent_one_off', 'percent_monthly', 'fixed_one_off', 'fixed_monthly', 'free_months')),
	CONSTRAINT "promotions_subject" CHECK ("promotions"."offering_id" is null or "promotions"."line" is null),
	CONSTRAINT "promotions_days_order" CHECK ("promotions"."ends_on" >= "promotions"."starts_on"),
	CONSTRAINT "promotions_budget" CHECK (("promotions"."budget_kind" is null) = ("promotions"."budget" is null) and coalesce("promotions"."budget", 1) > 0),
	CONSTRAINT "promotions_amount" CHECK ("promotions"."amount" > 0 and ("promotions"."effect" not like 'percent%' or "promotions"."amount" <= 10000) and ("promotions"."effect" <> 'free_months' or "promotions"."amount" <= 60))
);
--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "design_note" text;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "demo_on" date;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "demo_note" text;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "training_course" text;--> statement-breakpoint
ALTER TABLE "offerings" ADD COLUMN "search" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "bundle_components" ADD CONSTRAINT "bundle_components_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_components" ADD CONSTRAINT "bundle_components_bundle_id_bundles_id_fk" FOREIGN KEY ("bundle_id") REFERENCES "public"."bundles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_components" ADD CONSTRAINT "bundle_components_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_components" ADD CONSTRAINT "bundle_components_nested_id_bundles_id_fk" FOREIGN KEY ("nested_id") REFERENCES "public"."bundles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_constraints" ADD CONSTRAINT "bundle_constraints_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_constraints" ADD CONSTRAINT "bundle_constraints_bundle_id_bundles_id_fk" FOREIGN KEY ("bundle_id") REFERENCES "public"."bundles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_constraints" ADD CONSTRAINT "bundle_constraints_component_id_bundle_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."bundle_components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_constraints" ADD CONSTRAINT "bundle_constraints_other_id_bundle_components_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."bundle_components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_held_offering_id_offerings_id_fk" FOREIGN KEY ("held_offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering_moves" ADD CONSTRAINT "offering_moves_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering_moves" ADD CONSTRAINT "offering_moves_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering_moves" ADD CONSTRAINT "offering_moves_by_id_people_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_uses" ADD CONSTRAINT "promotion_uses_promotion_id_promotions_id_fk" FOREIGN KEY ("promotion_id") REFERENCES "public"."promotions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_uses" ADD CONSTRAINT "promotion_uses_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_uses" ADD CONSTRAINT "promotion_uses_taken_by_people_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_held_offering_id_offerings_id_fk" FOREIGN KEY ("held_offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bundle_components_bundle" ON "bundle_components" USING btree ("bundle_id","position");--> statement-breakpoint
CREATE INDEX "bundle_components_offering" ON "bundle_components" USING btree ("offering_id");--> statement-breakpoint
CREATE INDEX "bundle_components_nested" ON "bundle_components" USING btree ("nested_id");--> statement-breakpoint
CREATE INDEX "bundle_components_tenant" ON "bundle_components" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "bundle_constraints_bundle" ON "bundle_constraints" USING btree ("bundle_id");--> statement-breakpoint
CREATE INDEX "bundle_constraints_component" ON "bundle_constraints" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "bundle_constraints_other" ON "bundle_constraints" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "bundle_constraints_tenant" ON "bundle_constraints" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bundles_code" ON "bundles" USING btree (coalesce("tenant_id", 0),"code");--> statement-breakpoint
CREATE INDEX "bundles_tenant" ON "bundles" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "bundles_held" ON "bundles" USING btree ("held_offering_id");--> statement-breakpoint
CREATE INDEX "offering_moves_offering" ON "offering_moves" USING btree ("offering_id","at");--> statement-breakpoint
CREATE INDEX "offering_moves_tenant" ON "offering_moves" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "offering_moves_by" ON "offering_moves" USING btree ("by_id");--> statement-breakpoint
CREATE INDEX "promotion_uses_tenant" ON "promotion_uses" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "promotion_uses_taker" ON "promotion_uses" USING btree ("taken_by");--> statement-breakpoint
CREATE UNIQUE INDEX "promotions_code" ON "promotions" USING btree (coalesce("tenant_id", 0),"code");--> statement-breakpoint
CREATE INDEX "promotions_days" ON "promotions" USING btree ("ends_on" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "promotions_tenant" ON "promotions" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "promotions_offering" ON "promotions" USING btree ("offering_id");--> statement-breakpoint
CREATE INDEX "promotions_held" ON "promotions" USING btree ("held_offering_id");--> statement-breakpoint
CREATE INDEX "promotions_creator" ON "promotions" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "offerings_by_code" ON "offerings" USING btree ("code","id");--> statement-breakpoint
CREATE INDEX "opportunities_offering" ON "opportunities" USING btree ("offering_id","tenant_id","stage_type","closed_on","total_fen") WHERE "opportunities"."deleted_at" is null and "opportunities"."offering_id" is not null;--> statement-breakpoint
ALTER TABLE "offering_prices" ADD CONSTRAINT "offering_prices_second" CHECK ("offering_prices"."approved_by" is null or "offering_prices"."approved_by" is distinct from "offering_prices"."created_by");--> statement-breakpoint
-- What is there already is found by its code and its names, by their pairs of Han characters too; pinyin comes with the next change.
UPDATE offerings SET search = ' ' || lower(code) || ' ' || lower(name) || coalesce(' ' || lower(name_en), '') ||
  coalesce((select string_agg(' ' || substr(name, n, 2), '') from generate_series(1, length(name)) n), '');
--> statement-breakpoint
-- A price that was approved is never changed or removed; only its last day is set when another takes its place.
CREATE FUNCTION app.keep_approved_price() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$ begin
  if old.approved_at is not null and (tg_op = 'DELETE' or to_jsonb(new) - 'valid_until' is distinct from to_jsonb(old) - 'valid_until') then
    raise exception 'an approved price never changes' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
CREATE TRIGGER offering_prices_approved BEFORE UPDATE OR DELETE ON offering_prices FOR EACH ROW EXECUTE FUNCTION app.keep_approved_price();
--> statement-breakpoint
CREATE TRIGGER offering_moves_append BEFORE UPDATE OR DELETE ON offering_moves FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- No bundle holds itself, however deep: two people who nest at once wait for each other.
CREATE FUNCTION app.refuse_circle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ begin
  if new.nested_id is null then return new; end if;
  perform pg_advisory_xact_lock(hashtext('bundle_components'));
  if exists (
    with recursive below(id) as (
      select new.nested_id union select c.nested_id from bundle_components c join below b on c.bundle_id = b.id where c.nested_id is not null)
    select from below where id = new.bundle_id) then
    raise exception 'a bundle cannot hold itself' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.refuse_circle() IS 'definer:integrity, looks through all bundles';
--> statement-breakpoint
CREATE TRIGGER bundle_components_circle BEFORE INSERT OR UPDATE ON bundle_components FOR EACH ROW EXECUTE FUNCTION app.refuse_circle();
--> statement-breakpoint
-- How an offering sells, as numbers only: to those who answer for products, who see no customers, and to directors.
CREATE FUNCTION app.offering_figures(offering uuid)
RETURNS TABLE (open_count integer, open_fen numeric, won_count integer, won_fen numeric, lost_count integer, first_won_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select count(*) filter (where o.stage_type in ('open', 'on_hold'))::integer, coalesce(sum(o.total_fen) filter (where o.stage_type in ('open', 'on_hold')), 0),
    count(*) filter (where o.stage_type = 'won')::integer, coalesce(sum(o.total_fen) filter (where o.stage_type = 'won'), 0),
    count(*) filter (where o.stage_type = 'lost')::integer, min(o.closed_on) filter (where o.stage_type = 'won')
  from opportunities o
  where o.offering_id = offering and o.deleted_at is null and app.role() in ('admin', 'product_manager', 'sales_director')
    and (app.is_of_group() or o.tenant_id = app.tenant() or o.tenant_id = any (app.visible_tenants()))
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.offering_figures(uuid) IS 'definer:sums, numbers of one offering without names';
--> statement-breakpoint
-- Spends a promotion's budget for a source, once however often it is asked. False when it is not running or the budget does not reach.
CREATE FUNCTION app.take_promotion(promotion uuid, source uuid, fen bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare taken promotions;
begin
  if app.person() is null or fen < 0 or app.role() not in ('account_manager', 'team_lead', 'sales_director', 'admin') then return false; end if;
  select * into taken from promotions p where p.id = promotion and (p.tenant_id is null or p.tenant_id = app.tenant()) for update;
  if not found then return false; end if;
  if exists (select from promotion_uses u where u.promotion_id = promotion and u.source_id = source) then return true; end if;
  if taken.ended_at is not null or app.today() not between taken.starts_on and taken.ends_on
    or (taken.budget_kind = 'count' and taken.used_count >= taken.budget)
    or (taken.budget_kind = 'amount' and taken.used_fen + fen > taken.budget) then return false; end if;
  insert into promotion_uses (promotion_id, source_id, tenant_id, amount_fen, taken_by) values (promotion, source, app.tenant(), fen, app.person());
  update promotions set used_count = used_count + 1, used_fen = used_fen + fen where id = promotion;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_promotion(uuid, uuid, bigint) IS 'definer:budget, sellers spend what they may not edit';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_approved_price(), app.refuse_circle(), app.offering_figures(uuid), app.take_promotion(uuid, uuid, bigint) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.offering_figures(uuid), app.take_promotion(uuid, uuid, bigint) TO jiketong_app;
--> statement-breakpoint
DO $$
declare
  own text := 'tenant_id is null or tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])';
  mine text := 'app.role() in (''admin'', ''product_manager'') and (case when tenant_id is null then app.is_of_group() else tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]) end)';
  item text;
begin
  foreach item in array array['offering_moves', 'bundles', 'bundle_components', 'bundle_constraints', 'promotions', 'promotion_uses'] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item, own);
    execute format('grant select on %I to jiketong_app', item);
    execute format('grant select on %I to jiketong_backup', item);
    if item <> 'promotion_uses' then
      execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item, mine);
    end if;
  end loop;
  foreach item in array array['bundles', 'promotions'] loop
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', item, mine, mine);
  end loop;
  foreach item in array array['bundle_components', 'bundle_constraints'] loop
    execute format('create policy removing on %I for delete to jiketong_app using (%s)', item, mine);
  end loop;
  execute format('create policy removing on offering_prices for delete to jiketong_app using (%s)', mine);
end $$;
--> statement-breakpoint
GRANT INSERT ON offering_moves, bundles, bundle_components, bundle_constraints, promotions TO jiketong_app;
--> statement-breakpoint
GRANT DELETE ON offering_prices, bundle_components, bundle_constraints TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, kind, period, unit, amount_fen, tiers, cost_fen, tax_percent, valid_from) ON offering_prices TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, description, description_en, state, price_rule, regions, industries, grades, held_offering_id, updated_at, version) ON bundles TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (name, name_en, description, starts_on, ends_on, budget_kind, budget, offering_id, line, regions, industries, grades, held_offering_id, effect, amount, exclusive_group, ended_at, updated_at, version) ON promotions TO jiketong_app;

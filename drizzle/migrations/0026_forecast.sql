CREATE TABLE "forecast_adjustments" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid,
	"week_on" date NOT NULL,
	"month" date NOT NULL,
	"category" text NOT NULL,
	"from_fen" bigint NOT NULL,
	"to_fen" bigint NOT NULL,
	"why" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "forecast_adjustments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "forecast_adjustments_category" CHECK ("forecast_adjustments"."category" in ('closed', 'commit', 'best_case', 'pipeline')),
	CONSTRAINT "forecast_adjustments_amounts" CHECK ("forecast_adjustments"."to_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "forecast_calls" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"category" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "forecast_calls_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "forecast_calls_category" CHECK ("forecast_calls"."category" in ('commit', 'best_case', 'pipeline'))
);
--> statement-breakpoint
CREATE TABLE "forecast_lines" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"week_on" date NOT NULL,
	"month" date NOT NULL,
	"category" text NOT NULL,
	"one_off_fen" bigint NOT NULL,
	"recurring_fen" bigint NOT NULL,
	"deals" integer NOT NULL,
	"expected" double precision NOT NULL,
	"variance" double precision NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "forecast_lines_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "forecast_lines_category" CHECK ("forecast_lines"."category" in ('closed', 'commit', 'best_case', 'pipeline')),
	CONSTRAINT "forecast_lines_amounts" CHECK ("forecast_lines"."one_off_fen" >= 0 and "forecast_lines"."recurring_fen" >= 0 and "forecast_lines"."deals" >= 0)
);
--> statement-breakpoint
CREATE TABLE "win_models" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"rung" text NOT NULL,
	"failures" jsonb NOT NULL,
	"seed" integer NOT NULL,
	"code" text NOT NULL,
	"from_on" date,
	"until_on" date,
	"deals" integer NOT NULL,
	"won" integer NOT NULL,
	"snapshots" integer NOT NULL,
	"model" jsonb NOT NULL,
	"previous_version" integer,
	CONSTRAINT "win_models_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "win_models_rung" CHECK ("win_models"."rung" in ('rates', 'stages', 'model'))
);
--> statement-breakpoint
CREATE TABLE "win_scores" (
	"tenant_id" integer NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"scored_at" timestamp with time zone NOT NULL,
	"probability" double precision NOT NULL,
	"reasons" jsonb NOT NULL,
	CONSTRAINT "win_scores_tenant_id_opportunity_id_pk" PRIMARY KEY("tenant_id","opportunity_id"),
	CONSTRAINT "win_scores_probability" CHECK ("win_scores"."probability" between 0 and 1)
);
--> statement-breakpoint
ALTER TABLE "forecast_adjustments" ADD CONSTRAINT "forecast_adjustments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_adjustments" ADD CONSTRAINT "forecast_adjustments_unit" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_adjustments" ADD CONSTRAINT "forecast_adjustments_owner" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_calls" ADD CONSTRAINT "forecast_calls_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "forecast_calls" ADD CONSTRAINT "forecast_calls_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_lines" ADD CONSTRAINT "forecast_lines_unit" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_lines" ADD CONSTRAINT "forecast_lines_owner" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "win_models" ADD CONSTRAINT "win_models_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "win_scores" ADD CONSTRAINT "win_scores_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "win_scores" ADD CONSTRAINT "win_scores_model" FOREIGN KEY ("tenant_id","model_id") REFERENCES "public"."win_models"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "forecast_adjustments_unit" ON "forecast_adjustments" USING btree ("unit_id","week_on","month");--> statement-breakpoint
CREATE INDEX "forecast_adjustments_tenant" ON "forecast_adjustments" USING btree ("tenant_id","week_on","month");--> statement-breakpoint
CREATE INDEX "forecast_adjustments_person" ON "forecast_adjustments" USING btree ("person_id","week_on");--> statement-breakpoint
CREATE INDEX "forecast_adjustments_owner" ON "forecast_adjustments" USING btree ("owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_calls_opportunity" ON "forecast_calls" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "forecast_calls_account" ON "forecast_calls" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "forecast_calls_owner" ON "forecast_calls" USING btree ("owner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_lines_once" ON "forecast_lines" USING btree ("owner_id","week_on","month","category","tenant_id");--> statement-breakpoint
CREATE INDEX "forecast_lines_unit" ON "forecast_lines" USING btree ("unit_id","week_on","month");--> statement-breakpoint
CREATE INDEX "forecast_lines_tenant" ON "forecast_lines" USING btree ("tenant_id","week_on","month");--> statement-breakpoint
CREATE UNIQUE INDEX "win_models_version" ON "win_models" USING btree ("tenant_id","version");--> statement-breakpoint
CREATE INDEX "win_scores_model" ON "win_scores" USING btree ("tenant_id","model_id");
--> statement-breakpoint
-- A deal's call and score are seen by who sees the deal; the call is made by who may change it.
DO $$
declare
  name text;
  led text := 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])';
begin
  foreach name in array array['win_models', 'win_scores', 'forecast_calls', 'forecast_lines', 'forecast_adjustments'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('grant select on %I to jiketong_app, jiketong_backup', name);
  end loop;
  execute 'create policy reading on win_models for select to jiketong_app using (
    tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]))';
  execute 'create policy reading on win_scores for select to jiketong_app using (exists (
    select 1 from opportunities o where o.tenant_id = win_scores.tenant_id and o.id = opportunity_id))';
  execute format('create policy reading on forecast_calls for select to jiketong_app using (
    owner_id = (select app.person()) or %s or account_id = any ((select app.shared_accounts())::uuid[]))', led);
  execute 'create policy adding on forecast_calls for insert to jiketong_app with check (exists (
    select 1 from opportunities o where o.tenant_id = forecast_calls.tenant_id and o.id = opportunity_id
      and o.unit_id = forecast_calls.unit_id and o.owner_id = forecast_calls.owner_id and o.account_id = forecast_calls.account_id))';
  execute format('create policy changing on forecast_calls for update to jiketong_app using (
    owner_id = (select app.person()) or %1$s or account_id = any ((select app.shared_accounts())::uuid[])) with check (
    owner_id = (select app.person()) or %1$s or account_id = any ((select app.shared_accounts())::uuid[]))', led);
  execute format('create policy reading on forecast_lines for select to jiketong_app using (
    owner_id = (select app.person()) or %s)', led);
  -- submitted in one's own name, from one's own unit
  execute 'create policy adding on forecast_lines for insert to jiketong_app with check (owner_id = (select app.person())
    and exists (select 1 from people p where p.id = forecast_lines.owner_id and p.unit_id = forecast_lines.unit_id and p.tenant_id = forecast_lines.tenant_id))';
  execute 'create policy changing on forecast_lines for update to jiketong_app
    using (owner_id = (select app.person())) with check (owner_id = (select app.person()))';
  execute format('create policy reading on forecast_adjustments for select to jiketong_app using (
    person_id = (select app.person()) or %s)', led);
  execute format('create policy adding on forecast_adjustments for insert to jiketong_app with check (
    owner_id = (select app.person()) and (%s))', led);
end $$;
--> statement-breakpoint
GRANT INSERT, UPDATE (category, updated_at) ON forecast_calls TO jiketong_app;
--> statement-breakpoint
GRANT INSERT, UPDATE (one_off_fen, recurring_fen, deals, expected, variance, submitted_at) ON forecast_lines TO jiketong_app;
--> statement-breakpoint
GRANT INSERT ON forecast_adjustments TO jiketong_app;
--> statement-breakpoint
CREATE TRIGGER forecast_adjustments_append BEFORE UPDATE OR DELETE ON forecast_adjustments FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- A call goes with the deal to its next owner.
CREATE FUNCTION app.keep_call_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update forecast_calls c set owner_id = new.owner_id
  where c.tenant_id = new.tenant_id and c.opportunity_id = new.id and c.owner_id <> new.owner_id;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER opportunities_call AFTER UPDATE OF owner_id ON opportunities
  FOR EACH ROW WHEN (old.owner_id is distinct from new.owner_id) EXECUTE FUNCTION app.keep_call_owner();
--> statement-breakpoint
CREATE FUNCTION app.companies_to_learn() RETURNS TABLE (tenant_id integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select t.id from tenants t where exists (select 1 from opportunities o where o.tenant_id = t.id) order by 1 $$;
--> statement-breakpoint
-- Deals of a company as they stood: those that closed in the last three years at the beginning of each month they were open,
-- or the open ones now. Nothing in a row is younger than its moment, and no name, title or text leaves here.
CREATE FUNCTION app.deal_states(tenant integer, of_closed boolean, as_of timestamptz) RETURNS TABLE (
  opportunity_id uuid, owner_id uuid, account_id uuid, at timestamptz, closed_at timestamptz, won boolean, stage_id integer,
  age_days double precision, stage_days double precision, overdue_days integer, quiet_days double precision, visits integer,
  contacts integer, total_fen bigint, slips integer, evidence integer, source text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with deals as materialized (
    select o.id, o.owner_id, o.account_id, o.stage_type, o.source, o.evidence, c.started, c.ended from opportunities o
    cross join lateral (
      select min(c.at) as started, max(c.at) filter (where s.type in ('won', 'lost')) as ended
      from opportunity_changes c left join stages s on s.id = c.to_stage_id
      where c.tenant_id = tenant and c.opportunity_id = o.id and c.at <= as_of) c
    where o.tenant_id = tenant and o.deleted_at is null and c.started is not null
      and case when of_closed then o.closed_on >= (as_of - interval '3 years')::date and o.stage_type in ('won', 'lost') and c.ended is not null
        else o.stage_type = 'open' end
    order by o.closed_on desc nulls last, o.id limit case when of_closed then 8000 else 200000 end)
  select d.id, d.owner_id, d.account_id, m.at, d.ended, case when of_closed then d.stage_type = 'won' end, h.stage_id,
    extract(epoch from m.at - d.started) / 86400, extract(epoch from m.at - h.entered) / 86400,
    greatest(0, (m.at at time zone 'Asia/Shanghai')::date - h.close_on), extract(epoch from m.at - greatest(h.last, v.last)) / 86400,
    v.visits, i.contacts, h.total_fen, h.slips,
    (select count(*) from jsonb_each(d.evidence) e where (e.value ->> 'at')::timestamptz <= m.at)::integer, d.source
  from deals d
  cross join lateral (
    select as_of as at where not of_closed union all
    select g from generate_series(date_trunc('month', d.started at time zone 'Asia/Shanghai') + interval '1 month',
      d.ended at time zone 'Asia/Shanghai' - interval '1 second', interval '1 month') as local(g0)
      cross join lateral (select local.g0 at time zone 'Asia/Shanghai' as g) x where of_closed) m
  cross join lateral (
    select (array_agg(c.to_stage_id order by c.at desc, c.id desc) filter (where c.to_stage_id is not null))[1] as stage_id,
      max(c.at) filter (where c.to_stage_id is not null) as entered,
      (array_agg(c.to_total_fen order by c.at desc, c.id desc) filter (where c.to_total_fen is not null))[1] as total_fen,
      (array_agg(c.to_close_on order by c.at desc, c.id desc) filter (where c.kind in ('created', 'close_date')))[1] as close_on,
      (count(*) filter (where c.kind = 'close_date' and c.to_close_on > c.from_close_on))::integer as slips, max(c.at) as last
    from opportunity_changes c where c.tenant_id = tenant and c.opportunity_id = d.id and c.at <= m.at) h
  cross join lateral (
    select (count(*) filter (where v.ended_at > m.at - interval '30 days'))::integer as visits, max(v.ended_at) as last
    from visits v where v.tenant_id = tenant and v.opportunity_id = d.id and v.status = 'completed' and v.deleted_at is null and v.ended_at <= m.at) v
  cross join lateral (
    select count(*)::integer as contacts from interactions i where i.tenant_id = tenant and i.opportunity_id = d.id
      and i.deleted_at is null and i.at <= m.at and i.at > m.at - interval '30 days') i
  where h.stage_id is not null
  order by d.id, m.at
$$;
--> statement-breakpoint
CREATE FUNCTION app.keep_model(tenant integer, model jsonb) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare previous integer;
begin
  perform pg_advisory_xact_lock(720523, tenant);
  select max(version) into previous from win_models where tenant_id = tenant;
  insert into win_models select * from jsonb_populate_record(null::win_models,
    model || jsonb_build_object('tenant_id', tenant, 'version', coalesce(previous, 0) + 1, 'previous_version', previous));
  return coalesce(previous, 0) + 1;
end $$;
--> statement-breakpoint
-- The scores of a night take the place of those before.
CREATE FUNCTION app.keep_scores(tenant integer, model uuid, moment timestamptz, scores jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into win_scores (tenant_id, opportunity_id, model_id, scored_at, probability, reasons)
  select tenant, s.id, model, moment, s.p, s.why from jsonb_to_recordset(scores) as s(id uuid, p double precision, why jsonb)
    join opportunities o on o.tenant_id = tenant and o.id = s.id
  on conflict (tenant_id, opportunity_id) do update set model_id = excluded.model_id, scored_at = excluded.scored_at,
    probability = excluded.probability, reasons = excluded.reasons
$$;
--> statement-breakpoint
CREATE FUNCTION app.drop_old_scores(tenant integer, moment timestamptz) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ delete from win_scores where tenant_id = tenant and scored_at < moment $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.companies_to_learn() IS 'definer:names by the clock for whom a job learns, before there is an identity';
--> statement-breakpoint
COMMENT ON FUNCTION app.deal_states(integer, boolean, timestamptz) IS 'definer:a company learns from all its deals, before there is an identity; numbers only';
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_model(integer, jsonb) IS 'definer:written by the clock, before there is an identity';
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_scores(integer, uuid, timestamptz, jsonb) IS 'definer:written by the clock, before there is an identity';
--> statement-breakpoint
COMMENT ON FUNCTION app.drop_old_scores(integer, timestamptz) IS 'definer:written by the clock, before there is an identity';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.keep_call_owner(), app.companies_to_learn(), app.deal_states(integer, boolean, timestamptz),
  app.keep_model(integer, jsonb), app.keep_scores(integer, uuid, timestamptz, jsonb), app.drop_old_scores(integer, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.companies_to_learn(), app.deal_states(integer, boolean, timestamptz), app.keep_model(integer, jsonb),
  app.keep_scores(integer, uuid, timestamptz, jsonb), app.drop_old_scores(integer, timestamptz) TO jiketong_app;

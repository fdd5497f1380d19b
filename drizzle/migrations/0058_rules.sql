CREATE TABLE "automation_firings" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"occasion" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "automation_firings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "automation_firings_once" UNIQUE("tenant_id","rule_id","opportunity_id","occasion"),
	CONSTRAINT "automation_firings_outcome" CHECK ("automation_firings"."outcome" in ('done', 'failed', 'stopped'))
);
--> statement-breakpoint
CREATE TABLE "automation_rules" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"event" text NOT NULL,
	"days" integer,
	"stage" text,
	"conditions" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"is_active" boolean DEFAULT false NOT NULL,
	"author_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "automation_rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "automation_rules_event_known" CHECK ("automation_rules"."event" in ('created', 'changed', 'moved', 'visited', 'overdue', 'idle'))
);
--> statement-breakpoint
ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_rules" ADD CONSTRAINT "automation_rules_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "automation_firings_recent" ON "automation_firings" USING btree ("tenant_id","rule_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "automation_firings_deal" ON "automation_firings" USING btree ("tenant_id","opportunity_id");--> statement-breakpoint
CREATE INDEX "automation_rules_event" ON "automation_rules" USING btree ("tenant_id","event") WHERE "automation_rules"."is_active";--> statement-breakpoint
-- Besides what notices may tell already, whoever else has added to it.
DO $$
begin
  execute (select format('alter table notices drop constraint notices_kind, add constraint notices_kind %s',
    replace(pg_get_constraintdef(c.oid), 'ARRAY[', 'ARRAY[''rule_fired''::text, '))
    from pg_constraint c where c.conrelid = 'notices'::regclass and c.conname = 'notices_kind');
end $$;
--> statement-breakpoint
-- A rule holds for its company and for all companies below: those whose root lies above one's own.
CREATE FUNCTION app.tenants_above() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select coalesce(array_agg(id), '{}') from tenants where root_unit_id = any (app.unit_line()) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tenants_above() IS 'definer:identity, reads tenants by the unit tree';
--> statement-breakpoint
-- A rule is read where it holds, and written by who administers the whole of its company; what fired is read by these alone.
DO $$
declare
  name text;
  mine text := '(tenant_id = any ((select app.tenants_above())::integer[]) or tenant_id = any ((select app.visible_tenants())::integer[]))';
  kept text := '(app.role() = ''admin'' and tenant_id = any ((select app.visible_tenants())::integer[]))';
begin
  foreach name in array array['automation_rules', 'automation_firings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('create policy reading on %I for select to jiketong_app using %s', name, case name when 'automation_rules' then mine else kept end);
    execute format('create policy adding on %I for insert to jiketong_app with check %s', name, kept);
    execute format('grant select, insert on %I to jiketong_app', name);
    execute format('grant select on %I to jiketong_backup', name);
  end loop;
  execute format('create policy changing on automation_rules for update to jiketong_app using %s with check %s', kept, kept);
end $$;
--> statement-breakpoint
GRANT UPDATE (name, event, days, stage, conditions, actions, is_active, author_id, updated_at, version) ON automation_rules TO jiketong_app;
--> statement-breakpoint
-- For the worker, before there is an identity: which rules wait for an event of a company, or look at the clock in each, and in whose name.
CREATE FUNCTION app.rules_for(company integer, events text[]) RETURNS TABLE (tenant_id integer, rule_id uuid, author_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select c.id, r.id, r.author_id from automation_rules r join tenants t on t.id = r.tenant_id
  join unit_tree u on u.ancestor_id = t.root_unit_id join tenants c on c.root_unit_id = u.descendant_id
  where (company is null or c.id = company) and r.is_active and r.event = any(events) order by c.id, r.created_at, r.id
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.rules_for(integer, text[]) IS 'definer:names by event whom a job works for, before there is an identity';
--> statement-breakpoint
-- Tells of a deal that a rule points at: its owner, or those who lead nearest above.
CREATE FUNCTION app.tell_of_rule(company integer, deal uuid, rule uuid, leaders boolean, told text, moment timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with at as (select o.tenant_id, o.id, o.unit_id, o.owner_id from opportunities o where o.tenant_id = company and o.id = deal
    and app.role() = 'admin' and o.tenant_id = any (app.visible_tenants())),
  led as (
    select g.person_id, t.depth from at join unit_tree t on t.descendant_id = at.unit_id
    join role_grants g on g.unit_id = t.ancestor_id and g.role in ('team_lead', 'sales_director')
    join people p on p.id = g.person_id and (p.left_on is null or p.left_on >= app.today())
    where g.person_id <> at.owner_id),
  whom as (
    select owner_id as person_id from at where not leaders
    union select person_id from led where leaders and depth = (select min(depth) from led)),
  added as (
    insert into notices (tenant_id, id, person_id, fact, kind, subject, subject_tenant_id, subject_id, params, created_at)
    select p.tenant_id, gen_random_uuid(), p.id, told, 'rule_fired', 'opportunity', company, deal, jsonb_build_object('ruleId', rule), moment
    from whom join people p on p.id = whom.person_id and (p.left_on is null or p.left_on >= app.today())
    left join notice_choices c on c.person_id = p.id where not coalesce(c.muted, '[]') ? 'rule_fired'
    on conflict (tenant_id, person_id, fact) do nothing returning 1)
  select count(*)::integer from added
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tell_of_rule(integer, uuid, uuid, boolean, text, timestamptz) IS 'definer:tells colleagues of a deal within the administrator''s company';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.tenants_above(), app.rules_for(integer, text[]), app.tell_of_rule(integer, uuid, uuid, boolean, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.tenants_above(), app.rules_for(integer, text[]), app.tell_of_rule(integer, uuid, uuid, boolean, text, timestamptz) TO jiketong_app;

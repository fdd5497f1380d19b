CREATE TABLE "coverage_policies" (
	"tenant_id" integer PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"manager_a" integer NOT NULL,
	"manager_b" integer NOT NULL,
	"manager_c" integer NOT NULL,
	"manager_d" integer NOT NULL,
	"leader_a" integer,
	"leader_b" integer,
	"leader_c" integer,
	"leader_d" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "coverage_manager_a" CHECK ("coverage_policies"."manager_a" between 1 and 500),
	CONSTRAINT "coverage_manager_b" CHECK ("coverage_policies"."manager_b" between 1 and 500),
	CONSTRAINT "coverage_manager_c" CHECK ("coverage_policies"."manager_c" between 1 and 500),
	CONSTRAINT "coverage_manager_d" CHECK ("coverage_policies"."manager_d" between 1 and 500),
	CONSTRAINT "coverage_leader_a" CHECK ("coverage_policies"."leader_a" between 1 and 500),
	CONSTRAINT "coverage_leader_b" CHECK ("coverage_policies"."leader_b" between 1 and 500),
	CONSTRAINT "coverage_leader_c" CHECK ("coverage_policies"."leader_c" between 1 and 500),
	CONSTRAINT "coverage_leader_d" CHECK ("coverage_policies"."leader_d" between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "uncovered_since" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "leader_uncovered_since" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "coverage_policies" ADD CONSTRAINT "coverage_policies_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "visits_leader" ON "visits" USING btree ("tenant_id","account_id") WHERE "visits"."type" = 'executive' and "visits"."status" = 'completed' and "visits"."deleted_at" is null;
--> statement-breakpoint
-- Since when the visiting interval of an account counts: from the last visit; never visited, from the day its present
-- manager took over or it was made, whichever is later. Kept by triggers, so that lists of the overdue are index scans.
CREATE FUNCTION app.served_since(tenant integer, account uuid, made timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select greatest(made, max(lower(during))::timestamp at time zone 'Asia/Shanghai') from assignments
  where tenant_id = tenant and account_id = account and role = 'primary' and during @> app.today()
$$;
--> statement-breakpoint
CREATE FUNCTION app.last_leader_visit(tenant integer, account uuid) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select max(coalesce(ended_at, planned_at)) from visits
  where tenant_id = tenant and account_id = account and type = 'executive' and status = 'completed' and deleted_at is null
$$;
--> statement-breakpoint
-- Writing every account once, with its words sorted in anew at the end: entry by entry that takes ten times as long.
DROP INDEX accounts_search;
--> statement-breakpoint
UPDATE accounts a SET
  uncovered_since = coalesce(a.last_visited_at, greatest(a.created_at, served.since)),
  leader_uncovered_since = coalesce(led.at, greatest(a.created_at, served.since))
FROM accounts x
LEFT JOIN (
  select tenant_id, account_id, max(lower(during))::timestamp at time zone 'Asia/Shanghai' as since
  from assignments where role = 'primary' and during @> app.today() group by 1, 2) served
  ON served.tenant_id = x.tenant_id AND served.account_id = x.id
LEFT JOIN (
  select tenant_id, account_id, max(coalesce(ended_at, planned_at)) as at from visits
  where type = 'executive' and status = 'completed' and deleted_at is null group by 1, 2) led
  ON led.tenant_id = x.tenant_id AND led.account_id = x.id
WHERE a.tenant_id = x.tenant_id AND a.id = x.id;
--> statement-breakpoint
CREATE INDEX "accounts_search" ON "accounts" USING gin ("tenant_id","search" gin_trgm_ops) WITH (fastupdate=off);
--> statement-breakpoint
CREATE FUNCTION app.keep_uncovered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if tg_op = 'INSERT' then
    new.uncovered_since := coalesce(new.last_visited_at, new.created_at);
    new.leader_uncovered_since := new.created_at;
  elsif new.last_visited_at is distinct from old.last_visited_at then
    new.uncovered_since := coalesce(new.last_visited_at, app.served_since(new.tenant_id, new.id, new.created_at));
  end if;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER accounts_uncovered BEFORE INSERT OR UPDATE OF last_visited_at ON accounts
  FOR EACH ROW EXECUTE FUNCTION app.keep_uncovered();
--> statement-breakpoint
-- A new manager is given the whole interval for customers that nobody has visited yet.
CREATE FUNCTION app.keep_served_since() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update accounts a set uncovered_since = n.visited, leader_uncovered_since = n.led
  from (
    select x.tenant_id, x.id, coalesce(x.last_visited_at, s.since) as visited,
      coalesce(app.last_leader_visit(x.tenant_id, x.id), s.since) as led
    from added join accounts x on x.tenant_id = added.tenant_id and x.id = added.account_id
    cross join lateral (select lower(added.during)::timestamp at time zone 'Asia/Shanghai' as since) s
    where added.role = 'primary' and added.during @> app.today() and s.since > x.created_at
    order by x.tenant_id, x.id) n
  where a.tenant_id = n.tenant_id and a.id = n.id
    and (a.uncovered_since, a.leader_uncovered_since) is distinct from (n.visited, n.led);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER assignments_added AFTER INSERT ON assignments REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_served_since();
--> statement-breakpoint
CREATE TRIGGER assignments_changed AFTER UPDATE ON assignments REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_served_since();
--> statement-breakpoint
CREATE FUNCTION app.keep_leader_uncovered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  tenant_list integer[];
  touched uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct tenant_id), array_agg(distinct account_id) into tenant_list, touched from added
    where type = 'executive' and status = 'completed';
  elsif tg_op = 'DELETE' then
    select array_agg(distinct tenant_id), array_agg(distinct account_id) into tenant_list, touched from gone
    where type = 'executive' and status = 'completed';
  else
    select array_agg(distinct tenant_id), array_agg(distinct account_id) into tenant_list, touched from (
      select * from added union all select * from gone) v
    where type = 'executive' and status = 'completed';
  end if;
  if touched is null then return null; end if;
  update accounts a set leader_uncovered_since = n.led
  from (
    select x.tenant_id, x.id,
      coalesce(app.last_leader_visit(x.tenant_id, x.id), app.served_since(x.tenant_id, x.id, x.created_at)) as led
    from accounts x where x.tenant_id = any(tenant_list) and x.id = any(touched) order by 1, 2) n
  where a.tenant_id = n.tenant_id and a.id = n.id and a.leader_uncovered_since is distinct from n.led;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER visits_leader_added AFTER INSERT ON visits REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_leader_uncovered();
--> statement-breakpoint
CREATE TRIGGER visits_leader_changed AFTER UPDATE ON visits REFERENCING OLD TABLE AS gone NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_leader_uncovered();
--> statement-breakpoint
CREATE TRIGGER visits_leader_removed AFTER DELETE ON visits REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_leader_uncovered();
--> statement-breakpoint
COMMENT ON FUNCTION app.served_since(integer, uuid, timestamptz) IS 'definer:called by triggers only';
--> statement-breakpoint
COMMENT ON FUNCTION app.last_leader_visit(integer, uuid) IS 'definer:called by triggers only';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.served_since(integer, uuid, timestamptz), app.last_leader_visit(integer, uuid), app.keep_uncovered(),
  app.keep_served_since(), app.keep_leader_uncovered() FROM PUBLIC;
--> statement-breakpoint
CREATE INDEX "accounts_uncovered" ON "accounts" USING btree ("tenant_id","grade","uncovered_since","id","unit_id","owner_id") WHERE "accounts"."deleted_at" is null;
--> statement-breakpoint
CREATE INDEX "accounts_leader_uncovered" ON "accounts" USING btree ("tenant_id","grade","leader_uncovered_since","id","unit_id","owner_id") WHERE "accounts"."deleted_at" is null;
--> statement-breakpoint
CREATE INDEX "accounts_unit_uncovered" ON "accounts" USING btree ("unit_id","grade","uncovered_since","id") WHERE "accounts"."deleted_at" is null;
--> statement-breakpoint
CREATE INDEX "accounts_owner_uncovered" ON "accounts" USING btree ("owner_id","grade","uncovered_since","id") WHERE "accounts"."deleted_at" is null;
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_uncovered_known" CHECK ("accounts"."uncovered_since" is not null and "accounts"."leader_uncovered_since" is not null);
--> statement-breakpoint
-- The policy is read by everybody of the company, and written by who administers the whole of it.
ALTER TABLE coverage_policies ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE coverage_policies FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON coverage_policies TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON coverage_policies FOR SELECT TO jiketong_app USING (
  tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY adding ON coverage_policies FOR INSERT TO jiketong_app WITH CHECK (
  app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY changing ON coverage_policies FOR UPDATE TO jiketong_app
  USING (app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]))
  WITH CHECK (app.role() = 'admin' and tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (manager_a, manager_b, manager_c, manager_d, leader_a, leader_b, leader_c, leader_d, updated_at, version)
  ON coverage_policies TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON coverage_policies TO jiketong_backup;

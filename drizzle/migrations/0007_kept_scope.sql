-- The scope of an identity is worked out once, when it enters, and kept for the transaction beside it. Each policy of
-- each query asks for it: worked out anew it cost 0.1 ms per unit led and query (3 ms for 34 units, 200 ms for 2,000).
-- What is kept counts only for the person and role it was made for; otherwise the functions work it out as before.
CREATE FUNCTION app.kept(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  select case when current_setting('app.scope_of', true) = current_setting('app.person', true) || ' ' || current_setting('app.role', true)
    then nullif(current_setting(name, true), '') end
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.tenant() RETURNS integer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  return coalesce(app.kept('app.tenant')::integer, (select tenant_id from people where id = app.person()));
end $$;
--> statement-breakpoint
-- Tenants seen whole: their root unit lies in what the person leads.
CREATE OR REPLACE FUNCTION app.visible_tenants() RETURNS integer[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  kept integer[] := app.kept('app.tenants')::integer[];
  led integer[];
begin
  if kept is not null then return kept; end if;
  led := app.led_units();
  if led = '{}' then return led; end if;
  return (
    select coalesce(array_agg(distinct t.id), '{}') from tenants t
    join unit_tree u on u.descendant_id = t.root_unit_id and u.ancestor_id = any(led));
end $$;
--> statement-breakpoint
-- Units seen that are not covered by a whole tenant; kept short because policies walk the list. A unit led in a tenant
-- seen whole adds nothing: whatever lies below it is of a tenant seen whole.
CREATE OR REPLACE FUNCTION app.visible_units() RETURNS integer[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  kept integer[] := app.kept('app.units')::integer[];
  tenants_seen integer[];
  led integer[];
begin
  if kept is not null then return kept; end if;
  tenants_seen := app.visible_tenants();
  led := array(select id from units where id = any(app.led_units()) and not tenant_id = any(tenants_seen));
  if led = '{}' then return led; end if;
  return (
    select coalesce(array_agg(distinct u.descendant_id), '{}') from unit_tree u
    join units un on un.id = u.descendant_id
    where u.ancestor_id = any(led) and not un.tenant_id = any(tenants_seen));
end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.enter(person uuid, role text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  perform set_config('app.scope_of', '', true), set_config('app.person', person::text, true), set_config('app.role', role, true);
  perform set_config('app.tenant', coalesce(app.tenant()::text, ''), true);
  perform set_config('app.tenants', app.visible_tenants()::text, true), set_config('app.units', app.visible_units()::text, true);
  perform set_config('app.scope_of', person::text || ' ' || role, true);
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.enter(uuid, text) IS 'definer:sets the identity and works out its scope from people, role_grants and the unit tree';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.kept(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.kept(text) TO jiketong_app;
--> statement-breakpoint
-- "Whose accounts is this person on" was answered from this index by walking most of it (815 pages for 33,000 accounts),
-- because GiST looks cheap to the planner whichever column is asked for. Primaries are covered by assignments_one_primary.
ALTER TABLE assignments DROP CONSTRAINT assignments_not_twice;
--> statement-breakpoint
ALTER TABLE assignments ADD CONSTRAINT assignments_not_twice
  EXCLUDE USING gist (tenant_id WITH =, account_id WITH =, owner_id WITH =, role WITH =, during WITH &&) WHERE (role <> 'primary');

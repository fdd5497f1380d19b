-- Who is asking: set for one transaction by app.enter, empty otherwise. No identity, no rows.
GRANT USAGE ON SCHEMA app TO jiketong_app, jiketong_jobs;
--> statement-breakpoint
CREATE FUNCTION app.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ select nullif(current_setting('app.person', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION app.role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ select nullif(current_setting('app.role', true), '') $$;
--> statement-breakpoint
CREATE FUNCTION app.enter(person uuid, role text) RETURNS void LANGUAGE sql VOLATILE
AS $$ select set_config('app.person', person::text, true), set_config('app.role', role, true) $$;
--> statement-breakpoint
CREATE FUNCTION app.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
AS $$ select (now() at time zone 'Asia/Shanghai')::date $$;
--> statement-breakpoint
-- True for the owner of the schema (migrations, triggers, seed), never for the application.
CREATE FUNCTION app.is_internal() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ select current_user not in ('jiketong_app', 'jiketong_jobs') $$;
--> statement-breakpoint
CREATE FUNCTION app.tenant() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select tenant_id from people where id = app.person() $$;
--> statement-breakpoint
-- Units for which the person holds the active role, if that role covers units.
CREATE FUNCTION app.led_units() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select coalesce(array_agg(unit_id), '{}') from role_grants
  where person_id = app.person() and role = app.role() and role in ('team_lead', 'sales_director', 'service_agent', 'admin')
$$;
--> statement-breakpoint
-- Tenants seen whole: their root unit lies in what the person leads.
CREATE FUNCTION app.visible_tenants() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select coalesce(array_agg(distinct t.id), '{}') from tenants t
  join unit_tree u on u.descendant_id = t.root_unit_id
  where u.ancestor_id = any((select app.led_units())::integer[])
$$;
--> statement-breakpoint
-- Units seen that are not covered by a whole tenant; kept short because policies walk the list.
CREATE FUNCTION app.visible_units() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select coalesce(array_agg(distinct u.descendant_id), '{}') from unit_tree u
  join units un on un.id = u.descendant_id
  where u.ancestor_id = any((select app.led_units())::integer[])
    and not un.tenant_id = any((select app.visible_tenants())::integer[])
$$;
--> statement-breakpoint
-- Own unit and every unit above it.
CREATE FUNCTION app.unit_line() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select coalesce(array_agg(u.ancestor_id), '{}') from people p
  join unit_tree u on u.descendant_id = p.unit_id where p.id = app.person()
$$;
--> statement-breakpoint
-- Accounts the person is on the team of today.
CREATE FUNCTION app.shared_accounts() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select coalesce(array_agg(distinct account_id), '{}') from assignments
  where owner_id = app.person() and during @> app.today()
$$;
--> statement-breakpoint
CREATE FUNCTION app.owns_account(tenant integer, account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select 1 from accounts where tenant_id = tenant and id = account and owner_id = app.person()) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.tenant() IS 'definer:identity, reads people by the id of this transaction';
--> statement-breakpoint
COMMENT ON FUNCTION app.led_units() IS 'definer:identity, reads role_grants of this person';
--> statement-breakpoint
COMMENT ON FUNCTION app.visible_tenants() IS 'definer:identity, reads the unit tree';
--> statement-breakpoint
COMMENT ON FUNCTION app.visible_units() IS 'definer:identity, reads the unit tree';
--> statement-breakpoint
COMMENT ON FUNCTION app.unit_line() IS 'definer:identity, reads the unit tree';
--> statement-breakpoint
COMMENT ON FUNCTION app.shared_accounts() IS 'definer:identity, reads assignments of this person';
--> statement-breakpoint
COMMENT ON FUNCTION app.owns_account(integer, uuid) IS 'definer:a first assignment is written before it makes the account shared';
--> statement-breakpoint
-- Sign-in happens before there is an identity: four doors, each returning no more than its caller needs.
CREATE FUNCTION app.credential(email_text text) RETURNS TABLE (person_id uuid, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select p.id, c.password_hash from people p join credentials c on c.person_id = p.id
  where lower(p.email) = lower(email_text) and (p.left_on is null or p.left_on >= app.today())
$$;
--> statement-breakpoint
CREATE FUNCTION app.open_session(session_id uuid, hash text, person uuid, lifetime interval, from_address text, on_device text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into sessions (id, token_hash, person_id, role, expires_at, address, device)
  select session_id, hash, person, coalesce((
    select role from role_grants where person_id = person order by array_position(
      array['sales_director','team_lead','account_manager','service_agent','trainer','product_manager','admin','partner_agent','employee'], role) limit 1
  ), 'employee'), now() + lifetime, from_address, on_device
$$;
--> statement-breakpoint
CREATE FUNCTION app.session(hash text) RETURNS TABLE (
  session_id uuid, person_id uuid, role text, roles text[], tenant_id integer, tenant_name text, unit_id integer, unit_name text,
  name text, email text, locale text, led_units integer[], visible_tenants integer[], visible_units integer[], version integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare found_session sessions;
begin
  select * into found_session from sessions s
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and s.seen_at > now() - interval '12 hours';
  if not found then return; end if;
  if found_session.seen_at < now() - interval '1 minute' then update sessions s set seen_at = now() where s.id = found_session.id; end if;
  perform app.enter(found_session.person_id, found_session.role);
  return query
    select found_session.id, p.id, found_session.role,
      (select array_agg(distinct g.role) from role_grants g where g.person_id = p.id),
      p.tenant_id, t.name, p.unit_id, u.name, p.name, p.email, p.locale,
      app.led_units(), app.visible_tenants(), app.visible_units(), p.version
    from people p join tenants t on t.id = p.tenant_id join units u on u.id = p.unit_id
    where p.id = found_session.person_id and (p.left_on is null or p.left_on >= app.today());
end $$;
--> statement-breakpoint
CREATE FUNCTION app.close_session(hash text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ update sessions set revoked_at = now() where token_hash = hash and revoked_at is null $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.credential(text) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
COMMENT ON FUNCTION app.open_session(uuid, text, uuid, interval, text, text) IS 'definer:sign-in, before there is an identity';
--> statement-breakpoint
COMMENT ON FUNCTION app.session(text) IS 'definer:the cookie becomes an identity here';
--> statement-breakpoint
COMMENT ON FUNCTION app.close_session(text) IS 'definer:sign-out by cookie';
--> statement-breakpoint
CREATE FUNCTION app.set_password(person uuid, hash text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  insert into credentials (person_id, password_hash) select person, hash where person = app.person()
  on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = now()
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.set_password(uuid, text) IS 'definer:own password only';
--> statement-breakpoint
-- The closure of the unit tree, made anew whenever the tree changes: 2,000 units take some 20 ms.
CREATE FUNCTION app.rebuild_unit_tree() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  lock table unit_tree in share row exclusive mode;
  delete from unit_tree;
  insert into unit_tree (ancestor_id, descendant_id, depth)
  with recursive line as (
    select id as ancestor_id, id as descendant_id, 0 as depth from units
    union all
    select u.parent_id, l.descendant_id, l.depth + 1 from line l join units u on u.id = l.ancestor_id
    where u.parent_id is not null and l.depth < 20
  ) select * from line;
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER units_tree AFTER INSERT OR UPDATE OR DELETE ON units FOR EACH STATEMENT EXECUTE FUNCTION app.rebuild_unit_tree();
--> statement-breakpoint
ALTER TABLE assignments ADD CONSTRAINT assignments_one_primary
  EXCLUDE USING gist (tenant_id WITH =, account_id WITH =, during WITH &&) WHERE (role = 'primary');
--> statement-breakpoint
ALTER TABLE assignments ADD CONSTRAINT assignments_not_twice
  EXCLUDE USING gist (tenant_id WITH =, account_id WITH =, owner_id WITH =, role WITH =, during WITH &&);
--> statement-breakpoint
ALTER TABLE assignments ADD CONSTRAINT assignments_not_empty CHECK (not isempty(during));
--> statement-breakpoint
-- Kept sums. Each key is changed once per statement and in key order, so that two writers never wait in a circle.
CREATE FUNCTION app.month_of(closed date, expected date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ select date_trunc('month', coalesce(closed, expected, date '1970-01-01')::timestamp)::date $$;
--> statement-breakpoint
CREATE FUNCTION app.keep_opportunity_totals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare gone text := 'select tenant_id, unit_id, owner_id, stage_id, app.month_of(closed_on, expected_close_on) as month, -1 as n, -total_fen as total, -(total_fen * probability / 100) as weighted from gone where deleted_at is null';
  added text := 'select tenant_id, unit_id, owner_id, stage_id, app.month_of(closed_on, expected_close_on) as month, 1 as n, total_fen as total, total_fen * probability / 100 as weighted from added where deleted_at is null';
  shares text := case tg_op when 'INSERT' then added when 'DELETE' then gone else gone || ' union all ' || added end;
begin
  execute 'insert into opportunity_totals as t (tenant_id, unit_id, owner_id, stage_id, count, total_fen, weighted_fen)
    select tenant_id, unit_id, owner_id, stage_id, sum(n), sum(total), sum(weighted) from (' || shares || ') s
    group by 1, 2, 3, 4 having sum(n) <> 0 or sum(total) <> 0 or sum(weighted) <> 0 order by 1, 2, 3, 4
    on conflict (tenant_id, unit_id, owner_id, stage_id) do update
    set count = t.count + excluded.count, total_fen = t.total_fen + excluded.total_fen, weighted_fen = t.weighted_fen + excluded.weighted_fen';
  execute 'insert into opportunity_months as m (tenant_id, unit_id, stage_id, month, count, total_fen, weighted_fen)
    select tenant_id, unit_id, stage_id, month, sum(n), sum(total), sum(weighted) from (' || shares || ') s
    group by 1, 2, 3, 4 having sum(n) <> 0 or sum(total) <> 0 or sum(weighted) <> 0 order by 1, 2, 3, 4
    on conflict (tenant_id, unit_id, stage_id, month) do update
    set count = m.count + excluded.count, total_fen = m.total_fen + excluded.total_fen, weighted_fen = m.weighted_fen + excluded.weighted_fen';
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER opportunities_added AFTER INSERT ON opportunities REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_opportunity_totals();
--> statement-breakpoint
CREATE TRIGGER opportunities_changed AFTER UPDATE ON opportunities REFERENCING OLD TABLE AS gone NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_opportunity_totals();
--> statement-breakpoint
CREATE TRIGGER opportunities_removed AFTER DELETE ON opportunities REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_opportunity_totals();
--> statement-breakpoint
-- The journal and the stage history are never changed, whoever asks.
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql
AS $$ begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$;
--> statement-breakpoint
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
CREATE TRIGGER journal_never_emptied BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- Row-level security for the business tables. Reading: mine, my tenants', my units', or of an account I am on the team of.
-- Writing a child also asks for its account, or a foreign key would tell that an unseen account exists.
DO $$
declare
  item record;
  seen text;
  child_check text;
begin
  for item in select * from (values
    ('accounts', 'id'), ('sites', 'account_id'), ('contacts', 'account_id'), ('assignments', 'account_id'),
    ('opportunities', 'account_id'), ('opportunity_changes', 'account_id'), ('visits', 'account_id'),
    ('visit_attendees', 'account_id'), ('needs', 'account_id'), ('commitments', 'account_id'),
    ('imports', null), ('import_rows', null)) as t(name, account)
  loop
    seen := 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])';
    child_check := case when item.account is null then 'owner_id = (select app.person()) or ' || seen
      else seen || format(' or %I = any ((select app.shared_accounts())::uuid[])', item.account) end;
    if item.name = 'accounts' then
      child_check := child_check || ' or (owner_id = (select app.person()) and tenant_id = (select app.tenant()))';
    elsif item.account is not null then
      child_check := child_check || ' or app.owns_account(tenant_id, account_id)';
    end if;
    seen := 'owner_id = (select app.person()) or ' || seen;
    if item.account is not null then
      seen := seen || format(' or %I = any ((select app.shared_accounts())::uuid[])', item.account);
    end if;
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, seen);
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item.name, child_check);
    execute format('create policy changing on %I for update to jiketong_app using (%s) with check (%s)', item.name, seen, seen);
    execute format('grant select, insert on %I to jiketong_app', item.name);
    -- the key, the tenant and the account of a row never change
    execute format('grant update (%s) on %I to jiketong_app', (
      select string_agg(quote_ident(column_name), ', ') from information_schema.columns
      where table_schema = 'public' and table_name = item.name and is_generated = 'NEVER'
        and column_name not in ('tenant_id', 'id', 'account_id', 'created_at')), item.name);
  end loop;
end $$;
--> statement-breakpoint
REVOKE UPDATE ON opportunity_changes FROM jiketong_app;
--> statement-breakpoint
DO $$
declare t text;
begin
  for t in select 'revoke update (' || string_agg(quote_ident(column_name), ', ') || ') on opportunity_changes from jiketong_app'
    from information_schema.columns where table_schema = 'public' and table_name = 'opportunity_changes' loop execute t; end loop;
end $$;
--> statement-breakpoint
DROP POLICY changing ON opportunity_changes;
--> statement-breakpoint
CREATE POLICY removing ON visit_attendees FOR DELETE TO jiketong_app USING (
  owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
  or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[]));
--> statement-breakpoint
GRANT DELETE ON visit_attendees TO jiketong_app;
--> statement-breakpoint
DO $$
declare
  item record;
  staff text := 'tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])';
begin
  for item in select * from (values
    ('tenants', 'id = (select app.tenant()) or id = any ((select app.visible_tenants())::integer[])', 'select'),
    ('units', staff || ' or id = any ((select app.unit_line())::integer[])', 'select, insert'),
    ('unit_tree', 'exists (select 1 from units u where u.id = descendant_id)', 'select'),
    ('people', staff || ' or unit_id = any ((select app.unit_line())::integer[])', 'select, insert'),
    ('role_grants', 'exists (select 1 from people p where p.id = person_id)', 'select, insert, delete'),
    ('sessions', 'person_id = (select app.person())', ''),
    ('settings', staff, 'select, insert, update'),
    ('saved_views', 'owner_id = (select app.person()) or shared_unit_id = any ((select app.unit_line())::integer[])', 'select, insert, update, delete'),
    ('offerings', 'tenant_id is null or ' || staff, 'select, insert, update'),
    ('competitors', 'tenant_id is null or ' || staff, 'select, insert'),
    ('pipelines', 'tenant_id is null or ' || staff, 'select'),
    ('stages', 'exists (select 1 from pipelines p where p.id = pipeline_id)', 'select'),
    ('opportunity_totals', 'owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])', 'select'),
    ('opportunity_months', 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])', 'select'),
    ('journal', 'actor_id = (select app.person()) or owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[])', 'select'),
    ('credentials', 'false', '')) as t(name, seen, verbs)
  loop
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, item.seen);
    if item.verbs <> '' then execute format('grant %s on %I to jiketong_app', item.verbs, item.name); end if;
  end loop;
end $$;
--> statement-breakpoint
-- Whom an administrator, lead or director may write about: units they lead.
CREATE FUNCTION app.leads_unit(unit integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select 1 from unit_tree where descendant_id = unit and ancestor_id = any((select app.led_units())::integer[])) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.leads_unit(integer) IS 'definer:identity, reads the unit tree';
--> statement-breakpoint
CREATE POLICY adding ON units FOR INSERT TO jiketong_app WITH CHECK (app.role() = 'admin' and app.leads_unit(parent_id));
--> statement-breakpoint
CREATE POLICY changing ON units FOR UPDATE TO jiketong_app USING (app.role() = 'admin' and app.leads_unit(id)) WITH CHECK (app.leads_unit(parent_id));
--> statement-breakpoint
GRANT UPDATE (name, position) ON units TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON people FOR INSERT TO jiketong_app WITH CHECK (app.role() = 'admin' and app.leads_unit(unit_id));
--> statement-breakpoint
CREATE POLICY changing ON people FOR UPDATE TO jiketong_app
  USING (id = (select app.person()) or (app.role() = 'admin' and app.leads_unit(unit_id)))
  WITH CHECK (id = (select app.person()) or (app.role() = 'admin' and app.leads_unit(unit_id)));
--> statement-breakpoint
GRANT UPDATE (unit_id, name, pinyin, initials, search, employee_no, title, email, phone, joined_on, left_on, locale, import_id, updated_at, version) ON people TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON role_grants FOR INSERT TO jiketong_app WITH CHECK (app.role() = 'admin' and app.leads_unit(unit_id));
--> statement-breakpoint
CREATE POLICY removing ON role_grants FOR DELETE TO jiketong_app USING (app.role() = 'admin' and app.leads_unit(unit_id));
--> statement-breakpoint
CREATE POLICY changing ON sessions FOR UPDATE TO jiketong_app USING (person_id = (select app.person())) WITH CHECK (person_id = (select app.person()));
--> statement-breakpoint
GRANT SELECT (id, person_id, role, created_at, seen_at, expires_at, revoked_at, address, device), UPDATE (revoked_at, role) ON sessions TO jiketong_app;
--> statement-breakpoint
CREATE POLICY adding ON settings FOR INSERT TO jiketong_app WITH CHECK (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY changing ON settings FOR UPDATE TO jiketong_app
  USING (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]))
  WITH CHECK (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY adding ON saved_views FOR INSERT TO jiketong_app WITH CHECK (
  owner_id = (select app.person()) and (shared_unit_id is null or app.leads_unit(shared_unit_id)));
--> statement-breakpoint
CREATE POLICY changing ON saved_views FOR UPDATE TO jiketong_app
  USING (owner_id = (select app.person()))
  WITH CHECK (owner_id = (select app.person()) and (shared_unit_id is null or app.leads_unit(shared_unit_id)));
--> statement-breakpoint
CREATE POLICY removing ON saved_views FOR DELETE TO jiketong_app USING (owner_id = (select app.person()));
--> statement-breakpoint
CREATE POLICY adding ON offerings FOR INSERT TO jiketong_app WITH CHECK (
  app.role() in ('admin', 'product_manager') and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])));
--> statement-breakpoint
CREATE POLICY changing ON offerings FOR UPDATE TO jiketong_app
  USING (app.role() in ('admin', 'product_manager') and (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[])))
  WITH CHECK (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY adding ON competitors FOR INSERT TO jiketong_app WITH CHECK (tenant_id = (select app.tenant()) or tenant_id = any ((select app.visible_tenants())::integer[]));
--> statement-breakpoint
CREATE POLICY adding ON journal FOR INSERT TO jiketong_app WITH CHECK (actor_id = (select app.person()));
--> statement-breakpoint
GRANT INSERT ON journal TO jiketong_app;
--> statement-breakpoint
-- Enterprises are a public register: that a nationwide group exists is no secret, which branch of it is served where is.
COMMENT ON TABLE enterprises IS 'rls:public names of legal groups, no customer data';
--> statement-breakpoint
ALTER TABLE enterprises ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE enterprises FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON enterprises TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
CREATE POLICY reading ON enterprises FOR SELECT TO jiketong_app USING ((select app.person()) is not null);
--> statement-breakpoint
CREATE POLICY adding ON enterprises FOR INSERT TO jiketong_app WITH CHECK ((select app.role()) in ('account_manager', 'team_lead', 'sales_director', 'admin'));
--> statement-breakpoint
GRANT SELECT, INSERT ON enterprises TO jiketong_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO jiketong_app;
--> statement-breakpoint
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO jiketong_app;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO jiketong_backup;

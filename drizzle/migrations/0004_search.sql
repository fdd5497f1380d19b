-- The tenant leads the trigram indexes, so that what is common elsewhere costs nothing here.
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
DROP INDEX "accounts_search";--> statement-breakpoint
DROP INDEX "contacts_search";--> statement-breakpoint
DROP INDEX "opportunities_search";--> statement-breakpoint
CREATE INDEX "accounts_name_prefix" ON "accounts" USING btree ("tenant_id",lower("name") text_pattern_ops) WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_initials_prefix" ON "accounts" USING btree ("tenant_id","initials" text_pattern_ops) WHERE "accounts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "accounts_search" ON "accounts" USING gin ("tenant_id","search" gin_trgm_ops) WITH (fastupdate=off);--> statement-breakpoint
CREATE INDEX "contacts_search" ON "contacts" USING gin ("tenant_id","search" gin_trgm_ops) WITH (fastupdate=off);--> statement-breakpoint
CREATE INDEX "opportunities_search" ON "opportunities" USING gin ("tenant_id","search" gin_trgm_ops) WITH (fastupdate=off);
--> statement-breakpoint
-- Search sees what the policies see, and returns keys only; the rows are then read under the policies. It runs as its
-- definer because LIKE is not leakproof: under a policy PostgreSQL would not use a trigram index. Cheap ways first:
-- what is mine, names that begin so, what was touched lately; the index only when these did not find enough.
CREATE TYPE app.hit AS (kind text, tenant_id integer, id uuid, rank integer, at timestamptz);
--> statement-breakpoint
CREATE FUNCTION app.search(kinds text[], patterns text[], prefix text, per_kind integer)
RETURNS TABLE (kind text, tenant_id integer, id uuid, rank integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  me uuid := app.person();
  mine constant integer := 3000; -- one person's own rows are looked through whole up to here
  lately constant integer := 600;
  tenants integer[] := app.visible_tenants();
  unit_list integer[] := app.visible_units();
  unit_tenants integer[];
  wanted text;
  kin record;
  place record;
  ranked text;
  hits app.hit[] := '{}';
  batch app.hit[];
begin
  if me is null or cardinality(patterns) = 0 then return; end if;
  per_kind := least(greatest(per_kind, 1), 50);
  select string_agg(format('search like %L', p), ' and ') into wanted from unnest(patterns) p;
  select coalesce(array_agg(distinct u.tenant_id), '{}') into unit_tenants from units u where u.id = any(unit_list);
  for kin in select * from (values
    ('account', 'accounts', 'name', 'id', 't.updated_at', true),
    ('contact', 'contacts', 'name', 'account_id', 't.updated_at', false),
    ('opportunity', 'opportunities', 'title', 'account_id', 't.updated_at', true)
  ) as v(kind, source, label, account, at, has_recent)
  where v.kind = any(kinds) or (v.kind = 'account' and 'visit' = any(kinds))
  loop
    ranked := format('row(%L, t.tenant_id, t.id, case when lower(t.%I) like %L then 0 when t.search like %L then 1 else 2 end, %s)::app.hit',
      kin.kind, kin.label, prefix, '% ' || prefix, kin.at);
    -- mine, and of the accounts I am on the team of
    execute format('select array_agg(h) from (
        select %1$s as h from (
          (select x.* from %2$I x where x.owner_id = $1 and x.deleted_at is null limit $2)
          union all
          (select x.* from assignments a join %2$I x on x.tenant_id = a.tenant_id and x.%3$I = a.account_id
           where a.owner_id = $1 and a.during @> app.today() and x.owner_id <> $1 and x.deleted_at is null limit $2)) t
        where %4$s order by (%1$s).rank, (%1$s).at desc limit $3) s', ranked, kin.source, kin.account, wanted)
      into batch using me, mine, per_kind * 2;
    hits := hits || coalesce(batch, '{}');
    if tenants = '{}' and unit_list = '{}' then continue; end if;
    if kin.kind = 'account' and tenants <> '{}' then
      execute format('select array_agg(h) from unnest($1) as way(v) cross join lateral (
          (select %1$s as h from accounts t where t.tenant_id = way.v and lower(t.name) like %2$L and t.deleted_at is null limit $2)
          union all
          (select %1$s from accounts t where t.tenant_id = way.v and t.initials like %2$L and t.deleted_at is null limit $2)) s', ranked, prefix)
        into batch using tenants, per_kind;
      hits := hits || coalesce(batch, '{}');
    end if;
    if kin.has_recent then
      execute format('select array_agg(h) from (select %1$s as h from (
          select b.* from unnest($1) as way(v) cross join lateral (select x.* from %2$I x where x.tenant_id = way.v and x.deleted_at is null order by x.updated_at desc limit $3) b
          union all
          select b.* from unnest($2) as way(v) cross join lateral (select x.* from %2$I x where x.unit_id = way.v and x.deleted_at is null order by x.updated_at desc limit $3) b) t
        where %3$s limit $4) s', ranked, kin.source, wanted)
        into batch using tenants, unit_list, greatest(lately / (cardinality(tenants) + cardinality(unit_list)), 20), per_kind * 2;
      hits := hits || coalesce(batch, '{}');
    end if;
    continue when (select count(distinct h.id) from unnest(hits) h where h.kind = kin.kind) >= per_kind;
    -- everything I see, by the index: a tenant at a time while they are few
    for place in
      select null::integer as tenant where cardinality(tenants) > 4
      union all select v from unnest(tenants) v where cardinality(tenants) <= 4
      union all select v from unnest(unit_tenants) v
    loop
      execute format('with found as materialized (select t.* from %2$I t where %3$s and %4$s and t.deleted_at is null)
          select array_agg(h) from (select %1$s as h from found t limit $3) s', ranked, kin.source, wanted,
        case when place.tenant is null then 't.tenant_id = any($1)'
          when place.tenant = any(tenants) then format('t.tenant_id = %s', place.tenant)
          else format('t.tenant_id = %s and t.unit_id = any($2)', place.tenant) end)
        into batch using tenants, unit_list, per_kind * 4;
      hits := hits || coalesce(batch, '{}');
      exit when (select count(distinct h.id) from unnest(hits) h where h.kind = kin.kind) >= per_kind;
    end loop;
  end loop;
  if 'visit' = any(kinds) then
    -- the latest visits of the accounts found
    select array_agg(row('visit', v.tenant_id, v.id, h.rank, v.planned_at)::app.hit) into batch
    from (select distinct on (x.id) x.* from unnest(hits) x where x.kind = 'account' order by x.id, x.rank limit per_kind) h
    cross join lateral (
      select t.tenant_id, t.id, t.planned_at from visits t
      where t.tenant_id = h.tenant_id and t.account_id = h.id and t.deleted_at is null
        and (t.owner_id = me or t.tenant_id = any(tenants) or t.unit_id = any(unit_list) or t.account_id = any((select app.shared_accounts())::uuid[]))
      order by t.planned_at desc limit 3) v;
    hits := hits || coalesce(batch, '{}');
  end if;
  if 'person' = any(kinds) then
    execute format('select array_agg(row(''person'', t.tenant_id, t.id, case when lower(t.name) like %L then 0 when t.search like %L then 1 else 2 end, t.created_at)::app.hit)
      from (select p.* from people p where %s and (p.left_on is null or p.left_on >= app.today())
        and (p.tenant_id = app.tenant() or p.tenant_id = any($1) or p.unit_id = any(app.unit_line())) limit $2) t', prefix, '% ' || prefix, wanted)
      into batch using tenants, per_kind * 4;
    hits := hits || coalesce(batch, '{}');
  end if;
  return query
    select f.kind, f.tenant_id, f.id, f.rank from (
      select h.kind, h.tenant_id, h.id, min(h.rank) as rank, max(h.at) as at,
        row_number() over (partition by h.kind order by min(h.rank), max(h.at) desc, h.id) as place
      from unnest(hits) h where h.kind = any(kinds) group by h.kind, h.tenant_id, h.id) f
    where f.place <= per_kind order by f.kind, f.place;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.search(text[], text[], text, integer) IS 'definer:keys of what the policies let this person see; trigram indexes are closed to policies';
--> statement-breakpoint
-- An administrator starts somebody off with a password that is shown once; it ends the person's other sessions.
CREATE FUNCTION app.issue_password(person uuid, hash text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if app.role() is distinct from 'admin' or person = app.person()
    or not exists (select 1 from people p where p.id = person and app.leads_unit(p.unit_id)) then return false; end if;
  insert into credentials (person_id, password_hash) values (person, hash)
    on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = now();
  update sessions set revoked_at = now() where person_id = person and revoked_at is null;
  return true;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.issue_password(uuid, text) IS 'definer:only for an administrator, only for people of the units led, never for oneself';
--> statement-breakpoint
-- E-mail addresses are sign-in names, one for all companies: an administrator has to learn that one is taken.
CREATE FUNCTION app.email_taken(person uuid, address text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select app.role() = 'admin' and exists (select 1 from people where lower(email) = lower(address) and id <> person) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.email_taken(uuid, text) IS 'definer:only for an administrator, says no more than that a sign-in name is taken';
--> statement-breakpoint
-- Whoever loses the role they act in goes on in one they still hold.
CREATE FUNCTION app.leave_role() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  update sessions s set role = coalesce((select min(g.role) from role_grants g where g.person_id = old.person_id), 'employee')
  where s.person_id = old.person_id and s.role = old.role and s.revoked_at is null
    and not exists (select 1 from role_grants g where g.person_id = old.person_id and g.role = old.role);
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.leave_role() IS 'definer:trigger, writes sessions of the person whose role ended';
--> statement-breakpoint
CREATE TRIGGER role_grants_ended AFTER DELETE ON role_grants FOR EACH ROW EXECUTE FUNCTION app.leave_role();
--> statement-breakpoint
COMMENT ON FUNCTION app.rebuild_unit_tree() IS 'definer:trigger, keeps the closure of the unit tree';
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_opportunity_totals() IS 'definer:trigger, keeps sums that nobody writes by hand';
--> statement-breakpoint
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.rebuild_unit_tree(), app.keep_opportunity_totals() FROM jiketong_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.search(text[], text[], text, integer), app.issue_password(uuid, text), app.email_taken(uuid, text)
  TO jiketong_app;

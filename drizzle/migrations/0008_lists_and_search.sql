-- Accounts by their last visit (never visited before every visit); what others own on an account, and what is quiet, from
-- the index alone.
DROP INDEX "opportunities_account";
--> statement-breakpoint
DROP INDEX "visits_account_unit_key";
--> statement-breakpoint
DROP INDEX "opportunities_quiet";
--> statement-breakpoint
CREATE INDEX "accounts_visit" ON "accounts" USING btree ("tenant_id",coalesce("last_visited_at", '-infinity'::timestamptz),"id") WHERE "accounts"."deleted_at" is null;
--> statement-breakpoint
CREATE INDEX "accounts_owner_visit" ON "accounts" USING btree ("owner_id",coalesce("last_visited_at", '-infinity'::timestamptz),"id") WHERE "accounts"."deleted_at" is null;
--> statement-breakpoint
CREATE INDEX "accounts_unit_visit" ON "accounts" USING btree ("unit_id",coalesce("last_visited_at", '-infinity'::timestamptz),"id") WHERE "accounts"."deleted_at" is null;
--> statement-breakpoint
CREATE INDEX "opportunities_account_owner" ON "opportunities" USING btree ("tenant_id","account_id","unit_id","owner_id");
--> statement-breakpoint
CREATE INDEX "opportunities_unit_quiet" ON "opportunities" USING btree ("unit_id","stage_id","last_activity_at") WHERE "opportunities"."deleted_at" is null and "opportunities"."stage_type" = 'open';
--> statement-breakpoint
CREATE INDEX "visits_account_owner" ON "visits" USING btree ("tenant_id","account_id","unit_id","owner_id");
--> statement-breakpoint
CREATE INDEX "opportunities_quiet" ON "opportunities" USING btree ("tenant_id","stage_id","last_activity_at","unit_id","owner_id","account_id") WHERE "opportunities"."deleted_at" is null and "opportunities"."stage_type" = 'open';
--> statement-breakpoint
-- What visits are found by: purpose and note in the one form a query is put into.
CREATE FUNCTION app.visit_text(purpose text, note text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ select lower(translate(normalize(purpose || ' ' || coalesce(note, ''), NFKC), E'\u200B\u200C\u200D\u2060\uFEFF', '')) $$;
--> statement-breakpoint
-- The pairs of neighbouring characters in a text. Chinese words have two characters, trigrams need three; a text holds
-- a word only if it holds all pairs of the word.
CREATE FUNCTION app.text_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 2000
AS $$
  select coalesce(array_agg(distinct s.a || s.b), '{}') from (
    select u.c as a, lead(u.c) over (order by u.n) as b from unnest(string_to_array(words, null)) with ordinality u(c, n)) s
  where s.a !~ '\s' and s.b !~ '\s'
$$;
--> statement-breakpoint
CREATE INDEX "visits_purpose" ON "visits" USING gin ("tenant_id",app.text_pairs(app.visit_text("purpose", null)));
--> statement-breakpoint
-- Keys of visits that speak of all these words, of what the policies let this person see: purposes by their index (which
-- is closed to policies), notes among the latest visits of one's own, one's accounts and what one leads. An index of
-- every pair in every note would weigh more than the visits.
CREATE FUNCTION app.find_visits(pairs text[], words text[], most integer) RETURNS TABLE (tenant_id integer, id uuid)
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
      (select t.tenant_id, t.id, t.purpose, t.note from visits t where t.owner_id = me and t.deleted_at is null
        order by t.planned_at desc limit latest)
      union all
      (select t.tenant_id, t.id, t.purpose, t.note from visits t
        where t.tenant_id = app.tenant() and t.account_id = any(shared) and t.owner_id <> me and t.deleted_at is null
        order by t.planned_at desc limit latest)
      union all
      select f.tenant_id, f.id, f.purpose, f.note from unnest(tenants) way(v) cross join lateral (
        select t.* from visits t where t.tenant_id = way.v and t.deleted_at is null order by t.planned_at desc limit each_latest) f
      union all
      select f.tenant_id, f.id, f.purpose, f.note from unnest(unit_list) way(v) cross join lateral (
        select t.* from visits t where t.unit_id = way.v and t.deleted_at is null order by t.planned_at desc limit each_latest) f
    ) k
    where not exists (select 1 from unnest(words) w where position(w in app.visit_text(k.purpose, k.note)) = 0)
    limit least(greatest(most, 1), 5000);
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.find_visits(text[], text[], integer) IS 'definer:keys of what the policies let this person see; text indexes are closed to policies';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.visit_text(text, text), app.text_pairs(text), app.find_visits(text[], text[], integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.visit_text(text, text), app.text_pairs(text), app.find_visits(text[], text[], integer) TO jiketong_app;
--> statement-breakpoint
-- Search as of 0004, with statements that are planned once a connection: planning them anew for each letter typed took
-- half of the time. One function a kind, made of one text.
DO $$
declare
  kin record;
  theirs text;
begin
  for kin in select * from (values
    ('account', 'accounts', 'name', 'id', '{<>}'::text[]),
    ('contact', 'contacts', 'name', 'account_id', '{<>}'),
    ('opportunity', 'opportunities', 'title', 'account_id', '{<,>}') -- two ranges of opportunities_account_owner
  ) as v(kind, source, label, account, other)
  loop
    select string_agg(format('union all
        (select y.* from (select distinct a.tenant_id, a.account_id from assignments a where a.owner_id = me and a.during @> app.today()) a
          cross join lateral (select x.tenant_id, x.id, x.search, x.%1$I as label, x.updated_at from %2$I x
            where x.tenant_id = a.tenant_id and x.%3$I = a.account_id and x.owner_id %4$s me and x.deleted_at is null
            offset 0) y limit mine)', -- an account at a time: joined freely, half of the table would be read
      kin.label, kin.source, kin.account, sign), ' ') into theirs from unnest(kin.other) sign;
    execute replace(replace(replace(replace($f$
CREATE FUNCTION app.search_SOURCE(me uuid, tenants integer[], unit_list integer[], words text[], prefix text, per_kind integer)
RETURNS app.hit[] LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $body$
declare
  mine constant integer := 3000; -- one person's own rows are looked through whole up to here
  lately constant integer := greatest(240 / greatest(cardinality(tenants) + cardinality(unit_list), 1), 20);
  w1 text := words[1];
  w2 text := coalesce(words[2], '%');
  w3 text := coalesce(words[3], '%');
  w4 text := coalesce(words[4], '%');
  beginning text := '% ' || prefix;
  -- the prefix as a range of text_pattern_ops, which a LIKE with a parameter does not become
  plain text := regexp_replace(left(prefix, -1), '\\(.)', '\1', 'g');
  hits app.hit[];
  batch app.hit[];
  place record;
begin
  -- mine, and of the accounts I am on the team of
  select array_agg(row('KIND', s.tenant_id, s.id, s.rank, s.updated_at)::app.hit) into hits from (
    select t.tenant_id, t.id, t.updated_at,
      case when lower(t.label) like prefix then 0 when t.search like beginning then 1 else 2 end as rank
    from (
      (select x.tenant_id, x.id, x.search, x.LABEL as label, x.updated_at from SOURCE x
        where x.owner_id = me and x.deleted_at is null limit mine)
      THEIRS) t
    where t.search like w1 and t.search like w2 and t.search like w3 and t.search like w4
    order by rank, t.updated_at desc limit per_kind * 2) s;
  hits := coalesce(hits, '{}');
  if tenants = '{}' and unit_list = '{}' then return hits; end if;
  if 'KIND' = 'account' then
    select array_agg(row('KIND', s.tenant_id, s.id, 0, s.updated_at)::app.hit) into batch
    from unnest(tenants) way(v) cross join lateral (
      (select t.tenant_id, t.id, t.updated_at from accounts t
        where t.tenant_id = way.v and lower(t.name) ~>=~ plain and lower(t.name) ~<~ (plain || chr(1114111)) and t.deleted_at is null limit per_kind)
      union all
      (select t.tenant_id, t.id, t.updated_at from accounts t
        where t.tenant_id = way.v and t.initials ~>=~ plain and t.initials ~<~ (plain || chr(1114111)) and t.deleted_at is null limit per_kind)) s;
    hits := hits || coalesce(batch, '{}');
  end if;
  if 'KIND' <> 'contact' then
    select array_agg(row('KIND', s.tenant_id, s.id, s.rank, s.updated_at)::app.hit) into batch from (
      select t.tenant_id, t.id, t.updated_at,
        case when lower(t.label) like prefix then 0 when t.search like beginning then 1 else 2 end as rank
      from (
        select b.* from unnest(tenants) way(v) cross join lateral (
          select x.tenant_id, x.id, x.search, x.LABEL as label, x.updated_at from SOURCE x
          where x.tenant_id = way.v and x.deleted_at is null order by x.updated_at desc limit lately) b
        union all
        select b.* from unnest(unit_list) way(v) cross join lateral (
          select x.tenant_id, x.id, x.search, x.LABEL as label, x.updated_at from SOURCE x
          where x.unit_id = way.v and x.deleted_at is null order by x.updated_at desc limit lately) b) t
      where t.search like w1 and t.search like w2 and t.search like w3 and t.search like w4 limit per_kind * 2) s;
    hits := hits || coalesce(batch, '{}');
  end if;
  if (select count(distinct h.id) from unnest(hits) h) >= per_kind then return hits; end if;
  -- everything I see, by the index: a tenant at a time while they are few
  for place in
    select tenants as ids, true as whole where cardinality(tenants) > 4
    union all select array[v], true from unnest(tenants) v where cardinality(tenants) <= 4
    union all select array[u.tenant_id], false from units u where u.id = any(unit_list) group by u.tenant_id
  loop
    select array_agg(row('KIND', s.tenant_id, s.id, s.rank, s.updated_at)::app.hit) into batch from (
      select t.tenant_id, t.id, t.updated_at,
        case when lower(t.LABEL) like prefix then 0 when t.search like beginning then 1 else 2 end as rank
      from unnest(place.ids) way(v) cross join lateral (
        select x.* from SOURCE x where x.tenant_id = way.v and x.search like w1 and x.search like w2 and x.search like w3
          and x.search like w4 and x.deleted_at is null and (place.whole or x.unit_id = any(unit_list)) limit per_kind * 4) t
      limit per_kind * 4) s;
    hits := hits || coalesce(batch, '{}');
    exit when (select count(distinct h.id) from unnest(hits) h) >= per_kind;
  end loop;
  return hits;
end $body$
$f$, 'THEIRS', theirs), 'SOURCE', kin.source), 'KIND', kin.kind), 'LABEL', kin.label);
  end loop;
end $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.search(kinds text[], patterns text[], prefix text, per_kind integer)
RETURNS TABLE (kind text, tenant_id integer, id uuid, rank integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
declare
  me uuid := app.person();
  tenants integer[] := app.visible_tenants();
  unit_list integer[] := app.visible_units();
  hits app.hit[] := '{}';
  batch app.hit[];
begin
  if me is null or cardinality(patterns) = 0 then return; end if;
  per_kind := least(greatest(per_kind, 1), 50);
  if kinds && '{account,visit}' then
    hits := hits || app.search_accounts(me, tenants, unit_list, patterns, prefix, per_kind);
  end if;
  if 'contact' = any(kinds) then hits := hits || app.search_contacts(me, tenants, unit_list, patterns, prefix, per_kind); end if;
  if 'opportunity' = any(kinds) then
    hits := hits || app.search_opportunities(me, tenants, unit_list, patterns, prefix, per_kind);
  end if;
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
    select array_agg(row('person', s.tenant_id, s.id, s.rank, s.created_at)::app.hit) into batch from (
      select p.tenant_id, p.id, p.created_at,
        case when lower(p.name) like prefix then 0 when p.search like '% ' || prefix then 1 else 2 end as rank
      from people p
      where p.search like patterns[1] and p.search like coalesce(patterns[2], '%') and p.search like coalesce(patterns[3], '%')
        and p.search like coalesce(patterns[4], '%') and (p.left_on is null or p.left_on >= app.today())
        and (p.tenant_id = app.tenant() or p.tenant_id = any(tenants) or p.unit_id = any(app.unit_line()))
      limit per_kind * 4) s;
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
REVOKE ALL ON FUNCTION app.search_accounts(uuid, integer[], integer[], text[], text, integer),
  app.search_contacts(uuid, integer[], integer[], text[], text, integer),
  app.search_opportunities(uuid, integer[], integer[], text[], text, integer) FROM PUBLIC;
--> statement-breakpoint
-- Every change says what the deal was worth then: the review sums them without looking at the deals.
UPDATE opportunity_changes c SET to_total_fen = coalesce((
    SELECT l.from_total_fen FROM opportunity_changes l WHERE l.tenant_id = c.tenant_id AND l.opportunity_id = c.opportunity_id
      AND l.kind = 'amount' AND l.at > c.at ORDER BY l.at LIMIT 1), o.total_fen) FROM opportunities o
  WHERE o.tenant_id = c.tenant_id AND o.id = c.opportunity_id AND c.to_total_fen IS NULL AND c.kind <> 'deleted';

-- A team is proposed for an account too, whatever deals it has: without a deal the account itself is the place.
CREATE OR REPLACE FUNCTION app.team_candidates(company integer, account uuid, deal uuid, asked_codes text[], asked_lines text[], today date, until date)
RETURNS TABLE (id uuid, name text, title text, unit text, is_on_team boolean, codes text, lines text, deals integer, visits integer, distance integer, km integer, visits_here integer, won integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with place as (
    select a.unit_id, a.industry, a.longitude, a.latitude, o.owner_id from opportunities o join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
    where o.tenant_id = company and o.id = deal and o.account_id = account and o.deleted_at is null
      and (o.owner_id = app.person() or o.tenant_id = any ((select app.visible_tenants())::integer[]) or o.unit_id = any ((select app.visible_units())::integer[])
        or o.account_id = any ((select app.shared_accounts())::uuid[]))
    union all
    select a.unit_id, a.industry, a.longitude, a.latitude, a.owner_id from accounts a
    where deal is null and a.tenant_id = company and a.id = account and a.deleted_at is null
      and (a.owner_id = app.person() or a.tenant_id = any ((select app.visible_tenants())::integer[]) or a.unit_id = any ((select app.visible_units())::integer[])
        or a.id = any ((select app.shared_accounts())::uuid[]))),
  team as (
    select x.owner_id as person_id from assignments x, place where x.tenant_id = company and x.account_id = account and x.during @> today
    union select p.owner_id from place p),
  able as (
    select h.person_id from certificates_held h where h.tenant_id = company and h.code = any($4) and (h.valid_until is null or h.valid_until >= today)
    union select g.person_id from role_grants g join people w on w.id = g.person_id and w.tenant_id = company and g.role = 'account_manager'
    union select t.person_id from team t)
  select p.id, p.name, p.title, u.name, p.id in (select t.person_id from team t),
    (select string_agg(h.code, chr(10) order by h.code) from certificates_held h where h.person_id = p.id and h.code = any($4) and (h.valid_until is null or h.valid_until >= today)),
    (select string_agg(distinct f.line, chr(10)) from opportunities o join offerings f on f.id = o.offering_id and f.line = any($5)
      where o.tenant_id = company and o.owner_id = p.id and o.stage_type = 'won' and o.deleted_at is null),
    (select count(*)::integer from opportunities o where o.tenant_id = company and o.owner_id = p.id and o.stage_type = 'open' and o.deleted_at is null),
    (select count(*)::integer from visits v where v.tenant_id = company and v.owner_id = p.id and v.deleted_at is null
      and v.planned_at >= today::timestamp at time zone 'Asia/Shanghai' and v.planned_at < until::timestamp at time zone 'Asia/Shanghai'),
    coalesce((select min(a.depth + b.depth) from unit_tree a join unit_tree b on b.ancestor_id = a.ancestor_id
      where a.descendant_id = p.unit_id and b.descendant_id = l.unit_id), 9),
    (select min(2 * 6371 * asin(sqrt(least(1, power(sin(radians(c.latitude - l.latitude) / 2), 2)
        + cos(radians(c.latitude)) * cos(radians(l.latitude)) * power(sin(radians(c.longitude - l.longitude) / 2), 2)))))::integer
      from accounts c where c.tenant_id = company and c.deleted_at is null and c.id in (
        select x.account_id from assignments x where x.tenant_id = company and x.owner_id = p.id and x.during @> today
        union select v.account_id from visits v where v.tenant_id = company and v.owner_id = p.id and v.deleted_at is null and v.ended_at > today - interval '90 days')),
    (select count(*)::integer from visits v where v.tenant_id = company and v.account_id = account and v.owner_id = p.id and v.deleted_at is null
      and v.ended_at > today - interval '2 years'),
    (select count(*)::integer from opportunities o join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id and a.industry = l.industry
      where o.tenant_id = company and o.owner_id = p.id and o.stage_type = 'won' and o.deleted_at is null)
  from place l cross join people p join units u on u.id = p.unit_id
  where p.tenant_id = company and p.id in (select w.person_id from able w) and (p.left_on is null or p.left_on >= today)
  order by p.id limit 500
$$;

-- What requirements go by, a row a person: roles held, lines of the deals they have open, grades of whom they serve. Whom the asker
-- may ask about is found once, not once a person: two thousand people by sixty certificates took 0.9 s.
CREATE FUNCTION app.certificate_grounds(whom uuid[]) RETURNS TABLE (person_id uuid, tenant_id integer, roles text[], lines text[], grades text[])
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  with seen as materialized (
    select p.id, p.tenant_id from people p where p.id = any(whom) and (p.id = (select app.person())
      or ((select app.role()) = 'trainer' and p.tenant_id = (select app.tenant()))
      or ((select app.role()) in ('team_lead', 'sales_director', 'admin')
        and (p.tenant_id = any ((select app.visible_tenants())::integer[]) or p.unit_id = any ((select app.visible_units())::integer[]))))),
  asked as materialized (
    select count(r.product_line) > 0 as by_line, count(r.grade) > 0 as by_grade from certificate_requirements r where r.tenant_id in (select s.tenant_id from seen s))
  select s.id, s.tenant_id, array(select distinct g.role from role_grants g where g.person_id = s.id order by 1),
    case when a.by_line then array(
      select distinct f.line from opportunities o join offerings f on f.id = o.offering_id
      where o.tenant_id = s.tenant_id and o.owner_id = s.id and o.deleted_at is null and o.stage_type = 'open' order by 1) end,
    case when a.by_grade then array(
      select distinct c.grade from assignments x join accounts c on c.tenant_id = x.tenant_id and c.id = x.account_id and c.deleted_at is null
      where x.owner_id = s.id and x.during @> app.today() order by 1) end
  from seen s cross join asked a
$$;
--> statement-breakpoint
-- Whether a requirement is meant for somebody of these grounds; what it leaves open it asks of all.
CREATE FUNCTION app.is_asked(asked certificate_requirements, roles text[], lines text[], grades text[]) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$
  select (asked.role is null or asked.role = any(roles)) and (asked.product_line is null or asked.product_line = any(lines))
    and (asked.grade is null or asked.grade = any(grades))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.certificate_needs(whom uuid[]) RETURNS TABLE (person_id uuid, code text, level integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select g.person_id, r.code, max(r.level) from app.certificate_grounds(whom) g
  join certificate_requirements r on r.tenant_id = g.tenant_id and app.is_asked(r, g.roles, g.lines, g.grades)
  join certificate_types t on t.tenant_id = r.tenant_id and t.code = r.code and not t.is_retired
  group by 1, 2
$$;
--> statement-breakpoint
-- All the matrix knows of people, a row a person: each text is a list of numbers, a certificate as its place among `codes`, a day as
-- days from today. `had` counts what is asked of them and was held thirty days ago. Many people share their grounds: what is asked
-- for is worked out once for each.
CREATE FUNCTION app.certificate_facts(company integer, whom uuid[], codes text[], today date)
RETURNS TABLE (person_id uuid, needed text, held text, goals text, learning text, had integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with kind as materialized (select c.code, (c.place - 1)::integer as at from unnest(codes) with ordinality c (code, place)),
  grounds as materialized (
    select g.* from app.certificate_grounds(whom) g where g.tenant_id = company and (select app.role()) in ('trainer', 'team_lead', 'sales_director', 'admin')),
  needs as materialized (
    select n.roles, n.lines, n.grades, string_agg(n.at || ',' || n.level, ',') as list, array_agg(n.at) as places from (
      select g.roles, g.lines, g.grades, k.at, max(r.level) as level from (select distinct roles, lines, grades from grounds) g
      join certificate_requirements r on r.tenant_id = company and app.is_asked(r, g.roles, g.lines, g.grades)
      join kind k on k.code = r.code group by 1, 2, 3, 4) n group by 1, 2, 3),
  seen as materialized (
    select g.person_id, n.list, n.places from grounds g left join needs n
      on n.roles = g.roles and n.lines is not distinct from g.lines and n.grades is not distinct from g.grades),
  held as (
    select h.person_id, string_agg(k.at || ',' || h.level || ',' || coalesce((h.valid_until - today)::text, 'null'), ',') as list
    from certificates_held h join kind k on k.code = h.code where h.tenant_id = company and h.person_id = any(whom) group by 1),
  goals as (
    select g.person_id, string_agg(k.at || ',' || coalesce((g.due_on - today)::text, 'null'), ',') as list
    from certificate_goals g join kind k on k.code = g.code where g.tenant_id = company and g.person_id = any(whom) group by 1),
  learning as (
    select l.person_id, string_agg(k.at || ',' || coalesce(l.percent::text, 'null') || ',' || coalesce((l.booked_on - today)::text, 'null'), ',') as list
    from app.certificate_learning(company, whom) l join kind k on k.code = l.code group by 1),
  was as materialized (
    select distinct c.person_id, k.at from certificates c join kind k on k.code = c.code
    where c.tenant_id = company and c.person_id = any(whom) and c.issued_on <= today - 30 and (c.valid_until is null or c.valid_until >= today - 30)
      and (c.revoked_at is null or c.revoked_at > (today - 30)::timestamp at time zone 'Asia/Shanghai')),
  earlier as (select w.person_id, count(*)::integer as n from was w join seen s on s.person_id = w.person_id where w.at = any(s.places) group by 1)
  select s.person_id, s.list, h.list, g.list, l.list, coalesce(e.n, 0) from seen s left join held h on h.person_id = s.person_id
  left join goals g on g.person_id = s.person_id left join learning l on l.person_id = s.person_id left join earlier e on e.person_id = s.person_id
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.certificate_facts(integer, uuid[], text[], date) IS 'definer:of people whose learning the asker looks after, as app.certifies would say of each';
--> statement-breakpoint
DROP FUNCTION app.certificate_gaps(date);
--> statement-breakpoint
-- Every open quote and deal of a company that cannot go on because nobody on its team holds what its offering asks for; without a limit, for the two below.
CREATE FUNCTION app.blocked_deals(company integer, today date)
RETURNS TABLE (kind text, id uuid, opportunity_id uuid, title text, account_id uuid, owner_id uuid, code text, offering text, amount_fen bigint, due_on date)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  with reach as materialized (
    select case app.role() when 'trainer' then company = app.tenant() when 'team_lead' then company = any (app.visible_tenants())
        when 'sales_director' then company = any (app.visible_tenants()) when 'admin' then company = any (app.visible_tenants()) else false end as whole,
      case when app.role() in ('team_lead', 'sales_director', 'admin') then app.visible_units() else '{}' end as units),
  asking as materialized (
    select f.id, f.certificate_code as code, f.name from offerings f where f.certificate_code is not null and f.lifecycle <> 'retired'),
  holders as materialized (
    select h.person_id, h.code from certificates_held h
    where h.tenant_id = company and h.code in (select a.code from asking a) and (h.valid_until is null or h.valid_until >= today)),
  served as materialized (
    select distinct s.account_id, h.code from holders h join assignments s on s.owner_id = h.person_id and s.tenant_id = company and s.during @> today),
  wanted as materialized (
    select distinct on (q.id, a.code) 'quote' as kind, q.id, q.opportunity_id, q.title, q.account_id, q.owner_id, q.unit_id, a.code, a.name, q.total_fen, o.expected_close_on
    from quotes q join quote_lines l on l.tenant_id = q.tenant_id and l.quote_id = q.id join asking a on a.id = l.offering_id
    join opportunities o on o.tenant_id = q.tenant_id and o.id = q.opportunity_id
    where q.tenant_id = company and q.state in ('draft', 'returned')
    union all
    select 'opportunity', o.id, o.id, o.title, o.account_id, o.owner_id, o.unit_id, a.code, a.name, o.total_fen, o.expected_close_on
    from asking a join opportunities o on o.offering_id = a.id and o.tenant_id = company and o.stage_type = 'open' and o.deleted_at is null
    -- what is in a quote is counted there
    where not exists (select from quotes q where q.tenant_id = o.tenant_id and q.opportunity_id = o.id and q.state in ('draft', 'returned', 'in_approval', 'approved', 'sent')))
  select w.kind, w.id, w.opportunity_id, w.title, w.account_id, w.owner_id, w.code, w.name, w.total_fen, w.expected_close_on
  from wanted w cross join reach r
  where (r.whole or w.unit_id = any (r.units))
    and not exists (select from holders h where h.code = w.code and h.person_id = w.owner_id)
    and not exists (select from served v where v.code = w.code and v.account_id = w.account_id)
$$;
--> statement-breakpoint
-- The dearest of them by name. A trainer, who sees no deals, is told what it is about, whose it is and what it is worth: enough to know whom to teach first.
CREATE FUNCTION app.certificate_gaps(company integer, today date, only_code text, only_owner uuid, most integer)
RETURNS TABLE (kind text, id uuid, opportunity_id uuid, title text, account text, owner_id uuid, owner text, code text, offering text, amount_fen bigint, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select b.kind, b.id, b.opportunity_id, b.title, a.name, b.owner_id, p.name, b.code, b.offering, b.amount_fen, b.due_on
  from (select * from app.blocked_deals(company, today) d where (only_code is null or d.code = only_code) and (only_owner is null or d.owner_id = only_owner)
    order by d.amount_fen desc, d.id, d.code limit most) b
  join accounts a on a.tenant_id = company and a.id = b.account_id join people p on p.id = b.owner_id
  order by b.amount_fen desc, b.id, b.code
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.certificate_gaps(integer, date, text, uuid, integer) IS 'definer:what stands still for want of a certificate, for those who look after learning';
--> statement-breakpoint
-- What all of them are worth: each deal once per certificate and once in all (no code), however many lines ask for it.
CREATE FUNCTION app.certificate_gap_costs(company integer, today date) RETURNS TABLE (code text, deals integer, fen bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with blocked as materialized (select distinct b.id, b.code, b.amount_fen from app.blocked_deals(company, today) b)
  select b.code, count(*)::integer, sum(b.amount_fen)::bigint from blocked b group by 1
  union all
  select null, count(*)::integer, coalesce(sum(d.amount_fen), 0)::bigint from (select distinct b.id, b.amount_fen from blocked b) d
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.certificate_gap_costs(integer, date) IS 'definer:sums of what stands still, for those who look after learning';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.certificate_grounds(uuid[]), app.is_asked(certificate_requirements, text[], text[], text[]), app.certificate_facts(integer, uuid[], text[], date), app.blocked_deals(integer, date), app.certificate_gaps(integer, date, text, uuid, integer),
  app.certificate_gap_costs(integer, date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.certificate_facts(integer, uuid[], text[], date), app.certificate_gaps(integer, date, text, uuid, integer),
  app.certificate_gap_costs(integer, date) TO jiketong_app;
--> statement-breakpoint
ALTER TABLE "reward_rules" ADD COLUMN "name_en" text;
--> statement-breakpoint
GRANT UPDATE (name_en) ON reward_rules TO jiketong_app;
--> statement-breakpoint
DROP FUNCTION app.team_candidates(integer, uuid, uuid, text[], text[], date, date);
--> statement-breakpoint
-- How far somebody is: kilometres from the nearest customer they serve or have visited in ninety days; steps between units where places are not known.
CREATE FUNCTION app.team_candidates(company integer, account uuid, deal uuid, asked_codes text[], asked_lines text[], today date, until date)
RETURNS TABLE (id uuid, name text, title text, unit text, is_on_team boolean, codes text, lines text, deals integer, visits integer, distance integer, km integer, visits_here integer, won integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with place as (
    select a.unit_id, a.industry, a.longitude, a.latitude, o.owner_id from opportunities o join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
    where o.tenant_id = company and o.id = deal and o.account_id = account and o.deleted_at is null
      and (o.owner_id = app.person() or o.tenant_id = any ((select app.visible_tenants())::integer[]) or o.unit_id = any ((select app.visible_units())::integer[])
        or o.account_id = any ((select app.shared_accounts())::uuid[]))),
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
--> statement-breakpoint
COMMENT ON FUNCTION app.team_candidates(integer, uuid, uuid, text[], text[], date, date) IS 'definer:numbers about colleagues, for a deal the asker sees';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.team_candidates(integer, uuid, uuid, text[], text[], date, date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.team_candidates(integer, uuid, uuid, text[], text[], date, date) TO jiketong_app;

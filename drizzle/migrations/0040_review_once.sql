-- The same as before, said so that what is compared is walked once. All but a few deals were written once in a span, and what
-- they were and are stands in that one row; only those written several times, or touched since the last night, are put in order.
CREATE OR REPLACE FUNCTION app.pipeline_moves(tenants integer[], unit_list integer[], since date, until_day date, horizon date)
RETURNS TABLE (tenant_id integer, opportunity_id uuid, bar text, fen bigint, was_fen bigint, now_fen bigint, was_on date, now_on date, was_stage integer, now_stage integer)
LANGUAGE sql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET work_mem = '64MB'
AS $$
  with fresh as materialized (
    select * from opportunity_steps s where s.on_day > since and s.on_day <= until_day
      and (s.tenant_id = any(tenants) or s.tenant_id = any(array(select u.tenant_id from units u where u.id = any(unit_list))))),
  touched as materialized (
    select s.tenant_id, s.opportunity_id from opportunity_states s where s.at_unit_id = any(unit_list) and s.from_on > since and s.from_on <= until_day
    union
    select s.tenant_id, s.opportunity_id from opportunity_states s
    where s.was_unit_id = any(unit_list) and s.was_unit_id <> s.at_unit_id and s.from_on > since and s.from_on <= until_day
    union
    select f.tenant_id, f.opportunity_id from fresh f where f.at_unit_id = any(unit_list) or f.was_unit_id = any(unit_list)),
  late as materialized (
    select f.*, lead(f.on_day) over (partition by f.tenant_id, f.opportunity_id order by f.on_day) is null as is_last
    from fresh f where f.tenant_id = any(tenants) or (f.tenant_id, f.opportunity_id) in (select k.tenant_id, k.opportunity_id from touched k)),
  written as (
    select s.* from opportunity_states s where s.tenant_id = any(tenants) and s.from_on > since and s.from_on <= until_day
    union all
    select s.* from touched k join opportunity_states s on s.tenant_id = k.tenant_id and s.opportunity_id = k.opportunity_id
    where s.from_on > since and s.from_on <= until_day and s.tenant_id <> all(tenants)),
  steps as materialized (
    select w.tenant_id, w.opportunity_id, w.from_on as on_day, w.at_unit_id, w.stage_id, w.total_fen, w.close_on, w.is_deleted,
      w.was_unit_id, w.was_stage_id, w.was_total_fen, w.was_close_on, w.was_deleted,
      coalesce(w.to_on > until_day, true) and l.opportunity_id is null as is_last
    from written w left join late l on l.is_last and l.tenant_id = w.tenant_id and l.opportunity_id = w.opportunity_id
    union all
    select l.tenant_id, l.opportunity_id, l.on_day, l.at_unit_id, l.stage_id, l.total_fen, l.close_on, l.is_deleted,
      l.was_unit_id, l.was_stage_id, l.was_total_fen, l.was_close_on, l.was_deleted, l.is_last
    from late l),
  earlier as materialized (
    select distinct on (s.tenant_id, s.opportunity_id) s.tenant_id, s.opportunity_id, s.was_unit_id, s.was_stage_id, s.was_total_fen,
      s.was_close_on, s.was_deleted
    from steps s where not s.is_last order by s.tenant_id, s.opportunity_id, s.on_day),
  spanned as (
    select s.*, case when e.opportunity_id is null then s.was_unit_id else e.was_unit_id end as unit_then,
      case when e.opportunity_id is null then s.was_stage_id else e.was_stage_id end as stage_then,
      case when e.opportunity_id is null then s.was_total_fen else e.was_total_fen end as fen_then,
      case when e.opportunity_id is null then s.was_close_on else e.was_close_on end as due_then,
      case when e.opportunity_id is null then s.was_deleted else e.was_deleted end as gone_then
    from steps s left join earlier e on e.tenant_id = s.tenant_id and e.opportunity_id = s.opportunity_id
    where s.is_last),
  net as (
    select s.tenant_id, s.opportunity_id, fen_then, due_then, stage_then, s.total_fen, s.close_on, s.stage_id, gone_then, s.is_deleted,
      a.type as type_then, b.type as type_now,
      stage_then is not null and (s.tenant_id = any(tenants) or unit_then = any(unit_list)) as here_then,
      s.tenant_id = any(tenants) or s.at_unit_id = any(unit_list) as here_now,
      horizon is null or coalesce(due_then <= horizon, false) as due_then_in, horizon is null or coalesce(s.close_on <= horizon, false) as due_now_in
    from spanned s join stages b on b.id = s.stage_id left join stages a on a.id = s.stage_then),
  sides as (
    select n.*, coalesce(here_then and not gone_then and type_then = 'open' and due_then_in, false) as was_in,
      here_now and not is_deleted and type_now = 'open' and due_now_in as is_in
    from net n)
  select n.tenant_id, n.opportunity_id, p.bar, p.fen, n.fen_then, n.total_fen, n.due_then, n.close_on, n.stage_then, n.stage_id
  from sides n cross join lateral (
    select case when stage_then is null then 'new' when not here_then then 'moved_in' when gone_then then 'restored'
        when type_then = 'on_hold' then 'resumed' when type_then <> 'open' then 'reopened' else 'pulled_in' end, n.total_fen
      where is_in and not was_in
    union all
    select case when not here_now then 'moved_out' when is_deleted then 'removed' when type_now = 'won' then 'won'
        when type_now = 'lost' then 'lost' when type_now = 'on_hold' then 'held' else 'slipped' end, case when here_now then -n.total_fen else -fen_then end
      where was_in and not is_in
    union all
    select case when n.total_fen > fen_then then 'up' else 'down' end, n.total_fen - fen_then
      where was_in and here_now and n.total_fen <> fen_then
    union all
    select case when coalesce(close_on > due_then, close_on is null) then 'slipped' else 'pulled_in' end, 0
      where was_in and is_in and horizon is null and close_on is distinct from due_then) p(bar, fen)
  where n.was_in <> n.is_in or (n.was_in and (n.total_fen <> fen_then or close_on is distinct from due_then))
$$;
--> statement-breakpoint
DROP FUNCTION app.pipeline_bars(integer[], integer[], date, date, date);
--> statement-breakpoint
DROP FUNCTION app.pipeline_rows(integer[], integer[], date, date, date, text, bigint, uuid, integer);
--> statement-breakpoint
-- Every bar (without a deal), and one page of the deals behind the wanted one, the largest first: those the person sees today,
-- whosever they were then. What is seen as a company needs no look at the deal.
CREATE FUNCTION app.pipeline_compared(tenants integer[], unit_list integer[], since date, until_day date, horizon date, wanted text,
  after_fen bigint, after_id uuid, at_most integer)
RETURNS TABLE (bar text, count bigint, fen bigint, size_fen bigint, tenant_id integer, opportunity_id uuid, was_fen bigint, now_fen bigint,
  was_on date, now_on date, was_stage integer, now_stage integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
  with moves as materialized (
    select * from app.pipeline_moves(app.seen_tenants(tenants), app.seen_units(unit_list), since, until_day, horizon))
  select m.bar, count(*), sum(m.fen)::bigint, sum(m.now_fen)::bigint, null::integer, null::uuid, null::bigint, null::bigint,
    null::date, null::date, null::integer, null::integer
  from moves m group by m.bar
  union all
  (select m.bar, 1, m.fen, z.size_fen, m.tenant_id, m.opportunity_id, m.was_fen, m.now_fen, m.was_on, m.now_on, m.was_stage, m.now_stage
  from moves m
  cross join lateral (select case when m.fen = 0 then m.now_fen else abs(m.fen) end as size_fen) z
  where (wanted is null or m.bar = wanted) and (after_id is null or (z.size_fen, m.opportunity_id) < (after_fen, after_id))
    and (m.tenant_id = any ((select app.visible_tenants())::integer[]) or exists (
      select from opportunities o where o.tenant_id = m.tenant_id and o.id = m.opportunity_id
        and (o.owner_id = app.person() or o.unit_id = any (app.visible_units()) or o.account_id = any (app.shared_accounts()))))
  order by z.size_fen desc, m.opportunity_id desc limit least(at_most, 1000))
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.pipeline_compared(integer[], integer[], date, date, date, text, bigint, uuid, integer) IS
  'definer:sums by the unit of those days over units and companies the person leads only; of deals it applies the policy of opportunities and returns keys and amounts';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.pipeline_compared(integer[], integer[], date, date, date, text, bigint, uuid, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.pipeline_compared(integer[], integer[], date, date, date, text, bigint, uuid, integer) TO jiketong_app;

-- The history is written in passes over all deals instead of five lookups a day of each deal, with statistics of what was just
-- written: at a million deals the lookups took six minutes and the flows, planned for an empty table, did not end.
CREATE OR REPLACE FUNCTION app.rebuild_snapshots(tenant_list integer[]) RETURNS void LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp SET work_mem = '128MB'
AS $$
begin
  -- whoever changes a deal meanwhile waits, or the change would be counted twice
  lock table opportunity_touches in share row exclusive mode;
  delete from opportunity_touches where tenant_id = any(tenant_list);
  delete from opportunity_states where tenant_id = any(tenant_list);
  delete from pipeline_levels where tenant_id = any(tenant_list);
  delete from pipeline_flows where tenant_id = any(tenant_list);
  insert into opportunity_states (tenant_id, opportunity_id, from_on, to_on, at_unit_id, at_owner_id, stage_id, total_fen, close_on, is_deleted,
    was_unit_id, was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted)
  with events as (
    select o.tenant_id, o.id, (o.created_at at time zone 'Asia/Shanghai')::date as day, null as kind, null::bigint as at,
      null::uuid as owner_id, null::integer as stage_id, null::bigint as fen, null::date as due
    from opportunities o where o.tenant_id = any(tenant_list)
    union all
    select c.tenant_id, c.opportunity_id, (c.at at time zone 'Asia/Shanghai')::date, c.kind, (extract(epoch from c.at) * 1000000)::bigint,
      c.from_owner_id, c.from_stage_id, c.from_total_fen, c.from_close_on
    from opportunity_changes c where c.tenant_id = any(tenant_list)),
  -- what a day's first change found, behind the moment of it, so that the least over later days is what the next change found
  days as (
    select e.tenant_id, e.id, e.day,
      min(array[e.at::text collate "C", e.owner_id::text]) filter (where e.kind = 'owner') as owner,
      min(array[e.at, e.stage_id]) filter (where e.kind = 'moved') as stage,
      min(array[e.at, e.fen]) filter (where e.kind = 'amount') as fen,
      min(array[e.at, e.due - date '2000-01-01']) filter (where e.kind = 'close_date') as due,
      min(array[e.at, (e.kind = 'restored')::integer]) filter (where e.kind in ('deleted', 'restored')) as gone
    from events e group by e.tenant_id, e.id, e.day),
  found as (
    select d.tenant_id, d.id, d.day, min(owner) over later as owner, min(stage) over later as stage, min(fen) over later as fen,
      min(due) over later as due, min(gone) over later as gone
    from days d window later as (partition by d.tenant_id, d.id order by d.day desc rows between unbounded preceding and 1 preceding)),
  states as (
    select o.tenant_id, o.id, f.day, o.unit_id, coalesce(f.owner[2]::uuid, o.owner_id) as owner_id,
      coalesce(f.stage[2]::integer, o.stage_id) as stage_id, coalesce(f.fen[2], o.total_fen) as total_fen,
      case when f.due is null then o.expected_close_on else date '2000-01-01' + f.due[2]::integer end as close_on,
      coalesce(f.gone[2] = 1, o.deleted_at is not null) as is_deleted
    from found f join opportunities o on o.tenant_id = f.tenant_id and o.id = f.id),
  told as (
    select s.*, lag(unit_id) over w as was_unit_id, lag(owner_id) over w as was_owner_id, lag(stage_id) over w as was_stage_id,
      lag(total_fen) over w as was_total_fen, lag(close_on) over w as was_close_on, lag(is_deleted) over w as was_deleted
    from states s window w as (partition by tenant_id, id order by day))
  select tenant_id, id, day, lead(day) over (partition by tenant_id, id order by day), unit_id, owner_id, stage_id, total_fen, close_on, is_deleted,
    was_unit_id, was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted
  from told where (owner_id, stage_id, total_fen, close_on, is_deleted)
    is distinct from (was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted);
  analyze opportunity_states;
  insert into pipeline_levels (tenant_id, unit_id, close_month, on_day, count, total_fen)
  select * from (
    select tenant_id, unit_id, close_month, on_day, sum(count) over w as count, sum(fen) over w as fen from (
      select c.tenant_id, k.unit_id, k.close_month, c.from_on as on_day, sum(x.sign) as count, sum(x.sign * x.fen) as fen
      from opportunity_states c
      cross join lateral (values (1, c.at_unit_id, c.stage_id, c.total_fen, c.close_on, c.is_deleted),
        (-1, c.was_unit_id, c.was_stage_id, c.was_total_fen, c.was_close_on, c.was_deleted)) x(sign, unit, stage, fen, due, gone)
      cross join lateral app.level_keys(x.unit, x.stage, x.due, x.gone) k
      where c.tenant_id = any(tenant_list) group by 1, 2, 3, 4 having sum(x.sign) <> 0 or sum(x.sign * x.fen) <> 0) d
    window w as (partition by tenant_id, unit_id, close_month order by on_day)) l;
  perform app.add_flows(tenant_list, null, 1);
end $$;

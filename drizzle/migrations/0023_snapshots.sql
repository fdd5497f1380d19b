CREATE TABLE "opportunity_states" (
	"tenant_id" integer NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"at_unit_id" integer NOT NULL,
	"at_owner_id" uuid NOT NULL,
	"stage_id" integer NOT NULL,
	"total_fen" bigint NOT NULL,
	"close_on" date,
	"is_deleted" boolean NOT NULL,
	"was_unit_id" integer,
	"was_owner_id" uuid,
	"was_stage_id" integer,
	"was_total_fen" bigint,
	"was_close_on" date,
	"was_deleted" boolean,
	CONSTRAINT "opportunity_states_tenant_id_opportunity_id_from_on_pk" PRIMARY KEY("tenant_id","opportunity_id","from_on")
);
--> statement-breakpoint
CREATE TABLE "opportunity_touches" (
	"tenant_id" integer NOT NULL,
	"opportunity_id" uuid NOT NULL,
	"on_day" date NOT NULL,
	"was_unit_id" integer,
	"was_owner_id" uuid,
	"was_stage_id" integer,
	"was_total_fen" bigint,
	"was_close_on" date,
	"was_deleted" boolean,
	CONSTRAINT "opportunity_touches_tenant_id_opportunity_id_on_day_pk" PRIMARY KEY("tenant_id","opportunity_id","on_day")
);
--> statement-breakpoint
CREATE TABLE "pipeline_flows" (
	"tenant_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"part" text NOT NULL,
	"stage_id" integer NOT NULL,
	"starts_on" date NOT NULL,
	"days" integer NOT NULL,
	"count" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	CONSTRAINT "pipeline_flows_key" PRIMARY KEY("tenant_id","unit_id","part","stage_id","starts_on","days"),
	CONSTRAINT "pipeline_flows_part" CHECK ("pipeline_flows"."part" in ('entered', 'advanced', 'won', 'lost', 'days_won', 'days_lost', 'here'))
);
--> statement-breakpoint
CREATE TABLE "pipeline_levels" (
	"tenant_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"close_month" date NOT NULL,
	"on_day" date NOT NULL,
	"count" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	CONSTRAINT "pipeline_levels_tenant_id_unit_id_close_month_on_day_pk" PRIMARY KEY("tenant_id","unit_id","close_month","on_day")
);
--> statement-breakpoint
ALTER TABLE "opportunity_states" ADD CONSTRAINT "opportunity_states_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opportunity_touches" ADD CONSTRAINT "opportunity_touches_opportunity" FOREIGN KEY ("tenant_id","opportunity_id") REFERENCES "public"."opportunities"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "opportunity_states_tenant" ON "opportunity_states" USING btree ("tenant_id","from_on");--> statement-breakpoint
CREATE INDEX "opportunity_states_unit" ON "opportunity_states" USING btree ("at_unit_id","from_on");--> statement-breakpoint
CREATE INDEX "opportunity_states_left" ON "opportunity_states" USING btree ("was_unit_id","from_on") WHERE "opportunity_states"."was_unit_id" <> "opportunity_states"."at_unit_id";--> statement-breakpoint
CREATE INDEX "opportunity_touches_day" ON "opportunity_touches" USING btree ("on_day","tenant_id","opportunity_id");
--> statement-breakpoint
-- The first touch of a day keeps what was there before it; that the row is written by hand, by a hand-over, by an import or
-- because its account's unit changed makes no difference.
CREATE FUNCTION app.note_touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  insert into opportunity_touches (tenant_id, opportunity_id, on_day, was_unit_id, was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted)
  values (new.tenant_id, new.id, app.today(), old.unit_id, old.owner_id, old.stage_id, old.total_fen, old.expected_close_on,
    case when old.id is not null then old.deleted_at is not null end)
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.note_touch() IS 'definer:trigger, nobody writes what the night reads';
--> statement-breakpoint
CREATE TRIGGER opportunities_touched AFTER UPDATE ON opportunities FOR EACH ROW
  WHEN (old.unit_id <> new.unit_id or old.owner_id <> new.owner_id or old.stage_id <> new.stage_id or old.total_fen <> new.total_fen
    or old.expected_close_on is distinct from new.expected_close_on or (old.deleted_at is null) <> (new.deleted_at is null))
  EXECUTE FUNCTION app.note_touch();
--> statement-breakpoint
CREATE TRIGGER opportunities_appeared AFTER INSERT ON opportunities FOR EACH ROW EXECUTE FUNCTION app.note_touch();
--> statement-breakpoint
-- What the touches of a day come to by its end: the state before the next touched day, or as it is now.
CREATE VIEW opportunity_steps WITH (security_invoker = true) AS
  select t.tenant_id, t.opportunity_id, t.on_day,
    case when n.on_day is null then o.unit_id else n.was_unit_id end as at_unit_id,
    case when n.on_day is null then o.owner_id else n.was_owner_id end as at_owner_id,
    case when n.on_day is null then o.stage_id else n.was_stage_id end as stage_id,
    case when n.on_day is null then o.total_fen else n.was_total_fen end as total_fen,
    case when n.on_day is null then o.expected_close_on else n.was_close_on end as close_on,
    case when n.on_day is null then o.deleted_at is not null else n.was_deleted end as is_deleted,
    t.was_unit_id, t.was_owner_id, t.was_stage_id, t.was_total_fen, t.was_close_on, t.was_deleted
  from opportunity_touches t
  join opportunities o on o.tenant_id = t.tenant_id and o.id = t.opportunity_id
  left join lateral (
    select n.* from opportunity_touches n
    where n.tenant_id = t.tenant_id and n.opportunity_id = t.opportunity_id and n.on_day > t.on_day
    order by n.on_day limit 1) n on true;
--> statement-breakpoint
-- Which sums of the open pipeline a deal of this unit, stage and date counts in: the unit's and the company's, its month's and all.
CREATE FUNCTION app.level_keys(unit integer, stage integer, close_on date, is_deleted boolean)
RETURNS TABLE (unit_id integer, close_month date) LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select u, m from unnest(array[unit, 0]) u
  cross join unnest(array[date '1970-01-01', coalesce(date_trunc('month', close_on::timestamp)::date, date '9999-12-01')]) m
  where not is_deleted and exists (select from stages s where s.id = stage and s.type = 'open')
$$;
--> statement-breakpoint
-- What the states of some deals (or, without a list, of all deals of a company) add to the sums of flow, by the unit a deal is of now.
-- A cohort is those who entered a stage for the first time in a month; `days_…` are the days a closed deal spent in each stage.
CREATE FUNCTION app.deal_flows(tenant_list integer[], ids uuid[])
RETURNS TABLE (tenant_id integer, unit_id integer, part text, stage_id integer, starts_on date, days integer, count bigint, fen bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  with told as (
    select s.tenant_id, s.opportunity_id, s.from_on, s.stage_id, g.type, g.position, s.at_unit_id, s.total_fen, s.is_deleted, s.to_on is null as is_last,
      lag(s.stage_id) over w as was_stage
    from opportunity_states s join stages g on g.id = s.stage_id
    where s.tenant_id = any(tenant_list) and (ids is null or s.opportunity_id = any(ids))
    window w as (partition by s.tenant_id, s.opportunity_id order by s.from_on)),
  ends as materialized (select t.tenant_id, t.opportunity_id, t.at_unit_id, t.type, t.total_fen from told t where t.is_last and not t.is_deleted),
  runs as materialized (
    select t.tenant_id, t.opportunity_id, t.from_on, t.stage_id, t.type, t.position,
      lead(t.from_on) over (partition by t.tenant_id, t.opportunity_id order by t.from_on) as left_on,
      max(t.from_on) over (partition by t.tenant_id, t.opportunity_id) as closed_on,
      max(case when t.type = 'open' then t.position when t.type = 'won' then 10000 end) over (
        partition by t.tenant_id, t.opportunity_id order by t.from_on rows between 1 following and unbounded following) as furthest
    from told t where t.was_stage is distinct from t.stage_id),
  firsts as (
    select distinct on (r.tenant_id, r.opportunity_id, r.stage_id) r.* from runs r where r.type = 'open'
    order by r.tenant_id, r.opportunity_id, r.stage_id, r.from_on),
  lines as (
    select e.tenant_id, e.at_unit_id, p.part, f.stage_id, date_trunc('month', f.from_on::timestamp)::date as starts_on, 0 as days, e.total_fen
    from firsts f join ends e using (tenant_id, opportunity_id)
    cross join lateral (values ('entered', true), ('advanced', coalesce(f.furthest > f.position, false)), ('won', e.type = 'won'), ('lost', e.type = 'lost')) p(part, is_so)
    where p.is_so
    union all
    select e.tenant_id, e.at_unit_id, 'days_' || e.type, r.stage_id, date_trunc('quarter', max(r.closed_on)::timestamp)::date, sum(r.left_on - r.from_on)::integer, max(e.total_fen)
    from runs r join ends e using (tenant_id, opportunity_id)
    where r.type = 'open' and e.type in ('won', 'lost')
    group by e.tenant_id, r.opportunity_id, e.at_unit_id, e.type, r.stage_id
    union all
    select e.tenant_id, e.at_unit_id, 'here', r.stage_id, date_trunc('month', r.from_on::timestamp)::date, 0, e.total_fen
    from runs r join ends e using (tenant_id, opportunity_id) where r.left_on is null and e.type = 'open')
  select l.tenant_id, u.id, l.part, l.stage_id, l.starts_on, least(l.days, 32000), count(*), sum(l.total_fen)::bigint
  from lines l cross join lateral (values (l.at_unit_id), (0)) u(id) group by 1, 2, 3, 4, 5, 6
$$;
--> statement-breakpoint
CREATE FUNCTION app.add_flows(tenant_list integer[], ids uuid[], sign integer) RETURNS void LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
  insert into pipeline_flows as f (tenant_id, unit_id, part, stage_id, starts_on, days, count, total_fen)
  select d.tenant_id, d.unit_id, d.part, d.stage_id, d.starts_on, d.days, sign * d.count, sign * d.fen from app.deal_flows(tenant_list, ids) d
  on conflict (tenant_id, unit_id, part, stage_id, starts_on, days) do update set count = f.count + excluded.count, total_fen = f.total_fen + excluded.total_fen
$$;
--> statement-breakpoint
-- One batch of the oldest night that is not written down yet, and how many touches it held; 0 when all nights are. A batch is one transaction that takes its touches away, so whoever dies in between goes on where it was.
CREATE FUNCTION app.take_snapshots(at_a_time integer) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  night date;
  tenant_list integer[];
  ids uuid[];
  done integer;
begin
  perform pg_advisory_xact_lock(724000122);
  select min(on_day) into night from opportunity_touches where on_day < app.today();
  if night is null then return 0; end if;
  select array_agg(t.tenant_id), array_agg(t.opportunity_id) into tenant_list, ids from (
    select t.tenant_id, t.opportunity_id from opportunity_touches t where t.on_day = night order by 1, 2 limit at_a_time) t;
  perform app.add_flows(tenant_list, ids, -1);
  with batch as materialized (
    select s.* from unnest(tenant_list, ids) k(tenant, deal)
    join opportunity_steps s on s.on_day = night and s.tenant_id = k.tenant and s.opportunity_id = k.deal),
  changed as materialized (
    select * from batch where (at_unit_id, at_owner_id, stage_id, total_fen, close_on, is_deleted)
      is distinct from (was_unit_id, was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted)),
  ended as (
    update opportunity_states s set to_on = night from changed c
    where s.tenant_id = c.tenant_id and s.opportunity_id = c.opportunity_id and s.to_on is null and s.from_on < night),
  begun as (
    insert into opportunity_states as s (tenant_id, opportunity_id, from_on, at_unit_id, at_owner_id, stage_id, total_fen, close_on, is_deleted,
      was_unit_id, was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted)
    select tenant_id, opportunity_id, night, at_unit_id, at_owner_id, stage_id, total_fen, close_on, is_deleted,
      was_unit_id, was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted from changed
    -- written while the day lasted, when the history was built
    on conflict (tenant_id, opportunity_id, from_on) do update set at_unit_id = excluded.at_unit_id, at_owner_id = excluded.at_owner_id,
      stage_id = excluded.stage_id, total_fen = excluded.total_fen, close_on = excluded.close_on, is_deleted = excluded.is_deleted),
  shift as materialized (
    select c.tenant_id, k.unit_id, k.close_month, sum(x.sign) as count, sum(x.sign * x.fen) as fen
    from changed c
    cross join lateral (values (1, c.at_unit_id, c.stage_id, c.total_fen, c.close_on, c.is_deleted),
      (-1, c.was_unit_id, c.was_stage_id, c.was_total_fen, c.was_close_on, c.was_deleted)) x(sign, unit, stage, fen, due, gone)
    cross join lateral app.level_keys(x.unit, x.stage, x.due, x.gone) k
    group by 1, 2, 3 having sum(x.sign) <> 0 or sum(x.sign * x.fen) <> 0),
  levels as (
    insert into pipeline_levels as l (tenant_id, unit_id, close_month, on_day, count, total_fen)
    select s.tenant_id, s.unit_id, s.close_month, night, coalesce(p.count, 0) + s.count, coalesce(p.total_fen, 0) + s.fen
    from shift s left join lateral (
      select p.count, p.total_fen from pipeline_levels p
      where p.tenant_id = s.tenant_id and p.unit_id = s.unit_id and p.close_month = s.close_month and p.on_day <= night
      order by p.on_day desc limit 1) p on true
    on conflict (tenant_id, unit_id, close_month, on_day) do update set count = excluded.count, total_fen = excluded.total_fen),
  later as (
    update pipeline_levels l set count = l.count + s.count, total_fen = l.total_fen + s.fen from shift s
    where l.tenant_id = s.tenant_id and l.unit_id = s.unit_id and l.close_month = s.close_month and l.on_day > night),
  taken as (
    delete from opportunity_touches t using batch b
    where t.tenant_id = b.tenant_id and t.opportunity_id = b.opportunity_id and t.on_day = night)
  select count(*) into done from batch;
  perform app.add_flows(tenant_list, ids, 1);
  return done;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.take_snapshots(integer) IS 'definer:nobody sees all deals that changed';
--> statement-breakpoint
-- States and sums as far back as the stage history can tell, from what the deals are now backwards: for companies whose rows
-- came in past the triggers. Units are those of now, because the history does not tell them.
CREATE FUNCTION app.rebuild_snapshots(tenant_list integer[]) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp
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
  with days as (
    select o.tenant_id, o.id, (o.created_at at time zone 'Asia/Shanghai')::date as day from opportunities o where o.tenant_id = any(tenant_list)
    union
    select c.tenant_id, c.opportunity_id, (c.at at time zone 'Asia/Shanghai')::date from opportunity_changes c where c.tenant_id = any(tenant_list)),
  ends as (
    select o.*, d.day, ((d.day + 1)::timestamp at time zone 'Asia/Shanghai') as ends_at
    from days d join opportunities o on o.tenant_id = d.tenant_id and o.id = d.id),
  states as (
    select e.tenant_id, e.id, e.day, e.unit_id, coalesce(w.id, e.owner_id) as owner_id, coalesce(s.id, e.stage_id) as stage_id,
      coalesce(a.fen, e.total_fen) as total_fen, case when d.found then d.due else e.expected_close_on end as close_on,
      coalesce(x.gone, e.deleted_at is not null) as is_deleted
    from ends e
    left join lateral (select c.from_owner_id as id from opportunity_changes c where c.tenant_id = e.tenant_id and c.opportunity_id = e.id
      and c.at >= e.ends_at and c.kind = 'owner' order by c.at limit 1) w on true
    left join lateral (select c.from_stage_id as id from opportunity_changes c where c.tenant_id = e.tenant_id and c.opportunity_id = e.id
      and c.at >= e.ends_at and c.kind = 'moved' order by c.at limit 1) s on true
    left join lateral (select c.from_total_fen as fen from opportunity_changes c where c.tenant_id = e.tenant_id and c.opportunity_id = e.id
      and c.at >= e.ends_at and c.kind = 'amount' order by c.at limit 1) a on true
    left join lateral (select true as found, c.from_close_on as due from opportunity_changes c where c.tenant_id = e.tenant_id and c.opportunity_id = e.id
      and c.at >= e.ends_at and c.kind = 'close_date' order by c.at limit 1) d on true
    left join lateral (select c.kind = 'restored' as gone from opportunity_changes c where c.tenant_id = e.tenant_id and c.opportunity_id = e.id
      and c.at >= e.ends_at and c.kind in ('deleted', 'restored') order by c.at limit 1) x on true),
  told as (
    select s.*, lag(unit_id) over w as was_unit_id, lag(owner_id) over w as was_owner_id, lag(stage_id) over w as was_stage_id,
      lag(total_fen) over w as was_total_fen, lag(close_on) over w as was_close_on, lag(is_deleted) over w as was_deleted
    from states s window w as (partition by tenant_id, id order by day))
  select tenant_id, id, day, lead(day) over (partition by tenant_id, id order by day), unit_id, owner_id, stage_id, total_fen, close_on, is_deleted,
    was_unit_id, was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted
  from told where (owner_id, stage_id, total_fen, close_on, is_deleted)
    is distinct from (was_owner_id, was_stage_id, was_total_fen, was_close_on, was_deleted);
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
--> statement-breakpoint
-- What happened to the open pipeline of whole companies and of units between the ends of two days: each deal once, by what it
-- was then and is now, with a second line where its amount changed too. With a horizon, only what is due by then counts as in
-- it: so a date moved beyond it takes a deal out. `fen` adds up to the difference; dates alone add 0.
CREATE FUNCTION app.pipeline_moves(tenants integer[], unit_list integer[], since date, until_day date, horizon date)
RETURNS TABLE (tenant_id integer, opportunity_id uuid, bar text, fen bigint, was_fen bigint, now_fen bigint, was_on date, now_on date, was_stage integer, now_stage integer)
LANGUAGE sql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
  with fresh as materialized (
    select * from opportunity_steps s where s.on_day > since and s.on_day <= until_day
      and (s.tenant_id = any(tenants) or s.tenant_id = any(array(select u.tenant_id from units u where u.id = any(unit_list))))),
  touched as (
    select s.tenant_id, s.opportunity_id from opportunity_states s where s.at_unit_id = any(unit_list) and s.from_on > since and s.from_on <= until_day
    union
    select s.tenant_id, s.opportunity_id from opportunity_states s
    where s.was_unit_id = any(unit_list) and s.was_unit_id <> s.at_unit_id and s.from_on > since and s.from_on <= until_day
    union
    select f.tenant_id, f.opportunity_id from fresh f where f.at_unit_id = any(unit_list) or f.was_unit_id = any(unit_list)),
  steps as (
    select s.tenant_id, s.opportunity_id, s.from_on as on_day, s.at_unit_id, s.stage_id, s.total_fen, s.close_on, s.is_deleted,
      s.was_unit_id, s.was_stage_id, s.was_total_fen, s.was_close_on, s.was_deleted
    from opportunity_states s where s.tenant_id = any(tenants) and s.from_on > since and s.from_on <= until_day
    union all
    select s.tenant_id, s.opportunity_id, s.from_on, s.at_unit_id, s.stage_id, s.total_fen, s.close_on, s.is_deleted,
      s.was_unit_id, s.was_stage_id, s.was_total_fen, s.was_close_on, s.was_deleted
    from touched k join opportunity_states s on s.tenant_id = k.tenant_id and s.opportunity_id = k.opportunity_id
    where s.from_on > since and s.from_on <= until_day and s.tenant_id <> all(tenants)
    union all
    select f.tenant_id, f.opportunity_id, f.on_day, f.at_unit_id, f.stage_id, f.total_fen, f.close_on, f.is_deleted,
      f.was_unit_id, f.was_stage_id, f.was_total_fen, f.was_close_on, f.was_deleted
    from fresh f where f.tenant_id = any(tenants) or (f.tenant_id, f.opportunity_id) in (select k.tenant_id, k.opportunity_id from touched k)),
  spanned as (
    select s.*, lead(on_day) over w is null as is_last, first_value(was_unit_id) over w as unit_then, first_value(was_stage_id) over w as stage_then,
      first_value(was_total_fen) over w as fen_then, first_value(was_close_on) over w as due_then, first_value(was_deleted) over w as gone_then
    from steps s window w as (partition by s.tenant_id, s.opportunity_id order by s.on_day)),
  net as (
    select s.tenant_id, s.opportunity_id, fen_then, due_then, stage_then, s.total_fen, s.close_on, s.stage_id, gone_then, s.is_deleted,
      a.type as type_then, b.type as type_now,
      stage_then is not null and (s.tenant_id = any(tenants) or unit_then = any(unit_list)) as here_then,
      s.tenant_id = any(tenants) or s.at_unit_id = any(unit_list) as here_now,
      horizon is null or coalesce(due_then <= horizon, false) as due_then_in, horizon is null or coalesce(s.close_on <= horizon, false) as due_now_in
    from spanned s join stages b on b.id = s.stage_id left join stages a on a.id = s.stage_then where s.is_last),
  sides as (
    select n.*, here_then and not gone_then and type_then = 'open' and due_then_in as was_in,
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
$$;
--> statement-breakpoint
-- Of what is asked for, what the person sees as a whole: sums of these say nothing about anybody else's deals.
CREATE FUNCTION app.seen_tenants(asked integer[]) RETURNS integer[] LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select array(select unnest(asked) intersect select unnest(app.visible_tenants())) $$;
--> statement-breakpoint
CREATE FUNCTION app.seen_units(asked integer[]) RETURNS integer[] LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ select array(select u.id from units u where u.id = any(asked) and (u.id = any(app.visible_units()) or u.tenant_id = any(app.visible_tenants()))) $$;
--> statement-breakpoint
CREATE FUNCTION app.pipeline_bars(tenants integer[], unit_list integer[], since date, until_day date, horizon date)
RETURNS TABLE (bar text, count bigint, fen bigint, total_fen bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select m.bar, count(*), sum(m.fen)::bigint, sum(m.now_fen)::bigint
  from app.pipeline_moves(app.seen_tenants(tenants), app.seen_units(unit_list), since, until_day, horizon) m group by m.bar
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.pipeline_bars(integer[], integer[], date, date, date) IS
  'definer:sums by the unit of those days, over deals that have gone to other units since; of units and companies the person leads only';
--> statement-breakpoint
-- The deals behind a bar, the largest first: those the person sees today, whosever they were then.
CREATE FUNCTION app.pipeline_rows(tenants integer[], unit_list integer[], since date, until_day date, horizon date, wanted text,
  after_fen bigint, after_id uuid, at_most integer)
RETURNS TABLE (tenant_id integer, opportunity_id uuid, bar text, fen bigint, size_fen bigint, was_fen bigint, now_fen bigint, was_on date, now_on date, was_stage integer, now_stage integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
  select m.tenant_id, m.opportunity_id, m.bar, m.fen, z.size_fen, m.was_fen, m.now_fen, m.was_on, m.now_on, m.was_stage, m.now_stage
  from app.pipeline_moves(app.seen_tenants(tenants), app.seen_units(unit_list), since, until_day, horizon) m
  join opportunities o on o.tenant_id = m.tenant_id and o.id = m.opportunity_id
  cross join lateral (select case when m.fen = 0 then m.now_fen else abs(m.fen) end as size_fen) z
  where (wanted is null or m.bar = wanted) and (after_id is null or (z.size_fen, m.opportunity_id) < (after_fen, after_id))
    and (o.owner_id = app.person() or o.tenant_id = any (app.visible_tenants()) or o.unit_id = any (app.visible_units())
      or o.account_id = any (app.shared_accounts()))
  order by z.size_fen desc, m.opportunity_id desc limit least(at_most, 1000)
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.pipeline_rows(integer[], integer[], date, date, date, text, bigint, uuid, integer) IS
  'definer:reads states nobody reads directly, applies the policy of opportunities and returns keys and amounts';
--> statement-breakpoint
-- The open pipeline at the end of each of these days, as far as the nights are written down, and from there by what was touched.
CREATE FUNCTION app.pipeline_level(tenants integer[], unit_list integer[], days date[], horizon date)
RETURNS TABLE (on_day date, count bigint, fen bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
  with whole as materialized (select unnest(app.seen_tenants(tenants)) as id),
  part as materialized (select u.id, u.tenant_id from units u where u.id = any(app.seen_units(unit_list)) and u.tenant_id not in (select id from whole)),
  keys as materialized (
    select k.tenant_id, k.unit_id, m.close_month
    from (select id as tenant_id, 0 as unit_id from whole union all select tenant_id, id from part) k
    cross join lateral (
      select date '1970-01-01' as close_month where horizon is null
      union all
      select g::date from (
        select l.close_month from pipeline_levels l where l.tenant_id = k.tenant_id and l.unit_id = k.unit_id and l.close_month > '1970-01-01'
        order by l.close_month limit 1) first
      cross join generate_series(first.close_month::timestamp, horizon::timestamp, '1 month') g where horizon is not null) m),
  fresh as materialized (
    select x.sign, x.fen, s.on_day from opportunity_steps s
    cross join lateral (values (1, s.at_unit_id, s.stage_id, s.total_fen, s.close_on, s.is_deleted),
      (-1, s.was_unit_id, s.was_stage_id, s.was_total_fen, s.was_close_on, s.was_deleted)) x(sign, unit, stage, fen, due, gone)
    join stages g on g.id = x.stage and g.type = 'open'
    where not x.gone and (horizon is null or x.due <= horizon) and s.tenant_id in (select id from whole union select tenant_id from part)
      and (s.tenant_id in (select id from whole) or x.unit in (select id from part)))
  select d.day, coalesce(sum(l.count), 0)::bigint + coalesce((select sum(f.sign) from fresh f where f.on_day <= d.day), 0)::bigint,
    coalesce(sum(l.total_fen), 0)::bigint + coalesce((select sum(f.sign * f.fen) from fresh f where f.on_day <= d.day), 0)::bigint
  from unnest(days) d(day)
  left join lateral (
    select l.count, l.total_fen from keys k cross join lateral (
      select l.count, l.total_fen from pipeline_levels l
      where l.tenant_id = k.tenant_id and l.unit_id = k.unit_id and l.close_month = k.close_month and l.on_day <= d.day
      order by l.on_day desc limit 1) l) l on true
  group by d.day
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.pipeline_level(integer[], integer[], date[], date) IS
  'definer:adds what was touched since the last night; of units and companies the person leads only';
--> statement-breakpoint
DO $$
declare
  item record;
begin
  for item in select * from (values ('opportunity_touches', null), ('opportunity_states', null),
    ('pipeline_flows', 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])'),
    ('pipeline_levels', 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])')) as t(name, seen)
  loop
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('grant select on %I to jiketong_backup', item.name);
    if item.seen is not null then
      execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, item.seen);
      execute format('grant select on %I to jiketong_app', item.name);
    end if;
  end loop;
end $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.note_touch(), app.deal_flows(integer[], uuid[]), app.add_flows(integer[], uuid[], integer), app.level_keys(integer, integer, date, boolean), app.take_snapshots(integer), app.rebuild_snapshots(integer[]),
  app.pipeline_moves(integer[], integer[], date, date, date), app.seen_tenants(integer[]), app.seen_units(integer[]),
  app.pipeline_bars(integer[], integer[], date, date, date), app.pipeline_rows(integer[], integer[], date, date, date, text, bigint, uuid, integer),
  app.pipeline_level(integer[], integer[], date[], date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.pipeline_bars(integer[], integer[], date, date, date), app.pipeline_rows(integer[], integer[], date, date, date, text, bigint, uuid, integer),
  app.pipeline_level(integer[], integer[], date[], date) TO jiketong_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.take_snapshots(integer) TO jiketong_jobs;
--> statement-breakpoint
CREATE TABLE "goals" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"person_id" uuid,
	"length" text NOT NULL,
	"starts_on" date NOT NULL,
	"total_fen" bigint NOT NULL,
	"set_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "goals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "goals_length" CHECK ("goals"."length" in ('month', 'quarter')),
	CONSTRAINT "goals_amount" CHECK ("goals"."total_fen" > 0),
	CONSTRAINT "goals_start" CHECK (extract(day from "goals"."starts_on") = 1)
);
--> statement-breakpoint
CREATE TABLE "review_talks" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"led_by_id" uuid NOT NULL,
	"on_day" date NOT NULL,
	CONSTRAINT "review_talks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_set_by_id_people_id_fk" FOREIGN KEY ("set_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_talks" ADD CONSTRAINT "review_talks_led_by_id_people_id_fk" FOREIGN KEY ("led_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "goals_person" ON "goals" USING btree ("tenant_id","person_id","length","starts_on") WHERE "goals"."person_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "goals_unit" ON "goals" USING btree ("tenant_id","unit_id","length","starts_on") WHERE "goals"."person_id" is null;--> statement-breakpoint
CREATE INDEX "goals_of_person" ON "goals" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "goals_of_unit" ON "goals" USING btree ("unit_id","starts_on");--> statement-breakpoint
CREATE UNIQUE INDEX "review_talks_once" ON "review_talks" USING btree ("tenant_id","owner_id","led_by_id","on_day");--> statement-breakpoint
CREATE INDEX "review_talks_owner" ON "review_talks" USING btree ("owner_id","on_day");--> statement-breakpoint
CREATE INDEX "review_talks_unit" ON "review_talks" USING btree ("unit_id");
--> statement-breakpoint
DO $$
declare
  item record;
  leads text := 'tenant_id = any ((select app.visible_tenants())::integer[]) or unit_id = any ((select app.visible_units())::integer[])';
begin
  for item in select * from (values
    -- a goal is read by the person it is for and by who leads them, never by colleagues
    ('goals', 'person_id = (select app.person()) or ' || leads,
      '(' || leads || ') and set_by_id = (select app.person()) and (person_id is null or person_id <> (select app.person())
        and exists (select from role_grants g where g.person_id = goals.person_id and g.role = ''account_manager''))', 'select, insert, delete'),
    ('review_talks', 'owner_id = (select app.person()) or ' || leads, '(' || leads || ') and led_by_id = (select app.person())', 'select, insert')) as t(name, seen, written, verbs)
  loop
    execute format('alter table %I enable row level security', item.name);
    execute format('alter table %I force row level security', item.name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', item.name);
    execute format('create policy reading on %I for select to jiketong_app using (%s)', item.name, item.seen);
    execute format('create policy adding on %I for insert to jiketong_app with check (%s)', item.name, item.written);
    execute format('grant %s on %I to jiketong_app', item.verbs, item.name);
    execute format('grant select on %I to jiketong_backup', item.name);
  end loop;
  execute format('create policy changing on goals for update to jiketong_app using (%1$s) with check ((%1$s) and set_by_id = (select app.person()))', leads);
  execute format('create policy removing on goals for delete to jiketong_app using (%s)', leads);
end $$;
--> statement-breakpoint
GRANT UPDATE (total_fen, set_by_id, updated_at, version) ON goals TO jiketong_app;
--> statement-breakpoint
SELECT app.rebuild_snapshots(array(SELECT id FROM tenants));

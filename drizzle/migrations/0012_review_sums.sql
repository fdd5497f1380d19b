-- Reviews of whole companies read sums: at a million opportunities counting took seconds.
CREATE TABLE "opportunity_change_sums" (
	"tenant_id" integer NOT NULL,
	"part" text NOT NULL,
	"starts_on" date NOT NULL,
	"seller_tenant_id" integer NOT NULL,
	"seller_id" uuid NOT NULL,
	"effect" text NOT NULL,
	"slot" smallint NOT NULL,
	"count" bigint NOT NULL,
	"fen" bigint NOT NULL,
	CONSTRAINT "opportunity_change_sums_key" PRIMARY KEY("tenant_id","part","starts_on","seller_tenant_id","seller_id","effect","slot"),
	CONSTRAINT "opportunity_change_sums_part" CHECK ("opportunity_change_sums"."part" in ('company_day', 'company_month', 'seller_day', 'seller_month'))
);
--> statement-breakpoint
CREATE TABLE "opportunity_sums" (
	"tenant_id" integer NOT NULL,
	"part" text NOT NULL,
	"stage_id" integer NOT NULL,
	"starts_on" date NOT NULL,
	"seller_tenant_id" integer NOT NULL,
	"seller_id" uuid NOT NULL,
	"slot" smallint NOT NULL,
	"count" bigint NOT NULL,
	"total_fen" bigint NOT NULL,
	"weighted_fen" bigint NOT NULL,
	CONSTRAINT "opportunity_sums_key" PRIMARY KEY("tenant_id","part","stage_id","starts_on","seller_tenant_id","seller_id","slot"),
	CONSTRAINT "opportunity_sums_part" CHECK ("opportunity_sums"."part" in ('company_day', 'company_month', 'seller_month'))
);
--> statement-breakpoint
-- By how much a change alters what it is about: an amount by the difference, all else by what the deal was worth. 0 when it
-- does not say; the review looks those up.
CREATE FUNCTION app.fen_of(kind text, from_fen bigint, to_fen bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ select coalesce(case when kind = 'amount' then abs(to_fen - from_fen) else coalesce(to_fen, from_fen) end, 0) $$;
--> statement-breakpoint
-- What a change does to the open pipeline, as a review groups it; null for what does nothing: a change of owner, a move from
-- one closed stage to another. Types and positions are those of the stages it went from and to.
CREATE FUNCTION app.effect_of(kind text, from_type text, to_type text, from_position integer, to_position integer,
  from_fen bigint, to_fen bigint, from_day date, to_day date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  select case
    when kind = 'owner' or (kind = 'moved' and not coalesce(from_type = 'open' or to_type = 'open', false))
      or (kind in ('deleted', 'restored', 'amount') and coalesce(from_type, to_type, 'open') <> 'open') then null
    when kind = 'created' then 'new'
    when kind = 'restored' then 'reopened'
    when kind = 'deleted' then 'removed'
    when kind = 'amount' then case when to_fen >= from_fen then 'up' else 'down' end
    when kind = 'close_date' then case when to_day > from_day then 'slipped' else 'pulled_in' end
    when kind = 'moved' then case
      when to_type = 'won' then 'won' when to_type = 'lost' then 'lost' when to_type = 'on_hold' then 'held'
      when from_type <> 'open' then 'reopened'
      when to_position > from_position then 'forward' else 'back' end
  end
$$;
--> statement-breakpoint
-- Of the changes there are: the table is written anew once, which is ten times quicker than an update of every row.
DO $$
declare
  types text := (select quote_literal(array_agg(s.type order by i.id)) || '::text[]' from generate_series(1, (select max(id) from stages)) i(id) left join stages s using (id));
  positions text := (select quote_literal(array_agg(s.position order by i.id)) || '::integer[]' from generate_series(1, (select max(id) from stages)) i(id) left join stages s using (id));
begin
  execute format('alter table opportunity_changes add column effect text generated always as (app.effect_of(kind,
    (%1$s)[from_stage_id], (%1$s)[to_stage_id], (%2$s)[from_stage_id], (%2$s)[to_stage_id],
    from_total_fen, to_total_fen, from_close_on, to_close_on)) stored', types, positions);
  alter table opportunity_changes alter column effect drop expression;
end $$;
--> statement-breakpoint
CREATE INDEX "opportunity_changes_effect" ON "opportunity_changes" USING btree ("tenant_id","effect","at") WHERE "opportunity_changes"."effect" is not null;
--> statement-breakpoint
CREATE INDEX "opportunity_changes_unsaid" ON "opportunity_changes" USING btree ("tenant_id","at") WHERE "opportunity_changes"."effect" is not null and "opportunity_changes"."kind" <> 'amount' and "opportunity_changes"."to_total_fen" is null and "opportunity_changes"."from_total_fen" is null;
--> statement-breakpoint
CREATE FUNCTION app.set_effect() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  f stages;
  t stages;
begin
  if new.from_stage_id is not null then select * into f from stages where id = new.from_stage_id; end if;
  if new.to_stage_id is not null then select * into t from stages where id = new.to_stage_id; end if;
  new.effect := app.effect_of(new.kind, f.type, t.type, f.position, t.position,
    new.from_total_fen, new.to_total_fen, new.from_close_on, new.to_close_on);
  return new;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.set_effect() IS 'definer:trigger, says what a change does whatever its writer says';
--> statement-breakpoint
CREATE TRIGGER opportunity_changes_effect BEFORE INSERT ON opportunity_changes FOR EACH ROW EXECUTE FUNCTION app.set_effect();
--> statement-breakpoint
-- Sums of whole companies are eight rows each, one for each eighth of the connections: a company's writers seldom wait for
-- each other. Those of a seller are one row, as in opportunity_totals.
CREATE FUNCTION app.slot() RETURNS smallint LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ select (pg_backend_pid() % 8)::smallint $$;
--> statement-breakpoint
-- All triggers of kept sums are made of one text, each with the rows that came and went in its place: a statement that is
-- put together when it runs is planned anew for each row. Each key is changed once per statement and in key order.
DROP TRIGGER opportunities_added ON opportunities;
--> statement-breakpoint
DROP TRIGGER opportunities_changed ON opportunities;
--> statement-breakpoint
DROP TRIGGER opportunities_removed ON opportunities;
--> statement-breakpoint
DROP FUNCTION app.keep_opportunity_totals();
--> statement-breakpoint
DO $$
declare
  verb record;
  part text := $part$select SIGN as n, SIGN * total_fen as total, SIGN * (total_fen * probability / 100) as weighted,
        tenant_id, unit_id, owner_id, stage_id, stage_type, app.month_of(closed_on, expected_close_on) as month,
        case when stage_type = 'open' then expected_close_on end as due
      from ROWS where deleted_at is null$part$;
  gone text := replace(replace(part, 'SIGN', '-1'), 'ROWS', 'gone');
  added text := replace(replace(part, 'SIGN', '1'), 'ROWS', 'added');
  body text := $f$
CREATE FUNCTION app.NAME() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $body$
declare
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  here constant smallint := app.slot();
begin
  insert into opportunity_totals as t (tenant_id, unit_id, owner_id, stage_id, count, total_fen, weighted_fen)
    select tenant_id, unit_id, owner_id, stage_id, sum(n), sum(total), sum(weighted) from (SHARES) s
    group by 1, 2, 3, 4 having sum(n) <> 0 or sum(total) <> 0 or sum(weighted) <> 0 order by 1, 2, 3, 4
    on conflict (tenant_id, unit_id, owner_id, stage_id) do update
    set count = t.count + excluded.count, total_fen = t.total_fen + excluded.total_fen, weighted_fen = t.weighted_fen + excluded.weighted_fen;
  insert into opportunity_months as m (tenant_id, unit_id, stage_id, month, count, total_fen, weighted_fen)
    select tenant_id, unit_id, stage_id, month, sum(n), sum(total), sum(weighted) from (SHARES) s
    group by 1, 2, 3, 4 having sum(n) <> 0 or sum(total) <> 0 or sum(weighted) <> 0 order by 1, 2, 3, 4
    on conflict (tenant_id, unit_id, stage_id, month) do update
    set count = m.count + excluded.count, total_fen = m.total_fen + excluded.total_fen, weighted_fen = m.weighted_fen + excluded.weighted_fen;
  insert into opportunity_sums as k (tenant_id, part, stage_id, starts_on, seller_tenant_id, seller_id, slot, count, total_fen, weighted_fen)
    select s.tenant_id, w.part, s.stage_id, w.starts_on, coalesce(p.tenant_id, s.tenant_id), w.seller_id, w.slot, sum(n), sum(total), sum(weighted)
    from (SHARES) s left join people p on p.id = s.owner_id
    cross join lateral (values
      ('company_day', due, nobody, here), ('company_month', month, nobody, here),
      ('seller_month', case when stage_type in ('won', 'lost') then month end, owner_id, 0::smallint)) w(part, starts_on, seller_id, slot)
    where w.starts_on is not null
    group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0 or sum(total) <> 0 or sum(weighted) <> 0 order by 1, 2, 3, 4, 5, 6, 7
    on conflict (tenant_id, part, stage_id, starts_on, seller_tenant_id, seller_id, slot) do update
    set count = k.count + excluded.count, total_fen = k.total_fen + excluded.total_fen, weighted_fen = k.weighted_fen + excluded.weighted_fen;
  return null;
end $body$
$f$;
begin
  for verb in select * from (values
    ('keep_sums_added', added), ('keep_sums_changed', gone || ' union all ' || added), ('keep_sums_removed', gone)) as v(name, shares)
  loop
    execute replace(replace(body, 'SHARES', verb.shares), 'NAME', verb.name);
    execute format('comment on function app.%I() is %L', verb.name, 'definer:trigger, keeps sums that nobody writes by hand');
  end loop;
end $$;
--> statement-breakpoint
CREATE TRIGGER opportunities_added AFTER INSERT ON opportunities REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_sums_added();
--> statement-breakpoint
CREATE TRIGGER opportunities_changed AFTER UPDATE ON opportunities REFERENCING OLD TABLE AS gone NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_sums_changed();
--> statement-breakpoint
CREATE TRIGGER opportunities_removed AFTER DELETE ON opportunities REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_sums_removed();
--> statement-breakpoint
DO $$
declare
  verb record;
begin
  for verb in select * from (values ('keep_changes_added', 'added', 1), ('keep_changes_removed', 'gone', -1)) as v(name, source, sign)
  loop
    execute replace(replace(replace($f$
CREATE FUNCTION app.NAME() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $body$
declare
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  here constant smallint := app.slot();
begin
  insert into opportunity_change_sums as k (tenant_id, part, starts_on, seller_tenant_id, seller_id, effect, slot, count, fen)
    select c.tenant_id, w.part, w.starts_on, coalesce(p.tenant_id, c.tenant_id), w.seller_id, w.effect, w.slot, SIGN * count(*), SIGN * sum(w.fen)
    from (select x.*, app.fen_of(x.kind, x.from_total_fen, x.to_total_fen) as fen, (x.at at time zone 'Asia/Shanghai')::date as day
      from SOURCE x where x.kind <> 'owner') c
    left join people p on p.id = c.owner_id
    cross join lateral (values
      ('company_day', day, nobody, coalesce(c.effect, ''), here, c.fen),
      ('company_month', date_trunc('month', day::timestamp)::date, nobody, coalesce(c.effect, ''), here, c.fen),
      ('seller_day', day, owner_id, '', 0::smallint, 0),
      ('seller_month', date_trunc('month', day::timestamp)::date, owner_id, '', 0::smallint, 0)) w(part, starts_on, seller_id, effect, slot, fen)
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
    on conflict (tenant_id, part, starts_on, seller_tenant_id, seller_id, effect, slot) do update
    set count = k.count + excluded.count, fen = k.fen + excluded.fen;
  return null;
end $body$
$f$, 'SOURCE', verb.source), 'SIGN', verb.sign::text), 'NAME', verb.name);
    execute format('comment on function app.%I() is %L', verb.name, 'definer:trigger, keeps sums that nobody writes by hand');
  end loop;
end $$;
--> statement-breakpoint
CREATE TRIGGER opportunity_changes_added AFTER INSERT ON opportunity_changes REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_changes_added();
--> statement-breakpoint
CREATE TRIGGER opportunity_changes_removed AFTER DELETE ON opportunity_changes REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION app.keep_changes_removed();
--> statement-breakpoint
-- The same sums counted: at first, and after rows came in past the triggers.
CREATE FUNCTION app.count_sums(tenant_list integer[]) RETURNS void LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
  delete from opportunity_sums where tenant_id = any(tenant_list);
  delete from opportunity_change_sums where tenant_id = any(tenant_list);
  with o as materialized (
    select t.tenant_id, t.stage_id, t.stage_type, t.owner_id, coalesce(p.tenant_id, t.tenant_id) as seller_tenant_id,
      app.month_of(closed_on, expected_close_on) as month, case when stage_type = 'open' then expected_close_on end as due,
      count(*) as n, sum(total_fen) as total, sum(total_fen * probability / 100) as weighted
    from opportunities t left join people p on p.id = t.owner_id
    where t.tenant_id = any(tenant_list) and t.deleted_at is null group by 1, 2, 3, 4, 5, 6, 7)
  insert into opportunity_sums (tenant_id, part, stage_id, starts_on, seller_tenant_id, seller_id, slot, count, total_fen, weighted_fen)
  select tenant_id, w.part, stage_id, w.starts_on, seller_tenant_id, w.seller_id, 0, sum(n), sum(total), sum(weighted)
  from o cross join lateral (values
    ('company_day', due, '00000000-0000-0000-0000-000000000000'::uuid), ('company_month', month, '00000000-0000-0000-0000-000000000000'),
    ('seller_month', case when stage_type in ('won', 'lost') then month end, owner_id)) w(part, starts_on, seller_id)
  where w.starts_on is not null group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6;
  with c as materialized (
    select t.tenant_id, coalesce(t.effect, '') as effect, t.owner_id, coalesce(p.tenant_id, t.tenant_id) as seller_tenant_id,
      (t.at at time zone 'Asia/Shanghai')::date as day, count(*) as n, sum(app.fen_of(t.kind, t.from_total_fen, t.to_total_fen)) as fen
    from opportunity_changes t left join people p on p.id = t.owner_id
    where t.tenant_id = any(tenant_list) and t.kind <> 'owner' group by 1, 2, 3, 4, 5)
  insert into opportunity_change_sums (tenant_id, part, starts_on, seller_tenant_id, seller_id, effect, slot, count, fen)
  select tenant_id, w.part, w.starts_on, seller_tenant_id, w.seller_id, w.effect, 0, sum(n), sum(w.fen)
  from c cross join lateral (values
    ('company_day', day, '00000000-0000-0000-0000-000000000000'::uuid, effect, fen),
    ('company_month', date_trunc('month', day::timestamp)::date, '00000000-0000-0000-0000-000000000000', effect, fen),
    ('seller_day', day, owner_id, '', 0), ('seller_month', date_trunc('month', day::timestamp)::date, owner_id, '', 0)) w(part, starts_on, seller_id, effect, fen)
  group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6;
$$;
--> statement-breakpoint
SELECT app.count_sums(array(SELECT id FROM tenants));
--> statement-breakpoint
-- A person of a unit sees what is that unit's; sums of a whole company are for those who see the whole of it.
DO $$
declare name text;
begin
  foreach name in array '{opportunity_sums,opportunity_change_sums}'::text[] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('create policy reading on %I for select to jiketong_app using (tenant_id = any ((select app.visible_tenants())::integer[]))', name);
    execute format('grant select on %I to jiketong_app, jiketong_backup', name);
  end loop;
end $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.effect_of(text, text, text, integer, integer, bigint, bigint, date, date), app.fen_of(text, bigint, bigint), app.set_effect(),
  app.slot(), app.keep_sums_added(), app.keep_sums_changed(), app.keep_sums_removed(), app.keep_changes_added(),
  app.keep_changes_removed(), app.count_sums(integer[]) FROM PUBLIC;

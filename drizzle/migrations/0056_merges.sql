CREATE TABLE "account_keys" (
	"tenant_id" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"sound" text NOT NULL,
	"tail" text NOT NULL,
	"phone" text,
	"organisation" text,
	CONSTRAINT "account_keys_tenant_id_account_id_pk" PRIMARY KEY("tenant_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "account_merges" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"merged_name" text NOT NULL,
	"by_id" uuid NOT NULL,
	"fields" jsonb NOT NULL,
	"merged" jsonb NOT NULL,
	"moved" jsonb NOT NULL,
	"joined" jsonb NOT NULL,
	"cleared" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"left" jsonb,
	CONSTRAINT "account_merges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "account_pairs" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"low_id" uuid NOT NULL,
	"high_id" uuid NOT NULL,
	"reasons" text[] NOT NULL,
	"score" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_pairs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "account_pairs_once" UNIQUE("tenant_id","low_id","high_id"),
	CONSTRAINT "account_pairs_state" CHECK ("account_pairs"."state" in ('open', 'apart', 'merged'))
);
--> statement-breakpoint
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_account_unit" FOREIGN KEY ("tenant_id","account_id","unit_id") REFERENCES "public"."accounts"("tenant_id","id","unit_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "account_merges" ADD CONSTRAINT "account_merges_merged_key" FOREIGN KEY ("tenant_id","merged_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_pairs" ADD CONSTRAINT "account_pairs_low" FOREIGN KEY ("tenant_id","low_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_pairs" ADD CONSTRAINT "account_pairs_high_key" FOREIGN KEY ("tenant_id","high_id") REFERENCES "public"."accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_keys_sound" ON "account_keys" USING btree ("tenant_id","sound" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "account_keys_tail" ON "account_keys" USING btree ("tenant_id","tail");--> statement-breakpoint
CREATE INDEX "account_keys_phone" ON "account_keys" USING btree ("tenant_id","phone") WHERE "account_keys"."phone" is not null;--> statement-breakpoint
CREATE INDEX "account_keys_organisation" ON "account_keys" USING btree ("tenant_id","organisation") WHERE "account_keys"."organisation" is not null;--> statement-breakpoint
CREATE INDEX "account_merges_account" ON "account_merges" USING btree ("tenant_id","account_id","unit_id");--> statement-breakpoint
CREATE INDEX "account_merges_merged" ON "account_merges" USING btree ("tenant_id","merged_id");--> statement-breakpoint
CREATE INDEX "account_merges_recent" ON "account_merges" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "account_pairs_high" ON "account_pairs" USING btree ("tenant_id","high_id");--> statement-breakpoint
CREATE INDEX "account_pairs_open" ON "account_pairs" USING btree ("tenant_id","score" DESC NULLS FIRST,"id") WHERE "account_pairs"."state" = 'open';--> statement-breakpoint
-- A merge is seen by who sees the account that stayed, a pair by who sees both of it; only functions write either, the keys nobody reads.
DO $$
declare
  name text;
begin
  foreach name in array array['account_merges', 'account_pairs', 'account_keys'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('grant select on %I to jiketong_backup', name);
  end loop;
end $$;
--> statement-breakpoint
CREATE POLICY reading ON account_merges FOR SELECT TO jiketong_app USING (
  owner_id = (select app.person()) or tenant_id = any ((select app.visible_tenants())::integer[])
  or unit_id = any ((select app.visible_units())::integer[]) or account_id = any ((select app.shared_accounts())::uuid[]));
--> statement-breakpoint
-- the accounts are read by their own policy
CREATE POLICY reading ON account_pairs FOR SELECT TO jiketong_app USING (
  exists (select from accounts a where a.tenant_id = account_pairs.tenant_id and a.id = low_id)
  and exists (select from accounts a where a.tenant_id = account_pairs.tenant_id and a.id = high_id));
--> statement-breakpoint
CREATE POLICY deciding ON account_pairs FOR UPDATE TO jiketong_app USING (
  exists (select from accounts a where a.tenant_id = account_pairs.tenant_id and a.id = low_id)
  and exists (select from accounts a where a.tenant_id = account_pairs.tenant_id and a.id = high_id))
  WITH CHECK (decided_by = (select app.person()) and state in ('open', 'apart'));
--> statement-breakpoint
GRANT SELECT ON account_merges, account_pairs TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decided_at) ON account_pairs TO jiketong_app;
--> statement-breakpoint
-- A sent version still never changes what it says; which record of the customer it hangs on does, when two are made one.
-- The application's role may not write that column.
CREATE OR REPLACE FUNCTION app.keep_quote_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
begin
  if tg_op = 'DELETE' then raise exception 'a quote that was sent is kept' using errcode = 'restrict_violation'; end if;
  if (new.tenant_id, new.id, new.quote_id, new.revision, new.number, new.document, new.total_fen, new.margin_bp, new.valid_until, new.sent_at, new.sent_by)
    is distinct from (old.tenant_id, old.id, old.quote_id, old.revision, old.number, old.document, old.total_fen, old.margin_bp, old.valid_until, old.sent_at, old.sent_by)
    or (old.accepted_at is not null and (new.accepted_at, new.accepted_name) is distinct from (old.accepted_at, old.accepted_name))
    or (old.declined_at is not null and (new.declined_at, new.declined_name, new.declined_reason) is distinct from (old.declined_at, old.declined_name, old.declined_reason)) then
    raise exception 'a quote that was sent stays as it was' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- A name's reading without its legal form: what is left of hangzhouxihujiudianyouxiangongsi is hangzhouxihujiudian.
CREATE FUNCTION app.sound_of(reading text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  select regexp_replace(regexp_replace(reading,
    '(youxianzeren|gufenyouxian|youxian|gufen|jituan|konggu|zong|fen|zi)*gongsi$|(coltd|ltd|inc|corp|limited|company)$', ''), '(jituan|gufen)$', '')
$$;
--> statement-breakpoint
-- Looks for accounts that may be one among those changed since it last looked, so many of each company; how many it looked at.
-- Each account asks four indexes for a handful of others, so a million accounts are a million short questions, once.
CREATE FUNCTION app.find_duplicates(most integer) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  company integer;
  mark jsonb;
  looked_at uuid[];
  total integer := 0;
begin
  for company in select id from tenants order by id loop
    select value into mark from settings where tenant_id = company and key = 'duplicates.mark' for update;
    -- of the last minute some may not be committed yet
    with batch as (
      select a.id, a.updated_at, app.sound_of(a.pinyin) as sound, right(regexp_replace(a.phone, '\D', '', 'g'), 10) as phone,
        substr(a.credit_code, 9, 9) as organisation
      from accounts a where a.tenant_id = company and a.deleted_at is null and a.updated_at < now() - interval '1 minute'
        and a.updated_at >= coalesce((mark ->> 'at')::timestamptz, '-infinity')
        and (mark is null or a.updated_at > (mark ->> 'at')::timestamptz or a.id < (mark ->> 'id')::uuid)
      order by a.updated_at, a.id desc limit most),
    kept as (
      insert into account_keys as k (tenant_id, account_id, sound, tail, phone, organisation)
      select company, id, sound, right(sound, 10), case when length(phone) >= 7 then phone end, nullif(organisation, '') from batch
      on conflict (tenant_id, account_id) do update set sound = excluded.sound, tail = excluded.tail, phone = excluded.phone, organisation = excluded.organisation),
    marked as (
      insert into settings as s (tenant_id, key, value)
      select company, 'duplicates.mark', jsonb_build_object('at', updated_at, 'id', id) from batch order by updated_at desc, id limit 1
      on conflict (tenant_id, key) do update set value = excluded.value, updated_at = now())
    select array_agg(id) into looked_at from batch;
    continue when looked_at is null;
    total := total + cardinality(looked_at);
    delete from account_pairs where tenant_id = company and state = 'open' and (low_id = any(looked_at) or high_id = any(looked_at));
    -- what is near comes whole from its index, and the accounts by their key: neither table is read through
    with near as materialized (
      select distinct on (least(b.account_id, c.account_id), greatest(b.account_id, c.account_id)) b.account_id as one, c.account_id as other,
        coalesce(b.organisation = c.organisation, false) as by_code, length(b.sound) >= 4 and b.sound = c.sound as by_sound,
        coalesce(b.phone = c.phone, false) as by_phone, similarity(b.sound, c.sound) as alike
      from account_keys b
      cross join lateral (
        (select * from account_keys k where k.tenant_id = company and k.organisation = b.organisation limit 20)
        union (select * from account_keys k where k.tenant_id = company and k.phone = b.phone limit 6)
        union (select * from account_keys k where k.tenant_id = company and length(b.sound) >= 6 and k.tail = b.tail limit 100)
        union (select * from account_keys k where k.tenant_id = company and length(b.sound) >= 4 and k.sound = b.sound limit 20)
        union (select * from account_keys k where k.tenant_id = company and length(b.sound) >= 10
          and k.sound ~>=~ left(b.sound, 10) and k.sound ~<~ (left(b.sound, 10) || chr(1114111)) limit 60)) c
      where b.tenant_id = company and b.account_id = any(looked_at) and c.account_id <> b.account_id
        -- two valid codes of different organisations are two customers
        and (b.organisation is null or c.organisation is null or b.organisation = c.organisation)
        and (b.organisation = c.organisation or b.phone = c.phone or b.sound = c.sound or similarity(b.sound, c.sound) >= 0.7))
    insert into account_pairs (tenant_id, id, low_id, high_id, reasons, score)
    select company, gen_random_uuid(), least(f.one, f.other), greatest(f.one, f.other),
      array_remove(array[case when f.by_code then 'code' end, case when f.by_sound then 'sound' when f.by_name then 'name' end, case when f.by_phone then 'phone' end], null),
      case when f.by_code then 95 when f.by_sound then 75 when f.by_name then (10 + 60 * f.alike)::integer else 30 end
        + case when f.by_phone and not f.by_code and (f.by_sound or f.by_name) then 20 when f.by_phone and not f.by_code then 15 else 0 end
    from (
      select n.*,
        -- the first school and the second are not one
        n.alike >= 0.7 and regexp_replace(x.name, '[^0-9一二三四五六七八九十]', '', 'g') = regexp_replace(y.name, '[^0-9一二三四五六七八九十]', '', 'g') as by_name
      from near n
      cross join lateral (select * from accounts a where a.tenant_id = company and a.id = n.one and a.deleted_at is null limit 1) x
      cross join lateral (select * from accounts a where a.tenant_id = company and a.id = n.other and a.deleted_at is null limit 1) y
      -- nor is a branch beside its head
      where x.parent_id is distinct from y.id and y.parent_id is distinct from x.id) f
    where f.by_code or f.by_sound or f.by_phone or f.by_name
    on conflict (tenant_id, low_id, high_id) do nothing;
  end loop;
  return total;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.find_duplicates(integer) IS 'definer:compares by the clock, before there is an identity, and hands out a number';
--> statement-breakpoint
-- Every column that names an account, from the schema itself, so that a new table goes along; follows: its unit is the account's.
-- The team is not moved: who serves whom from when to when is history, and one account has one primary at a time.
CREATE FUNCTION app.account_references() RETURNS TABLE (source text, name text, follows boolean) LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select c.conrelid::regclass::text, a.attname::text, bool_or(exists (
    select from unnest(c.confkey) k join pg_attribute f on f.attrelid = c.confrelid and f.attnum = k where f.attname = 'unit_id'))
  from pg_constraint c cross join lateral unnest(c.conkey, c.confkey) as u(mine, theirs)
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = u.mine
  join pg_attribute t on t.attrelid = c.confrelid and t.attnum = u.theirs and t.attname = 'id'
  where c.contype = 'f' and c.confrelid = 'accounts'::regclass
    and c.conrelid not in ('account_merges'::regclass, 'account_pairs'::regclass, 'assignments'::regclass)
  group by 1, 2 order by 1, 2
$$;
--> statement-breakpoint
CREATE FUNCTION app.sees_account(a accounts) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select a.owner_id = app.person() or a.tenant_id = any (app.visible_tenants()) or a.unit_id = any (app.visible_units())
    or a.id = any (app.shared_accounts())
$$;
--> statement-breakpoint
-- What the named rows look like, but for the unit, which follows their account.
CREATE FUNCTION app.faces(source text, company integer, ids uuid[]) RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET timezone = 'UTC'
AS $$
declare found jsonb;
begin
  execute format('select coalesce(jsonb_object_agg(t.id, md5((to_jsonb(t) - ''unit_id'')::text)), ''{}'') from %s t where t.tenant_id = $1 and t.id = any($2)', source)
    into found using company, ids;
  return found;
end $$;
--> statement-breakpoint
-- Lists of ids by table, one list longer.
CREATE FUNCTION app.with_ids(lists jsonb, source text, ids uuid[]) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp
AS $$
  select case when coalesce(cardinality(ids), 0) = 0 then lists
    else lists || jsonb_build_object(source, coalesce(lists -> source, '[]') || to_jsonb(ids)) end
$$;
--> statement-breakpoint
-- Makes two accounts one, in the transaction of the command: all that hangs on the one that goes is moved and noted.
CREATE FUNCTION app.merge_accounts(company integer, kept uuid, gone uuid, merge_id uuid, take text[], words jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
AS $$
declare
  k accounts;
  g accounts;
  a accounts;
  item record;
  ids uuid[];
  moved jsonb := '{}';
  cleared jsonb;
  joined jsonb;
  day date := (at at time zone 'Asia/Shanghai')::date;
begin
  perform from accounts where tenant_id = company and id in (kept, gone) order by id for update;
  select * into k from accounts where tenant_id = company and id = kept and deleted_at is null;
  select * into g from accounts where tenant_id = company and id = gone and deleted_at is null;
  if k.id is null or g.id is null or kept = gone or not coalesce(app.sees_account(k) and app.sees_account(g), false) then
    raise exception 'no such accounts' using errcode = 'no_data_found';
  end if;
  if not take <@ array['name', 'short_name', 'credit_code', 'kind', 'industry', 'grade', 'enterprise_id', 'region_code', 'address', 'longitude', 'latitude',
      'phone', 'website', 'registered_capital_fen', 'annual_revenue_fen', 'monthly_revenue_fen', 'headcount', 'founded_year', 'funding_pattern',
      'organisation_form', 'management_style', 'marketing_network', 'tailoring_note', 'external_key'] then
    raise exception 'not for choosing' using errcode = 'check_violation';
  end if;
  update accounts set deleted_at = at, deleted_by = app.person(), version = version + 1 where tenant_id = company and id = gone;
  -- where the one that stays lies below the one that goes it moves up, or the accounts between would hang on themselves
  update accounts set parent_id = g.parent_id where tenant_id = company and id = kept and gone in (
    with recursive line as (
      select k.parent_id as id union select p.parent_id from line l join accounts p on p.tenant_id = company and p.id = l.id)
    select id from line where id is not null);
  with twice as (
    update visits v set proposed_for = null from visits o, visits old
    where v.tenant_id = company and v.account_id = gone and v.proposed_for is not null and old.tenant_id = company and old.id = v.id
      and o.tenant_id = company and o.account_id = kept and o.proposed_kind = v.proposed_kind and o.proposed_for = v.proposed_for
    returning v.id, old.proposed_for)
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'on', proposed_for)), '[]') into cleared from twice;
  for item in select * from app.account_references() loop
    execute format('with done as (update %s t set %I = $2 %s where t.tenant_id = $1 and t.%I = $3 and t.id <> $2 returning t.id) select array_agg(id) from done',
      item.source, item.name, case when item.follows then ', unit_id = $4' else '' end, item.name)
      into ids using company, kept, gone, k.unit_id;
    if ids is not null then moved := moved || jsonb_build_object(item.source || '.' || item.name, to_jsonb(ids)); end if;
  end loop;
  select coalesce(jsonb_object_agg(m.key, app.faces(split_part(m.key, '.', 1), company, array(select jsonb_array_elements_text(m.value)::uuid))), '{}')
    into moved from jsonb_each(moved) m;
  with added as (
    insert into assignments (tenant_id, id, unit_id, owner_id, created_at, account_id, role, during, reason, assigned_by)
    select distinct on (s.owner_id) company, gen_random_uuid(), k.unit_id, s.owner_id, at, kept, case s.role when 'primary' then 'backup' else s.role end,
      daterange(day, upper(s.during)), s.reason, app.person()
    from assignments s where s.tenant_id = company and s.account_id = gone and s.during @> day and not exists (
      select from assignments o where o.tenant_id = company and o.account_id = kept and o.owner_id = s.owner_id and o.during && daterange(day, null))
    order by s.owner_id, s.role
    returning id)
  select array_agg(id) into ids from added;
  joined := app.faces('assignments', company, coalesce(ids, '{}'));
  execute 'update accounts a set ' || coalesce((select string_agg(format('%1$I = g.%1$I, ', c), '') from unnest(take) c), '')
    || 'pinyin = $4 ->> ''pinyin'', initials = $4 ->> ''initials'', search = $4 ->> ''search'', version = a.version + 1, updated_at = $5,
    last_visited_at = greatest(a.last_visited_at, g.last_visited_at)
    from accounts g where a.tenant_id = $1 and a.id = $2 and g.tenant_id = $1 and g.id = $3'
    using company, kept, gone, words, at;
  select * into a from accounts where tenant_id = company and id = kept;
  update account_pairs set state = 'merged', decided_by = app.person(), decided_at = at
  where tenant_id = company and low_id = least(kept, gone) and high_id = greatest(kept, gone);
  insert into account_merges (tenant_id, id, unit_id, owner_id, created_at, account_id, merged_id, merged_name, by_id, fields, merged, moved, joined, cleared)
  select company, merge_id, a.unit_id, a.owner_id, at, kept, gone, g.name, app.person(),
    coalesce((select jsonb_object_agg(o.key, jsonb_build_object('before', o.value, 'after', n.value)) from jsonb_each(to_jsonb(k)) o
      join jsonb_each(to_jsonb(a)) n on n.key = o.key and n.value is distinct from o.value where o.key <> 'version'), '{}'),
    jsonb_build_object('last_visited_at', g.last_visited_at, 'uncovered_since', g.uncovered_since, 'leader_uncovered_since', g.leader_uncovered_since),
    moved, joined, cleared;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.merge_accounts(integer, uuid, uuid, uuid, text[], jsonb, timestamptz) IS 'definer:moves rows the person need not see, between two accounts that the person does';
--> statement-breakpoint
-- The way back, as far as nobody has gone on since. What moved returns, with what has been written in it meanwhile, and takes along
-- what was added to it; a column of the account that stayed returns unless it was changed again. `left` says what was not put back.
CREATE FUNCTION app.undo_merge(company integer, merge_id uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
AS $$
declare
  m account_merges;
  k accounts;
  g accounts;
  item record;
  ids uuid[];
  was jsonb;
  back jsonb := '{}';
  columns text;
  stay text[] := '{}';
  changed jsonb := '{}';
  lost jsonb := '{}';
  followed jsonb := '{}';
  added jsonb := '{}';
  members integer;
  going boolean := true;
  visited boolean;
begin
  select * into m from account_merges where tenant_id = company and id = merge_id for update;
  perform from accounts where tenant_id = company and id in (m.account_id, m.merged_id) order by id for update;
  select * into k from accounts where tenant_id = company and id = m.account_id;
  select * into g from accounts where tenant_id = company and id = m.merged_id;
  if m.id is null or not coalesce(app.sees_account(k) and app.sees_account(g), false) then
    raise exception 'no such merge' using errcode = 'no_data_found';
  end if;
  if m.undone_at is not null then return 'again'; end if;
  if k.deleted_at is not null then return 'kept_gone'; end if;

  for item in select f.key, f.value -> 'before' as before, f.value -> 'after' as after from jsonb_each(m.fields) f
    where f.key not in ('last_visited_at', 'uncovered_since', 'leader_uncovered_since') loop
    if to_jsonb(k) -> item.key is not distinct from item.after then back := back || jsonb_build_object(item.key, item.before);
    elsif item.key not in ('updated_at', 'pinyin', 'initials', 'search') then stay := stay || item.key;
    end if;
  end loop;
  select string_agg(quote_ident(key), ', ') into columns from jsonb_object_keys(back) key;
  if columns is not null then
    execute format('update accounts a set (%1$s) = row(%2$s) from jsonb_populate_record(null::accounts, $1) r where a.tenant_id = $2 and a.id = $3',
      columns, (select string_agg('r.' || quote_ident(key), ', ') from jsonb_object_keys(back) key)) using back, company, k.id;
  end if;
  update accounts set deleted_at = null, deleted_by = null, version = version + 1 where tenant_id = company and id = g.id;

  for item in select r.*, m.moved -> (r.source || '.' || r.name) as faces from app.account_references() r where m.moved ? (r.source || '.' || r.name) loop
    ids := array(select jsonb_object_keys(item.faces)::uuid);
    was := app.faces(item.source, company, ids);
    changed := app.with_ids(changed, item.source, array(select f.key::uuid from jsonb_each_text(item.faces) f where was ? f.key and was ->> f.key <> f.value));
    execute format('with done as (update %s t set %I = $2 %s where t.tenant_id = $1 and t.%I = $3 and t.id = any($5) returning t.id) select array_agg(id) from done',
      item.source, item.name, case when item.follows then ', unit_id = $4' else '' end, item.name) into ids using company, g.id, k.id, g.unit_id, ids;
    lost := app.with_ids(lost, item.source, array(select f.key::uuid from jsonb_each_text(item.faces) f where not f.key::uuid = any(coalesce(ids, '{}'))));
  end loop;

  -- what was added to something that went back goes along, and what was added to that
  while going loop
    going := false;
    for item in select distinct child.source, ca.attname::text as link, parent.source as above
      from pg_constraint c join app.account_references() child on child.source::regclass = c.conrelid and child.follows
      join app.account_references() parent on parent.source::regclass = c.confrelid and parent.follows and parent.source <> 'contacts'
      cross join lateral unnest(c.conkey, c.confkey) as u(mine, theirs)
      join pg_attribute ca on ca.attrelid = c.conrelid and ca.attnum = u.mine
      join pg_attribute pa on pa.attrelid = c.confrelid and pa.attnum = u.theirs and pa.attname = 'id'
      where c.contype = 'f' order by 1, 2 loop
      execute format('with done as (update %1$s t set account_id = $2, unit_id = $4 from %2$s p where t.tenant_id = $1 and t.account_id = $3 and t.created_at >= $5
          and p.tenant_id = $1 and p.id = t.%3$I and p.account_id = $2 returning t.id) select array_agg(id) from done', item.source, item.above, item.link)
        into ids using company, g.id, k.id, g.unit_id, m.created_at;
      if ids is not null then
        going := true;
        followed := app.with_ids(followed, item.source, ids);
      end if;
    end loop;
  end loop;
  for item in select source from app.account_references() where follows and name = 'account_id' loop
    execute format('select array_agg(t.id) from %s t where t.tenant_id = $1 and t.account_id = $2 and t.created_at >= $3 and t.id <> all(coalesce($4, ''{}''))', item.source)
      into ids using company, k.id, m.created_at, array(select jsonb_array_elements_text(coalesce(changed -> item.source, '[]'))::uuid);
    added := app.with_ids(added, item.source, ids);
  end loop;

  was := app.faces('assignments', company, array(select jsonb_object_keys(m.joined)::uuid));
  delete from assignments where tenant_id = company and id in (select j.key::uuid from jsonb_each_text(m.joined) j where was ->> j.key = j.value);
  select count(*) into members from jsonb_each_text(m.joined) j where was ? j.key and was ->> j.key <> j.value;
  update visits v set proposed_for = (c.value ->> 'on')::date from jsonb_array_elements(m.cleared) c
  where v.tenant_id = company and v.id = (c.value ->> 'id')::uuid and v.account_id = g.id and v.proposed_for is null and not exists (
    select from visits o where o.tenant_id = company and o.account_id = g.id and o.proposed_kind = v.proposed_kind and o.proposed_for = (c.value ->> 'on')::date);

  -- when somebody was last here: as before, or as the visits now say where there were any meanwhile
  visited := changed ? 'visits' or followed ? 'visits' or lost ? 'visits' or added ? 'visits';
  update accounts a set last_visited_at = case when visited then (
      select max(coalesce(v.ended_at, v.planned_at)) from visits v where v.tenant_id = company and v.account_id = a.id and v.status = 'completed' and v.deleted_at is null)
    when a.id = g.id then (m.merged ->> 'last_visited_at')::timestamptz
    when m.fields ? 'last_visited_at' and a.last_visited_at is not distinct from (m.fields #>> '{last_visited_at,after}')::timestamptz
      then (m.fields #>> '{last_visited_at,before}')::timestamptz
    else a.last_visited_at end
  where a.tenant_id = company and a.id in (k.id, g.id);
  if not visited then
    update accounts set uncovered_since = (m.merged ->> 'uncovered_since')::timestamptz, leader_uncovered_since = (m.merged ->> 'leader_uncovered_since')::timestamptz
    where tenant_id = company and id = g.id;
    update accounts set
      uncovered_since = case when k.uncovered_since = (m.fields #>> '{uncovered_since,after}')::timestamptz then (m.fields #>> '{uncovered_since,before}')::timestamptz else uncovered_since end,
      leader_uncovered_since = case when k.leader_uncovered_since = (m.fields #>> '{leader_uncovered_since,after}')::timestamptz
        then (m.fields #>> '{leader_uncovered_since,before}')::timestamptz else leader_uncovered_since end
    where tenant_id = company and id = k.id;
  end if;
  update accounts set version = version + 1 where tenant_id = company and id = k.id;
  update account_pairs set state = 'open', decided_by = null, decided_at = null
  where tenant_id = company and low_id = least(k.id, g.id) and high_id = greatest(k.id, g.id) and state = 'merged';
  update account_merges set undone_at = at, undone_by = app.person(), "left" = jsonb_build_object('fields', to_jsonb(stay), 'changed', changed,
    'gone', lost, 'followed', followed, 'added', added, 'members', members)
  where tenant_id = company and id = merge_id;
  return 'done';
-- its code or key has been given to another account: everything stays as it was
exception when unique_violation then return 'code_in_use';
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.undo_merge(integer, uuid, timestamptz) IS 'definer:moves rows back that the person need not see, between two accounts that the person does';
--> statement-breakpoint
-- An account that became part of another comes back by undoing that, not from the recycle bin.
CREATE FUNCTION app.is_merged(company integer, account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select from account_merges where tenant_id = company and merged_id = account and undone_at is null) $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.is_merged(integer, uuid) IS 'definer:the other account may be out of sight';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.is_merged(integer, uuid), app.sound_of(text), app.find_duplicates(integer), app.account_references(), app.sees_account(accounts), app.faces(text, integer, uuid[]),
  app.with_ids(jsonb, text, uuid[]), app.merge_accounts(integer, uuid, uuid, uuid, text[], jsonb, timestamptz), app.undo_merge(integer, uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.is_merged(integer, uuid), app.find_duplicates(integer), app.account_references(), app.merge_accounts(integer, uuid, uuid, uuid, text[], jsonb, timestamptz),
  app.undo_merge(integer, uuid, timestamptz) TO jiketong_app;

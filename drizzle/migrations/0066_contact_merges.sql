CREATE TABLE "contact_checks" (
	"tenant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "contact_checks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "contact_merges" (
	"tenant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"contact_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"merged_name" text NOT NULL,
	"by_id" uuid NOT NULL,
	"fields" jsonb NOT NULL,
	"moved" jsonb NOT NULL,
	"doubled" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	"left" jsonb,
	CONSTRAINT "contact_merges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "contact_pairs" (
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
	CONSTRAINT "contact_pairs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "contact_pairs_once" UNIQUE("tenant_id","low_id","high_id"),
	CONSTRAINT "contact_pairs_state" CHECK ("contact_pairs"."state" in ('open', 'apart', 'merged'))
);
--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_contact_key" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_merged_key" FOREIGN KEY ("tenant_id","merged_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_pairs" ADD CONSTRAINT "contact_pairs_low" FOREIGN KEY ("tenant_id","low_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_pairs" ADD CONSTRAINT "contact_pairs_high_key" FOREIGN KEY ("tenant_id","high_id") REFERENCES "public"."contacts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_merges_contact" ON "contact_merges" USING btree ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "contact_merges_merged" ON "contact_merges" USING btree ("tenant_id","merged_id");--> statement-breakpoint
CREATE INDEX "contact_merges_recent" ON "contact_merges" USING btree ("tenant_id","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "contact_pairs_high" ON "contact_pairs" USING btree ("tenant_id","high_id");--> statement-breakpoint
CREATE INDEX "contact_pairs_order" ON "contact_pairs" USING btree ("tenant_id","state","score" DESC NULLS FIRST,"id");--> statement-breakpoint
-- A merge is seen by who sees the contact that stayed, a pair by who sees both of it; only functions write either, what is to be
-- compared nobody reads.
DO $$
declare
  name text;
begin
  foreach name in array array['contact_merges', 'contact_pairs', 'contact_checks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy internal on %I to current_user using (app.is_internal()) with check (app.is_internal())', name);
    execute format('grant select on %I to jiketong_backup', name);
  end loop;
end $$;
--> statement-breakpoint
CREATE FUNCTION app.sees_contact(c contacts) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select c.owner_id = app.person() or c.tenant_id = any (app.visible_tenants()) or c.unit_id = any (app.visible_units())
    or c.account_id = any (app.shared_accounts())
$$;
--> statement-breakpoint
-- By its key: a policy that asked the table itself would have all contacts in sight read through for a list of pairs.
CREATE FUNCTION app.sees_contact(company integer, contact uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select from contacts c where c.tenant_id = company and c.id = contact and app.sees_contact(c)) $$;
--> statement-breakpoint
CREATE POLICY reading ON contact_merges FOR SELECT TO jiketong_app USING (app.sees_contact(tenant_id, contact_id));
--> statement-breakpoint
CREATE POLICY reading ON contact_pairs FOR SELECT TO jiketong_app USING (app.sees_contact(tenant_id, low_id) and app.sees_contact(tenant_id, high_id));
--> statement-breakpoint
CREATE POLICY deciding ON contact_pairs FOR UPDATE TO jiketong_app USING (app.sees_contact(tenant_id, low_id) and app.sees_contact(tenant_id, high_id))
  WITH CHECK (decided_by = (select app.person()) and state in ('open', 'apart'));
--> statement-breakpoint
GRANT SELECT ON contact_merges, contact_pairs TO jiketong_app;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decided_at) ON contact_pairs TO jiketong_app;
--> statement-breakpoint
-- Whose people are to be compared. A row for each change and no key to meet at: writers do not wait for each other.
CREATE FUNCTION app.check_added_contacts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  insert into contact_checks (tenant_id, account_id) select distinct tenant_id, account_id from added;
  return null;
end $$;
--> statement-breakpoint
CREATE FUNCTION app.check_changed_contact() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  insert into contact_checks (tenant_id, account_id) values (new.tenant_id, new.account_id);
  return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER contacts_checked_added AFTER INSERT ON contacts REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.check_added_contacts();
--> statement-breakpoint
CREATE TRIGGER contacts_checked_changed AFTER UPDATE OF name, pinyin, mobile, email, account_id, deleted_at ON contacts FOR EACH ROW
  WHEN ((old.name, old.pinyin, old.mobile, old.email, old.account_id, old.deleted_at)
    is distinct from (new.name, new.pinyin, new.mobile, new.email, new.account_id, new.deleted_at))
  EXECUTE FUNCTION app.check_changed_contact();
--> statement-breakpoint
-- Compares the people of so many accounts of each company among themselves; how many accounts were looked at.
CREATE FUNCTION app.find_contact_twins(most integer) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  company integer;
  near uuid[];
  total integer := 0;
begin
  for company in select id from tenants order by id loop
    with taken as (
      delete from contact_checks k using (select id from contact_checks where tenant_id = company order by id limit most for update skip locked) o
      where k.tenant_id = company and k.id = o.id returning k.account_id)
    select array_agg(distinct account_id) into near from taken;
    continue when near is null;
    total := total + cardinality(near);
    with here as materialized (
      select c.id, c.account_id, regexp_replace(lower(c.name), '\s', '', 'g') as name, regexp_replace(c.pinyin, '\s', '', 'g') as sound,
        case when length(d.digits) >= 7 then right(d.digits, 11) end as mobile, nullif(lower(btrim(c.email)), '') as email
      from contacts c cross join lateral (select regexp_replace(c.mobile, '\D', '', 'g') as digits) d
      where c.tenant_id = company and c.account_id = any(near) and c.deleted_at is null),
    -- what many share is the number of an office, the address of a department or a name that says nothing
    keyed as materialized (
      select h.id, h.account_id, h.name, h.sound, h.mobile, h.email,
        count(*) over (partition by h.account_id, h.mobile) <= 4 as own_mobile, count(*) over (partition by h.account_id, h.email) <= 4 as own_email,
        count(*) over (partition by h.account_id, h.sound) <= 10 as own_sound
      from here h),
    two as (
      select a.id as one, b.id as other from keyed a join keyed b on b.account_id = a.account_id and b.mobile = a.mobile and a.id < b.id where a.own_mobile
      union select a.id, b.id from keyed a join keyed b on b.account_id = a.account_id and b.email = a.email and a.id < b.id where a.own_email
      union select a.id, b.id from keyed a join keyed b on b.account_id = a.account_id and b.sound = a.sound and a.id < b.id where a.own_sound and a.sound <> ''),
    judged as (
      select two.one, two.other, coalesce(a.mobile = b.mobile and a.own_mobile, false) as by_mobile,
        coalesce(a.email = b.email and a.own_email, false) as by_email, a.name = b.name as by_name,
        -- other characters and another mobile are another person
        a.sound = b.sound and a.name <> b.name and not coalesce(a.mobile <> b.mobile, false) as by_sound
      from two join keyed a on a.id = two.one join keyed b on b.id = two.other),
    found as (
      select one, other, array_remove(array[case when by_mobile then 'mobile' end, case when by_email then 'email' end,
          case when by_name then 'name' when by_sound then 'sound' end], null) as reasons,
        least(99, case when by_mobile then 60 else 0 end + case when by_email then 50 else 0 end
          + case when by_name then 45 when by_sound then 25 else 0 end) as score
      from judged where by_mobile or by_email or by_name or by_sound),
    kept as (
      insert into contact_pairs as p (tenant_id, id, low_id, high_id, reasons, score)
      select company, gen_random_uuid(), one, other, reasons, score from found
      on conflict (tenant_id, low_id, high_id) do update set reasons = excluded.reasons, score = excluded.score
      where p.state = 'open' and (p.reasons, p.score) is distinct from (excluded.reasons, excluded.score))
    delete from contact_pairs p using (
      select p.id from contacts c join contact_pairs p on p.tenant_id = company and p.low_id = c.id and p.state = 'open'
      where c.tenant_id = company and c.account_id = any(near)
      union select p.id from contacts c join contact_pairs p on p.tenant_id = company and p.high_id = c.id and p.state = 'open'
      where c.tenant_id = company and c.account_id = any(near)) old
    where p.tenant_id = company and p.id = old.id and not exists (select from found f where f.one = p.low_id and f.other = p.high_id);
  end loop;
  return total;
end $$;
--> statement-breakpoint
-- The likeliest pairs of which the person sees both, of one account or of all; the rows are read under both walls. Each company's
-- pairs are met in their order and their contacts by key: no table is read through.
CREATE FUNCTION app.contact_pair_keys(wanted text, account uuid, most integer) RETURNS TABLE (tenant_id integer, id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
declare
  me uuid := app.person();
  companies integer[] := app.visible_tenants();
  seen integer[] := app.visible_units();
  shared uuid[] := app.shared_accounts();
  reach integer[];
begin
  if me is null then return; end if;
  reach := array(select p.tenant_id from people p where p.id = me union select unnest(companies)
    union select u.tenant_id from units u where u.id = any(seen)
    union select s.tenant_id from assignments s where s.owner_id = me and s.during @> app.today());
  return query
    select w.tenant_id, w.id from unnest(reach) as t(company) cross join lateral (
      select p.tenant_id, p.id, p.score from contact_pairs p
      cross join lateral (select c.account_id from contacts c where c.tenant_id = p.tenant_id and c.id = p.low_id and c.deleted_at is null
        and (c.owner_id = me or c.tenant_id = any(companies) or c.unit_id = any(seen) or c.account_id = any(shared)) limit 1) l
      cross join lateral (select from contacts c where c.tenant_id = p.tenant_id and c.id = p.high_id and c.deleted_at is null and c.account_id = l.account_id
        and (c.owner_id = me or c.tenant_id = any(companies) or c.unit_id = any(seen) or c.account_id = any(shared)) limit 1) h
      where account is null and p.tenant_id = t.company and p.state = wanted order by p.score desc, p.id limit most) w
    union all
    select w.tenant_id, w.id from unnest(reach) as t(company) cross join lateral (
      select p.tenant_id, p.id from (select c.id, c.account_id from contacts c where c.tenant_id = t.company and c.account_id = account
        and c.deleted_at is null and (c.owner_id = me or c.tenant_id = any(companies) or c.unit_id = any(seen) or c.account_id = any(shared))) l
      cross join lateral (select * from contact_pairs p where p.tenant_id = t.company and p.low_id = l.id and p.state = wanted) p
      cross join lateral (select from contacts c where c.tenant_id = t.company and c.id = p.high_id and c.deleted_at is null and c.account_id = l.account_id
        and (c.owner_id = me or c.tenant_id = any(companies) or c.unit_id = any(seen) or c.account_id = any(shared)) limit 1) h
      where account is not null order by p.score desc, p.id limit most) w;
end $$;
--> statement-breakpoint
-- Every column that names a contact, from the schema itself, so that a new table goes along.
CREATE FUNCTION app.contact_references() RETURNS TABLE (source text, name text) LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select c.conrelid::regclass::text, a.attname::text
  from pg_constraint c cross join lateral unnest(c.conkey, c.confkey) as u(mine, theirs)
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = u.mine
  join pg_attribute t on t.attrelid = c.confrelid and t.attnum = u.theirs and t.attname = 'id'
  where c.contype = 'f' and c.confrelid = 'contacts'::regclass and c.conrelid not in ('contact_merges'::regclass, 'contact_pairs'::regclass)
  group by 1, 2 order by 1, 2
$$;
--> statement-breakpoint
-- A company's own fields on the way back from `became` to `was`: what has been changed again since stays, and is named.
CREATE FUNCTION app.values_back(now jsonb, was jsonb, became jsonb) RETURNS TABLE (held jsonb, fixed text[]) LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp
AS $$
  select coalesce(jsonb_object_agg(x.key, x.value) filter (where x.value is not null), '{}'),
    coalesce(array_agg('custom.' || x.key order by x.key) filter (where x.stays), '{}')
  from (
    select k.key, case when r.is_ours and not r.stays then was -> k.key else now -> k.key end as value, r.is_ours and r.stays as stays
    from jsonb_object_keys(now || was || became) as k(key)
    cross join lateral (select was -> k.key is distinct from became -> k.key as is_ours, now -> k.key is distinct from became -> k.key as stays) r) x
$$;
--> statement-breakpoint
-- Makes two contacts of an account one, in the transaction of the command: all that names the one that goes names the other, and is
-- noted. An invitation to a visit the other is invited to as well stays as it was sent.
CREATE FUNCTION app.merge_contacts(company integer, kept uuid, gone uuid, merge_id uuid, take text[], words jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
AS $$
declare
  k contacts;
  g contacts;
  a contacts;
  item record;
  ids uuid[];
  moved jsonb := '{}';
  doubled jsonb;
begin
  perform from contacts where tenant_id = company and id in (kept, gone) order by id for update;
  select * into k from contacts where tenant_id = company and id = kept and deleted_at is null;
  select * into g from contacts where tenant_id = company and id = gone and deleted_at is null;
  if k.id is null or g.id is null or kept = gone or k.account_id <> g.account_id
    or not coalesce(app.sees_contact(k) and app.sees_contact(g), false) then
    raise exception 'no such contacts' using errcode = 'no_data_found';
  end if;
  if not take <@ array['name', 'title', 'department', 'mobile', 'phone', 'email', 'wechat', 'reports_to_id', 'buying_role', 'influence',
      'attitude', 'note', 'external_key'] then
    raise exception 'not for choosing' using errcode = 'check_violation';
  end if;
  update contacts set deleted_at = at, deleted_by = app.person(), version = version + 1 where tenant_id = company and id = gone;
  -- where the one that stays reports to the one that goes, it moves up, or those between would report to themselves
  update contacts set reports_to_id = g.reports_to_id where tenant_id = company and id = kept and gone in (
    with recursive line as (
      select k.reports_to_id as id union select p.reports_to_id from line l join contacts p on p.tenant_id = company and p.id = l.id)
    select id from line where id is not null);
  with twice as (
    delete from visit_attendees t using visit_attendees o
    where t.tenant_id = company and t.contact_id = gone and o.tenant_id = company and o.visit_id = t.visit_id and o.contact_id = kept returning t.*)
  select coalesce(jsonb_agg(to_jsonb(twice)), '[]') into doubled from twice;
  for item in select * from app.contact_references() loop
    execute format('with done as (update %1$s t set %2$I = $2 where t.tenant_id = $1 and t.%2$I = $3 and t.id <> $2 %3$s returning t.id) select array_agg(id) from done',
      item.source, item.name, case when item.source = 'visit_invitations'
        then 'and not exists (select from visit_invitations o where o.tenant_id = $1 and o.visit_id = t.visit_id and o.contact_id = $2)' else '' end)
      into ids using company, kept, gone;
    if ids is not null then moved := moved || jsonb_build_object(item.source || '.' || item.name, to_jsonb(ids)); end if;
  end loop;
  select coalesce(jsonb_object_agg(m.key, app.faces(split_part(m.key, '.', 1), company, array(select jsonb_array_elements_text(m.value)::uuid))), '{}')
    into moved from jsonb_each(moved) m;
  execute 'update contacts a set ' || coalesce((select string_agg(format('%1$I = g.%1$I, ', c), '') from unnest(take) c), '')
    || 'custom = coalesce($4 -> ''custom'', a.custom), pinyin = $4 ->> ''pinyin'', initials = $4 ->> ''initials'', search = $4 ->> ''search'',
    version = a.version + 1, updated_at = $5
    from contacts g where a.tenant_id = $1 and a.id = $2 and g.tenant_id = $1 and g.id = $3'
    using company, kept, gone, words, at;
  select * into a from contacts where tenant_id = company and id = kept;
  update contact_pairs set state = 'merged', decided_by = app.person(), decided_at = at
  where tenant_id = company and low_id = least(kept, gone) and high_id = greatest(kept, gone);
  insert into contact_merges (tenant_id, id, created_at, contact_id, merged_id, merged_name, by_id, fields, moved, doubled)
  select company, merge_id, at, kept, gone, g.name, app.person(),
    coalesce((select jsonb_object_agg(o.key, jsonb_build_object('before', o.value, 'after', n.value)) from jsonb_each(to_jsonb(k)) o
      join jsonb_each(to_jsonb(a)) n on n.key = o.key and n.value is distinct from o.value where o.key <> 'version'), '{}'),
    moved, doubled;
end $$;
--> statement-breakpoint
-- The way back, as far as nobody has gone on since. What moved returns, with what has been written in it meanwhile; a column of the
-- contact that stayed returns unless it was changed again. `left` says what was not put back.
CREATE FUNCTION app.undo_contact_merge(company integer, merge_id uuid, at timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
AS $$
declare
  m contact_merges;
  k contacts;
  g contacts;
  item record;
  ids uuid[];
  was jsonb;
  back jsonb := '{}';
  columns text;
  stay text[] := '{}';
  changed jsonb := '{}';
  lost jsonb := '{}';
  added jsonb := '{}';
begin
  select * into m from contact_merges where tenant_id = company and id = merge_id for update;
  perform from contacts where tenant_id = company and id in (m.contact_id, m.merged_id) order by id for update;
  select * into k from contacts where tenant_id = company and id = m.contact_id;
  select * into g from contacts where tenant_id = company and id = m.merged_id;
  if m.id is null or not coalesce(app.sees_contact(k) and app.sees_contact(g), false) then
    raise exception 'no such merge' using errcode = 'no_data_found';
  end if;
  if m.undone_at is not null then return 'again'; end if;
  if k.deleted_at is not null then return 'kept_gone'; end if;

  for item in select f.key, f.value -> 'before' as before, f.value -> 'after' as after from jsonb_each(m.fields) f loop
    if item.key = 'custom' then
      select back || jsonb_build_object('custom', v.held), stay || v.fixed into back, stay from app.values_back(k.custom, item.before, item.after) v;
    elsif to_jsonb(k) -> item.key is not distinct from item.after then back := back || jsonb_build_object(item.key, item.before);
    elsif item.key not in ('updated_at', 'pinyin', 'initials', 'search') then stay := stay || item.key;
    end if;
  end loop;
  select string_agg(quote_ident(key), ', ') into columns from jsonb_object_keys(back) key;
  if columns is not null then
    execute format('update contacts a set (%1$s) = row(%2$s) from jsonb_populate_record(null::contacts, $1) r where a.tenant_id = $2 and a.id = $3',
      columns, (select string_agg('r.' || quote_ident(key), ', ') from jsonb_object_keys(back) key)) using back, company, k.id;
  end if;
  update contacts set deleted_at = null, deleted_by = null, version = version + 1 where tenant_id = company and id = g.id;

  for item in select r.*, m.moved -> (r.source || '.' || r.name) as faces from app.contact_references() r loop
    ids := array(select jsonb_object_keys(coalesce(item.faces, '{}'))::uuid);
    execute format('select array_agg(t.id) from %1$s t where t.tenant_id = $1 and t.%2$I = $2 and t.created_at >= $3 and t.id <> all($4)', item.source, item.name)
      into ids using company, k.id, m.created_at, ids || g.id;
    added := app.with_ids(added, item.source, ids);
    continue when item.faces is null;
    ids := array(select jsonb_object_keys(item.faces)::uuid);
    was := app.faces(item.source, company, ids);
    changed := app.with_ids(changed, item.source, array(select f.key::uuid from jsonb_each_text(item.faces) f where was ? f.key and was ->> f.key <> f.value));
    execute format('with done as (update %1$s t set %2$I = $2 where t.tenant_id = $1 and t.%2$I = $3 and t.id = any($4) returning t.id) select array_agg(id) from done',
      item.source, item.name) into ids using company, g.id, k.id, ids;
    lost := app.with_ids(lost, item.source, array(select f.key::uuid from jsonb_each_text(item.faces) f where not f.key::uuid = any(coalesce(ids, '{}'))));
  end loop;
  -- both were there, unless the one that stayed has been taken off since
  with again as (
    insert into visit_attendees
    select (jsonb_populate_record(null::visit_attendees, d.value || jsonb_build_object('account_id', v.account_id, 'unit_id', v.unit_id))).*
    from jsonb_array_elements(m.doubled) d join visits v on v.tenant_id = company and v.id = (d.value ->> 'visit_id')::uuid
    where exists (select from visit_attendees o where o.tenant_id = company and o.visit_id = v.id and o.contact_id = k.id)
    returning id)
  select array_agg(id) into ids from again;
  lost := app.with_ids(lost, 'visit_attendees',
    array(select (d.value ->> 'id')::uuid from jsonb_array_elements(m.doubled) d where not (d.value ->> 'id')::uuid = any(coalesce(ids, '{}'))));
  -- a line of reporting drawn since may lead back to where it began
  update contacts set reports_to_id = null where tenant_id = company and id = g.id and g.id in (
    with recursive line as (
      select g.reports_to_id as id union select p.reports_to_id from line l join contacts p on p.tenant_id = company and p.id = l.id)
    select id from line where id is not null);
  update contacts set version = version + 1 where tenant_id = company and id = k.id;
  update contact_pairs set state = 'open', decided_by = null, decided_at = null
  where tenant_id = company and low_id = least(k.id, g.id) and high_id = greatest(k.id, g.id) and state = 'merged';
  update contact_merges set undone_at = at, undone_by = app.person(),
    "left" = jsonb_build_object('fields', to_jsonb(stay), 'changed', changed, 'gone', lost, 'added', added)
  where tenant_id = company and id = merge_id;
  return 'done';
end $$;
--> statement-breakpoint
-- A contact that became part of another comes back by undoing that, not from the recycle bin.
CREATE FUNCTION app.is_merged_contact(company integer, contact uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ select exists (select from contact_merges where tenant_id = company and merged_id = contact and undone_at is null) $$;
--> statement-breakpoint
-- Which account another is part of now, over as many merges as it took; only to whoever sees that account.
CREATE FUNCTION app.account_merged_into(account uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with recursive way as (
    select t.id as tenant_id, m.account_id as id from tenants t
    cross join lateral (select * from account_merges m where m.tenant_id = t.id and m.merged_id = account and m.undone_at is null) m
    union select w.tenant_id, m.account_id from way w
    join account_merges m on m.tenant_id = w.tenant_id and m.merged_id = w.id and m.undone_at is null)
  select a.id from way w join accounts a on a.tenant_id = w.tenant_id and a.id = w.id where a.deleted_at is null and app.sees_account(a) limit 1
$$;
--> statement-breakpoint
CREATE FUNCTION app.contact_merged_into(contact uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with recursive way as (
    select t.id as tenant_id, m.contact_id as id from tenants t
    cross join lateral (select * from contact_merges m where m.tenant_id = t.id and m.merged_id = contact and m.undone_at is null) m
    union select w.tenant_id, m.contact_id from way w
    join contact_merges m on m.tenant_id = w.tenant_id and m.merged_id = w.id and m.undone_at is null)
  select c.id from way w join contacts c on c.tenant_id = w.tenant_id and c.id = w.id where c.deleted_at is null and app.sees_contact(c) limit 1
$$;
--> statement-breakpoint
-- As before, with the company's own fields: `words` says under `custom` what the account that stays holds from now on.
CREATE OR REPLACE FUNCTION app.merge_accounts(company integer, kept uuid, gone uuid, merge_id uuid, take text[], words jsonb, at timestamptz) RETURNS void
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
    || 'custom = coalesce($4 -> ''custom'', a.custom), pinyin = $4 ->> ''pinyin'', initials = $4 ->> ''initials'', search = $4 ->> ''search'', version = a.version + 1, updated_at = $5,
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
-- As before, with the company's own fields each for itself.
CREATE OR REPLACE FUNCTION app.undo_merge(company integer, merge_id uuid, at timestamptz) RETURNS text
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
    if item.key = 'custom' then
      select back || jsonb_build_object('custom', v.held), stay || v.fixed into back, stay from app.values_back(k.custom, item.before, item.after) v;
    elsif to_jsonb(k) -> item.key is not distinct from item.after then back := back || jsonb_build_object(item.key, item.before);
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
-- As before: to other systems the one that stays was changed, and the other is gone until that is undone.
CREATE OR REPLACE FUNCTION app.webhook_events(event text, stage_type text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  select case
    when event in ('opportunity.moved', 'opportunity.move_undone') then
      case when stage_type in ('won', 'lost') then array['opportunity.moved', 'opportunity.' || stage_type] else array['opportunity.moved'] end
    when event in ('account.created', 'account.assigned', 'account.deleted', 'account.restored', 'contact.created', 'contact.deleted',
      'opportunity.created', 'opportunity.updated', 'opportunity.assigned', 'opportunity.deleted', 'opportunity.restored', 'visit.planned',
      'visit.completed', 'visit.cancelled', 'visit.deleted', 'commitment.kept', 'commitment.broken', 'lead.assigned', 'lead.accepted',
      'lead.converted', 'lead.disqualified', 'quote.created', 'quote.sent', 'contract.created', 'contract.signed', 'contract.terminated') then array[event]
    when event in ('account.merged_away', 'contact.merged_away') then array[split_part(event, '.', 1) || '.deleted']
    when event in ('account.changed', 'account.merged', 'account.merge_undone', 'contact.changed', 'contact.restored', 'contact.merged',
      'contact.merge_undone') then array[split_part(event, '.', 1) || '.updated']
    when event in ('opportunity.next_step_set', 'opportunity.qualified', 'opportunity.process_changed') then array['opportunity.updated']
    when event in ('visit.edited', 'visit.rescheduled', 'visit.started', 'visit.restored', 'visit.proposal_kept') then array['visit.updated']
    when event = 'interaction.logged' then array['interaction.created']
    when event = 'commitment.made' then array['commitment.created']
    when event = 'quote.copied' then array['quote.created']
    when event in ('quote.revised', 'quote.changed', 'quote.withdrawn', 'quote.submitted', 'quote.expired') then array['quote.updated']
    when event = 'quote.customer_accepted' then array['quote.accepted']
    when event = 'quote.customer_declined' then array['quote.declined']
    when event in ('contract.amended', 'contract.delivered', 'contract.paid', 'contract.renewed', 'contract.ended', 'contract.given_up') then array['contract.updated']
    else '{}'
  end
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.check_added_contacts() IS 'definer:notes whose people are to be compared';
--> statement-breakpoint
COMMENT ON FUNCTION app.check_changed_contact() IS 'definer:notes whose people are to be compared';
--> statement-breakpoint
COMMENT ON FUNCTION app.find_contact_twins(integer) IS 'definer:compares by the clock, before there is an identity, and hands out a number';
--> statement-breakpoint
COMMENT ON FUNCTION app.sees_contact(integer, uuid) IS 'definer:says whether the person sees a contact';
--> statement-breakpoint
COMMENT ON FUNCTION app.contact_pair_keys(text, uuid, integer) IS 'definer:returns keys only, of pairs the person sees both of; the rows are read under their policies';
--> statement-breakpoint
COMMENT ON FUNCTION app.merge_contacts(integer, uuid, uuid, uuid, text[], jsonb, timestamptz) IS 'definer:changes rows the person need not see, between two contacts that the person does';
--> statement-breakpoint
COMMENT ON FUNCTION app.undo_contact_merge(integer, uuid, timestamptz) IS 'definer:changes rows back that the person need not see, between two contacts that the person does';
--> statement-breakpoint
COMMENT ON FUNCTION app.is_merged_contact(integer, uuid) IS 'definer:says yes or no';
--> statement-breakpoint
COMMENT ON FUNCTION app.account_merged_into(uuid) IS 'definer:the accounts between may be out of sight, the one named is not';
--> statement-breakpoint
COMMENT ON FUNCTION app.contact_merged_into(uuid) IS 'definer:the contacts between may be out of sight, the one named is not';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.check_added_contacts(), app.check_changed_contact(), app.find_contact_twins(integer), app.contact_references(), app.sees_contact(contacts),
  app.sees_contact(integer, uuid), app.contact_pair_keys(text, uuid, integer),
  app.values_back(jsonb, jsonb, jsonb), app.merge_contacts(integer, uuid, uuid, uuid, text[], jsonb, timestamptz), app.undo_contact_merge(integer, uuid, timestamptz),
  app.is_merged_contact(integer, uuid), app.account_merged_into(uuid), app.contact_merged_into(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.find_contact_twins(integer), app.sees_contact(integer, uuid), app.contact_pair_keys(text, uuid, integer), app.contact_references(), app.merge_contacts(integer, uuid, uuid, uuid, text[], jsonb, timestamptz),
  app.undo_contact_merge(integer, uuid, timestamptz), app.is_merged_contact(integer, uuid), app.account_merged_into(uuid), app.contact_merged_into(uuid) TO jiketong_app;

CREATE TABLE "custom_values" (
	"tenant_id" integer NOT NULL,
	"field_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"value" text,
	"number" numeric,
	CONSTRAINT "custom_values_tenant_id_field_id_record_id_place_pk" PRIMARY KEY("tenant_id","field_id","record_id","place")
);
--> statement-breakpoint
CREATE INDEX "custom_values_value" ON "custom_values" USING btree ("tenant_id","field_id","value","record_id") WHERE "custom_values"."value" is not null;--> statement-breakpoint
CREATE INDEX "custom_values_number" ON "custom_values" USING btree ("tenant_id","field_id","number","record_id") WHERE "custom_values"."number" is not null;--> statement-breakpoint
ALTER TABLE "custom_fields" ADD COLUMN "indexed_at" timestamp with time zone;
--> statement-breakpoint
-- Nobody reads these but `app.custom_keys`: a key alone says nothing, and the rows are read under both walls.
ALTER TABLE custom_values ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE custom_values FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY internal ON custom_values TO current_user USING (app.is_internal()) WITH CHECK (app.is_internal());
--> statement-breakpoint
GRANT SELECT ON custom_values TO jiketong_backup;
--> statement-breakpoint
-- One row for a value, one for each of several choices; numbers apart, to be found by their size.
CREATE FUNCTION app.custom_parts(held jsonb) RETURNS TABLE (place integer, value text, number numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  select p.at::integer, case when jsonb_typeof(p.part) <> 'number' then p.part #>> '{}' end,
    case when jsonb_typeof(p.part) = 'number' then (p.part #>> '{}')::numeric end
  from jsonb_array_elements(case jsonb_typeof(held) when 'array' then held else jsonb_build_array(held) end)
    with ordinality as p(part, at)
$$;
--> statement-breakpoint
-- Follows a record's values. Whoever makes a field filterable waits for those who write records of the company, and they for them:
-- a record is told of either by its own trigger or by the field's.
CREATE FUNCTION app.keep_custom_values() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  perform pg_advisory_xact_lock_shared(590059, new.tenant_id);
  if tg_op = 'UPDATE' then
    delete from custom_values v using custom_fields f where f.tenant_id = new.tenant_id and f.entity = tg_table_name
      and f.is_filterable and v.tenant_id = f.tenant_id and v.field_id = f.id and v.record_id = new.id;
  end if;
  insert into custom_values (tenant_id, field_id, record_id, place, value, number)
    select f.tenant_id, f.id, new.id, p.place, p.value, p.number
    from custom_fields f cross join lateral app.custom_parts(new.custom -> f.key) p
    where f.tenant_id = new.tenant_id and f.entity = tg_table_name and f.is_filterable and new.custom ? f.key;
  return null;
end $$;
--> statement-breakpoint
-- The values of a field that becomes filterable, or ceases to be, are gathered or dropped by a job, some at a time.
CREATE FUNCTION app.restart_custom_index() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  perform pg_advisory_xact_lock(590059, new.tenant_id);
  new.indexed_at := null;
  return new;
end $$;
--> statement-breakpoint
CREATE TRIGGER custom_fields_indexed BEFORE UPDATE OF is_filterable ON custom_fields
  FOR EACH ROW WHEN (old.is_filterable <> new.is_filterable) EXECUTE FUNCTION app.restart_custom_index();
--> statement-breakpoint
-- Does the next records after this key and says which was the last; null when there are no more. Locked while they are read, so that
-- nobody's newer value is written over.
CREATE FUNCTION app.index_custom_batch(company integer, field uuid, beyond uuid, most integer) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  f custom_fields;
  done uuid;
begin
  select * into f from custom_fields where tenant_id = company and id = field for share;
  if f.id is null then return null; end if;
  if f.is_filterable then
    execute format('with r as (select t.id, t.custom -> $1 as held from %I t
        where t.tenant_id = $2 and t.id > $3 and t.custom ? $1 order by t.id limit $4 for share),
      added as (insert into custom_values (tenant_id, field_id, record_id, place, value, number)
        select $2, $5, r.id, p.place, p.value, p.number from r cross join lateral app.custom_parts(r.held) p
        on conflict do nothing)
      select id from r order by id desc limit 1', f.entity) into done using f.key, company, beyond, most, field;
  else
    with gone as (delete from custom_values v using (select record_id, place from custom_values
        where tenant_id = company and field_id = field order by record_id, place limit most) o
      where v.tenant_id = company and v.field_id = field and v.record_id = o.record_id and v.place = o.place returning v.record_id)
    select record_id into done from gone order by record_id desc limit 1;
  end if;
  if done is null and f.is_filterable then
    update custom_fields set indexed_at = clock_timestamp() where tenant_id = company and id = field;
  end if;
  return done;
end $$;
--> statement-breakpoint
DO $$
declare name text;
begin
  foreach name in array array['accounts', 'contacts', 'opportunities', 'visits'] loop
    execute format('create trigger %I after insert on %I for each row when (new.custom <> ''{}''::jsonb)
      execute function app.keep_custom_values()', name || '_custom_added', name);
    execute format('create trigger %I after update of custom on %I for each row when (new.custom is distinct from old.custom)
      execute function app.keep_custom_values()', name || '_custom_changed', name);
  end loop;
end $$;
--> statement-breakpoint
-- Keys of the records that hold a value, or one between two; of fields the person may read.
CREATE FUNCTION app.custom_keys(field uuid, wanted text, low numeric, high numeric, first text, last text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare company integer;
begin
  select f.tenant_id into company from custom_fields f where f.id = field and f.is_filterable
    and (f.tenant_id = app.tenant() or f.tenant_id = any (app.visible_tenants())
      or f.tenant_id in (select u.tenant_id from units u where u.id = any (app.visible_units()))
      or f.tenant_id in (select a.tenant_id from assignments a where a.owner_id = app.person() and a.during @> app.today()));
  if app.person() is null or company is null then return; end if;
  if wanted is not null then
    return query select v.record_id from custom_values v
      where v.tenant_id = company and v.field_id = field and v.value = wanted limit most;
  elsif low is not null or high is not null then
    return query select v.record_id from custom_values v where v.tenant_id = company and v.field_id = field
      and v.number between coalesce(low, '-infinity') and coalesce(high, 'infinity') limit most;
  else
    return query select v.record_id from custom_values v where v.tenant_id = company and v.field_id = field
      and v.value between coalesce(first, '') and coalesce(last, '9999-12-31') limit most;
  end if;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.keep_custom_values() IS 'definer:keeps the values lists are filtered by';
--> statement-breakpoint
COMMENT ON FUNCTION app.restart_custom_index() IS 'definer:waits for those who write values of the company';
--> statement-breakpoint
COMMENT ON FUNCTION app.index_custom_batch(integer, uuid, uuid, integer) IS 'definer:gathers the values lists are filtered by, says keys only';
--> statement-breakpoint
COMMENT ON FUNCTION app.custom_keys(uuid, text, numeric, numeric, text, text, integer) IS 'definer:returns keys only, of fields the person may read; the rows are read under their policies';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.custom_parts(jsonb), app.keep_custom_values(), app.restart_custom_index(), app.index_custom_batch(integer, uuid, uuid, integer), app.custom_keys(uuid, text, numeric, numeric, text, text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.index_custom_batch(integer, uuid, uuid, integer), app.custom_keys(uuid, text, numeric, numeric, text, text, integer) TO jiketong_app;

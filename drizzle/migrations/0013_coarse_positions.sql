CREATE INDEX "visits_positions" ON "visits" USING btree ("started_at") WHERE (coalesce("visits"."check_in", "visits"."check_out") ->> 'isCoarse') is null and coalesce("visits"."check_in", "visits"."check_out") is not null;
--> statement-breakpoint
-- A twentieth of a degree is some five kilometres: the district, not the door.
CREATE FUNCTION app.coarsened(place jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  select place || jsonb_build_object(
    'latitude', round((place ->> 'latitude')::numeric * 20) / 20,
    'longitude', round((place ->> 'longitude')::numeric * 20) / 20,
    'accuracy', greatest((place ->> 'accuracy')::numeric, 5000), 'isCoarse', true)
  where place is not null
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.coarsened(jsonb) FROM PUBLIC;
--> statement-breakpoint
-- Forgets where exactly people were, some thousand visits at a time, and answers how many that were.
CREATE FUNCTION app.coarsen_positions(days integer) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  with old as (
    select tenant_id, id from visits
    where started_at < now() - make_interval(days => greatest(days, 1))
      and (coalesce(check_in, check_out) ->> 'isCoarse') is null and coalesce(check_in, check_out) is not null
    order by started_at limit 2000 for update skip locked),
  done as (
    update visits v set check_in = app.coarsened(v.check_in), check_out = app.coarsened(v.check_out)
    from old where v.tenant_id = old.tenant_id and v.id = old.id returning 1)
  select count(*)::integer from done
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.coarsen_positions(integer) IS 'definer:nobody sees all the visits that grow old';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.coarsen_positions(integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.coarsen_positions(integer) TO jiketong_jobs;

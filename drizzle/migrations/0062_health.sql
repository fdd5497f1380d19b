-- Who keeps the installation running: the administrators of the company that was set up first, the group.
CREATE FUNCTION app.watches_installation() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select app.role() = 'admin' and coalesce(
    (select root_unit_id from tenants where root_unit_id is not null order by id limit 1) = any (app.led_units()), false)
$$;
--> statement-breakpoint
COMMENT ON FUNCTION app.watches_installation() IS 'definer:identity, reads which company was set up first';
--> statement-breakpoint
-- The slowest kinds of statement as PostgreSQL counts them, where that is switched on; null where it is not. Their texts have
-- places instead of values; what has no places, like a password being set, is left out.
CREATE FUNCTION app.slow_statements() RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
declare
  counted regclass := (select oid from pg_class where relname = 'pg_stat_statements' and relkind in ('v', 'r') limit 1);
  found jsonb;
begin
  if counted is null or not app.watches_installation() then return null; end if;
  execute format($q$
    select coalesce(jsonb_agg(to_jsonb(x) order by x.mean desc), '[]') from (
      select regexp_replace(left(s.query, 2000), '\s+', ' ', 'g') as text, s.calls::bigint as calls, s.mean_exec_time as mean, s.max_exec_time as longest
      from %s s join pg_roles r on r.oid = s.userid and r.rolname in ('jiketong_app', 'jiketong_jobs')
      where s.dbid = (select oid from pg_database where datname = current_database()) and s.calls >= 3
        and s.query ~* '^\s*(select|insert|update|delete|with)\M'
      order by s.mean_exec_time desc limit 8) x $q$, counted) into found;
  return found;
exception when object_not_in_prerequisite_state or insufficient_privilege then
  return null;
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.slow_statements() IS 'definer:statistics of all logins, for who watches the installation';
--> statement-breakpoint
-- What waits and how large everything is, over all companies: counts and sizes, no row of anybody.
CREATE FUNCTION app.installation_health() RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
begin
  if not app.watches_installation() then raise insufficient_privilege using message = 'for who watches the installation'; end if;
  return jsonb_build_object(
    'queues', jsonb_build_array(
      (select jsonb_build_object('queue', 'mail',
          'waiting', count(*) filter (where sent_at is null and dropped_at is null and failed_at is null),
          'since', min(created_at) filter (where sent_at is null and dropped_at is null and failed_at is null),
          'failed', count(*) filter (where failed_at > now() - interval '1 day')) from mails),
      -- older ones are passed on no more
      (select jsonb_build_object('queue', 'push', 'waiting', count(*), 'since', min(created_at), 'failed', 0) from notices
        where passed_on_at is null and created_at > now() - interval '1 day'),
      (select jsonb_build_object('queue', 'webhook', 'waiting', count(*) filter (where state = 'waiting'),
          'since', min(next_at) filter (where state = 'waiting' and next_at <= now()),
          'failed', count(*) filter (where state = 'failed' and tried_at > now() - interval '1 day')) from webhook_deliveries),
      (select jsonb_build_object('queue', 'import', 'waiting', count(*) filter (where state in ('queued', 'running', 'undoing')),
          'since', min(created_at) filter (where state = 'queued'),
          'failed', count(*) filter (where state = 'failed' and created_at > now() - interval '1 day')) from imports)),
    'databaseBytes', pg_database_size(current_database()),
    'fileBytes', (select coalesce(sum(bytes), 0) from attachments),
    'tables', (select jsonb_agg(to_jsonb(x)) from (
      select c.relname as name, pg_total_relation_size(c.oid) as bytes, pg_indexes_size(c.oid) as "indexBytes", greatest(c.reltuples, 0)::bigint as rows
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'
      order by pg_total_relation_size(c.oid) desc limit 8) x),
    'indexes', (select jsonb_agg(to_jsonb(x)) from (
      select i.indexrelname as name, i.relname as "table", pg_relation_size(i.indexrelid) as bytes, i.idx_scan as scans
      from pg_stat_user_indexes i where i.schemaname = 'public' order by pg_relation_size(i.indexrelid) desc limit 8) x),
    'slow', app.slow_statements(),
    'server', current_setting('server_version'),
    'migrations', (select jsonb_build_object('applied', count(*), 'latest', max(created_at)) from drizzle.__drizzle_migrations));
end $$;
--> statement-breakpoint
COMMENT ON FUNCTION app.installation_health() IS 'definer:counts over all companies, for who watches the installation';
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.watches_installation(), app.slow_statements(), app.installation_health() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.watches_installation(), app.installation_health() TO jiketong_app;
--> statement-breakpoint
-- The functions of the queue belong to the jobs role (scripts/migrate.ts) and ask the same.
GRANT USAGE ON SCHEMA app TO jiketong_jobs;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.watches_installation() TO jiketong_jobs;

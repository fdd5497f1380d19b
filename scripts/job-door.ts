// What others may do with the queue, whose tables belong to the jobs role.

/** `jobs.enqueue` puts a job in, within the transaction of whoever asks. */
const enqueue = `
  create or replace function jobs.enqueue(
    task text, payload jsonb default '{}', key text default null, run_at timestamptz default null
  ) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    select from graphile_worker.add_job(
      identifier => task, payload => payload::json, job_key => key, run_at => run_at, max_attempts => 10
    )
  $$;
  comment on function jobs.enqueue is 'definer:the queue belongs to the jobs role';
`;

/**
 * `jobs.health` counts what waits, runs and failed, for who watches the installation; it tells no payload, and of an error
 * its first line. Living workers share an advisory lock (worker-presence.ts); the clock's last stroke is a sign of life too.
 */
const health = `
  create or replace function jobs.health() returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if not app.watches_installation() then raise insufficient_privilege using message = 'for who watches the installation'; end if;
    return jsonb_build_object(
      'workers', (select count(distinct pid) from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted
        and database = (select oid from pg_database where datname = current_database()) and classid = 0 and objid = 724000200),
      'lastStroke', (select max(last_execution) from graphile_worker._private_known_crontabs),
      'kinds', coalesce((select jsonb_agg(to_jsonb(x) order by x.failed desc, x.waiting desc, x.task) from (
        select t.identifier as task,
          count(*) filter (where j.is_available and j.run_at <= now()) as waiting,
          count(*) filter (where j.is_available and j.run_at > now()) as later,
          count(*) filter (where j.locked_at is not null) as running,
          count(*) filter (where j.locked_at is null and j.attempts >= j.max_attempts) as failed,
          min(j.run_at) filter (where j.is_available and j.run_at <= now()) as oldest
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id group by 1) x), '[]'),
      'failed', coalesce((select jsonb_agg(to_jsonb(x) order by x.at desc, x.id desc) from (
        select j.id, t.identifier as task, j.attempts, split_part(j.last_error, chr(10), 1) as error, j.updated_at as at
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where j.locked_at is null and j.attempts >= j.max_attempts order by j.updated_at desc, j.id desc limit 50) x), '[]'));
  end $$;
  comment on function jobs.health is 'definer:the queue belongs to the jobs role';
`;

/** What can be done with a job that failed for good; null when it is no such any more, else its kind. */
const mend = `
  create or replace function jobs.try_again(job bigint) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    kind text;
  begin
    if not app.watches_installation() then raise insufficient_privilege using message = 'for who watches the installation'; end if;
    update graphile_worker._private_jobs j set attempts = 0, run_at = now(), updated_at = now() from graphile_worker._private_tasks t
    where j.id = job and t.id = j.task_id and j.locked_at is null and j.attempts >= j.max_attempts returning t.identifier into kind;
    return kind;
  end $$;
  comment on function jobs.try_again is 'definer:the queue belongs to the jobs role';
  create or replace function jobs.give_up(job bigint) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    kind text;
  begin
    if not app.watches_installation() then raise insufficient_privilege using message = 'for who watches the installation'; end if;
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where j.id = job and t.id = j.task_id and j.locked_at is null and j.attempts >= j.max_attempts returning t.identifier into kind;
    return kind;
  end $$;
  comment on function jobs.give_up is 'definer:the queue belongs to the jobs role';
`;

export const jobDoor = `
  create schema if not exists jobs;
  ${enqueue} ${health} ${mend}
  revoke all on function jobs.enqueue, jobs.health, jobs.try_again, jobs.give_up from public;
  grant usage on schema jobs to jiketong_app;
  grant execute on function jobs.enqueue, jobs.health, jobs.try_again, jobs.give_up to jiketong_app;
`;

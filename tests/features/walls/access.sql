-- Findings about what a role may reach; an empty answer is the goal. $1: the application's role.
-- Exceptions are written beside the object: COMMENT ON ... IS 'rls:public <reason>' or 'definer:<reason>'.
with
  t as (
    select c.oid, n.nspname || '.' || c.relname as nm, c.relkind, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
      coalesce(obj_description(c.oid, 'pg_class'), '') as cm, c.reloptions, c.relowner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema|drizzle|graphile_worker)'),
  g as (
    select t.*, has_any_column_privilege($1, t.oid, 'select') as readable,
      has_table_privilege($1, t.oid, 'insert, update, delete') or has_any_column_privilege($1, t.oid, 'insert, update') as writable
    from t),
  pol as (
    select p.polrelid, p.polcmd, p.polpermissive, p.polname,
      coalesce(pg_get_expr(p.polqual, p.polrelid), '') as q, coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as w
    from pg_policy p where exists (select 1 from unnest(p.polroles) r where r = 0 or pg_has_role($1, r, 'member'))),
  f as (
    select p.oid, n.nspname || '.' || p.proname as nm, p.prosecdef, coalesce(p.proconfig::text, '') as config, p.proleakproof,
      has_function_privilege($1, p.oid, 'execute') as callable, coalesce(obj_description(p.oid, 'pg_proc'), '') as cm
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^(pg_|information_schema|graphile_worker)'
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')),
  r as (select * from pg_roles where rolname = $1)
select 'critical' as severity, 'role is superuser, bypasses row security or may create roles' as rule, rolname::text as object
  from r where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
union all select 'critical', 'role is (a member of) the owner of', g.nm from g, r where pg_has_role(r.oid, g.relowner, 'member')
union all select 'critical', 'role is a member of a dangerous role', m.rolname from r, pg_roles m
  where m.rolname ~ '^pg_(read_all_data|write_all_data|execute_server_program|read_server_files|write_server_files|signal_backend|monitor)$'
    and pg_has_role(r.oid, m.oid, 'member')
union all select 'critical', 'table without row level security', nm from g where relkind in ('r', 'p') and (readable or writable) and not rls
union all select 'high', 'row level security not forced on the owner', nm from g where relkind in ('r', 'p') and not forced
union all select 'high', 'no policy for reading', nm from g
  where relkind in ('r', 'p') and readable and not exists (select 1 from pol where polrelid = g.oid and polcmd in ('r', '*') and polpermissive)
union all select 'high', 'writable without a policy for ' || x.verb, nm
  from g, (values ('a', 'insert'), ('w', 'update'), ('d', 'delete')) as x(cmd, verb)
  where relkind in ('r', 'p')
    and (has_table_privilege($1, g.oid, x.verb) or (x.cmd <> 'd' and has_any_column_privilege($1, g.oid, replace(x.verb, 'delete', 'update'))))
    and not exists (select 1 from pol where polrelid = g.oid and polcmd::text in (x.cmd, '*') and polpermissive)
union all select 'critical', 'policy is simply true: ' || polname, g.nm from g join pol on polrelid = g.oid
  where (q in ('true', '(1 = 1)') or w in ('true', '(1 = 1)')) and polpermissive
union all select 'high', 'policy for insert without a check: ' || polname, g.nm from g join pol on polrelid = g.oid where polcmd = 'a' and w = ''
union all select 'critical', 'policy reads the identity without nullif: ' || polname, g.nm from g join pol on polrelid = g.oid
  where q || w ~ 'current_setting\(' and q || w !~* 'nullif'
union all select 'critical', 'view runs as its owner', nm from g
  where relkind = 'v' and readable and coalesce(reloptions::text, '') !~ 'security_invoker=(true|on|1)'
union all select 'critical', 'materialised view or foreign table is readable', nm from g where relkind in ('m', 'f') and readable
union all select 'high', 'role may truncate', nm from g where relkind in ('r', 'p') and has_table_privilege($1, g.oid, 'truncate')
union all select 'high', 'role may refer to or put triggers on', nm from g
  where relkind in ('r', 'p') and (has_any_column_privilege($1, g.oid, 'references') or has_table_privilege($1, g.oid, 'trigger'))
union all select 'critical', 'definer function without a fixed search path', nm from f where prosecdef and config !~ 'search_path='
union all select 'high', 'definer function without its reason', nm from f where prosecdef and callable and cm !~ 'definer:\w'
union all select 'high', 'function marked leakproof', nm from f where proleakproof
union all select 'high', 'function open to everybody', p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'app' and has_function_privilege('public', p.oid, 'execute')
union all select 'critical', 'role may create in schema', nspname::text from pg_namespace where nspname !~ '^pg_' and has_schema_privilege($1, nspname, 'create')
union all select 'high', 'role may make temporary tables', current_database()::text where has_database_privilege($1, current_database(), 'temp')
union all select 'high', 'secret column is readable', g.nm || '.' || a.attname from g join pg_attribute a on a.attrelid = g.oid
  where a.attnum > 0 and not a.attisdropped and a.attname ~ '(password|totp|secret|token_hash|recovery)'
    and has_column_privilege($1, g.oid, a.attnum, 'select')
union all select 'high', 'deleting cascades into rows that the role may not see', c.conrelid::regclass || ' ' || c.conname
  from pg_constraint c join g on g.oid = c.conrelid
  where c.contype = 'f' and c.confdeltype = 'c' and g.rls and has_table_privilege($1, c.confrelid, 'delete')
union all select 'high', 'timestamp without time zone', t.nm || '.' || a.attname from t join pg_attribute a on a.attrelid = t.oid
  where a.atttypid = 'timestamp'::regtype and a.attnum > 0 and not a.attisdropped and t.relkind in ('r', 'p')
union all select 'high', 'money kept as floating point', t.nm || '.' || a.attname from t join pg_attribute a on a.attrelid = t.oid
  where a.atttypid in ('float4'::regtype, 'float8'::regtype) and a.attname ~ '(_fen|amount|price|cost|fee|revenue)' and a.attnum > 0
order by 1, 2, 3

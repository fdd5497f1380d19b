-- Findings that would keep the tables from being spread over machines by tenant_id; an empty answer is the goal.
-- $1: the reference tables; $2: the columns of the key that children follow when it changes; $3: triggers known to cross; $4: local tables.
with
  tables as (
    select c.oid, c.relname::text as nm, c.relname = any($1) as reference, c.relpersistence, c.relispartition, c.relhasrules,
      (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary) as first_of_key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all($4)),
  business as (select * from tables where not reference),
  columns_of as (
    select i.indexrelid, i.indrelid, array_agg(coalesce(a.attname::text, '(expression)') order by k.ord) as names
    from pg_index i cross join lateral unnest(i.indkey::smallint[]) with ordinality as k(num, ord)
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num and k.num <> 0
    group by 1, 2),
  keys as (
    select con.*, con.conrelid::regclass || ' ' || con.conname as nm,
      (select array_agg(a.attname::text order by k.ord) from unnest(con.conkey) with ordinality k(num, ord)
        join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.num) as mine,
      (select array_agg(a.attname::text order by k.ord) from unnest(con.confkey) with ordinality k(num, ord)
        join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.num) as theirs,
      con.conrelid in (select oid from business) as from_business, con.confrelid in (select oid from business) as to_business
    from pg_constraint con join pg_namespace n on n.oid = con.connamespace and n.nspname = 'public' where con.contype = 'f'),
  triggers as (
    select t.*, b.nm || ' ' || t.tgname as nm, p.prosrc from pg_trigger t join business b on b.oid = t.tgrelid
    join pg_proc p on p.oid = t.tgfoid where not t.tgisinternal)
select 'business table whose key does not begin with tenant_id' as rule, nm as object from business where first_of_key is distinct from 'tenant_id'
union all select 'business table without an integer tenant_id that is never null', nm from business b where not exists (
  select 1 from pg_attribute where attrelid = b.oid and attname = 'tenant_id' and attnotnull and atttypid = 'integer'::regtype)
union all select 'reference table whose key begins with tenant_id', nm from tables where reference and first_of_key = 'tenant_id'
union all select 'reference table that does not exist', name from unnest($1::text[]) name where name not in (select nm from tables)
union all select 'partitioned, inherited, unlogged or with rules', nm from tables t
  where relispartition or relpersistence <> 'p' or relhasrules or exists (select 1 from pg_inherits where t.oid in (inhrelid, inhparent))
union all select 'unique index without tenant_id', b.nm || ' ' || i.indexrelid::regclass from business b
  join pg_index i on i.indrelid = b.oid and (i.indisunique or i.indisexclusion) join columns_of k on k.indexrelid = i.indexrelid
  where not 'tenant_id' = any(k.names)
union all select 'exclusion that does not compare tenant_id by =', con.conrelid::regclass || ' ' || con.conname from pg_constraint con
  join business b on b.oid = con.conrelid where con.contype = 'x' and pg_get_constraintdef(con.oid) not like '%tenant_id WITH =%'
union all select 'foreign key of a local table', nm from keys
  where conrelid not in (select oid from tables) or confrelid not in (select oid from tables)
union all select 'local table that does not exist', name from unnest($4::text[]) name where to_regclass('public.' || name) is null
union all select 'constraint that may be deferred', con.conrelid::regclass || ' ' || con.conname from pg_constraint con
  join tables t on t.oid = con.conrelid where con.condeferrable
union all select 'index that begins with a column of few values', b.nm || ' ' || i.indexrelid::regclass from business b
  join pg_index i on i.indrelid = b.oid join pg_attribute a on a.attrelid = b.oid and a.attnum = i.indkey[0]
  where a.atttypid in ('boolean'::regtype, 'smallint'::regtype) or exists (
    select 1 from pg_constraint con where con.conrelid = b.oid and con.contype = 'c' and con.conkey = array[a.attnum]
      and pg_get_constraintdef(con.oid) ~ ' = ANY ')
union all select 'foreign key between business rows without tenant_id', nm from keys
  where from_business and to_business and (mine[1] <> 'tenant_id' or theirs[1] <> 'tenant_id')
union all select 'reference table refers to a business row', nm from keys where to_business and not from_business
union all select 'foreign key that sets tenant_id null or to its default', nm from keys
  where from_business and 'tenant_id' = any(mine) and (confdeltype in ('n', 'd') or confupdtype in ('n', 'd'))
union all select 'foreign key that follows another key than that of the account', nm from keys
  where from_business and 'tenant_id' = any(mine) and confupdtype = 'c'
    and not (confrelid = 'accounts'::regclass and theirs = $2::text[])
union all select 'foreign key without an index', nm from keys where from_business and to_business
    and not exists (select 1 from pg_index i where i.indrelid = conrelid
      and (select array_agg(x) from unnest((i.indkey::smallint[])[0:cardinality(conkey) - 1]) x) @> conkey)
union all select 'number counted by the database', b.nm || ' ' || a.attname from business b join pg_attribute a on a.attrelid = b.oid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval'
union all select 'generated tenant_id', b.nm from business b join pg_attribute a on a.attrelid = b.oid
  where a.attname = 'tenant_id' and a.attgenerated <> ''
union all select 'constraint trigger', nm from triggers where tgconstraint <> 0
union all select 'trigger that writes a reference table', nm from triggers, unnest($1::text[]) as reference(name)
  where prosrc ~* ('(insert into|update|delete from) (only )?(public\.)?' || name || '\M') and tgname <> all($3::text[])
union all select 'trigger named as crossing that does not', name from unnest($3::text[]) name where name not in (
  select tgname from triggers, unnest($1::text[]) as reference(table_name)
  where prosrc ~* ('(insert into|update|delete from) (only )?(public\.)?' || table_name || '\M'))
order by 1, 2

-- Findings that would keep the business tables from being spread over machines by tenant_id; an empty answer is the goal.
with
  business as (
    select c.oid, c.relname::text as nm from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and exists (
      select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and i.indnatts > 1
        and (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) = 'tenant_id')),
  columns_of as (
    select i.indexrelid, i.indrelid, array_agg(coalesce(a.attname::text, '(expression)') order by k.ord) as names
    from pg_index i cross join lateral unnest(i.indkey::smallint[]) with ordinality as k(num, ord)
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num and k.num <> 0
    group by 1, 2)
select 'business row without the key (tenant_id, id)' as rule, c.relname::text as object
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r'
    and (select count(*) from pg_attribute where attrelid = c.oid and attname in ('tenant_id', 'unit_id', 'owner_id') and not attisdropped) = 3
    and not exists (select 1 from business b where b.oid = c.oid)
union all select 'unique index without tenant_id', b.nm || ' ' || i.indexrelid::regclass from business b
  join pg_index i on i.indrelid = b.oid and (i.indisunique or i.indisexclusion) join columns_of k on k.indexrelid = i.indexrelid
  where not 'tenant_id' = any(k.names)
union all select 'foreign key between business rows without tenant_id', b.nm || ' ' || con.conname from business b
  join pg_constraint con on con.conrelid = b.oid and con.contype = 'f' join business target on target.oid = con.confrelid
  where not exists (select 1 from pg_attribute a where a.attrelid = b.oid and a.attnum = con.conkey[1] and a.attname = 'tenant_id')
    or not exists (select 1 from pg_attribute a where a.attrelid = target.oid and a.attnum = con.confkey[1] and a.attname = 'tenant_id')
union all select 'reference table refers to a business row', con.conrelid::regclass || ' ' || con.conname from pg_constraint con
  join business target on target.oid = con.confrelid where con.contype = 'f' and not exists (select 1 from business b where b.oid = con.conrelid)
union all select 'foreign key without an index', con.conrelid::regclass || ' ' || con.conname from pg_constraint con
  join pg_namespace n on n.oid = con.connamespace and n.nspname = 'public'
  where con.contype = 'f' and exists (select 1 from business b where b.oid = con.conrelid)
    and exists (select 1 from business b where b.oid = con.confrelid)
    and not exists (select 1 from pg_index i where i.indrelid = con.conrelid
      and (select array_agg(x) from unnest((i.indkey::smallint[])[0:cardinality(con.conkey) - 1]) x) @> con.conkey)
order by 1, 2

import type postgres from 'postgres';
import { followsAccount, localTables, referenceTables } from './tables';

export interface Step {
  /** The part of the work it belongs to. */
  part: 'settings' | 'numbers' | 'keys off' | 'references' | 'shards' | 'functions' | 'keys on';
  /** May be several statements: then they are one transaction. */
  statement: string;
}

interface Key {
  child: string;
  parent: string;
  name: string;
  definition: string;
  /** Its `on update cascade` contains tenant_id: for shards only. */
  isFollower: boolean;
  isThere: boolean;
}

/** The tables that are spread already, by their full names; empty where Citus is not. */
export async function spreadTables(sql: postgres.ISql) {
  const [view] = await sql`select to_regclass('citus_tables') is not null as yes`;
  if (!view?.yes) return new Set<string>();
  const rows = await sql`
    select format('%I.%I', n.nspname, c.relname) as name from citus_tables t
    join pg_class c on c.oid = t.table_name join pg_namespace n on n.oid = c.relnamespace`;
  return new Set(rows.map(({ name }) => String(name)));
}

/** Definitions name their tables in full when only pg_catalog is on the search path. */
const keysOf = (sql: postgres.ISql) => sql<Key[]>`
  select format('%I.%I', n.nspname, c.relname) as child, k.confrelid::regclass::text as parent, quote_ident(k.conname) as name,
    pg_get_constraintdef(k.oid) as definition, true as "isThere",
    k.confupdtype = 'c' and (select array_agg(a.attname::text order by at.no) from unnest(k.confkey) with ordinality at(num, no)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = at.num) = ${`{${followsAccount.join()}}`}::text[] as "isFollower"
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and n.nspname = 'public' order by 1, 3`;

const keptKeys = 'drizzle.keys_to_add';

/** Keys that an earlier, interrupted run took off; followers stay noted, for shards that move lose them. */
async function notedKeys(sql: postgres.ISql) {
  const [table] = await sql`select to_regclass(${keptKeys}) is not null as yes`;
  if (!table?.yes) return [];
  return sql<Key[]>`
    select child, parent, name, definition, is_follower as "isFollower", false as "isThere" from drizzle.keys_to_add
    order by 1, 3`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const takeOff = ({ child, parent, name, definition, isFollower }: Key) => `
  insert into ${keptKeys} values (${[child, parent, name, definition].map(quoted).join(', ')}, ${isFollower})
    on conflict (child, name) do update set definition = excluded.definition;
  alter table ${child} drop constraint ${name}`;

const putOn = ({ child, name, definition }: Key) => `
  alter table ${child} add constraint ${name} ${definition};
  delete from ${keptKeys} where child = ${quoted(child)} and name = ${quoted(name)}`;

/** On each shard and the one of its parent beside it, unless it is there: a shard that was moved has lost it. */
function putOnShards({ child, parent, name, definition }: Key) {
  const onShard = definition.replace(`REFERENCES ${parent}(`, 'REFERENCES %1$s(');
  return `
  select nodename, shardid1, result from run_command_on_colocated_placements('${parent}', '${child}', $command$
    do $do$ begin
      if not exists (select from pg_constraint where conrelid = '%2$s'::regclass and conname = ${quoted(name)}) then
        alter table %2$s add constraint ${name} ${onShard};
      end if;
    end $do$ $command$) where not success`;
}

/** Citus takes identities of bigint only: the same numbers from a sequence of the table instead. */
async function countedBySequence(sql: postgres.ISql): Promise<Step[]> {
  const rows = await sql`
    select format('%I.%I', n.nspname, c.relname) as table, quote_ident(a.attname) as column,
      s.name as sequence, pg_sequence_last_value(s.name::regclass) as last
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    cross join pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as s (name)
    where n.nspname = 'public' and a.attidentity <> '' order by 1`;
  return rows.map(({ table, column, sequence, last }) => ({
    part: 'numbers',
    statement: `
  alter table ${table} alter ${column} drop identity;
  create sequence ${sequence} as integer start ${Number(last ?? 0) + 1} owned by ${table}.${column};
  grant usage on sequence ${sequence} to jiketong_app, jiketong_jobs;
  alter table ${table} alter ${column} set default nextval('${sequence}')`,
  }));
}

async function tablesToSpread(sql: postgres.ISql, spread: Set<string>) {
  const rows = await sql`
    select format('%I.%I', n.nspname, c.relname) as name, c.relname as plain
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' order by c.relname <> 'accounts', 1`;
  const left = rows.filter(({ name, plain }) => !spread.has(name) && !localTables.includes(plain));
  const isReference = ({ plain }: postgres.Row) => referenceTables.includes(plain);
  const names = (tables: postgres.Row[]) => tables.map(({ name }) => String(name));
  return { references: names(left.filter(isReference)), business: names(left.filter((row) => !isReference(row))) };
}

/** Our functions call each other by name, which Citus does not follow by itself. Those of local tables stay with them. */
async function functionsOf(sql: postgres.ISql) {
  const rows = await sql`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'app' and not exists (select from unnest(${`{${localTables.join()}}`}::text[]) local (name)
      where p.prosrc ~ ('\\m' || local.name || '\\M')) order by 1`;
  return rows.map(({ name }) => String(name));
}

/**
 * What is left to do, in its order, by what the database looks like now: after an interruption the rest, after a whole run
 * only the look at the shards. Needs a search path without `public`.
 */
export async function planSpread(sql: postgres.ISql, shards: number): Promise<Step[]> {
  const spread = await spreadTables(sql);
  const { references, business } = await tablesToSpread(sql, spread);
  const waiting = new Set([...references, ...business]);
  const [present, noted] = [await keysOf(sql), await notedKeys(sql)];
  const touched = present.filter(({ child, parent }) => waiting.has(child) || waiting.has(parent));
  const isSame = (a: Key, b: Key) => a.child === b.child && a.name === b.name;
  const off = [...touched, ...noted.filter((key) => !present.some((one) => isSame(one, key)))];
  const [database] = await sql`select quote_ident(current_database()) as name`;
  const settings = [
    // `set local` of who is asking has to reach the shards, where the policies are
    `citus.propagate_set_commands = 'local'`,
    // ours read and write rows of their own tenant, which lie on the same machine
    'citus.enable_unsafe_triggers = on',
  ];
  const step = (part: Step['part']) => (statement: string) => ({ part, statement: statement.trim() });
  const beside = (name: string) =>
    name === 'public.accounts' ? `'none', shard_count => ${shards}` : "'public.accounts'";
  return [
    ...(waiting.size
      ? settings.flatMap((one) => [`alter database ${database?.name} set ${one}`, `set ${one}`])
      : []
    ).map(step('settings')),
    ...(waiting.size ? await countedBySequence(sql) : []).map(({ statement }) => step('numbers')(statement)),
    ...(touched.length
      ? [
          `create table if not exists ${keptKeys} (child text, parent text, name text, definition text not null,
    is_follower boolean not null, primary key (child, name))`,
          ...touched.map(takeOff),
        ]
      : []
    ).map(step('keys off')),
    ...references.map((name) => `select create_reference_table('${name}')`).map(step('references')),
    ...business
      .map((name) => `select create_distributed_table('${name}', 'tenant_id', colocate_with => ${beside(name)})`)
      .map(step('shards')),
    ...(waiting.size ? await functionsOf(sql) : [])
      .map((name) => `select create_distributed_function('${name}')`)
      .map(step('functions')),
    ...off
      .filter(({ isFollower }) => !isFollower)
      .map(putOn)
      .map(step('keys on')),
    ...off
      .filter(({ isFollower }) => isFollower)
      .map(putOnShards)
      .map(step('keys on')),
  ];
}

import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type postgres from 'postgres';
import type { Backup } from '../backup/verified';
import { referenceTables } from '../distribute/tables';

const [tab, lineEnd] = [9, 10];

/** Of rows as COPY writes them, those with this value in that column: a line end or tab inside a value is escaped. */
function rowsWith(column: number, value: string) {
  const wanted = Buffer.from(value);
  let rest: Buffer = Buffer.alloc(0);
  const matches = (line: Buffer) => {
    let from = 0;
    for (let no = 0; no < column; no++) from = line.indexOf(tab, from) + 1;
    const end = line.indexOf(tab, from);
    return line.subarray(from, end < 0 ? line.length : end).equals(wanted);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      const data = rest.length ? Buffer.concat([rest, chunk]) : chunk;
      let from = 0;
      for (let end = data.indexOf(lineEnd); end >= 0; end = data.indexOf(lineEnd, from)) {
        if (matches(data.subarray(from, end))) this.push(data.subarray(from, end + 1));
        from = end + 1;
      }
      rest = data.subarray(from);
      next();
    },
  });
}

/** How one table of a company comes back. */
export interface Staged {
  table: string;
  /** What the backup holds of it, beside the table itself. */
  backup: string;
  columns: string[];
  key: string[];
  /**
   * `exact`: afterwards as in the backup. `kept`: what is there stays, the rest is added. `missing`: others may refer to
   * it, so it only comes back where it is gone. `follows`: with a row of another table that came back.
   */
  way: 'exact' | 'kept' | 'missing' | 'follows';
}

/** Follow from rows of the company, whatever their tables are for the others. */
const derived = ['promotion_uses', 'certificates_held'];
/** What is no company's own, by the column and the table it hangs on. A right or a sign-in that was taken away stays away. */
export const follows: Record<string, { column: string; of: string }> = {
  role_grants: { column: 'person_id', of: 'people' },
  credentials: { column: 'person_id', of: 'people' },
  second_factors: { column: 'person_id', of: 'people' },
  recovery_codes: { column: 'person_id', of: 'people' },
  passkeys: { column: 'person_id', of: 'people' },
  sso_identities: { column: 'person_id', of: 'people' },
  notice_choices: { column: 'person_id', of: 'people' },
  stages: { column: 'pipeline_id', of: 'pipelines' },
  unit_tree: { column: 'descendant_id', of: 'units' },
};
/** The legal groups of all companies, and what opens a door and is soon over: not restored for one company. */
export const leftAlone = [
  ...[
    'enterprises',
    'enterprise_merges',
    'sessions',
    'sign_in_challenges',
    'recovery_links',
    'api_tokens',
    'push_subscriptions',
  ],
  ...['calendar_feeds', 'sign_in_attempts'],
];

export function wayOf(name: string, columns: string[]): Staged['way'] | null {
  if (leftAlone.includes(name)) return null;
  if (name === 'journal') return 'kept';
  if (!referenceTables.includes(name) || derived.includes(name)) return 'exact';
  if (name === 'tenants' || columns.includes('tenant_id')) return 'missing';
  if (follows[name]) return 'follows';
  throw new Error(`Nobody said how ${name} comes back for one company.`);
}

async function keyOf(sql: postgres.Sql, table: string) {
  const rows = await sql`
    select quote_ident(a.attname) as name from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality k (num, no)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num
    where i.indrelid = ${table}::regclass and i.indisprimary order by k.no`;
  return rows.map(({ name }) => String(name));
}

/** A table of the backup, or its rows of one company, as a temporary table beside the real one. */
export async function stageTable(
  sql: postgres.Sql,
  { manifest, open }: Backup,
  { table, as, where }: { table: string; as: string; where?: { column: string; value: string } },
) {
  const { columns, file } = manifest.tables.find(({ name }) => name === table)!;
  await sql.unsafe(`create temporary table "${as}" as select ${columns} from ${table} with no data`);
  const into = await sql.unsafe(`copy pg_temp."${as}" (${columns}) from stdin`).writable();
  const unpacked = [await open(file), createGunzip()] as const;
  if (where) await pipeline(...unpacked, rowsWith(columns.split(', ').indexOf(where.column), where.value), into);
  else await pipeline(...unpacked, into);
  await sql.unsafe(`analyze pg_temp."${as}"`);
}

/** Brings what the backup holds of a company beside the tables; nothing is locked or changed yet. */
export async function stage(sql: postgres.Sql, backup: Backup, tenantId: number) {
  const staged: Staged[] = [];
  for (const { name: table, columns: listed } of backup.manifest.tables) {
    const name = table.replace(/^public\./, '');
    const columns = listed.split(', ');
    const way = wayOf(name, columns);
    if (!way) continue;
    const as = `of_${name}`;
    // what follows another row is narrowed down once it is known which came back
    const column = way === 'follows' ? undefined : name === 'tenants' ? 'id' : 'tenant_id';
    await stageTable(sql, backup, {
      table,
      as,
      where: column ? { column, value: String(tenantId) } : undefined,
    });
    staged.push({ table, backup: `pg_temp."${as}"`, columns, key: await keyOf(sql, table), way });
  }
  return staged;
}

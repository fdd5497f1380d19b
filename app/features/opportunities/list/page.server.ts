import { type SQL, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Cursor, pageSize, readCursor, writeCursor } from '~/core/paging';
import { type Narrowing, scopedKeys } from '~/core/scope.server';
import type { Sort, Stage } from '../rules';
import type { OpportunityFilter } from './filters';
import { type OpportunityRow, rowsOf } from './rows.server';
import { filterWhere } from './where.server';

export type PageAsk = { sort: Sort; after?: string | null; before?: string | null; limit?: number };
export type OpportunityListPage = { rows: OpportunityRow[]; after: string | null; before: string | null };

const column = { updated: sql`t.updated_at`, amount: sql`t.total_fen`, close: sql`t.expected_close_on` };
const type = { updated: sql`timestamptz`, amount: sql`bigint`, close: sql`date` };
/** The direction in which each index is read forward; ids go with it. */
const indexed = { updated: 'desc', amount: 'desc', close: 'asc' } as const;

/** One page of the list. Rows without a close date come last, whichever way it is sorted. */
export async function listOpportunities(
  ctx: Context,
  filter: OpportunityFilter,
  narrow: Narrowing,
  stages: Stage[],
  ask: PageAsk,
): Promise<OpportunityListPage> {
  const by = ask.sort.replace('-', '') as keyof typeof column;
  const limit = ask.limit ?? pageSize;
  const backwards = Boolean(ask.before);
  const cursor = readCursor(ask.before ?? ask.after ?? null);
  const descending = ask.sort.startsWith('-') !== backwards;
  // ids run with the index, so that either direction is one scan of it
  const idDescending = descending === (indexed[by] === 'asc');
  const where = filterWhere(ctx, filter, stages);
  const nullable = by === 'close';
  const keysWhere = (more: SQL, order: SQL) =>
    scopedKeys(ctx, opportunities, {
      where: sql`${where} and ${more}`,
      sort: column[by],
      order,
      limit: limit + 1,
      account: opportunities.accountId,
      narrow,
    });
  const way = sql.raw(descending ? 'desc' : 'asc');
  const idWay = sql.raw(idDescending ? 'desc' : 'asc');
  const dated = keysWhere(
    sql`${nullable ? sql`t.expected_close_on is not null` : sql`true`}${beyond(cursor, by, descending, idDescending)}`,
    sql`${column[by]} ${way}, t.id ${idWay}`,
  );
  const undated = () =>
    keysWhere(sql`t.expected_close_on is null${beyondNull(cursor, idDescending, backwards)}`, sql`t.id ${idWay}`);
  // read forwards, nulls come after everything; read backwards, before
  const wantsDated = cursor?.value !== null || backwards;
  const source = !nullable
    ? dated
    : wantsDated
      ? sql`(select * from ${dated} d union all select * from ${undated()} u)`
      : undated();
  const nulls = sql.raw(backwards ? 'nulls first' : 'nulls last');
  const order = sql`sort_key ${way} ${nulls}, id ${idWay}`;
  const keys = sql`select tenant_id, id, sort_key from ${source} w order by ${order} limit ${limit + 1}`;
  const found = await rowsOf(ctx, keys, sql`k.sort_key ${way} ${nulls}, k.id ${idWay}`);

  const more = found.length > limit;
  const page = found.slice(0, limit);
  if (backwards) page.reverse();
  const at = (item: (typeof page)[number] | undefined) =>
    item ? writeCursor({ value: item.sortKey, id: item.row.id }) : null;
  return {
    rows: page.map(({ row }) => row),
    after: (backwards ? cursor !== null : more) ? at(page.at(-1)) : null,
    before: (backwards ? more : cursor !== null) ? at(page[0]) : null,
  };
}

function beyond(cursor: Cursor | null, by: keyof typeof column, descending: boolean, idDescending: boolean): SQL {
  if (!cursor || cursor.value === null) return sql``;
  const [past, idPast] = [sql.raw(descending ? '<' : '>'), sql.raw(idDescending ? '<' : '>')];
  const value = sql`${String(cursor.value)}::${type[by]}`;
  const bound = sql.raw(descending ? '<=' : '>=');
  return sql` and ${column[by]} ${bound} ${value} and (${column[by]} ${past} ${value} or t.id ${idPast} ${cursor.id}::uuid)`;
}

function beyondNull(cursor: Cursor | null, idDescending: boolean, backwards: boolean): SQL {
  if (!cursor) return sql``;
  if (cursor.value === null) return sql` and t.id ${sql.raw(idDescending ? '<' : '>')} ${cursor.id}::uuid`;
  return backwards ? sql` and false` : sql``;
}

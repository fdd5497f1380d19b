import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from './context.server';
import { type Cursor, writeCursor } from './paging';
import { type Narrowing, type Scoped, scopedKeys } from './scope.server';

/** One way a list can be read: by a column of `t` of that type, ids going with the index. */
export type Order = { by: SQL; type: 'timestamptz' | 'text' | 'date' | 'uuid'; descends: boolean; idDescends: boolean };

const way = (descends: boolean) => sql.raw(descends ? 'desc' : 'asc');

/** The order and the other way round, `name` and `-name`; `idDescends` as ids lie in an index read that first way. */
export const bothWays = <N extends string>(name: N, by: SQL, type: Order['type'], idDescends = false) =>
  ({
    [name]: { by, type, descends: false, idDescends },
    [`-${name}`]: { by, type, descends: true, idDescends: !idDescends },
  }) as Record<N | `-${N}`, Order>;

/** Rows after the cursor; the first comparison is what the index is entered by. */
export function beyond({ by, type, descends, idDescends }: Order, cursor: Cursor | null): SQL {
  if (!cursor) return sql`true`;
  const at = sql`${String(cursor.value)}::${sql.raw(type)}`;
  const [past, upTo] = descends ? [sql`<`, sql`<=`] : [sql`>`, sql`>=`];
  return sql`${by} ${upTo} ${at} and (${by} ${past} ${at} or t.id ${idDescends ? sql`<` : sql`>`} ${cursor.id}::uuid)`;
}

export const orderOf = ({ by, descends, idDescends }: Order) => sql`${by} ${way(descends)}, t.id ${way(idDescends)}`;

/** What was changed at this instant or later; without one, everything. */
export const changedSince = (since: Date | null | undefined) =>
  since ? sql`t.updated_at >= ${since.toISOString()}::timestamptz` : sql`true`;

type Ask = {
  order: Order;
  where: SQL;
  after: Cursor | null;
  limit: number;
  account: PgColumn | null;
  narrow?: Narrowing;
};

/** A page of keys as the table `k`, one more than the page, with the order of its rows and the exact text each is sorted by. */
export function pageOfKeys(ctx: Context, table: Scoped, { order, where, after, limit, account, narrow }: Ask) {
  const keys = scopedKeys(ctx, table, {
    where: sql`${where} and ${beyond(order, after)}`,
    sort: order.by,
    order: orderOf(order),
    limit: limit + 1,
    account,
    narrow,
  });
  const { descends, idDescends } = order;
  return {
    keys: sql`(select * from ${keys} w order by w.sort_key ${way(descends)}, w.id ${way(idDescends)} limit ${limit + 1}) k`,
    sorted: sql`k.sort_key ${way(descends)}, k.id ${way(idDescends)}`,
    exact: sql<string>`k.sort_key::text`,
  };
}

/** The page without the one more, and where the next begins. */
export function cutPage<R extends { exact: string; id: string }>(found: readonly R[], limit: number) {
  const last = found[limit - 1];
  return {
    rows: found.slice(0, limit),
    next: found.length > limit && last ? writeCursor({ value: last.exact, id: last.id }) : null,
  };
}

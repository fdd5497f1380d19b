import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { bothWays, cutPage, pageOfKeys } from '~/core/order.server';
import { readCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope, type Scoped } from '~/core/scope.server';
import type { ListAsk, Row } from './resource.server';

// Records of which there is no list among the pages: in the order they were made in, which their ids tell.

const byId = bothWays('id', sql`t.id`, 'uuid');
type Paged = Pick<ListAsk, 'cursor' | 'limit' | 'sort'>;
export const madeOrders = ['-id', 'id'] as const;
const orderOf = ({ sort }: Paged) => byId[sort === 'id' ? 'id' : '-id'];

/** Rows of accounts, or of people and units: `living` are those of the table `of` that are there. */
export const scopedRows = (table: Scoped, account: PgColumn | null, living: (of: SQL) => SQL) => ({
  async list(ctx: Context, { cursor, limit, ...ask }: Paged, where: SQL) {
    const { keys, sorted, exact } = pageOfKeys(ctx, table, {
      order: orderOf({ cursor, limit, ...ask }),
      where: sql`${living(sql`t`)} and ${where}`,
      after: readCursor(cursor),
      limit,
      account,
    });
    const found = await ctx.db
      .select({ ...getTableColumns(table), exact })
      .from(keys)
      .innerJoin(table as PgTable, sql`${table.tenantId} = k.tenant_id and ${table.id} = k.id`)
      .orderBy(sorted);
    return cutPage(found as (Row & { id: string; exact: string })[], limit);
  },
  async get(ctx: Context, id: string): Promise<Row> {
    const here = and(
      eq(table.id, id),
      inReach(ctx, table.tenantId),
      inScope(ctx, table, account),
      living(sql`${table}`),
    );
    const [row] = isId(id)
      ? await ctx.db
          .select()
          .from(table as PgTable)
          .where(here)
      : [];
    if (!row) throw notFound();
    return row;
  },
});

/** Rows of a company or of a person's own, which `inSight` tells; few enough to be read in order. */
export const keptRows = (table: PgTable & { id: PgColumn }, inSight: (ctx: Context) => SQL) => ({
  async list(ctx: Context, { cursor, limit, sort }: Paged, where: SQL = sql`true`) {
    const after = readCursor(cursor);
    const up = sort === 'id';
    const past = after ? (up ? sql`${table.id} > ${after.id}::uuid` : sql`${table.id} < ${after.id}::uuid`) : undefined;
    const found = await ctx.db
      .select({ ...getTableColumns(table), exact: sql<string>`${table.id}::text` })
      .from(table)
      .where(and(inSight(ctx), where, past))
      .orderBy(up ? sql`${table.id}` : sql`${table.id} desc`)
      .limit(limit + 1);
    return cutPage(found as (Row & { id: string; exact: string })[], limit);
  },
  async get(ctx: Context, id: string): Promise<Row> {
    const [row] = isId(id)
      ? await ctx.db
          .select()
          .from(table)
          .where(and(eq(table.id, id), inSight(ctx)))
      : [];
    if (!row) throw notFound();
    return row;
  },
});

/** One condition for each filter that was given. */
export const asked = (conditions: Record<string, SQL>, given: Record<string, unknown>): SQL =>
  sql.join(
    [
      sql`true`,
      ...Object.entries(conditions).flatMap(([name, condition]) => (given[name] === undefined ? [] : [condition])),
    ],
    sql` and `,
  );

/** Companies whose rules and catalogue the person works by. */
export const companiesOf = ({ actor }: Context) =>
  sql`any(${`{${[...new Set([actor.tenantId, ...actor.visibleTenants])]}}`}::integer[])`;

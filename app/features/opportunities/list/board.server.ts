import { type SQL, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { readCursor, writeCursor } from '~/core/paging';
import { type Narrowing, othersOnMyAccounts, scopedKeys } from '~/core/scope.server';
import type { Stage } from '../rules';
import type { OpportunityFilter } from './filters';
import { type KeyedRow, type OpportunityRow, rowsOf } from './rows.server';
import { filterWhere, ints } from './where.server';

/** Two screens of a desktop; the next come as the end is scrolled into sight. */
export const cardsPerColumn = 12;
/** What a card shows, and no more: a board sends dozens. */
export type CardRow = Pick<OpportunityRow, (typeof shown)[number]>;
export type BoardCards = { stageId: number; rows: CardRow[]; after: string | null };

const shown = [
  'id',
  'title',
  'accountName',
  'stageId',
  'totalFen',
  'probability',
  'expectedCloseOn',
  'nextStep',
  'nextStepOn',
  'lastActivityAt',
  'ownerName',
  'version',
  'unheard',
] as const;
const cardOf = (row: OpportunityRow) => Object.fromEntries(shown.map((key) => [key, row[key]])) as CardRow;

/** The largest opportunities of each column: one index scan per stage and way of being in scope, one statement. */
export async function listBoard(
  ctx: Context,
  filter: OpportunityFilter,
  narrow: Narrowing,
  stages: Stage[],
  columns: { stage: { id: number }; ids: number[] }[],
): Promise<BoardCards[]> {
  const pairs = columns.flatMap(({ stage, ids }) => ids.map((id) => [stage.id, id] as const));
  const ids = pairs.map(([, id]) => id);
  const others = othersOnMyAccounts(
    ctx,
    opportunities,
    opportunities.accountId,
    sql`t.stage_id = any(${ints(ids)}) and ${filterWhere(ctx, filter, stages)}`,
  );
  const keys = sql`with others as materialized (select t.* from ${others} t) select n.tenant_id, n.id, n.sort_key from (
    select c.*, row_number() over (partition by s.at order by c.sort_key desc, c.id) as place
    from unnest(${ints(pairs.map(([at]) => at))}, ${ints(ids)}) as s(at, id) cross join lateral (
      select w.* from ${stageKeys(ctx, filter, narrow, stages, sql`t.stage_id = s.id`, sql`others`)} w
      order by w.sort_key desc, w.id limit ${cardsPerColumn + 1}) c) n where n.place <= ${cardsPerColumn + 1}`;
  const found = await rowsOf(ctx, keys, sql`k.sort_key desc, k.id`);
  return columns.map(({ stage, ids }) =>
    column(
      stage.id,
      found.filter(({ row }) => ids.includes(row.stageId)),
    ),
  );
}

/** The next cards of one column: of its stage in all versions. */
export async function listColumn(
  ctx: Context,
  filter: OpportunityFilter,
  narrow: Narrowing,
  stages: Stage[],
  { stage, ids }: { stage: { id: number }; ids: number[] },
  after: string | null,
): Promise<BoardCards> {
  const cursor = readCursor(after);
  const fen = Number(cursor?.value);
  const beyond =
    cursor && Number.isSafeInteger(fen)
      ? sql` and t.total_fen <= ${fen} and (t.total_fen < ${fen} or t.id > ${cursor.id}::uuid)`
      : sql``;
  const where = sql`t.stage_id = s.id${beyond}`;
  const keys = sql`select c.* from unnest(${ints(ids)}) as s(id) cross join lateral (
      select w.* from ${stageKeys(ctx, filter, narrow, stages, where)} w
      order by w.sort_key desc, w.id limit ${cardsPerColumn + 1}) c
    order by c.sort_key desc, c.id limit ${cardsPerColumn + 1}`;
  return column(stage.id, await rowsOf(ctx, keys, sql`k.sort_key desc, k.id`));
}

const stageKeys = (
  ctx: Context,
  filter: OpportunityFilter,
  narrow: Narrowing,
  stages: Stage[],
  where: SQL,
  others?: SQL,
) =>
  scopedKeys(ctx, opportunities, {
    where: sql`${where} and ${filterWhere(ctx, filter, stages)}`,
    sort: sql`t.total_fen`,
    order: sql`t.total_fen desc, t.id`,
    limit: cardsPerColumn + 1,
    account: opportunities.accountId,
    narrow,
    others,
  });

function column(stageId: number, found: KeyedRow[]): BoardCards {
  const page = found.slice(0, cardsPerColumn);
  const last = page.at(-1);
  return {
    stageId,
    rows: page.map(({ row }) => cardOf(row)),
    after: found.length > cardsPerColumn && last ? writeCursor({ value: last.sortKey, id: last.row.id }) : null,
  };
}

import { type SQL, sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { changedSince } from '~/core/order.server';
import { type Cursor, countCap, pageSize, readCursor, writeCursor } from '~/core/paging';
import { type Narrowing, scopedKeys } from '~/core/scope.server';
import { customWhere } from '../../custom-fields/filters.server';
import type { CustomValues } from '../../custom-fields/rules';
import type { AccountFilters } from '../filters';
import { industrySections } from '../industries';
import { searchedBy } from '../queries.server';
import type { AccountKind, Grade } from '../rules';

export type AccountRow = {
  id: string;
  name: string;
  grade: Grade;
  kind: AccountKind;
  industry: string | null;
  regionCode: string | null;
  creditCode: string | null;
  phone: string | null;
  address: string | null;
  monthlyRevenueFen: number | null;
  lastVisitedAt: string | null;
  updatedAt: string;
  createdAt: string;
  ownerId: string;
  ownerName: string | null;
  unitName: string | null;
  custom: CustomValues;
};
export type AccountPage = { rows: AccountRow[]; before: string | null; after: string | null };
type Turn = { after?: string | null; before?: string | null; limit?: number };

/** A section and its divisions. */
const codesOf = (section: string) =>
  `{${[section, ...(industrySections.find(({ code }) => code === section)?.divisions ?? [])]}}`;
const like = (prefix: string) => `${prefix}%`;

/** Never visited is before every visit; the expression is the one the indexes are made of. */
const lastVisit = sql`coalesce(t.last_visited_at, '-infinity'::timestamptz)`;

function conditions(ctx: Context, filters: AccountFilters, searched: SQL | null): SQL {
  const parts = [sql`t.deleted_at is null`];
  if (filters.grade) parts.push(sql`t.grade = ${filters.grade}`);
  if (filters.kind) parts.push(sql`t.kind = ${filters.kind}`);
  if (filters.section) parts.push(sql`t.industry = any(${codesOf(filters.section)}::text[])`);
  if (filters.region) parts.push(sql`t.region_code like ${like(filters.region.replace(/(00)+$/, ''))}`);
  if (filters.quiet) {
    const since = fromLocal(addDays(today(ctx.now), 1 - filters.quiet)).toISOString();
    parts.push(sql`${lastVisit} < ${since}::timestamptz`);
  }
  if (filters.since) parts.push(changedSince(filters.since));
  if (searched) parts.push(searched);
  parts.push(...customWhere(filters.custom ?? null));
  return sql.join(parts, sql` and `);
}

/** The units a unit filter means: it and those below, as far as the person sees them. */
export async function narrowing(
  ctx: Context,
  filters: Pick<AccountFilters, 'owner' | 'unit'>,
): Promise<Narrowing | undefined> {
  if (filters.owner) return { ownerId: filters.owner };
  if (!filters.unit) return undefined;
  const { visibleTenants, visibleUnits } = ctx.actor;
  const rows = await ctx.db.execute<{ id: number }>(sql`
    select u.id from unit_tree t join units u on u.id = t.descendant_id where t.ancestor_id = ${filters.unit}
    and (u.tenant_id = any(${`{${visibleTenants}}`}::integer[]) or u.id = any(${`{${visibleUnits}}`}::integer[]))`);
  return { unitIds: [...rows].map((row) => row.id) };
}

const orders = {
  '-updated': { column: sql`t.updated_at`, type: sql`timestamptz`, descends: true },
  updated: { column: sql`t.updated_at`, type: sql`timestamptz`, descends: false },
  name: { column: sql`t.pinyin`, type: sql`text`, descends: false },
  '-name': { column: sql`t.pinyin`, type: sql`text`, descends: true },
  visit: { column: lastVisit, type: sql`timestamptz`, descends: false },
  '-visit': { column: lastVisit, type: sql`timestamptz`, descends: true },
} as const;

const way = (descends: boolean) => (descends ? sql`desc` : sql`asc`);

/** `quiet`: whether the count goes by the order of visits, where those that pass lie together. */
type Arranged = { narrow: Narrowing | undefined; where: SQL; quiet: boolean };
async function arrange(ctx: Context, filters: AccountFilters): Promise<Arranged> {
  const [narrow, searched] = await Promise.all([narrowing(ctx, filters), searchedBy(ctx, filters.q)]);
  return { narrow, where: conditions(ctx, filters, searched), quiet: filters.quiet !== null };
}

/** One page of the register and how many pass. */
export async function getRegister(ctx: Context, filters: AccountFilters, turn: Turn) {
  const arranged = await arrange(ctx, filters);
  const [page, count] = await Promise.all([listArranged(ctx, filters, turn, arranged), countAccounts(ctx, arranged)]);
  return { ...page, count };
}

export const listAccounts = async (ctx: Context, filters: AccountFilters, turn: Turn = {}): Promise<AccountPage> =>
  listArranged(ctx, filters, turn, await arrange(ctx, filters));

/** In one statement: keys by index, then the rows of those keys. */
async function listArranged(
  ctx: Context,
  filters: AccountFilters,
  turn: Turn,
  { narrow, where }: Arranged,
): Promise<AccountPage> {
  const { limit = pageSize } = turn;
  const back = readCursor(turn.before ?? null);
  const cursor = back ?? readCursor(turn.after ?? null);
  const order = orders[filters.sort];
  const keyDescends = order.descends !== Boolean(back);
  const idDescends = filters.sort.endsWith('updated') ? !keyDescends : keyDescends; // as the indexes are
  const past = cursor ? sql` and ${beyond(order, cursor, keyDescends, idDescends)}` : sql``;
  const keys = scopedKeys(ctx, accounts, {
    where: sql`${where}${past}`,
    sort: order.column,
    order: sql`${order.column} ${way(keyDescends)}, t.id ${way(idDescends)}`,
    limit: limit + 1,
    account: accounts.id,
    narrow,
  });
  const sorted = sql`sort_key ${way(keyDescends)}, id ${way(idDescends)}`;
  const found = await ctx.db.execute<Raw>(sql`
    select a.id, a.name, a.grade, a.kind, a.industry, a.region_code, a.credit_code, a.phone, a.address,
      a.monthly_revenue_fen, a.last_visited_at, a.updated_at, a.created_at, a.owner_id, o.name as owner_name,
      u.name as unit_name, a.custom, k.sort_key::text as sort_key
    from (select * from ${keys} w order by ${sorted} limit ${limit + 1}) k
    join accounts a on a.tenant_id = k.tenant_id and a.id = k.id
    left join people o on o.id = a.owner_id left join units u on u.id = a.unit_id
    order by k.sort_key ${way(keyDescends)}, k.id ${way(idDescends)}`);
  const more = found.length > limit;
  const page = [...found].slice(0, limit);
  if (back) page.reverse();
  const at = (row?: (typeof page)[number]) =>
    row && writeCursor({ value: row.sort_key as string, id: row.id as string });
  return {
    rows: page.map(asRow),
    before: ((back ? more : cursor) && at(page[0])) || null,
    after: ((back ? true : more) && at(page.at(-1))) || null,
  };
}

function beyond(
  order: (typeof orders)[AccountFilters['sort']],
  { value, id }: Cursor,
  keyDescends: boolean,
  idDescends: boolean,
) {
  const [past, upTo] = keyDescends ? [sql`<`, sql`<=`] : [sql`>`, sql`>=`];
  const nextId = idDescends ? sql`<` : sql`>`;
  const at = sql`${safe(order, value)}::${order.type}`;
  return sql`${order.column} ${upTo} ${at} and (${order.column} ${past} ${at} or t.id ${nextId} ${id}::uuid)`;
}

/** A cursor made by hand must not make the database stumble over its type. */
function safe(order: { column: SQL }, value: Cursor['value']) {
  const text = String(value ?? '');
  if (order.column === orders.name.column || order.column === orders['-name'].column) return text;
  if (text === '-infinity') return text;
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)?|Z)$/.test(text) ? text : '9999-01-01T00:00:00Z';
}

type Raw = Record<string, unknown> & { custom: CustomValues };

const iso = (value: unknown) => (value === null ? null : new Date(value as string).toISOString());

function asRow(row: Raw): AccountRow {
  return {
    id: row.id as string,
    name: row.name as string,
    grade: row.grade as Grade,
    kind: row.kind as AccountKind,
    industry: row.industry as string | null,
    regionCode: row.region_code as string | null,
    creditCode: row.credit_code as string | null,
    phone: row.phone as string | null,
    address: row.address as string | null,
    monthlyRevenueFen: row.monthly_revenue_fen === null ? null : Number(row.monthly_revenue_fen),
    lastVisitedAt: iso(row.last_visited_at ?? null),
    updatedAt: iso(row.updated_at ?? null)!,
    createdAt: iso(row.created_at ?? null)!,
    ownerId: row.owner_id as string,
    ownerName: row.owner_name as string | null,
    unitName: row.unit_name as string | null,
    custom: row.custom,
  };
}

/** Counted to `countCap` and one more. */
async function countAccounts(ctx: Context, { narrow, where, quiet }: Arranged): Promise<number> {
  const keys = scopedKeys(ctx, accounts, {
    where,
    sort: quiet ? lastVisit : sql`t.updated_at`,
    order: quiet ? sql`${lastVisit}, t.id` : sql`t.updated_at desc, t.id`,
    limit: countCap + 1,
    account: accounts.id,
    narrow,
  });
  const rows = await ctx.db.execute<{ n: number }>(sql`
    select count(*)::int as n from (select 1 from ${keys} w limit ${countCap + 1}) s`);
  return [...rows][0]?.n ?? 0;
}

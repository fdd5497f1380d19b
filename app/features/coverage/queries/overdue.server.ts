import { type SQL, sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isDay, today } from '~/core/dates';
import { type Cursor, countCap, pageSize, readCursor, writeCursor } from '~/core/paging';
import { type Narrowing, scopedKeys } from '~/core/scope.server';
import { narrowing } from '~/features/accounts/queries/list.server';
import type { CoverageFilters } from '../filters';
import { type Policy, type Rule, rulesOf } from '../policy';
import { type Place, standingOf, startAfter } from '../rules';
import { cutoffOf, instantOf, ruled, sinceColumn } from './cutoffs.server';
import { listPolicies } from './policy.server';
import { type OverdueAccount, rowsOf } from './rows.server';

type Turn = { after?: string | null; before?: string | null; limit?: number };
type Key = Place & { tenantId: number; days: number; overdueDays: number; firm: boolean };
export type OverduePage = { rows: OverdueAccount[]; count: number; before: string | null; after: string | null };

/** Accounts that should have been visited, the most overdue first. */
export async function listOverdue(ctx: Context, filters: CoverageFilters, turn: Turn = {}): Promise<OverduePage> {
  const [policies, narrow] = await Promise.all([listPolicies(ctx), narrowing(ctx, filters)]);
  const rules = rulesOf(policies, filters.kind).filter(({ grade }) => !filters.grade || grade === filters.grade);
  if (!rules.length) return { rows: [], count: 0, before: null, after: null };
  const asked: Asked = { filters, policies, narrow, rules };
  const [page, count] = await Promise.all([listKeys(ctx, asked, turn), countOverdue(ctx, asked)]);
  return { ...page, rows: await rowsOf(ctx, filters.kind, page.keys), count };
}

type Asked = { filters: CoverageFilters; policies: Map<number, Policy>; narrow: Narrowing | undefined; rules: Rule[] };

function overdue(
  ctx: Context,
  { filters, policies, narrow }: Asked,
  rule: Rule,
  limit: number,
  back: boolean,
  from: SQL,
) {
  const since = sinceColumn(filters.kind);
  const way = back ? sql`desc` : sql`asc`;
  return scopedKeys(ctx, accounts, {
    where: sql`t.deleted_at is null and ${ruled(rule, policies)} and ${since} < ${cutoffOf(ctx, rule)}${from}`,
    sort: since,
    order: sql`${since} ${way}, t.id ${way}`,
    limit,
    account: null,
    narrow,
  });
}

/**
 * The keys of one page. Each rule's accounts come in the order of their index, since when nobody visited, and that is
 * their order of due days too; what is left is to merge the few rules by due day.
 */
async function listKeys(ctx: Context, asked: Asked, { before, after, limit = pageSize }: Turn) {
  const back = placeOf(before);
  const place = back ?? placeOf(after);
  const way = back ? sql`desc` : sql`asc`;
  const parts = asked.rules.map((rule, no) => {
    const from = place ? sql` and ${beyond(asked, rule, place, Boolean(back))}` : sql``;
    const keys = overdue(ctx, asked, rule, limit + 1, Boolean(back), from);
    return sql`(select ${sql.raw(String(no))} as rule, w.* from ${keys} w order by w.sort_key ${way}, w.id ${way} limit ${limit + 1})`;
  });
  const found = await ctx.db.execute<Record<string, string | number>>(sql`
    select k.rule, k.tenant_id, k.id, k.sort_key::text as since from (${sql.join(parts, sql` union all `)}) k`);
  const day = today(ctx.now);
  const keys = [...found].map((row): Key => {
    const { days } = asked.rules[Number(row.rule)]!;
    const sinceOn = today(new Date(row.since!));
    const key = { tenantId: Number(row.tenant_id), id: String(row.id), since: String(row.since), sinceOn, days };
    return { ...key, ...standingOf(sinceOn, days, day) };
  });
  keys.sort((a, b) => inOrder(a, b) * (back ? -1 : 1));
  const shown = keys.slice(0, limit);
  const more = keys.length > limit;
  if (back) shown.reverse();
  const at = (key?: Key) => key && writeCursor({ value: `${key.dueOn} ${key.since}`, id: key.id });
  return {
    keys: shown,
    before: ((back ? more : place) && at(shown[0])) || null,
    after: ((back ? true : more) && at(shown.at(-1))) || null,
  };
}

const inOrder = (a: Place, b: Place) => order(a.dueOn, b.dueOn) || order(a.since, b.since) || order(a.id, b.id);
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function beyond({ filters }: Asked, rule: Rule, place: Place, back: boolean): SQL {
  const since = sinceColumn(filters.kind);
  const start = startAfter(place, rule.days);
  if ('day' in start) return sql`${since} ${back ? sql`<` : sql`>=`} ${instantOf(start.day)}`;
  return sql`(${since}, t.id) ${back ? sql`<` : sql`>`} (${start.since}::timestamptz, ${start.id}::uuid)`;
}

/** A cursor made by hand must not make the database stumble over its type. */
function placeOf(text: string | null | undefined): Place | null {
  const cursor: Cursor | null = readCursor(text ?? null);
  const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?[+-](?:0\\d|1[0-4])(?::[0-5]\\d)?';
  const shape = new RegExp(`^(\\d{4}-\\d\\d-\\d\\d) ((\\d{4}-\\d\\d-\\d\\d) ${clock})$`);
  const [, dueOn, since, day] = shape.exec(String(cursor?.value ?? '')) ?? [];
  if (!cursor || !dueOn || !since || !day || !isDay(dueOn) || !isDay(day)) return null;
  return { dueOn, since, sinceOn: today(new Date(since)), id: cursor.id };
}

/** Counted to `countCap` and one more. */
async function countOverdue(ctx: Context, asked: Asked): Promise<number> {
  const parts = asked.rules.map(
    (rule) => sql`(select 1 from ${overdue(ctx, asked, rule, countCap + 1, false, sql``)} w)`,
  );
  const rows = await ctx.db.execute<{ n: number }>(sql`
    select count(*)::int as n from (select 1 from (${sql.join(parts, sql` union all `)}) k limit ${countCap + 1}) s`);
  return [...rows][0]?.n ?? 0;
}

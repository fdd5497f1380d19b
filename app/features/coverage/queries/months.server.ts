import { sql } from 'drizzle-orm';
import { accounts, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, addMonths, startOf, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { readCursor, writeCursor } from '~/core/paging';
import { notFound } from '~/core/refusals.server';
import { inScope } from '~/core/scope.server';
import type { Grade } from '~/features/accounts/rules';
import { intervalOf } from '../policy';
import { type Standing, standingOf } from '../rules';
import { instantOf } from './cutoffs.server';
import { listPolicies } from './policy.server';

const perPage = 40;
const monthsShown = 12;

export type MonthCell = { visits: number; leader: number };
export type AccountMonths = Standing & { id: string; name: string; grade: Grade; cells: MonthCell[] };

/** The person, as far as they are oneself or of what one leads. */
async function getCovering({ db, actor }: Context, personId: string) {
  if (!isId(personId)) throw notFound();
  const [row] = await db.execute<{ id: string; name: string; unit_name: string | null }>(sql`
    select p.id, p.name, u.name as unit_name from people p left join units u on u.id = p.unit_id where p.id = ${personId}
    and (p.id = ${actor.personId} or p.tenant_id = any(${`{${actor.visibleTenants}}`}::integer[])
      or p.unit_id = any(${`{${actor.visibleUnits}}`}::integer[]))`);
  if (!row) throw notFound();
  return { id: row.id, name: row.name, unitName: row.unit_name };
}

/** How often each account of a person was visited in each of the last twelve months, by name. */
export async function getAccountMonths(ctx: Context, personId: string, after: string | null) {
  const cursor = readCursor(after);
  const past = cursor ? sql`and (a.pinyin, a.id) > (${String(cursor.value)}, ${cursor.id}::uuid)` : sql``;
  const day = today(ctx.now);
  const first = addMonths(startOf(day, 'month'), 1 - monthsShown);
  const months = Array.from({ length: monthsShown }, (_, n) => addMonths(first, n).slice(0, 7));
  const [person, policies, found] = await Promise.all([
    getCovering(ctx, personId),
    listPolicies(ctx),
    ctx.db.execute<Record<string, string | number>>(sql`
      select a.tenant_id, a.id, a.name, a.pinyin, a.grade, a.uncovered_since
      from (select * from accounts where ${inScope(ctx, accounts, null)}) a
      where a.owner_id = ${isId(personId) ? personId : null} and a.deleted_at is null ${past}
      order by a.pinyin, a.id limit ${perPage + 1}`),
  ]);
  const page = [...found].slice(0, perPage);
  const last = page.at(-1);
  const cells = await countVisits(ctx, page, first);
  const rows = page.map((row): AccountMonths => {
    const grade = row.grade as Grade;
    const policy = policies.get(Number(row.tenant_id))!;
    return {
      id: String(row.id),
      name: String(row.name),
      grade,
      ...standingOf(today(new Date(row.uncovered_since!)), intervalOf(policy, 'manager', grade), day),
      cells: months.map((month) => cells.get(`${row.id} ${month}`) ?? { visits: 0, leader: 0 }),
    };
  });
  const next = found.length > perPage && last;
  return {
    person,
    months,
    rows,
    after: next ? writeCursor({ value: String(last.pinyin), id: String(last.id) }) : null,
  };
}

async function countVisits(ctx: Context, page: Record<string, string | number>[], first: string) {
  if (!page.length) return new Map<string, MonthCell>();
  const rows = await ctx.db.execute<{ account_id: string; month: string; visits: number; leader: number }>(sql`
    select v.account_id, to_char(coalesce(v.ended_at, v.planned_at) at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      count(*)::int as visits, count(*) filter (where v.type = 'executive')::int as leader
    from unnest(${`{${page.map((row) => row.tenant_id)}}`}::integer[], ${`{${page.map((row) => row.id)}}`}::uuid[]) k(tenant_id, id)
    join (select * from visits where ${inScope(ctx, visits, visits.accountId)}) v on v.tenant_id = k.tenant_id and v.account_id = k.id
    where v.status = 'completed' and v.deleted_at is null and v.planned_at >= ${instantOf(addDays(first, -31))}
    group by 1, 2`);
  return new Map(
    [...rows].map(({ account_id, month, visits, leader }) => [`${account_id} ${month}`, { visits, leader }]),
  );
}

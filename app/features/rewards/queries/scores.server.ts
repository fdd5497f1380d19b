import { sql } from 'drizzle-orm';
import { rewardPayrollLines, rewardPayrolls } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { requirePermission } from '~/core/permissions.server';
import { quarterAfter, quarterOf } from '../rules';

const notVoid = sql`not exists (select from reward_challenges x where x.tenant_id = c.tenant_id and x.entry_id = c.entry_id
  and x.is_void and x.is_restored is not true)`;

/** A person's own score: what is confirmed, this quarter and ever, and what may still come. */
export async function myScore(ctx: Context) {
  requirePermission(ctx.actor, 'reward.read');
  const quarter = quarterOf(today(ctx.now));
  const { personId } = ctx.actor;
  const [row] = await ctx.db.execute<{ now: number; ever: number; waiting: number }>(sql`
    select coalesce(sum(c.points) filter (where c.quarter = ${quarter}::date), 0)::bigint as now, coalesce(sum(c.points), 0)::bigint as ever,
      (select coalesce(sum(e.points), 0)::bigint from (
        select distinct on (e.series, e.fact_id) e.points from reward_entries e where e.person_id = ${personId}
          and not exists (select from reward_confirmations d where d.tenant_id = e.tenant_id and d.series = e.series and d.person_id = e.person_id and d.fact_id = e.fact_id)
          and not exists (select from reward_challenges x where x.tenant_id = e.tenant_id and x.entry_id = e.id and x.is_void and x.is_restored is not true)
        order by e.series, e.fact_id, e.created_at desc) e) as waiting
    from reward_confirmations c where c.person_id = ${personId} and ${notVoid}`);
  return { quarter, now: Number(row?.now ?? 0), ever: Number(row?.ever ?? 0), waiting: Number(row?.waiting ?? 0) };
}

/** The first ten of a quarter, and one's own place; nobody else's below them. */
export async function listTop(ctx: Context, quarter: string) {
  requirePermission(ctx.actor, 'reward.read');
  const rows = await ctx.db.execute<{
    place: number;
    person_id: string;
    name: string;
    unit: string;
    points: number;
    is_mine: boolean;
  }>(sql`select * from app.reward_top(${quarter}::date)`);
  return [...rows].map((row) => ({
    place: Number(row.place),
    personId: row.person_id,
    name: row.name,
    unit: row.unit,
    points: Number(row.points),
    isMine: row.is_mine,
  }));
}

/** The quarters of a company that hold anything, the latest first, and what went to the payroll of them. */
export async function listQuarters(ctx: Context) {
  requirePermission(ctx.actor, 'reward.manage');
  const tenants = `{${ctx.actor.visibleTenants}}`;
  const rows = await ctx.db.execute<{
    tenant_id: number;
    company: string;
    quarter: string;
    points: number;
    people: number;
    closed_at: string | null;
    closed_by: string | null;
    paid: number | null;
    paid_people: number | null;
    voided: number;
  }>(sql`
    select q.*, t.name as company, p.closed_at::text, w.name as closed_by, p.points as paid, p.people as paid_people,
      (select coalesce(sum(c.points), 0)::bigint from ${rewardPayrollLines} c
        where c.tenant_id = q.tenant_id and c.quarter = q.quarter::date and not ${notVoid}) as voided
    from (
      select c.tenant_id, c.quarter::text, coalesce(sum(c.points) filter (where ${notVoid}), 0)::bigint as points,
        count(distinct c.person_id) filter (where ${notVoid})::int as people
      from reward_confirmations c where c.tenant_id = any(${tenants}::integer[]) group by 1, 2) q
    join tenants t on t.id = q.tenant_id left join ${rewardPayrolls} p on p.tenant_id = q.tenant_id and p.quarter = q.quarter::date
    left join people w on w.id = p.closed_by where q.points > 0 or p.quarter is not null order by q.quarter desc, t.name limit 120`);
  const day = today(ctx.now);
  return [...rows].map((row) => ({
    tenantId: Number(row.tenant_id),
    company: row.company,
    quarter: row.quarter,
    points: Number(row.points),
    people: Number(row.paid_people ?? row.people),
    closedAt: row.closed_at ? new Date(row.closed_at) : null,
    closedBy: row.closed_by,
    paid: row.paid === null ? null : Number(row.paid),
    /** Of what was paid, what was found afterwards never to have happened; it is taken from nobody. */
    voided: Number(row.voided),
    isOver: quarterAfter(row.quarter, 1) <= day,
  }));
}

/** What is paid to whom for a closed quarter. */
export async function listPayroll(ctx: Context, tenantId: number, quarter: string) {
  requirePermission(ctx.actor, 'reward.manage');
  const rows = await ctx.db.execute<{
    employee_no: string | null;
    name: string;
    unit: string;
    entries: number;
    points: number;
  }>(sql`
    select p.employee_no, p.name, u.name as unit, count(*)::int as entries, sum(l.points)::bigint as points
    from ${rewardPayrollLines} l join people p on p.id = l.person_id join units u on u.id = p.unit_id
    where l.tenant_id = ${tenantId} and l.quarter = ${quarter}::date and l.tenant_id = any(${`{${ctx.actor.visibleTenants}}`}::integer[])
    group by p.id, u.name order by points desc, p.name`);
  return [...rows].map((row) => ({
    employeeNo: row.employee_no ?? '',
    name: row.name,
    unit: row.unit,
    entries: Number(row.entries),
    points: Number(row.points),
  }));
}

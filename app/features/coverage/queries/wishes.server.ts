import { sql } from 'drizzle-orm';
import { accounts, people, roleGrants, units, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { fromLocal, today } from '~/core/dates';
import { inScope } from '~/core/scope.server';
import type { Grade } from '~/features/accounts/rules';
import { type CoverageKind, intervalOf, type Policy } from '../policy';
import type { Load, Wish } from '../proposals';
import { dueDay } from '../rules';
import { sinceColumn } from './cutoffs.server';

/** As many as one night looks at for a person. */
const most = 500;

export type Wanted = Wish & {
  id: string;
  tenantId: number;
  unitId: number;
  lastVisited: boolean;
  /** Since when the interval counts: a rejected proposal is not repeated while that is the same. */
  period: string;
};

/** The units nobody nearer leads: an executive visit is the team lead's, and the director's where a team has none. */
async function unitsLed({ db, actor, now }: Context): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    with recursive led as (
      select id from ${units} where id = any(${`{${actor.ledUnits}}`}::integer[])
      union
      select u.id from ${units} u join led on u.parent_id = led.id
      where u.tenant_id = ${actor.tenantId} and not exists (
        select 1 from ${roleGrants} g join ${people} p on p.id = g.person_id
        where g.unit_id = u.id and g.role in ('team_lead', 'sales_director')
          and (p.left_on is null or p.left_on >= ${today(now)}::date)))
    select id from led`);
  return [...rows].map(({ id }) => Number(id));
}

/**
 * Accounts of which coverage asks a visit by `until`, that wish proposals, have no visit ahead and none proposed for
 * this interval. A due day that leads through a year not announced is not known, so nothing is proposed on it.
 */
export async function listWishes(
  ctx: Context,
  kind: CoverageKind,
  { policy, proposes, until }: { policy: Policy; proposes: boolean; until: string },
): Promise<Wanted[]> {
  const { actor, now } = ctx;
  const since = sinceColumn(kind, 'a');
  const whose =
    kind === 'manager'
      ? sql`a.owner_id = ${actor.personId}`
      : sql`a.unit_id = any(${`{${await unitsLed(ctx)}}`}::integer[]) and a.tenant_id = ${actor.tenantId}`;
  const executive = kind === 'leader' ? sql`and v.type = 'executive'` : sql``;
  const rows = await ctx.db.execute<Record<string, string | number | null>>(sql`
    select a.id, a.tenant_id, a.unit_id, a.grade, a.region_code, a.last_visited_at, ${since} as since
    from (select * from accounts where ${inScope(ctx, accounts, null)}) a
    where ${whose} and a.deleted_at is null and coalesce(a.proposes, ${proposes})
      and not exists (select 1 from visits v where v.tenant_id = a.tenant_id and v.account_id = a.id and v.deleted_at is null
        ${executive} and (v.status = 'in_progress' or v.status = 'planned' and v.planned_at >= ${now.toISOString()}::timestamptz))
      and not exists (select 1 from visits v where v.tenant_id = a.tenant_id and v.account_id = a.id
        and v.proposed_kind = ${kind} and v.proposed_for = (${since} at time zone 'Asia/Shanghai')::date)
    order by ${since}, a.id limit ${most}`);
  return [...rows].flatMap((row): Wanted[] => {
    const days = intervalOf(policy, kind, row.grade as Grade);
    const period = today(new Date(row.since!));
    if (days === null) return [];
    const { dueOn, firm } = dueDay(period, days);
    if (!firm || dueOn > until) return [];
    const id = String(row.id);
    return [
      {
        id,
        accountId: id,
        tenantId: Number(row.tenant_id),
        unitId: Number(row.unit_id),
        region: row.region_code as string | null,
        lastVisited: row.last_visited_at !== null,
        dueOn,
        period,
      },
    ];
  });
}

/** What the person has planned on these days. */
export async function listLoads(ctx: Context, days: string[]) {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { loads: [] as Load[], busy: [] };
  const rows = await ctx.db.execute<{ planned_at: string; planned_minutes: number; region_code: string | null }>(sql`
    select v.planned_at, v.planned_minutes, a.region_code from ${visits} v
    left join ${accounts} a on a.tenant_id = v.tenant_id and a.id = v.account_id
    where v.owner_id = ${ctx.actor.personId} and v.deleted_at is null and v.status in ('planned', 'in_progress')
      and v.planned_at >= ${fromLocal(first).toISOString()}::timestamptz
      and v.planned_at < ${fromLocal(last).toISOString()}::timestamptz + interval '1 day'`);
  const busy = [...rows].map((row) => ({
    plannedAt: new Date(row.planned_at),
    plannedMinutes: Number(row.planned_minutes),
    region: row.region_code,
  }));
  const on = (day: string) => busy.filter(({ plannedAt }) => today(plannedAt) === day);
  return { loads: days.map((day): Load => ({ day, regions: on(day).map(({ region }) => region) })), busy };
}

import { and, asc, between, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { accounts, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { inScope } from '~/core/scope.server';
import type { PlanInput } from '../input';
import { isVeryLong, spanOf } from '../rules';

const dayMs = 86_400_000;
/** A visit may take place long before or after it was planned for. */
const daysAway = 31;

export type Clash = { id: string; accountName: string | null; at: Date };
type Spanned = Parameters<typeof spanOf>[0] & { id: string; ownerId: string };

/** Other visits of the same person, planned or done, that take up some of that time. */
export function listClashes(ctx: Context, visit: Spanned): Promise<Clash[]> {
  const { from, until } = spanOf(visit);
  // as `spanOf` has it
  const begins = sql<Date>`case when ${visits.status} = 'planned' then ${visits.plannedAt}
    else coalesce(${visits.startedAt}, ${visits.plannedAt}) end`.mapWith(visits.plannedAt);
  const ends = sql`case when ${visits.status} = 'completed' and ${visits.endedAt} is not null then ${visits.endedAt}
    else ${begins} + make_interval(mins => ${visits.plannedMinutes}) end`;
  const [earliest, latest] = [from.getTime() - daysAway * dayMs, until.getTime() + daysAway * dayMs];
  return ctx.db
    .select({ id: visits.id, accountName: accounts.name, at: begins })
    .from(visits)
    .leftJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
    .where(
      and(
        eq(visits.ownerId, visit.ownerId),
        visit.ownerId === ctx.actor.personId ? undefined : inScope(ctx, visits, visits.accountId),
        isNull(visits.deletedAt),
        inArray(visits.status, ['planned', 'in_progress', 'completed']),
        ne(visits.id, visit.id),
        between(visits.plannedAt, new Date(earliest), new Date(latest)),
        sql`${begins} < ${until.toISOString()}::timestamptz and ${ends} > ${from.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(begins), asc(visits.id))
    .limit(5);
}

type Planned = Pick<PlanInput, 'id' | 'plannedAt' | 'plannedMinutes'> & Partial<Pick<PlanInput, 'ownerId'>>;

const asPlanned = (ctx: Context, { id, ownerId, plannedMinutes, plannedAt }: Planned): Spanned => ({
  id,
  ownerId: ownerId || ctx.actor.personId,
  status: 'planned',
  plannedAt: fromLocal(plannedAt),
  plannedMinutes,
  startedAt: null,
  endedAt: null,
});

/** What is odd about the time of a visit just planned: allowed, but the person is told. */
export async function whenPlanned(ctx: Context, input: Planned) {
  const visit = asPlanned(ctx, input);
  const { plannedAt } = visit;
  return { plannedAt, isPast: plannedAt < ctx.now, clashes: await listClashes(ctx, visit) };
}

type Said = { key: string; params?: Record<string, string | number>; tone?: 'warn' };

/** The words for a visit just logged: what is odd about it is allowed, but said. */
export async function saidOfLogged(ctx: Context, visit: Spanned & { isPositionUnusable?: boolean }): Promise<Said> {
  const [clash] = await listClashes(ctx, visit);
  if (clash) return { key: 'visit.done.logged_clash', params: { account: clash.accountName ?? '—' }, tone: 'warn' };
  const { from, until } = spanOf(visit);
  const minutes = (until.getTime() - from.getTime()) / 60_000;
  if (isVeryLong(minutes))
    return { key: 'visit.done.logged_long', params: { hours: Math.round(minutes / 6) / 10 }, tone: 'warn' };
  if (visit.isPositionUnusable) return { key: 'visit.done.logged_unplaced', tone: 'warn' };
  return { key: 'visit.done.logged' };
}

/** As `saidOfLogged`, of a visit that its form has logged: its time is that of a plan. */
export const saidOfNewLog = (ctx: Context, input: Planned) => saidOfLogged(ctx, asPlanned(ctx, input));

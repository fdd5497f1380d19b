import { and, asc, eq, gt, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { accounts, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { inScope } from '~/core/scope.server';
import type { PlanInput } from '../input';
import type { Slot } from '../moving';

const dayMs = 86_400_000;

export type Clash = { id: string; accountName: string | null; plannedAt: Date };

/** Other visits the same person has planned for some of that time. */
export function listClashes(ctx: Context, visit: Slot & { id: string; ownerId: string }): Promise<Clash[]> {
  const from = visit.plannedAt;
  const until = new Date(from.getTime() + visit.plannedMinutes * 60_000);
  return ctx.db
    .select({ id: visits.id, accountName: accounts.name, plannedAt: visits.plannedAt })
    .from(visits)
    .leftJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
    .where(
      and(
        eq(visits.ownerId, visit.ownerId),
        visit.ownerId === ctx.actor.personId ? undefined : inScope(ctx, visits, visits.accountId),
        isNull(visits.deletedAt),
        inArray(visits.status, ['planned', 'in_progress']),
        ne(visits.id, visit.id),
        // no visit is planned for longer than a day
        gt(visits.plannedAt, new Date(from.getTime() - dayMs)),
        lt(visits.plannedAt, until),
        sql`${visits.plannedAt} + make_interval(mins => ${visits.plannedMinutes}) > ${from.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(visits.plannedAt), asc(visits.id))
    .limit(5);
}

type Planned = Pick<PlanInput, 'id' | 'plannedAt' | 'plannedMinutes'> & Partial<Pick<PlanInput, 'ownerId'>>;

/** What is odd about the time of a visit just planned: allowed, but the person is told. */
export async function whenPlanned(ctx: Context, { id, ownerId, plannedMinutes, ...input }: Planned) {
  const plannedAt = fromLocal(input.plannedAt);
  const slot = { id, plannedAt, plannedMinutes, ownerId: ownerId || ctx.actor.personId };
  return { plannedAt, isPast: plannedAt < ctx.now, clashes: await listClashes(ctx, slot) };
}

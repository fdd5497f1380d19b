import { and, asc, eq, gte, inArray, isNull, lt } from 'drizzle-orm';
import { visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { inScope } from '~/core/scope.server';

/** When a person has visits planned, from one day up to another; of others, as far as one sees them. */
export const listBusy = (ctx: Context, personId: string, from: string, until: string) =>
  ctx.db
    .select({ plannedAt: visits.plannedAt, plannedMinutes: visits.plannedMinutes })
    .from(visits)
    .where(
      and(
        eq(visits.ownerId, personId),
        personId === ctx.actor.personId ? undefined : inScope(ctx, visits, visits.accountId),
        isNull(visits.deletedAt),
        inArray(visits.status, ['planned', 'in_progress']),
        gte(visits.plannedAt, fromLocal(from)),
        lt(visits.plannedAt, fromLocal(until)),
      ),
    )
    .orderBy(asc(visits.plannedAt))
    .limit(300);

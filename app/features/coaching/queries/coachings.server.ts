import { and, asc, eq, isNull, or } from 'drizzle-orm';
import { people, visitCoachings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { can } from '~/core/permissions';
import { inReach, inScope } from '~/core/scope.server';

/** What leads who came along have told the visitor: for the visitor, the lead and those above. */
export const listCoachings = (ctx: Context, visitId: string) =>
  ctx.db
    .select({
      id: visitCoachings.id,
      coachId: visitCoachings.coachId,
      coachName: people.name,
      aspects: visitCoachings.aspects,
      note: visitCoachings.note,
      updatedAt: visitCoachings.updatedAt,
      version: visitCoachings.version,
    })
    .from(visitCoachings)
    .leftJoin(people, eq(people.id, visitCoachings.coachId))
    .where(
      and(
        eq(visitCoachings.visitId, visitId),
        inReach(ctx, visitCoachings.tenantId),
        isNull(visitCoachings.deletedAt),
        or(
          eq(visitCoachings.ownerId, ctx.actor.personId),
          eq(visitCoachings.coachId, ctx.actor.personId),
          can(ctx.actor, 'visit.coach') ? inScope(ctx, visitCoachings, null) : undefined,
        ),
      ),
    )
    .orderBy(asc(visitCoachings.createdAt));
export type Coaching = Awaited<ReturnType<typeof listCoachings>>[number];

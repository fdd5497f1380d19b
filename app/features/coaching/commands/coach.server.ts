import { and, eq } from 'drizzle-orm';
import { visitAttendees, visitCoachings } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { lockVisit, subjectOf, type VisitRow } from '~/features/visits/commands/row.server';
import { hasBegun } from '~/features/visits/rules';
import type { CoachingInput } from '../input';
import { type Aspects, aspects } from '../rules';

async function wasThere(ctx: Context, visit: VisitRow) {
  const [row] = await ctx.db
    .select({ id: visitAttendees.id })
    .from(visitAttendees)
    .where(
      and(
        eq(visitAttendees.tenantId, visit.tenantId),
        eq(visitAttendees.visitId, visit.id),
        eq(visitAttendees.personId, ctx.actor.personId),
      ),
    )
    .limit(1);
  return row !== undefined;
}

const said = (given: CoachingInput['aspects']): Aspects =>
  Object.fromEntries(
    aspects.flatMap((name) => {
      const one = given[name];
      return one && (one.score !== null || one.note !== null) ? [[name, one]] : [];
    }),
  );

/** What a lead who came along tells the visitor. One form a lead and visit; the journal holds that, not what it says. */
export const coachVisit = (ctx: Context, visitId: string, input: CoachingInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.coach', visit);
    if (visit.ownerId === ctx.actor.personId) throw forbidden('visit.coach');
    if (!hasBegun(visit.status)) return refused('coaching.not_begun');
    if (!input.joint && !(await wasThere(ctx, visit)))
      return refused('invalid', { fields: { joint: 'coaching.not_joint' } });
    const coachId = ctx.actor.personId;
    const { tenantId, unitId, ownerId, accountId } = visit;
    const [before] = await ctx.db
      .select()
      .from(visitCoachings)
      .where(
        and(
          eq(visitCoachings.tenantId, tenantId),
          eq(visitCoachings.visitId, visit.id),
          eq(visitCoachings.coachId, coachId),
        ),
      );
    const told = { aspects: said(input.aspects), note: input.note };
    if (!before) {
      const row = { tenantId, id: input.id, unitId, ownerId, accountId, visitId: visit.id, coachId, ...told };
      const [made] = await ctx.db
        .insert(visitCoachings)
        .values({ ...row, createdAt: ctx.now, updatedAt: ctx.now })
        .onConflictDoNothing()
        .returning({ id: visitCoachings.id });
      if (!made) throw notFound(); // the id is taken, elsewhere
      await record(ctx, 'visit.coached', subjectOf('visit', visit));
      return ok(null);
    }
    if (input.version === 0 && before.id === input.id) return ok(null); // sent before
    if (before.version !== input.version) return refused('stale');
    await ctx.db
      .update(visitCoachings)
      .set({ ...told, updatedAt: ctx.now, version: before.version + 1 })
      .where(and(eq(visitCoachings.tenantId, tenantId), eq(visitCoachings.id, before.id)));
    await record(ctx, 'visit.coaching_edited', subjectOf('visit', visit));
    return ok(null);
  });

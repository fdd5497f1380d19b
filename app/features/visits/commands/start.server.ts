import { and, eq } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import type { StartInput } from '../input';
import { checkVerb, metresBetween } from '../rules';
import { lockVisit, saveVisit, staleVisit, subjectOf, type VisitRow } from './row.server';

type Position = NonNullable<StartInput['position']>;

/** How far a position is from the account's own; null when the account has none. */
async function distanceTo(ctx: Context, visit: VisitRow, position: Position) {
  const [place] = await ctx.db
    .select({ longitude: accounts.longitude, latitude: accounts.latitude })
    .from(accounts)
    .where(and(eq(accounts.tenantId, visit.tenantId), eq(accounts.id, visit.accountId)));
  if (typeof place?.longitude !== 'number' || typeof place.latitude !== 'number') return null;
  return metresBetween(position, { longitude: place.longitude, latitude: place.latitude });
}

/** Checks in. Started twice (a double tap, a retry) it stays as it was first. */
export const startVisit = (ctx: Context, id: string, input: StartInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (visit.status === 'in_progress') return ok(null);
    const allowed = checkVerb(visit.status, 'start');
    if (!allowed.ok) return allowed;
    if (visit.version !== input.version) return staleVisit(ctx, visit);
    const distanceMetres = input.position ? await distanceTo(ctx, visit, input.position) : null;
    await saveVisit(ctx, visit, {
      status: 'in_progress',
      startedAt: ctx.now,
      checkIn: input.position ?? null,
      distanceMetres,
    });
    await record(ctx, 'visit.started', subjectOf('visit', visit), {
      before: { status: visit.status },
      after: { status: 'in_progress', startedAt: ctx.now.toISOString(), distanceMetres },
    });
    return ok(null);
  });

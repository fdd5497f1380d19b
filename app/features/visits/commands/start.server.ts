import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { placeOf } from '../check-input';
import type { StartInput } from '../input';
import { checkVerb, momentOf } from '../rules';
import { assessed } from './checks.server';
import { lockVisit, saveVisit, staleRecord, subjectOf, type VisitRow } from './row.server';

/** Checks in. Started twice (a double tap, a retry) it stays as it was first. */
export const startVisit = (ctx: Context, id: string, input: StartInput): Promise<Result<VisitRow>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (visit.status === 'in_progress') return ok(visit);
    const allowed = checkVerb(visit.status, 'start');
    if (!allowed.ok) return allowed;
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    const { at, skewSeconds } = momentOf(input.clock, ctx.now);
    const started = {
      status: 'in_progress' as const,
      startedAt: at,
      checkedInAt: at,
      checkIn: placeOf(input.position),
      isPositionUnusable: input.position === 'unusable',
      skewSeconds,
    };
    const check = await assessed(ctx, { ...visit, ...started });
    await saveVisit(ctx, visit, { ...started, ...check });
    await record(ctx, 'visit.started', subjectOf('visit', visit), {
      before: { status: visit.status },
      after: { status: 'in_progress', startedAt: at.toISOString(), distanceMetres: check.distanceMetres },
    });
    return ok({ ...visit, ...started });
  });

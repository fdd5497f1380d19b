import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal, localInput } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Refused, type Result } from '~/core/result';
import type { MoveInput } from '../input';
import { type Clash, listClashes } from '../queries/clashes.server';
import { checkVerb } from '../rules';
import { lockVisit, saveVisit, staleRecord, subjectOf, type VisitRow } from './row.server';

export type Moved = {
  version: number;
  plannedAt: Date;
  /** Allowed, but the person is told. */
  isPast: boolean;
  clashes: Clash[];
  /** What takes the move back; null where the visit had been called off before. */
  undo: { version: number; plannedAt: string; plannedMinutes: number } | null;
};

/** A visit called off on the way has a check-in of a day that is not the new one's. */
const notArrived: Partial<VisitRow> = {
  startedAt: null,
  checkedInAt: null,
  checkIn: null,
  isPositionUnusable: false,
  distanceMetres: null,
  skewSeconds: null,
  confidence: null,
  confidenceReasons: null,
  checkNote: null,
  checkAcceptedBy: null,
  checkAcceptedAt: null,
};

/** Gives a visit another time; one that was called off or missed stands planned again. Sent twice it is moved once. */
export const moveVisit = (ctx: Context, id: string, input: MoveInput): Promise<Result<Moved>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    const wanted = {
      plannedAt: fromLocal(input.plannedAt),
      plannedMinutes: input.plannedMinutes ?? visit.plannedMinutes,
    };
    const isThere =
      visit.status === 'planned' &&
      visit.plannedAt.getTime() === wanted.plannedAt.getTime() &&
      visit.plannedMinutes === wanted.plannedMinutes;
    if (visit.version !== input.version && !isThere) return staleMove(ctx, visit, wanted.plannedAt);
    const allowed = checkVerb(visit.status, 'reschedule');
    if (!allowed.ok) return allowed;
    if (!isThere) {
      await saveVisit(ctx, visit, {
        ...wanted,
        status: 'planned',
        cancelReason: null,
        ...(visit.startedAt && notArrived),
      });
      await record(ctx, 'visit.rescheduled', subjectOf('visit', visit), {
        before: {
          status: visit.status,
          plannedAt: visit.plannedAt.toISOString(),
          plannedMinutes: visit.plannedMinutes,
          ...(visit.startedAt && { startedAt: visit.startedAt.toISOString() }),
        },
        after: { ...wanted, status: 'planned', plannedAt: wanted.plannedAt.toISOString() },
      });
    }
    const version = isThere ? visit.version : visit.version + 1;
    return ok({
      version,
      plannedAt: wanted.plannedAt,
      isPast: wanted.plannedAt < ctx.now,
      clashes: await listClashes(ctx, { ...visit, ...wanted }),
      undo:
        isThere || visit.status !== 'planned'
          ? null
          : { version, plannedAt: localInput(visit.plannedAt), plannedMinutes: visit.plannedMinutes },
    });
  });

export type StaleMove = { who: string | null; fields?: string[]; version: number; plannedAt: string; wanted: string };

/** Somebody saved first: both times go along, theirs and the one asked for. */
async function staleMove(ctx: Context, visit: VisitRow, wanted: Date): Promise<Refused> {
  const refusal = await staleRecord(ctx, visit);
  const both = { plannedAt: visit.plannedAt.toISOString(), wanted: wanted.toISOString() };
  return { ...refusal, details: { ...(refusal.details as object | undefined), ...both } };
}

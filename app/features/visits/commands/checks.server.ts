import { and, count, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { accounts, attachments, type Position, visits } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { assess, type Check } from '../confidence';
import type { AcceptCheckInput, ExplainCheckInput } from '../input';
import { isChecked, metresBetween, minutesOf } from '../rules';
import { lockVisit, saveVisit, staleRecord, subjectOf, type VisitRow } from './row.server';

/** How many earlier checks of a person are looked at, and how far back. */
const looksAt = 60;
const daysBack = 30;

async function siteOf(ctx: Context, visit: VisitRow) {
  const [place] = await ctx.db
    .select({ longitude: accounts.longitude, latitude: accounts.latitude })
    .from(accounts)
    .where(and(eq(accounts.tenantId, visit.tenantId), eq(accounts.id, visit.accountId)));
  if (typeof place?.longitude !== 'number' || typeof place.latitude !== 'number') return null;
  return { longitude: place.longitude, latitude: place.latitude };
}

/** When it was checked in and out; of those checked before these instants were kept only the times are known. */
const checkedTimes = (visit: Pick<VisitRow, 'checkedInAt' | 'checkedOutAt' | 'startedAt' | 'endedAt'>) => ({
  startedAt: visit.checkedInAt ?? visit.startedAt,
  endedAt: visit.checkedOutAt ?? visit.endedAt,
});

const checkAt = (position: Position | null, at: Date | null): Check | null =>
  position && at && !position.isCoarse ? { ...position, at } : null;

const minutesApart = (a: Date | null, b: Date | null) => (a && b ? Math.abs(a.getTime() - b.getTime()) / 60_000 : 0);

/** Checks of other visits of the same person around the time of this one. */
async function otherChecks(ctx: Context, visit: VisitRow): Promise<Check[][]> {
  const around = (days: number) => sql`${visit.plannedAt.toISOString()}::timestamptz + make_interval(days => ${days})`;
  const rows = await ctx.db
    .select({
      checkIn: visits.checkIn,
      checkOut: visits.checkOut,
      checkedInAt: visits.checkedInAt,
      checkedOutAt: visits.checkedOutAt,
      startedAt: visits.startedAt,
      endedAt: visits.endedAt,
    })
    .from(visits)
    .where(
      and(
        eq(visits.ownerId, visit.ownerId),
        isNull(visits.deletedAt),
        sql`${visits.plannedAt} between ${around(-daysBack)} and ${around(2)}`,
        or(isNotNull(visits.checkIn), isNotNull(visits.checkOut)),
        ne(visits.id, visit.id),
      ),
    )
    .orderBy(sql`${visits.plannedAt} desc`, visits.id)
    .limit(looksAt);
  return rows.map((row) => {
    const { startedAt, endedAt } = checkedTimes(row);
    return [checkAt(row.checkIn, startedAt), checkAt(row.checkOut, endedAt)].filter((check) => check !== null);
  });
}

/** For how many minutes another visit of the same person went on at the same time, by what is said of both. */
async function minutesElsewhere({ db }: Context, visit: VisitRow): Promise<number> {
  if (!visit.startedAt || !visit.endedAt) return 0;
  const [from, until] = [visit.startedAt.toISOString(), visit.endedAt.toISOString()];
  const shared = sql<number>`coalesce(max(extract(epoch from least(${visits.endedAt}, ${until}::timestamptz)
    - greatest(${visits.startedAt}, ${from}::timestamptz)) / 60), 0)`.mapWith(Number);
  const [row] = await db
    .select({ shared })
    .from(visits)
    .where(
      and(
        eq(visits.ownerId, visit.ownerId),
        isNull(visits.deletedAt),
        eq(visits.status, 'completed'),
        ne(visits.id, visit.id),
        sql`${visits.plannedAt} between ${from}::timestamptz - make_interval(days => ${daysBack}) and ${until}::timestamptz + make_interval(days => ${daysBack})`,
        sql`${visits.startedAt} < ${until}::timestamptz and ${visits.endedAt} > ${from}::timestamptz`,
      ),
    );
  return row?.shared ?? 0;
}

/** Photos of the visit that were taken, or at least sent, while it took place. */
async function photosOf(ctx: Context, visit: VisitRow) {
  const { startedAt, endedAt } = checkedTimes(visit);
  const taken = sql`coalesce(${attachments.takenAt}, ${attachments.createdAt})`;
  const [held] = await ctx.db
    .select({ n: count() })
    .from(attachments)
    .where(
      and(
        eq(attachments.tenantId, visit.tenantId),
        eq(attachments.visitId, visit.id),
        eq(attachments.kind, 'photo'),
        isNull(attachments.deletedAt),
        sql`${taken} >= ${startedAt?.toISOString()}::timestamptz - interval '15 minutes'`,
        sql`${taken} <= coalesce(${endedAt?.toISOString() ?? null}::timestamptz, ${taken}) + interval '1 hour'`,
      ),
    );
  return held?.n ?? 0;
}

/** What the checks of a visit, as it is about to be saved, are worth; nothing where nobody checks in. */
export async function assessed(ctx: Context, visit: VisitRow) {
  if (!isChecked(visit) || !visit.startedAt) return { distanceMetres: null, confidence: null, confidenceReasons: null };
  const checked = checkedTimes(visit);
  const checkIn = checkAt(visit.checkIn, checked.startedAt);
  const checkOut = checkAt(visit.checkOut, checked.endedAt);
  const [site, others, photos, elsewhere] = await Promise.all([
    siteOf(ctx, visit),
    checkIn || checkOut ? otherChecks(ctx, visit) : [],
    photosOf(ctx, visit),
    minutesElsewhere(ctx, visit),
  ]);
  const { confidence, reasons } = assess({
    checkIn,
    checkOut,
    isPositionUnusable: visit.isPositionUnusable,
    site,
    skewSeconds: visit.skewSeconds,
    minutes: minutesOf(checked),
    minutesChanged: Math.max(
      minutesApart(visit.startedAt, checked.startedAt),
      minutesApart(visit.endedAt, checked.endedAt),
    ),
    minutesElsewhere: elsewhere,
    others,
    photos,
    isConfirmed: visit.confirmedAt !== null,
  });
  return {
    distanceMetres: checkIn && site ? metresBetween(checkIn, site) : null,
    confidence,
    confidenceReasons: reasons,
  };
}

/**
 * Reckons anew what the check is worth, while it is known where it was made. Nothing that people edit changes, so a form
 * that is open stays good.
 */
export async function reassess(ctx: Context, visit: VisitRow) {
  if (visit.checkIn?.isCoarse || visit.checkOut?.isCoarse) return;
  await ctx.db
    .update(visits)
    .set(await assessed(ctx, visit))
    .where(and(eq(visits.tenantId, visit.tenantId), eq(visits.id, visit.id)));
}

/** The visitor's own words to what the check says. A new explanation has yet to be accepted. */
export const explainCheck = (ctx: Context, id: string, input: ExplainCheckInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    if (visit.ownerId !== ctx.actor.personId) throw forbidden('visit.log');
    if (visit.confidence === null) return refused('visit.not_checked');
    if (visit.checkNote === input.checkNote) return ok(null);
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    await saveVisit(ctx, visit, { checkNote: input.checkNote, checkAcceptedBy: null, checkAcceptedAt: null });
    await record(ctx, 'visit.check_explained', subjectOf('visit', visit), {
      before: { checkNote: visit.checkNote },
      after: { checkNote: input.checkNote },
    });
    return ok(null);
  });

/** A lead accepts the explanation: somebody else's, and the one that was read. */
export const acceptCheck = (ctx: Context, id: string, input: AcceptCheckInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.coach', visit);
    if (visit.ownerId === ctx.actor.personId) throw forbidden('visit.coach');
    if (visit.checkAcceptedAt) return ok(null);
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    if (!visit.checkNote) return refused('visit.not_explained');
    await saveVisit(ctx, visit, { checkAcceptedBy: ctx.actor.personId, checkAcceptedAt: ctx.now });
    await record(ctx, 'visit.check_accepted', subjectOf('visit', visit), { after: { checkNote: visit.checkNote } });
    return ok(null);
  });

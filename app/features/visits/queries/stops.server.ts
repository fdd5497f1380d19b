import { and, desc, eq, gte, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { accounts, type Position, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal } from '~/core/dates';
import type { Place } from '~/core/places';

/** A position older than that says little about where somebody starts. */
const daysBack = 7;
/** A visit may be checked in to long before or after it was planned for. */
const daysAway = 31;

export type LastPlace = Place & { at: Date };

/** Where the person last checked in or out by the end of the day, and when; what is kept only to the district does not count. */
export async function findLastPlace({ db, actor }: Context, day: string): Promise<LastPlace | null> {
  const until = fromLocal(addDays(day, 1));
  const from = fromLocal(addDays(day, -daysBack));
  const exact = (place: typeof visits.checkIn | typeof visits.checkOut) =>
    sql`${place} is not null and (${place} ->> 'isCoarse') is null`;
  const inAt = sql`case when ${exact(visits.checkIn)} then coalesce(${visits.checkedInAt}, ${visits.startedAt}) end`;
  const outAt = sql`case when ${exact(visits.checkOut)} then coalesce(${visits.checkedOutAt}, ${visits.endedAt}) end`;
  const at = sql<Date>`greatest(${inAt}, ${outAt})`.mapWith(visits.startedAt);
  const [row] = await db
    .select({ at, checkIn: visits.checkIn, checkOut: visits.checkOut, isOut: sql<boolean>`${outAt} is not null` })
    .from(visits)
    .where(
      and(
        eq(visits.ownerId, actor.personId),
        isNull(visits.deletedAt),
        gte(visits.plannedAt, fromLocal(addDays(day, -daysAway))),
        lt(visits.plannedAt, fromLocal(addDays(day, daysAway))),
        or(isNotNull(visits.checkIn), isNotNull(visits.checkOut)),
        sql`${at} >= ${from.toISOString()}::timestamptz and ${at} < ${until.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(at))
    .limit(1);
  const last: Position | null = (row?.isOut ? row.checkOut : row?.checkIn) ?? null;
  if (!row || !last) return null;
  return { latitude: last.latitude, longitude: last.longitude, at: row.at };
}

/** Where the customers of a person's visits of the day are. */
export const listStops = ({ db, actor }: Context, day: string) =>
  db
    .select({ id: visits.id, latitude: accounts.latitude, longitude: accounts.longitude })
    .from(visits)
    .innerJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
    .where(
      and(
        eq(visits.ownerId, actor.personId),
        isNull(visits.deletedAt),
        gte(visits.plannedAt, fromLocal(day)),
        lt(visits.plannedAt, fromLocal(addDays(day, 1))),
      ),
    )
    .limit(200);

import { and, desc, eq, gte, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { accounts, type Position, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal } from '~/core/dates';
import type { Place } from '~/core/places';

/** Where the person last checked in or out on the day; what later checks compare with is the same. */
export async function findLastPlace({ db, actor }: Context, day: string): Promise<Place | null> {
  const [row] = await db
    .select({ checkIn: visits.checkIn, checkOut: visits.checkOut })
    .from(visits)
    .where(
      and(
        eq(visits.ownerId, actor.personId),
        isNull(visits.deletedAt),
        gte(visits.plannedAt, fromLocal(day)),
        lt(visits.plannedAt, fromLocal(addDays(day, 1))),
        or(isNotNull(visits.checkIn), isNotNull(visits.checkOut)),
      ),
    )
    .orderBy(desc(sql`coalesce(${visits.endedAt}, ${visits.startedAt})`))
    .limit(1);
  const last: Position | null = row?.checkOut ?? row?.checkIn ?? null;
  return last && { latitude: last.latitude, longitude: last.longitude };
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

import { and, asc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import { accounts, calendarFeeds, commitments, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { attendeeNames } from '~/features/visits/queries/attendees.server';

const daysBack = 30;
const daysAhead = 180;

/** The own feed, if there is one; never its secret. */
export async function findFeed({ db, actor }: Context) {
  const { showsDetails, createdAt, readAt } = calendarFeeds;
  const [feed] = await db
    .select({ showsDetails, createdAt, readAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.personId, actor.personId));
  return feed ?? null;
}

/** What stands in a person's calendar: own visits of the last month and the next half year, own open promises. */
export async function listEntries(ctx: Context) {
  const { personId } = ctx.actor;
  const day = today(ctx.now);
  const ofAccount = (table: typeof visits | typeof commitments) =>
    and(eq(accounts.tenantId, table.tenantId), eq(accounts.id, table.accountId));
  const [planned, promised] = await Promise.all([
    ctx.db
      .select({
        id: visits.id,
        version: visits.version,
        updatedAt: visits.updatedAt,
        purpose: visits.purpose,
        plannedAt: visits.plannedAt,
        plannedMinutes: visits.plannedMinutes,
        startedAt: visits.startedAt,
        endedAt: visits.endedAt,
        accountName: accounts.name,
        address: accounts.address,
        contacts: attendeeNames(),
      })
      .from(visits)
      .leftJoin(accounts, ofAccount(visits))
      .where(
        and(
          eq(visits.ownerId, personId),
          isNull(visits.deletedAt),
          eq(visits.isProposed, false),
          inArray(visits.status, ['planned', 'in_progress', 'completed']),
          gte(visits.plannedAt, fromLocal(addDays(day, -daysBack))),
          lt(visits.plannedAt, fromLocal(addDays(day, daysAhead))),
        ),
      )
      .orderBy(asc(visits.plannedAt), asc(visits.id))
      .limit(2000),
    ctx.db
      .select({
        id: commitments.id,
        version: commitments.version,
        updatedAt: commitments.updatedAt,
        text: commitments.text,
        dueOn: commitments.dueOn,
        visitId: commitments.visitId,
        accountName: sql<
          string | null
        >`coalesce(${accounts.name}, app.promised_to(${commitments.tenantId}, ${commitments.id}))`,
      })
      .from(commitments)
      .leftJoin(accounts, ofAccount(commitments))
      .where(
        and(
          eq(commitments.ownerId, personId),
          eq(commitments.state, 'open'),
          isNull(commitments.deletedAt),
          lt(commitments.dueOn, addDays(day, daysAhead)),
        ),
      )
      .orderBy(asc(commitments.dueOn), asc(commitments.id))
      .limit(500),
  ]);
  return { visits: planned, commitments: promised };
}
export type Entries = Awaited<ReturnType<typeof listEntries>>;

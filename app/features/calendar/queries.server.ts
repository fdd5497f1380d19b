import { and, asc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { accounts, calendarFeeds, commitments, people, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { attendeeNames } from '~/features/visits/queries/attendees.server';
import { isJoined } from '~/features/visits/queries/joint.server';

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

/** What stands in a person's calendar: visits of the last month and the next half year, own and joint, and own open promises. */
export async function listEntries(ctx: Context) {
  const { personId } = ctx.actor;
  const day = today(ctx.now);
  const ofAccount = (table: typeof visits | typeof commitments) =>
    and(eq(accounts.tenantId, table.tenantId), eq(accounts.id, table.accountId));
  const span = sql`${visits.plannedAt} >= ${fromLocal(addDays(day, -daysBack)).toISOString()}::timestamptz
    and ${visits.plannedAt} < ${fromLocal(addDays(day, daysAhead)).toISOString()}::timestamptz`;
  const planned = (whose: SQL) =>
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
        ownerName: people.name,
        contacts: attendeeNames(),
      })
      .from(visits)
      .leftJoin(accounts, ofAccount(visits))
      .leftJoin(people, eq(people.id, visits.ownerId))
      .where(and(whose, eq(visits.isProposed, false), inArray(visits.status, ['planned', 'in_progress', 'completed'])))
      .orderBy(asc(visits.plannedAt), asc(visits.id))
      .limit(2000);
  const [own, joint, promised] = await Promise.all([
    planned(sql`${visits.ownerId} = ${personId} and ${visits.deletedAt} is null and ${span}`),
    planned(isJoined(ctx, span)),
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
  return {
    visits: [...own.map((one) => ({ ...one, isJoint: false })), ...joint.map((one) => ({ ...one, isJoint: true }))],
    commitments: promised,
  };
}
export type Entries = Awaited<ReturnType<typeof listEntries>>;

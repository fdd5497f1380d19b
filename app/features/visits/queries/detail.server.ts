import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import {
  accounts,
  commitments,
  contacts,
  journal,
  needs,
  opportunities,
  people,
  visitAttendees,
  visits,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { leadsAbove } from './joint.server';

/** One visit with its account, its owner and its opportunity. */
export async function getVisit(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select({
      visit: visits,
      account: {
        id: accounts.id,
        name: accounts.name,
        grade: accounts.grade,
        address: accounts.address,
        phone: accounts.phone,
        latitude: accounts.latitude,
        longitude: accounts.longitude,
      },
      ownerName: people.name,
      acceptedBy: sql<string | null>`(select p.name from ${people} p where p.id = ${visits.checkAcceptedBy})`,
      opportunity: { id: opportunities.id, title: opportunities.title, totalFen: opportunities.totalFen },
    })
    .from(visits)
    .leftJoin(accounts, and(eq(accounts.tenantId, visits.tenantId), eq(accounts.id, visits.accountId)))
    .leftJoin(people, eq(people.id, visits.ownerId))
    .leftJoin(
      opportunities,
      and(
        eq(opportunities.tenantId, visits.tenantId),
        eq(opportunities.id, visits.opportunityId),
        isNull(opportunities.deletedAt),
      ),
    )
    .where(
      and(
        eq(visits.id, id),
        inReach(ctx, visits.tenantId),
        isNull(visits.deletedAt),
        inScope(ctx, visits, visits.accountId),
      ),
    );
  if (!row) throw notFound();
  return row;
}

export type VisitPage = Awaited<ReturnType<typeof getVisit>>;

/** Who is named as having been there, ours and theirs. */
export function listAttendees(ctx: Context, visitId: string) {
  return ctx.db
    .select({
      contactId: visitAttendees.contactId,
      personId: visitAttendees.personId,
      name: sql<string | null>`coalesce(${contacts.name}, ${people.name})`,
      title: sql<string | null>`coalesce(${contacts.title}, ${people.title})`,
      buyingRole: contacts.buyingRole,
      isLead: leadsAbove(sql`${visitAttendees.personId}`, sql`${visitAttendees.unitId}`),
    })
    .from(visitAttendees)
    .leftJoin(contacts, and(eq(contacts.tenantId, visitAttendees.tenantId), eq(contacts.id, visitAttendees.contactId)))
    .leftJoin(people, eq(people.id, visitAttendees.personId))
    .where(
      and(
        eq(visitAttendees.visitId, visitId),
        inReach(ctx, visitAttendees.tenantId),
        inScope(ctx, visitAttendees, visitAttendees.accountId),
      ),
    )
    .orderBy(sql`${contacts.influence} desc nulls last`, asc(visitAttendees.id));
}

export const listNeedsOfVisit = (ctx: Context, visitId: string) =>
  ctx.db
    .select()
    .from(needs)
    .where(
      and(
        eq(needs.visitId, visitId),
        inReach(ctx, needs.tenantId),
        isNull(needs.deletedAt),
        inScope(ctx, needs, needs.accountId),
      ),
    )
    .orderBy(asc(needs.id));

export const listCommitmentsOfVisit = (ctx: Context, visitId: string) =>
  ctx.db
    .select({ commitment: commitments, ownerName: people.name })
    .from(commitments)
    .leftJoin(people, eq(people.id, commitments.ownerId))
    .where(
      and(
        eq(commitments.visitId, visitId),
        inReach(ctx, commitments.tenantId),
        isNull(commitments.deletedAt),
        inScope(ctx, commitments, commitments.accountId),
      ),
    )
    .orderBy(asc(commitments.dueOn), asc(commitments.id));

/** What the journal says about a visit, newest first. */
export const listVisitHistory = (ctx: Context, visitId: string) =>
  ctx.db
    .select({ id: journal.id, at: journal.at, event: journal.event, after: journal.after, actorName: people.name })
    .from(journal)
    .leftJoin(people, eq(people.id, journal.actorId))
    .where(and(eq(journal.subjectId, visitId), eq(journal.subject, 'visit')))
    .orderBy(desc(journal.at), desc(journal.id))
    .limit(50);

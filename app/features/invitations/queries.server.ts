import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { contacts, mails, people, visitAttendees, visitInvitations, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';

/** Who is to be at a visit besides its owner, in whose name an invitation goes out; with the address it goes to. */
export async function listGuests(ctx: Context, visitId: string) {
  const rows = await ctx.db
    .select({
      id: sql<string>`coalesce(${visitAttendees.contactId}, ${visitAttendees.personId})`,
      isColleague: sql<boolean>`${visitAttendees.personId} is not null`,
      name: sql<string>`coalesce(${contacts.name}, ${people.name})`,
      title: sql<string | null>`coalesce(${contacts.title}, ${people.title})`,
      email: sql<string | null>`coalesce(${contacts.email}, ${people.email})`,
      locale: sql<'zh-CN' | 'en'>`coalesce(${people.locale}, 'zh-CN')`,
    })
    .from(visitAttendees)
    .innerJoin(
      visits,
      and(
        eq(visits.tenantId, visitAttendees.tenantId),
        eq(visits.id, visitAttendees.visitId),
        sql`${visits.ownerId} is distinct from ${visitAttendees.personId}`,
      ),
    )
    .leftJoin(
      contacts,
      and(
        eq(contacts.tenantId, visitAttendees.tenantId),
        eq(contacts.id, visitAttendees.contactId),
        isNull(contacts.deletedAt),
      ),
    )
    .leftJoin(people, eq(people.id, visitAttendees.personId))
    .where(
      and(
        eq(visitAttendees.visitId, visitId),
        inReach(ctx, visitAttendees.tenantId),
        inScope(ctx, visitAttendees, visitAttendees.accountId),
      ),
    )
    .orderBy(sql`${visitAttendees.personId} is not null`, asc(visitAttendees.id))
    .limit(100);
  return rows.filter((row) => row.name !== null);
}
export type Guest = Awaited<ReturnType<typeof listGuests>>[number];

/** Who has been asked to a visit, what they say to it, and how the last mail to them stands. */
export function listInvitations(ctx: Context, visitId: string) {
  const last = ctx.db
    .select({ sentAt: mails.sentAt, failedAt: mails.failedAt, droppedAt: mails.droppedAt, error: mails.error })
    .from(mails)
    .where(and(eq(mails.tenantId, visitInvitations.tenantId), eq(mails.invitationId, visitInvitations.id)))
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(1)
    .as('last');
  return ctx.db
    .select({
      guestId: sql<string>`coalesce(${visitInvitations.contactId}, ${visitInvitations.personId})`,
      name: sql<string | null>`coalesce(${contacts.name}, ${people.name})`,
      address: visitInvitations.address,
      locale: visitInvitations.locale,
      title: visitInvitations.title,
      place: visitInvitations.place,
      sequence: visitInvitations.sequence,
      withdrawnAt: visitInvitations.withdrawnAt,
      answer: visitInvitations.answer,
      answeredAt: visitInvitations.answeredAt,
      answeredSequence: visitInvitations.answeredSequence,
      sentAt: last.sentAt,
      failedAt: last.failedAt,
      droppedAt: last.droppedAt,
      error: last.error,
    })
    .from(visitInvitations)
    .leftJoin(
      contacts,
      and(eq(contacts.tenantId, visitInvitations.tenantId), eq(contacts.id, visitInvitations.contactId)),
    )
    .leftJoin(people, eq(people.id, visitInvitations.personId))
    .leftJoinLateral(last, sql`true`)
    .where(
      and(
        eq(visitInvitations.visitId, visitId),
        inReach(ctx, visitInvitations.tenantId),
        inScope(ctx, visitInvitations, visitInvitations.accountId),
      ),
    )
    .orderBy(asc(visitInvitations.createdAt), asc(visitInvitations.id));
}
export type Invited = Awaited<ReturnType<typeof listInvitations>>[number];

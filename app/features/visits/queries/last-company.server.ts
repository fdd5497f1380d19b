import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { contacts, people, visitAttendees, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import type { LastCompany } from '../pickers';

/** Who was at the last visit to an account, both sides, and who of them cannot be there any more. */
export async function findLastCompany(ctx: Context, accountId: string): Promise<LastCompany | null> {
  const last = ctx.db
    .select({ tenantId: visits.tenantId, id: visits.id, at: sql<Date>`${visits.startedAt}`.as('at') })
    .from(visits)
    .where(
      and(
        eq(visits.accountId, accountId),
        eq(visits.status, 'completed'),
        inReach(ctx, visits.tenantId),
        isNull(visits.deletedAt),
        inScope(ctx, visits, visits.accountId),
      ),
    )
    .orderBy(desc(visits.plannedAt))
    .limit(1)
    .as('last');
  const rows = await ctx.db
    .select({
      contactId: visitAttendees.contactId,
      personId: visitAttendees.personId,
      name: sql<string>`coalesce(${contacts.name}, ${people.name}, '')`,
      isHere: sql<boolean>`case when ${visitAttendees.contactId} is not null
        then coalesce(${contacts.deletedAt} is null and ${contacts.id} is not null, false)
        else coalesce(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)}::date, false) and ${people.id} is not null end`,
    })
    .from(last)
    .innerJoin(visitAttendees, and(eq(visitAttendees.tenantId, last.tenantId), eq(visitAttendees.visitId, last.id)))
    .leftJoin(contacts, and(eq(contacts.tenantId, visitAttendees.tenantId), eq(contacts.id, visitAttendees.contactId)))
    .leftJoin(people, eq(people.id, visitAttendees.personId))
    .orderBy(visitAttendees.id);
  if (!rows.length) return null;
  const here = rows.filter((row) => row.isHere);
  return {
    contactIds: here.flatMap(({ contactId }) => contactId ?? []),
    people: here.flatMap(({ personId, name }) => (personId ? [{ id: personId, name }] : [])),
    gone: rows.filter((row) => !row.isHere).map(({ name }) => name),
  };
}

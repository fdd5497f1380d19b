import { sql } from 'drizzle-orm';
import { contacts, visitAttendees, visits } from '#drizzle/schema';

/** Names of the contacts at a visit of the outer query, in one text; null when nobody is named. */
export const attendeeNames = () => sql<string | null>`(
  select string_agg(${contacts.name}, '、' order by ${contacts.influence} desc nulls last, ${contacts.pinyin})
  from ${visitAttendees} join ${contacts}
    on ${contacts.tenantId} = ${visitAttendees.tenantId} and ${contacts.id} = ${visitAttendees.contactId}
  where ${visitAttendees.tenantId} = ${visits.tenantId} and ${visitAttendees.visitId} = ${visits.id})`;

import { type SQL, sql } from 'drizzle-orm';
import { opportunityReads, visitComments, visitReads } from '#drizzle/schema';
import type { Context } from './context.server';

const places = {
  visit: { reads: visitReads, column: sql.raw('visit_id') },
  opportunity: { reads: opportunityReads, column: sql.raw('opportunity_id') },
};

/**
 * Whether somebody else has said something about a row since the person last looked. For the rows of a page, once they
 * are known: two looks into an index each. `row` is the alias; who sees the row sees what is said about it.
 */
export function hasUnheard({ actor }: Context, kind: keyof typeof places, row: SQL): SQL<boolean> {
  const { reads, column } = places[kind];
  return sql<boolean>`exists (select 1 from ${visitComments} c
    where c.tenant_id = ${row}.tenant_id and c.${column} = ${row}.id and c.deleted_at is null
      and c.author_id <> ${actor.personId}::uuid and c.created_at > coalesce((select r.seen_at from ${reads} r
        where r.tenant_id = ${row}.tenant_id and r.${column} = ${row}.id and r.person_id = ${actor.personId}::uuid),
        '-infinity'::timestamptz))`;
}

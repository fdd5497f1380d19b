import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { journal, people, roleGrants, unitTree, visitAttendees, visitComments, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { factsOf } from './facts';

const toldToCompanions = ['visit.rescheduled', 'visit.cancelled', 'visit.deleted', 'visit.restored'];

/** Tells others of what one command has written into the journal. Done twice, each is told once. */
export const writeNotices = (ctx: Context, event: string, at: Date) =>
  inTransaction(ctx, async (ctx) => {
    const entries = await ctx.db
      .select()
      .from(journal)
      .where(and(eq(journal.actorId, ctx.actor.personId), eq(journal.at, at), eq(journal.event, event)));
    if (!entries.length) return 0;
    const ids = entries.map((entry) => entry.subjectId);
    const involved =
      event === 'visit.commented'
        ? await participants(ctx, visitComments.visitId, ids)
        : event === 'opportunity.commented'
          ? await participants(ctx, visitComments.opportunityId, ids)
          : toldToCompanions.includes(event)
            ? await attendees(ctx, ids)
            : event.startsWith('commitment.')
              ? await makers(ctx, ids)
              : event === 'visit.check_explained'
                ? await nearestLeads(ctx, ids)
                : [];
    const facts = factsOf(
      entries.map((entry) => ({
        event,
        tenantId: entry.tenantId,
        subjectId: entry.subjectId,
        actorId: ctx.actor.personId,
        ownerId: entry.ownerId,
        at: at.toISOString(),
        before: entry.before ?? {},
        after: entry.after ?? {},
      })),
      (subjectId) => involved.flatMap((one) => (one.subjectId === subjectId && one.personId) || []),
    );
    for (const { personId, fact, kind, subject, subjectTenantId, subjectId, params } of facts)
      await ctx.db.execute(sql`select app.add_notice(${newId()}::uuid, ${personId}::uuid, ${fact}, ${kind}, ${subject},
        ${subjectTenantId}::integer, ${subjectId}::uuid, ${JSON.stringify(params)}::jsonb, ${at.toISOString()}::timestamptz)`);
    return facts.length;
  });

type About = typeof visitComments.visitId | typeof visitComments.opportunityId;
/** Who has said something about these visits or deals. */
const participants = (ctx: Context, about: About, ids: string[]) =>
  ctx.db
    .selectDistinct({ subjectId: about, personId: visitComments.authorId })
    .from(visitComments)
    .where(and(inArray(about, ids), sql`${visitComments.deletedAt} is null`))
    .limit(200);

/** Colleagues who come along to these visits. */
const attendees = (ctx: Context, visitIds: string[]) =>
  ctx.db
    .selectDistinct({ subjectId: visitAttendees.visitId, personId: visitAttendees.personId })
    .from(visitAttendees)
    .where(and(inArray(visitAttendees.visitId, visitIds), isNotNull(visitAttendees.personId)))
    .limit(200);

/** Who made the promises that this person has settled; their journal need not be in sight. */
async function makers(ctx: Context, ids: string[]) {
  const rows = await ctx.db.execute<{ id: string; person_id: string }>(
    sql`select id, person_id from app.promise_makers(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))::uuid[])`,
  );
  return [...rows].map((row) => ({ subjectId: row.id, personId: row.person_id }));
}

/** Who leads the people of these visits: the nearest above the visit, of whom there may be two. */
const nearestLeads = async ({ db, now }: Context, visitIds: string[]) => [
  ...(await db.execute<{ subjectId: string; personId: string }>(sql`
    select "subjectId", "personId" from (
      select ${visits.id} as "subjectId", p.id as "personId", rank() over (partition by ${visits.id} order by t.depth) as place
      from ${visits} join ${unitTree} t on t.descendant_id = ${visits.unitId}
        join ${roleGrants} g on g.unit_id = t.ancestor_id and g.role in ('team_lead', 'sales_director')
        join ${people} p on p.id = g.person_id and (p.left_on is null or p.left_on >= ${today(now)}::date)
      where ${inArray(visits.id, visitIds)} and p.id <> ${visits.ownerId}) above
    where place = 1 limit 200`)),
];

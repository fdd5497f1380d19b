import { type SQL, sql } from 'drizzle-orm';
import { roleGrants, unitTree, visitAttendees, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';

/**
 * Keys of the visits of others, in sight, to which this person comes along: by the index of who attends, however many
 * visits the person may see. `when` speaks of `visits`.
 */
export const joinedKeys = (ctx: Context, when: SQL) => sql`(
  select ${visits.tenantId}, ${visits.id} from ${visitAttendees}
  join ${visits} on ${visits.tenantId} = ${visitAttendees.tenantId} and ${visits.id} = ${visitAttendees.visitId}
  where ${visitAttendees.personId} = ${ctx.actor.personId} and ${visits.ownerId} <> ${ctx.actor.personId}
    and ${visits.deletedAt} is null and ${when} and ${inScope(ctx, visits, visits.accountId)})`;

/** Whether a row of the outer query is one of these keys. */
export const isJoined = (ctx: Context, when: SQL) =>
  sql`(${visits.tenantId}, ${visits.id}) in ${joinedKeys(ctx, when)}`;

/** Whether a person leads the unit or one above it, so that their coming along is a joint visit. */
export const leadsAbove = (personId: SQL, unitId: SQL) => sql<boolean>`exists (
  select from ${roleGrants} g join ${unitTree} u on u.ancestor_id = g.unit_id
  where g.person_id = ${personId} and g.role in ('team_lead', 'sales_director') and u.descendant_id = ${unitId})`;

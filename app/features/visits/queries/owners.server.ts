import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { can } from '~/core/permissions';

type Account = { id: string; tenantId: number; unitId: number; ownerId: string };

/** Whether this person may plan visits for anybody but themselves. */
export const mayPlanForOthers = ({ actor }: Context) =>
  can(actor, 'visit.plan') && can(actor, 'visit.log', { ownerId: null });

/**
 * For whom, besides oneself, a visit to the account may be planned: those of the units one leads who still work there
 * and who see the account, because they serve it or lead the unit it belongs to. Without that the visit would stand in
 * the plan of somebody who cannot open its customer.
 */
export async function listVisitOwnerOptions(ctx: Context, account: Account, id?: string) {
  const { actor, now } = ctx;
  const led = or(
    actor.visibleTenants.length ? inArray(people.tenantId, actor.visibleTenants) : undefined,
    actor.visibleUnits.length ? inArray(people.unitId, actor.visibleUnits) : undefined,
  );
  if (!led || !mayPlanForOthers(ctx)) return [];
  const day = today(now);
  return ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(
      and(
        eq(people.tenantId, account.tenantId),
        led,
        id ? eq(people.id, id) : sql`${people.id} <> ${actor.personId}`,
        sql`(${people.leftOn} is null or ${people.leftOn} >= ${day}::date)`,
        sql`exists (select 1 from role_grants g where g.person_id = ${people.id}
          and (g.role = 'account_manager' and (${people.id} = ${account.ownerId} or exists (
              select 1 from assignments s where s.tenant_id = ${account.tenantId} and s.account_id = ${account.id}
              and s.owner_id = ${people.id} and s.during @> ${day}::date))
            or g.role in ('team_lead', 'sales_director') and exists (
              select 1 from unit_tree u where u.ancestor_id = g.unit_id and u.descendant_id = ${account.unitId})))`,
      ),
    )
    .orderBy(sql`${people.id} = ${account.ownerId} desc`, asc(people.pinyin), asc(people.id))
    .limit(100);
}

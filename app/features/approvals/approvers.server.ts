import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import type { ApproverRole } from '../opportunities/criteria';
import type { Opportunity } from '../opportunities/queries.server';

export type Approver = { id: string; name: string; unitName: string; role: ApproverRole; depth: number };
type Deal = Pick<Opportunity, 'unitId' | 'ownerId'>;

/** Those above the deal who can approve, the nearest first; not whoever asks, and not whose deal it is. */
export async function listApprovers(ctx: Context, deal: Deal, askedBy = ctx.actor.personId): Promise<Approver[]> {
  const rows = await ctx.db.execute<{ id: string; name: string; unit: string; role: ApproverRole; depth: number }>(sql`
    select p.id, p.name, u.name as unit, g.role, t.depth
    from unit_tree t join role_grants g on g.unit_id = t.ancestor_id and g.role in ('team_lead', 'sales_director', 'admin')
      join people p on p.id = g.person_id join units u on u.id = g.unit_id
    where t.descendant_id = ${deal.unitId} and (p.left_on is null or p.left_on >= ${today(ctx.now)}::date)
      and p.id not in (${askedBy}::uuid, ${deal.ownerId}::uuid)
    order by t.depth, p.pinyin, p.id limit 100`);
  return [...rows].map(({ unit, ...row }) => ({ ...row, unitName: unit }));
}

/** Whom a step can ask: the nearest of that role, else whoever directs above. */
export function candidatesFor(approvers: Approver[], role: ApproverRole): Approver[] {
  for (const one of [role, 'sales_director', 'admin'] as const) {
    const ofRole = approvers.filter((approver) => approver.role === one);
    const nearest = Math.min(...ofRole.map((approver) => approver.depth));
    if (ofRole.length) return ofRole.filter((approver) => approver.depth === nearest);
  }
  return [];
}

import { sql } from 'drizzle-orm';
import { visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Cursor } from '~/core/paging';
import { inReach, inScope } from '~/core/scope.server';
import type { VisitEvent } from './events';
import { byChannel, byUnit, iso, ms, num, past, perPage, type Row, text } from './rows.server';

export async function visitEvents(
  ctx: Context,
  accountId: string,
  cursor: Cursor | null,
  channel: string | null,
  unitId: number | null,
): Promise<VisitEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select v.id, v.planned_at as at, p.name as who, v.status, v.channel, v.type, v.purpose, v.note, v.next_step, v.next_step_on,
      extract(epoch from v.ended_at - v.started_at)::int / 60 as minutes, v.distance_metres, v.opportunity_id, o.title as opportunity_title,
      (select string_agg(c.name, '、' order by c.influence desc nulls last) from visit_attendees t join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
        where t.tenant_id = v.tenant_id and t.visit_id = v.id) as met
    from (select * from visits where account_id = ${accountId} and ${inReach(ctx, visits.tenantId)} and deleted_at is null and status <> 'planned'
      and ${inScope(ctx, visits, visits.accountId)} and ${past(sql`planned_at`, sql`id`, cursor)}
      and ${byChannel(channel)} and ${byUnit(sql`owner_id`, unitId)}
      order by ${ms(sql`planned_at`)} desc, id limit ${perPage + 1}) v
    left join people p on p.id = v.owner_id left join opportunities o on o.tenant_id = v.tenant_id and o.id = v.opportunity_id`);
  return [...rows].map((row) => ({
    type: 'visit',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    status: String(row.status),
    channel: String(row.channel),
    visitType: String(row.type),
    purpose: String(row.purpose),
    note: text(row.note),
    nextStep: text(row.next_step),
    nextStepOn: text(row.next_step_on),
    minutes: num(row.minutes),
    distanceMetres: num(row.distance_metres),
    met: text(row.met),
    opportunityId: text(row.opportunity_id),
    opportunityTitle: text(row.opportunity_title),
  }));
}

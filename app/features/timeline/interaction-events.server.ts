import { sql } from 'drizzle-orm';
import { interactions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Cursor } from '~/core/paging';
import { inReach, inScope } from '~/core/scope.server';
import type { Direction } from '~/features/interactions/rules';
import type { InteractionEvent } from './events';
import { byChannel, byUnit, iso, ms, past, perPage, type Row, text } from './rows.server';

export async function interactionEvents(
  ctx: Context,
  accountId: string,
  cursor: Cursor | null,
  channel: string | null,
  unitId: number | null,
): Promise<InteractionEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select i.id, i.at, p.name as who, i.channel, i.direction, i.subject, i.text, i.next_step, i.next_step_on, i.source, i.owner_id,
      c.name as met, i.opportunity_id, o.title as opportunity_title
    from (select * from interactions where account_id = ${accountId} and ${inReach(ctx, interactions.tenantId)} and deleted_at is null
      and ${inScope(ctx, interactions, interactions.accountId)} and ${past(sql`at`, sql`id`, cursor)}
      and ${byChannel(channel)} and ${byUnit(sql`owner_id`, unitId)}
      order by ${ms(sql`at`)} desc, id limit ${perPage + 1}) i
    left join people p on p.id = i.owner_id left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
    left join opportunities o on o.tenant_id = i.tenant_id and o.id = i.opportunity_id`);
  return [...rows].map((row) => ({
    type: 'interaction',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    channel: String(row.channel),
    direction: row.direction as Direction,
    subject: text(row.subject),
    text: String(row.text),
    met: text(row.met),
    nextStep: text(row.next_step),
    nextStepOn: text(row.next_step_on),
    source: text(row.source),
    opportunityId: text(row.opportunity_id),
    opportunityTitle: text(row.opportunity_title),
    ownerId: String(row.owner_id),
  }));
}

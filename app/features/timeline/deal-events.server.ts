import { sql } from 'drizzle-orm';
import { opportunityChanges } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Cursor } from '~/core/paging';
import { inReach, inScope } from '~/core/scope.server';
import type { DealEvent } from './events';
import { byUnit, iso, ms, num, past, perPage, type Row, text } from './rows.server';

export async function dealEvents(
  ctx: Context,
  accountId: string,
  cursor: Cursor | null,
  unitId: number | null,
): Promise<DealEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select c.id, c.at, p.name as who, c.kind, c.opportunity_id, o.title, f.name as from_stage, f.name_en as from_stage_en, s.name as to_stage,
      s.name_en as to_stage_en, c.from_total_fen, c.to_total_fen, c.from_close_on, c.to_close_on, c.note
    from (select * from opportunity_changes where account_id = ${accountId} and ${inReach(ctx, opportunityChanges.tenantId)} and kind <> 'owner'
      and ${inScope(ctx, opportunityChanges, opportunityChanges.accountId)} and ${past(sql`at`, sql`id`, cursor)} and ${byUnit(sql`by_id`, unitId)}
      order by ${ms(sql`at`)} desc, id limit ${perPage + 1}) c
    join opportunities o on o.tenant_id = c.tenant_id and o.id = c.opportunity_id left join people p on p.id = c.by_id
    left join stages f on f.id = c.from_stage_id left join stages s on s.id = c.to_stage_id`);
  return [...rows].map((row) => ({
    type: 'deal',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    kind: String(row.kind),
    opportunityId: String(row.opportunity_id),
    title: String(row.title),
    from: {
      stage: text(row.from_stage),
      stageEn: text(row.from_stage_en),
      totalFen: num(row.from_total_fen),
      closeOn: text(row.from_close_on),
    },
    to: {
      stage: text(row.to_stage),
      stageEn: text(row.to_stage_en),
      totalFen: num(row.to_total_fen),
      closeOn: text(row.to_close_on),
    },
    note: text(row.note),
  }));
}

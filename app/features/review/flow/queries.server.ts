import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import type { Reach } from '../reach.server';
import { cohortMonths, type FlowRow, speedSince } from './rules';

const ints = (ids: number[]) => sql.raw(`'{${ids.join(',')}}'::integer[]`);

/** The sums of flow a reach is made of: cohorts of the last months, days of the last quarters, and how long open ones are here. */
export async function readFlow(ctx: Context, reach: Reach): Promise<FlowRow[]> {
  const day = today(ctx.now);
  const rows = await ctx.db.execute<{
    part: string;
    stage_id: number;
    starts_on: string;
    days: number;
    count: number;
    fen: number;
  }>(sql`
    with k as materialized (
      select id as tenant_id, 0 as unit_id from unnest(${ints(reach.tenantIds)}) id
      union all select tenant_id, id from units where id = any(${ints(reach.unitIds)}))
    select f.part, f.stage_id, f.starts_on::text, f.days, sum(f.count) as count, sum(f.total_fen) as fen
    from k join pipeline_flows f on f.tenant_id = k.tenant_id and f.unit_id = k.unit_id
    where (f.part in ('entered', 'advanced', 'won', 'lost') and f.starts_on >= ${cohortMonths(day)[0]}::date)
      or (f.part in ('days_won', 'days_lost') and f.starts_on >= ${speedSince(day)}::date) or f.part = 'here'
    group by 1, 2, 3, 4 having sum(f.count) > 0`);
  return rows.map((row) => ({
    part: row.part,
    stageId: row.stage_id,
    startsOn: row.starts_on,
    days: row.days,
    count: Number(row.count),
    fen: Number(row.fen),
  }));
}

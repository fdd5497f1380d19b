import { sql } from 'drizzle-orm';
import { accounts, opportunities, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';

export type Going = {
  stages: { stageId: number; name: string; nameEn: string; position: number; count: number; totalFen: number }[];
  visits: number;
  commitments: number;
};

/** What would go along with these accounts: open opportunities by stage, planned visits, open promises. */
export async function previewMove(ctx: Context, accountIds: string[]): Promise<Going> {
  const of = sql`(select tenant_id, id from accounts where id = any(${`{${accountIds}}`}::uuid[]) and ${inScope(ctx, accounts, accounts.id)})`;
  const [stages, rest] = await Promise.all([
    ctx.db.execute<Record<string, string | number>>(sql`
      select s.id, s.name, s.name_en, s.position, count(*)::int as n, sum(o.total_fen)::bigint as fen
      from (select * from opportunities where ${inScope(ctx, opportunities, opportunities.accountId)}) o join stages s on s.id = o.stage_id
      where (o.tenant_id, o.account_id) in ${of} and o.deleted_at is null and o.stage_type in ('open', 'on_hold')
      group by s.id order by s.position`),
    ctx.db.execute<{ visits: number; commitments: number }>(sql`
      select (select count(*)::int from (select * from visits where ${inScope(ctx, visits, visits.accountId)}) v
          where (v.tenant_id, v.account_id) in ${of} and v.deleted_at is null and v.status = 'planned' and v.planned_at >= ${ctx.now.toISOString()}::timestamptz) as visits,
        (select count(*)::int from commitments c where (c.tenant_id, c.account_id) in ${of} and c.deleted_at is null and c.state = 'open') as commitments`),
  ]);
  return {
    stages: [...stages].map((row) => ({
      stageId: Number(row.id),
      name: String(row.name),
      nameEn: String(row.name_en),
      position: Number(row.position),
      count: Number(row.n),
      totalFen: Number(row.fen),
    })),
    visits: [...rest][0]?.visits ?? 0,
    commitments: [...rest][0]?.commitments ?? 0,
  };
}

import type postgres from 'postgres';

/** The sums that triggers would have kept, for the tenants just filled. */
export async function rebuildTotals(sql: postgres.Sql, tenantIds: number[]) {
  const tenants = `{${tenantIds}}`;
  await sql`analyze`;
  await sql`
    insert into opportunity_totals (tenant_id, unit_id, owner_id, stage_id, count, total_fen, weighted_fen)
    select tenant_id, unit_id, owner_id, stage_id, count(*), sum(total_fen), sum(total_fen * probability / 100)
    from opportunities where tenant_id = any(${tenants}::integer[]) and deleted_at is null group by 1, 2, 3, 4`;
  await sql`
    insert into opportunity_months (tenant_id, unit_id, stage_id, month, count, total_fen, weighted_fen)
    select tenant_id, unit_id, stage_id, app.month_of(closed_on, expected_close_on), count(*), sum(total_fen),
      sum(total_fen * probability / 100)
    from opportunities where tenant_id = any(${tenants}::integer[]) and deleted_at is null group by 1, 2, 3, 4`;
  await sql`select app.count_sums(${tenants}::integer[])`;
  await sql`select app.rebuild_snapshots(${tenants}::integer[])`;
}

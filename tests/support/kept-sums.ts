import { sql } from 'drizzle-orm';
import type { World } from './world';

const read = async ({ owner }: World) => [
  ...(await owner.execute(sql`
    select tenant_id, part, stage_id::text as what, starts_on::text, seller_tenant_id, seller_id, sum(count)::bigint as n, sum(total_fen)::bigint as fen,
      sum(weighted_fen)::bigint as weighted from opportunity_sums group by 1, 2, 3, 4, 5, 6 having sum(count) <> 0 or sum(total_fen) <> 0
    union all
    select tenant_id, part, effect, starts_on::text, seller_tenant_id, seller_id, sum(count)::bigint, sum(fen)::bigint, 0 from opportunity_change_sums
    group by 1, 2, 3, 4, 5, 6 having sum(count) <> 0 or sum(fen) <> 0
    order by 1, 2, 3, 4, 5, 6`)),
];

/** The sums that triggers kept, and the same counted anew from the rows. */
export async function keptAndCounted(w: World) {
  const kept = await read(w);
  await w.owner.execute(sql`select app.count_sums(array(select id from tenants))`);
  return { kept, counted: await read(w) };
}

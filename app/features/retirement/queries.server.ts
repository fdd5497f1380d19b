import { sql } from 'drizzle-orm';
import { accounts, opportunities, people, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import { migrationId } from './migration-id.server';

export const shownAtMost = 200;

type DealRow = { id: string; title: string; account: string; owner: string | null; stage: string; stage_en: string };

/**
 * What is still being sold of an offering, among what the person may see. Open quotes join here: this is the one place
 * that knows what its end stops.
 */
export async function listOpenUses(ctx: Context, offeringId: string) {
  const rows = await ctx.db.execute<DealRow>(sql`
    select ${opportunities.id}, ${opportunities.title}, ${accounts.name} as account, ${people.name} as owner,
      ${stages.name} as stage, ${stages.nameEn} as stage_en
    from ${opportunities}
    join ${accounts} on ${accounts.tenantId} = ${opportunities.tenantId} and ${accounts.id} = ${opportunities.accountId}
    join ${stages} on ${stages.id} = ${opportunities.stageId}
    left join ${people} on ${people.id} = ${opportunities.ownerId}
    where ${opportunities.offeringId} = ${offeringId} and ${opportunities.deletedAt} is null
      and ${opportunities.stageType} in ('open', 'on_hold') and ${inScope(ctx, opportunities, opportunities.accountId)}
    order by ${opportunities.expectedCloseOn} nulls last, ${opportunities.id} limit ${shownAtMost}`);
  return [...rows].map(({ stage_en, ...row }) => ({ ...row, stageEn: stage_en }));
}

type HolderRow = {
  id: string;
  tenant_id: number;
  name: string;
  owner: string | null;
  monthly_fen: string;
  won_on: string;
};

/**
 * Customers who bought it, among what the person may see, and whether their move has been begun. Installed products
 * join here: until there are any, a deal that was won stands for them.
 */
export async function listHolders(ctx: Context, offeringId: string) {
  const rows = [
    ...(await ctx.db.execute<HolderRow>(sql`
      select h.id, h.tenant_id, h.name, p.name as owner, h.monthly_fen, h.won_on from (
        select ${accounts.id}, ${accounts.tenantId}, ${accounts.name}, ${accounts.ownerId},
          sum(${opportunities.monthlyFen}) as monthly_fen, max(${opportunities.closedOn}) as won_on
        from ${opportunities}
        join ${accounts} on ${accounts.tenantId} = ${opportunities.tenantId} and ${accounts.id} = ${opportunities.accountId}
        where ${opportunities.offeringId} = ${offeringId} and ${opportunities.deletedAt} is null
          and ${opportunities.stageType} = 'won' and ${accounts.deletedAt} is null
          and ${inScope(ctx, opportunities, opportunities.accountId)}
        group by 1, 2, 3, 4 order by 5 desc, 1 limit ${shownAtMost}) h
      left join ${people} p on p.id = h.owner_id order by h.monthly_fen desc, h.id`)),
  ];
  const begun = await findMigrations(
    ctx,
    rows.map((row) => ({ tenantId: row.tenant_id, id: migrationId(offeringId, row.id) })),
  );
  return rows.map((row) => {
    const migration = migrationId(offeringId, row.id);
    return {
      id: row.id,
      name: row.name,
      owner: row.owner,
      monthlyFen: Number(row.monthly_fen),
      wonOn: row.won_on,
      opportunityId: begun.has(migration) ? migration : null,
    };
  });
}
export type Holder = Awaited<ReturnType<typeof listHolders>>[number];

/** Which of these deals exist, in the recycle bin too: what was dropped on purpose is not made again. */
export async function findMigrations(ctx: Context, keys: { tenantId: number; id: string }[]): Promise<Set<string>> {
  if (!keys.length) return new Set();
  const pairs = sql.join(
    keys.map(({ tenantId, id }) => sql`(${tenantId}::integer, ${id}::uuid)`),
    sql`, `,
  );
  const rows = await ctx.db.execute<{ id: string }>(
    sql`select id from ${opportunities} where (tenant_id, id) in (${pairs})`,
  );
  return new Set([...rows].map(({ id }) => id));
}

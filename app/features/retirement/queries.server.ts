import { sql } from 'drizzle-orm';
import { accounts, contracts, installedProducts, opportunities, people, quotes, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import { migrationId } from './migration-id.server';

export const shownAtMost = 200;

type DealRow = { id: string; title: string; account: string; owner: string | null; stage: string; stage_en: string };

/** Deals about an offering that are still open, among what the person may see. */
export async function listOpenDeals(ctx: Context, offeringId: string) {
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

type QuoteUse = {
  id: string;
  number: string;
  title: string;
  account: string;
  state: (typeof quotes.$inferSelect)['state'];
  sites: number;
  total_fen: string;
};

/** Quotes with lines of it that a customer could still accept, or that are being worked on. */
export async function listOpenQuotes(ctx: Context, offeringId: string) {
  const rows = await ctx.db.execute<QuoteUse>(sql`
    select ${quotes.id}, ${quotes.number}, ${quotes.title}, ${accounts.name} as account, ${quotes.state}, l.sites, ${quotes.totalFen}
    from (select tenant_id, quote_id, count(distinct site_id)::integer as sites from quote_lines
      where offering_id = ${offeringId} group by 1, 2) l
    join ${quotes} on ${quotes.tenantId} = l.tenant_id and ${quotes.id} = l.quote_id
    join ${accounts} on ${accounts.tenantId} = ${quotes.tenantId} and ${accounts.id} = ${quotes.accountId}
    where ${quotes.state} in ('draft', 'in_approval', 'returned', 'approved', 'sent') and ${inScope(ctx, quotes, quotes.accountId)}
    order by ${quotes.validUntil} nulls last, ${quotes.id} limit ${shownAtMost}`);
  return [...rows].map(({ total_fen, ...row }) => ({ ...row, totalFen: Number(total_fen) }));
}

/** What is still being sold of an offering: all that its end would stop. */
export async function listOpenUses(ctx: Context, offeringId: string) {
  const [deals, quoted] = await Promise.all([listOpenDeals(ctx, offeringId), listOpenQuotes(ctx, offeringId)]);
  return { deals, quotes: quoted };
}
export type OpenUses = Awaited<ReturnType<typeof listOpenUses>>;

type HolderRow = {
  id: string;
  tenant_id: number;
  name: string;
  owner: string | null;
  monthly_fen: string;
  installed: number;
  won_on: string | null;
};

/**
 * Customers who have it, among what the person may see, and whether their move has been begun: by the products installed
 * under a contract that runs, and those who only bought it by a deal that was won.
 */
export async function listHolders(ctx: Context, offeringId: string) {
  const rows = [
    ...(await ctx.db.execute<HolderRow>(sql`
      with bought as (
        select ${opportunities.tenantId} as tenant_id, ${opportunities.accountId} as account_id,
          sum(${opportunities.monthlyFen}) as monthly_fen, max(${opportunities.closedOn}) as won_on
        from ${opportunities}
        where ${opportunities.offeringId} = ${offeringId} and ${opportunities.deletedAt} is null
          and ${opportunities.stageType} = 'won' and ${inScope(ctx, opportunities, opportunities.accountId)}
        group by 1, 2),
      installed as (
        select ${installedProducts.tenantId} as tenant_id, ${installedProducts.accountId} as account_id, count(*)::integer as n,
          sum(${installedProducts.monthlyFen}) as monthly_fen
        from ${installedProducts}
        join ${contracts} on ${contracts.tenantId} = ${installedProducts.tenantId} and ${contracts.id} = ${installedProducts.contractId}
          and ${contracts.state} = 'active'
        where ${installedProducts.offeringId} = ${offeringId}
          and ${inScope(ctx, installedProducts, installedProducts.accountId)}
        group by 1, 2),
      held as (
        select tenant_id, account_id, coalesce(i.monthly_fen, b.monthly_fen) as monthly_fen, coalesce(i.n, 0) as installed, b.won_on
        from bought b full join installed i using (tenant_id, account_id))
      select a.id, a.tenant_id, a.name, p.name as owner, h.monthly_fen, h.installed, h.won_on
      from held h join accounts a on a.tenant_id = h.tenant_id and a.id = h.account_id and a.deleted_at is null
      left join people p on p.id = a.owner_id
      order by h.monthly_fen desc, a.id limit ${shownAtMost}`)),
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
      installed: row.installed,
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

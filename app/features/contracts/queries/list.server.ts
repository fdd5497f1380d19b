import { and, eq, inArray, sql } from 'drizzle-orm';
import { accounts, contracts, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { bothWays, changedSince, cutPage, pageOfKeys } from '~/core/order.server';
import { pageSize, readCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { inReach } from '~/core/scope.server';
import { spelled } from '~/core/spelled.server';
import type { ContractState, endingSpans } from '../rules';

export type EndingSpan = (typeof endingSpans)[number];

export const contractOrders = bothWays('updated', sql`t.updated_at`, 'timestamptz', true);
const byEnd = bothWays('end', sql`t.ends_on`, 'date').end;

type Ask = {
  state: ContractState | null;
  ending: EndingSpan | null;
  after: string | null;
  sort?: keyof typeof contractOrders;
  since?: Date | null;
};

/** Contracts in sight: those of a state, changed last first, or those that end within some days, the next first. */
export async function listContracts(
  ctx: Context,
  { state, ending, after, sort = '-updated', since }: Ask,
  limit = pageSize,
) {
  requirePermission(ctx.actor, 'contract.read');
  const day = today(ctx.now);
  const which = ending
    ? sql`t.state = 'active' and t.ends_on between ${day}::date and ${addDays(day, ending)}::date`
    : state
      ? sql`t.state = ${spelled(state)}`
      : sql`true`;
  const { keys, sorted, exact } = pageOfKeys(ctx, contracts, {
    order: ending ? byEnd : contractOrders[sort],
    where: sql`${which} and ${changedSince(since)}`,
    after: readCursor(after),
    limit,
    account: contracts.accountId,
  });
  const found = [
    ...(await ctx.db.execute<{ id: string; exact: string }>(
      sql`select k.id, ${exact} as exact from ${keys} order by ${sorted}`,
    )),
  ];
  const { rows: page, next } = cutPage(found, limit);
  const rows = page.length
    ? await ctx.db
        .select({
          id: contracts.id,
          number: contracts.number,
          title: contracts.title,
          state: contracts.state,
          endsOn: contracts.endsOn,
          autoRenews: contracts.autoRenews,
          signedOn: contracts.signedOn,
          renewalId: contracts.renewalId,
          monthlyFen: contracts.monthlyFen,
          totalFen: contracts.totalFen,
          accountName: sql<string | null>`coalesce(${accounts.shortName}, ${accounts.name})`,
          ownerName: people.name,
        })
        .from(contracts)
        .leftJoin(accounts, and(eq(accounts.tenantId, contracts.tenantId), eq(accounts.id, contracts.accountId)))
        .leftJoin(people, eq(people.id, contracts.ownerId))
        .where(
          and(
            inReach(ctx, contracts.tenantId),
            inArray(
              contracts.id,
              page.map(({ id }) => id),
            ),
          ),
        )
    : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: page.flatMap(({ id }) => byId.get(id) ?? []),
    after: next,
  };
}
export type ContractRow = Awaited<ReturnType<typeof listContracts>>['rows'][number];

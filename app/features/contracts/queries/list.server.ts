import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { accounts, contracts, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { inReach, scopedKeys } from '~/core/scope.server';
import type { ContractState, endingSpans } from '../rules';

export type EndingSpan = (typeof endingSpans)[number];

/** Contracts in sight: those of a state, changed last first, or those that end within some days, the next first. */
export async function listContracts(
  ctx: Context,
  { state, ending, after }: { state: ContractState | null; ending: EndingSpan | null; after: string | null },
  limit = pageSize,
) {
  requirePermission(ctx.actor, 'contract.read');
  const cursor = readCursor(after);
  const day = today(ctx.now);
  const at = String(cursor?.value);
  const past: SQL = !cursor
    ? sql``
    : ending
      ? sql` and t.ends_on >= ${at}::date and (t.ends_on > ${at}::date or t.id > ${cursor.id}::uuid)`
      : sql` and t.updated_at <= ${at}::timestamptz and (t.updated_at < ${at}::timestamptz or t.id > ${cursor.id}::uuid)`;
  const which = ending
    ? sql`t.state = 'active' and t.ends_on between ${day}::date and ${addDays(day, ending)}::date`
    : state
      ? sql`t.state = ${state}`
      : sql`true`;
  const keys = scopedKeys(ctx, contracts, {
    where: sql`${which}${past}`,
    sort: ending ? sql`t.ends_on` : sql`t.updated_at`,
    order: ending ? sql`t.ends_on, t.id` : sql`t.updated_at desc, t.id`,
    limit: limit + 1,
    account: contracts.accountId,
  });
  const found = [
    ...(await ctx.db.execute<{ id: string; sort_key: string }>(
      sql`select id, sort_key::text from ${keys} w order by w.sort_key ${ending ? sql`asc` : sql`desc`}, w.id limit ${limit + 1}`,
    )),
  ];
  const page = found.slice(0, limit);
  const last = page.at(-1);
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
    after: found.length > limit && last ? writeCursor({ value: last.sort_key, id: last.id }) : null,
  };
}
export type ContractRow = Awaited<ReturnType<typeof listContracts>>['rows'][number];

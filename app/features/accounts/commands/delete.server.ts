import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import { accounts, commitments, opportunities, visits } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { type Account, lockAccount } from '../queries.server';
import { stale } from '../stale.server';

const subject = ({ id, tenantId, unitId, ownerId }: Account) => ({
  kind: 'account' as const,
  id,
  tenantId,
  unitId,
  ownerId,
});

/** What people would go on working at, on an account that is no longer there. */
async function standingAt(ctx: Context, { tenantId, id }: Account) {
  const of = (table: typeof opportunities | typeof visits | typeof commitments) =>
    and(eq(table.tenantId, tenantId), eq(table.accountId, id));
  const [[deals], [planned], [promised]] = await Promise.all([
    ctx.db
      .select({ n: count() })
      .from(opportunities)
      .where(
        and(of(opportunities), isNull(opportunities.deletedAt), inArray(opportunities.stageType, ['open', 'on_hold'])),
      ),
    ctx.db
      .select({ n: count() })
      .from(visits)
      .where(and(of(visits), isNull(visits.deletedAt), inArray(visits.status, ['planned', 'in_progress']))),
    ctx.db
      .select({ n: count() })
      .from(commitments)
      .where(and(of(commitments), eq(commitments.state, 'open'))),
  ]);
  if (deals?.n) return refused('account.has_open_opportunities', { params: { n: deals.n } });
  if (planned?.n) return refused('account.has_planned_visits', { params: { n: planned.n } });
  return promised?.n ? refused('account.has_open_commitments', { params: { n: promised.n } }) : null;
}

const isMerged = async (ctx: Context, { tenantId, id }: Account) => {
  const [row] = await ctx.db.execute<{ yes: boolean }>(sql`select app.is_merged(${tenantId}, ${id}) as yes`);
  return row?.yes === true;
};

/** Into the recycle bin; refused while business is still open. Done twice, it changes nothing more. */
export function deleteAccount(ctx: Context, id: string, version: number): Promise<Result<Account>> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, id, true);
    if (account.deletedAt && (await isMerged(ctx, account))) throw notFound();
    requirePermission(ctx.actor, 'account.delete', account);
    if (account.deletedAt) return ok(account);
    if (account.version !== version) return stale(ctx, id);
    const standing = await standingAt(ctx, account);
    if (standing) return standing;
    await ctx.db
      .update(accounts)
      .set({ deletedAt: ctx.now, deletedBy: ctx.actor.personId, version: version + 1 })
      .where(and(eq(accounts.tenantId, account.tenantId), eq(accounts.id, id)));
    await record(ctx, 'account.deleted', subject(account), { before: { name: account.name } });
    return ok(account);
  });
}

/** Back from the recycle bin, unless its credit code has been given to another account meanwhile. */
export function restoreAccount(ctx: Context, id: string): Promise<Result<Account>> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, id, true);
    requirePermission(ctx.actor, 'recycle.restore', account);
    if (!account.deletedAt) return ok(account);
    if (await isMerged(ctx, account)) return refused('account.is_merged');
    const rows = await ctx.db.execute<{ back: boolean }>(
      sql`select app.restore_account(${account.tenantId}, ${id}) as back`,
    );
    if (![...rows][0]?.back) return refused('account.code_in_use');
    await ctx.db
      .update(accounts)
      .set({ version: account.version + 1, updatedAt: ctx.now })
      .where(and(eq(accounts.tenantId, account.tenantId), eq(accounts.id, id)));
    await record(ctx, 'account.restored', subject(account), { after: { name: account.name } });
    return ok(account);
  });
}

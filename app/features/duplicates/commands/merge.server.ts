import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { accountMerges, accounts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { type Account, textArray } from '~/features/accounts/queries.server';
import { accountSearchText } from '~/features/accounts/search-text.server';
import { stale } from '~/features/accounts/stale.server';
import type { MergeInput } from '../input';
import { chooseOwn, columnOf } from '../own-fields.server';
import { choiceFields, chosen } from '../rules';

const subject = ({ id, tenantId, unitId, ownerId }: Account) => ({
  kind: 'account' as const,
  id,
  tenantId,
  unitId,
  ownerId,
});

/** Makes two accounts one: the one that stays takes the chosen fields and everything that hangs on the other. */
export function mergeAccounts(ctx: Context, input: MergeInput): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    if (input.kept === input.gone) return refused('duplicates.same');
    const [kept, gone] = await lockBoth(ctx, input);
    const [before] = await ctx.db
      .select({ id: accountMerges.id })
      .from(accountMerges)
      .where(and(eq(accountMerges.id, input.id), inReach(ctx, accountMerges.tenantId)));
    if (before) return ok({ id: before.id }); // sent twice
    if (!kept || !gone) throw notFound();
    requirePermission(ctx.actor, 'account.merge', kept);
    requirePermission(ctx.actor, 'account.merge', gone);
    if (kept.tenantId !== gone.tenantId) return refused('duplicates.other_company');
    if (kept.version !== input.keptVersion) return stale(ctx, kept.id);
    if (gone.version !== input.goneVersion) return stale(ctx, gone.id);

    const taken = chosen({ master: kept, other: gone }, choiceFields, input.choices);
    const after = Object.fromEntries(taken.map((field) => [field, gone[field]]));
    const columns = [...taken.map(columnOf), ...(taken.includes('address') ? ['longitude', 'latitude'] : [])];
    const own = await chooseOwn(ctx, 'accounts', { kept, gone }, input.own);
    const words = { ...accountSearchText({ ...kept, ...after }), custom: own.custom };
    await ctx.db.execute(sql`select app.merge_accounts(${kept.tenantId}, ${kept.id}, ${gone.id}, ${input.id},
      ${textArray(columns)}::text[], ${JSON.stringify(words)}::jsonb, ${ctx.now.toISOString()}::timestamptz)`);
    const fields = Object.fromEntries(taken.map((field) => [field, kept[field]]));
    await record(ctx, 'account.merged', subject(kept), {
      before: { ...fields, ...own.before, merged: gone.name },
      after: { ...after, ...own.after, mergeId: input.id },
    });
    await record(ctx, 'account.merged_away', subject(gone), { after: { into: kept.id, mergeId: input.id } });
    return ok({ id: input.id });
  });
}

/** In the order of their keys, so that two merges of a pair never wait in a circle. */
async function lockBoth(ctx: Context, input: MergeInput) {
  const rows = await ctx.db
    .select()
    .from(accounts)
    .where(
      and(
        inArray(accounts.id, [input.kept, input.gone]),
        isNull(accounts.deletedAt),
        inReach(ctx, accounts.tenantId),
        inScope(ctx, accounts, accounts.id),
      ),
    )
    .orderBy(asc(accounts.tenantId), asc(accounts.id))
    .for('update');
  return [input.kept, input.gone].map((id) => rows.find((row) => row.id === id));
}

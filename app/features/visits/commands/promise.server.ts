import { commitments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { getAccount } from '~/features/accounts/queries.server';
import type { PromiseInput } from '../commitment-input';
import { checkBelonging } from './belonging.server';
import { subjectOf } from './row.server';

/** A promise made outside a visit, given to anybody of the company that serves the customer. Sent twice, it exists once. */
export const makePromise = (ctx: Context, { accountId, ...input }: PromiseInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'commitment.make');
    const { tenantId, unitId, id } = await getAccount(ctx, accountId);
    const ownerId = input.ownerId ?? ctx.actor.personId;
    const belonging = await checkBelonging(
      ctx,
      { tenantId, id },
      { opportunityId: input.opportunityId, commitments: [{ ownerId }] },
    );
    if (!belonging.ok) {
      const { 'commitments.0.ownerId': owner, ...fields } = belonging.fields ?? {};
      return refused('invalid', { fields: { ...fields, ...(owner && { ownerId: owner }) } });
    }
    const row = { ...input, ownerId, tenantId, unitId, accountId: id, createdAt: ctx.now, updatedAt: ctx.now };
    const [added] = await ctx.db
      .insert(commitments)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: commitments.id });
    if (added) {
      const { side, text, dueOn } = input;
      await record(ctx, 'commitment.made', subjectOf('commitment', row), { after: { side, text, dueOn, ownerId } });
    }
    return ok({ id: input.id });
  });

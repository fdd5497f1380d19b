import { accounts, assignments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { readNewCustom } from '../../custom-fields/check.server';
import { type Assignee, listAssignees } from '../assignees.server';
import type { NewAccount } from '../input';
import { findAccount } from '../queries.server';
import { accountSearchText } from '../search-text.server';
import { codeTaken } from './credit-code.server';
import { resolveReferences } from './references.server';

/** A new account with its first primary assignment, to the person or to whom a lead chose. Sent twice, made once. */
export function createAccount(ctx: Context, input: NewAccount): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'account.create');
    const { ownerId, custom: sent, ...fields } = input;
    const before = await findAccount(ctx, input.id);
    if (before) return ok({ id: before.id });
    const owner = await chosenOwner(ctx, ownerId);
    if (!owner) return refused('invalid', { fields: { ownerId: 'error.choose' } });

    const key = { tenantId: owner.tenantId, id: input.id };
    const resolved = await resolveReferences(ctx, key, fields);
    if (!resolved.ok) return resolved;
    const own = await readNewCustom(ctx, 'accounts', key.tenantId, sent);
    if (!own.ok) return own;
    const row = {
      ...key,
      ...resolved.value,
      custom: own.value.custom,
      unitId: owner.unitId,
      ownerId: owner.id,
      updatedAt: ctx.now,
    };
    const made = await ctx.db
      .insert(accounts)
      .values({ ...row, ...accountSearchText(row), createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: accounts.id });
    if (!made.length) {
      const sentBefore = await findAccount(ctx, input.id);
      return sentBefore ? ok({ id: sentBefore.id }) : codeTaken(ctx, key, row.creditCode);
    }
    const common = { tenantId: key.tenantId, unitId: owner.unitId, ownerId: owner.id };
    await ctx.db.insert(assignments).values({
      ...common,
      id: newId(),
      accountId: key.id,
      role: 'primary',
      during: `[${today(ctx.now)},)`,
      assignedBy: ctx.actor.personId,
      createdAt: ctx.now,
    });
    await record(
      ctx,
      'account.created',
      { kind: 'account', id: key.id, ...common },
      { after: { ...resolved.value, ...own.value.after, ownerId: owner.id } },
    );
    return ok({ id: key.id });
  });
}

async function chosenOwner(ctx: Context, ownerId: string | null): Promise<Assignee | null> {
  const { actor } = ctx;
  if (!ownerId || ownerId === actor.personId) {
    return { id: actor.personId, name: actor.name, unitId: actor.unitId, tenantId: actor.tenantId };
  }
  if (!can(actor, 'account.assign')) return null;
  return (await listAssignees(ctx, [ownerId]))[0] ?? null;
}

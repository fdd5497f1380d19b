import { and, eq, isNull } from 'drizzle-orm';
import { interactions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { type Account, findAccount } from '~/features/accounts/queries.server';
import { checkBelonging } from '~/features/visits/commands/belonging.server';
import { signOfLife } from '~/features/visits/commands/outcome.server';
import { subjectOf } from '~/features/visits/commands/row.server';
import type { InteractionInput, SentInteraction } from '../input';
import { findAccountByKey } from '../queries.server';

type Said = Omit<InteractionInput, 'at' | 'accountId'> & {
  at: Date;
  externalKey: string | null;
  source: string | null;
};
type Logged = Result<{ id: string; accountId: string; isNew: boolean }>;

/** Clocks differ a little. */
const skewMs = 5 * 60_000;

async function write(ctx: Context, account: Account, said: Said): Promise<Logged> {
  if (said.at.getTime() > ctx.now.getTime() + skewMs)
    return refused('invalid', { fields: { at: 'interaction.in_future' } });
  const { contactId, opportunityId } = said;
  const belonging = await checkBelonging(ctx, account, { contactIds: contactId ? [contactId] : [], opportunityId });
  if (!belonging.ok) {
    const { contactIds: contact, ...fields } = belonging.fields ?? {};
    return refused('invalid', { fields: { ...fields, ...(contact && { contactId: contact }) } });
  }
  const row = {
    ...said,
    tenantId: account.tenantId,
    unitId: account.unitId,
    ownerId: ctx.actor.personId,
    accountId: account.id,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
  const [added] = await ctx.db
    .insert(interactions)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: interactions.id });
  if (!added) return sentBefore(ctx, account.tenantId, said);
  const { channel, direction, at, subject, text, nextStep, nextStepOn } = row;
  await record(ctx, 'interaction.logged', subjectOf('interaction', row), {
    after: { channel, direction, at: at.toISOString(), contactId, opportunityId, subject, text, nextStep, nextStepOn },
  });
  const about = { tenantId: account.tenantId, opportunityId, interactionId: row.id };
  await signOfLife(ctx, about, at, { nextStep, nextStepOn });
  return ok({ id: row.id, accountId: account.id, isNew: true });
}

/** What was stored by the first sending; a key that stands for something unseen is refused. */
async function sentBefore(ctx: Context, tenantId: number, { id, externalKey }: Said): Promise<Logged> {
  const known = externalKey === null ? eq(interactions.id, id) : eq(interactions.externalKey, externalKey);
  const [row] = await ctx.db
    .select({ id: interactions.id, accountId: interactions.accountId })
    .from(interactions)
    .where(
      and(
        known,
        eq(interactions.tenantId, tenantId),
        inReach(ctx, interactions.tenantId),
        isNull(interactions.deletedAt),
        inScope(ctx, interactions, interactions.accountId),
      ),
    );
  if (row) return ok({ ...row, isNew: false });
  if (externalKey === null) throw notFound();
  return refused('invalid', { fields: { externalKey: 'interaction.key_taken' } });
}

/** Logs a call, a message or a mail of one's own. Sent twice, it exists once. */
export const logInteraction = (ctx: Context, { accountId, ...input }: InteractionInput): Promise<Logged> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'interaction.log');
    const account = await findAccount(ctx, accountId);
    if (!account) return refused('invalid', { fields: { accountId: 'visit.account_unknown' } });
    return write(ctx, account, { ...input, at: fromLocal(input.at), externalKey: null, source: null });
  });

/** Takes one that another system knows by its own key. Sent again, it is the one stored first. */
export const receiveInteraction = (
  ctx: Context,
  { accountId, accountKey, ...sent }: SentInteraction,
): Promise<Logged> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'interaction.log');
    const account = accountId ? await findAccount(ctx, accountId) : await findAccountByKey(ctx, accountKey ?? '');
    const field = accountId ? 'accountId' : 'accountKey';
    if (!account) return refused('invalid', { fields: { [field]: 'visit.account_unknown' } });
    return write(ctx, account, { ...sent, id: newId(), at: new Date(sent.at) });
  });

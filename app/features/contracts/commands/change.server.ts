import { and, eq, sql } from 'drizzle-orm';
import { contractAmendments, contracts, installedProducts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record, type Subject } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { tickEvidence } from '~/features/opportunities/commands/evidence.server';
import { lockOpportunity } from '~/features/opportunities/commands/load.server';
import { stale } from '~/features/people/history.server';
import type { AmendInput, EndInput, PaidInput, SignInput } from '../input';
import { type Contract, lockContract } from '../queries/contract.server';
import { endAfter, standOf } from '../rules';

export const subjectOf = (row: Contract): Subject => ({
  kind: 'contract',
  id: row.id,
  tenantId: row.tenantId,
  unitId: row.unitId,
  ownerId: row.ownerId,
  accountId: row.accountId,
});

export async function saveContract(ctx: Context, row: Contract, values: Partial<typeof contracts.$inferInsert>) {
  await ctx.db
    .update(contracts)
    .set({ ...values, updatedAt: ctx.now, version: row.version + 1 })
    .where(and(eq(contracts.tenantId, row.tenantId), eq(contracts.id, row.id)));
}

const productsOf = (row: Contract) =>
  and(eq(installedProducts.tenantId, row.tenantId), eq(installedProducts.contractId, row.id));

/** A command that changes one contract, for who has seen its newest version. */
const changing = (
  ctx: Context,
  id: string,
  version: number,
  work: (ctx: Context, row: Contract) => Promise<Result<null>>,
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockContract(ctx, id);
    requirePermission(ctx.actor, 'contract.write', row);
    if (row.version !== version) return stale(ctx, row.id);
    return work(ctx, row);
  });

/** Both have signed: the contract runs from its first day on. */
export const signContract = (ctx: Context, id: string, { version, ...input }: SignInput) =>
  changing(ctx, id, version, async (ctx, row) => {
    if (row.state !== 'draft') return refused('contract.signed_already');
    if (input.signedOn > today(ctx.now)) return refused('invalid', { fields: { signedOn: 'contract.not_yet' } });
    const endsOn = endAfter(input.startsOn, row.months);
    await saveContract(ctx, row, { ...input, endsOn, state: 'active' });
    // what is not tied to a place is there from the first day
    await ctx.db
      .update(installedProducts)
      .set({
        untilOn: endsOn,
        fromOn: sql`case when ${installedProducts.siteId} is null then ${input.startsOn}::date else ${installedProducts.fromOn} end`,
      })
      .where(productsOf(row));
    const deal = await lockOpportunity(ctx, row.opportunityId);
    if (!deal.evidence.contract_signed && can(ctx.actor, 'opportunity.advance', deal))
      await tickEvidence(ctx, deal.id, {
        version: deal.version,
        kind: 'contract_signed',
        done: true,
        note: row.number,
      });
    await record(ctx, 'contract.signed', subjectOf(row), {
      after: { number: row.number, signedOn: input.signedOn, startsOn: input.startsOn, endsOn },
    });
    return ok(null);
  });

const write = (ctx: Context, row: Contract, values: Omit<AmendmentRow, keyof ReturnType<typeof whose>>) =>
  ctx.db
    .insert(contractAmendments)
    .values({ ...whose(ctx, row), ...values })
    .onConflictDoNothing()
    .returning({ id: contractAmendments.id });
type AmendmentRow = typeof contractAmendments.$inferInsert;
const whose = (ctx: Context, { tenantId, unitId, ownerId, accountId, id: contractId }: Contract) => ({
  ...{ tenantId, unitId, ownerId, accountId, contractId, createdBy: ctx.actor.personId, createdAt: ctx.now },
});

/** What was agreed besides; a new last day moves the contract's. Sent twice it is written once. */
export const amendContract = (ctx: Context, id: string, input: AmendInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockContract(ctx, id);
    requirePermission(ctx.actor, 'contract.write', row);
    const [known] = await ctx.db
      .select({ id: contractAmendments.id })
      .from(contractAmendments)
      .where(and(eq(contractAmendments.tenantId, row.tenantId), eq(contractAmendments.id, input.id)));
    if (known) return ok(null);
    if (row.version !== input.version) return stale(ctx, row.id);
    if (row.state !== 'active') return refused('contract.not_running');
    const { kind, text, effectiveOn, endsOn } = input;
    if (kind === 'extension' && !endsOn) return refused('invalid', { fields: { endsOn: 'error.required' } });
    if (endsOn && row.startsOn && endsOn < row.startsOn)
      return refused('invalid', { fields: { endsOn: 'contract.ends_before' } });
    await write(ctx, row, { id: input.id, kind, text, effectiveOn, endsOn });
    await saveContract(ctx, row, endsOn ? { endsOn, renewalId: null } : {});
    if (endsOn)
      await ctx.db
        .update(installedProducts)
        .set({ untilOn: endsOn })
        .where(and(productsOf(row), eq(installedProducts.untilOn, row.endsOn!)));
    await record(ctx, 'contract.amended', subjectOf(row), {
      before: endsOn ? { endsOn: row.endsOn } : {},
      after: { number: row.number, kind, text, ...(endsOn && { endsOn }) },
    });
    return ok(null);
  });

/** Ends a contract before its day. */
export const terminateContract = (ctx: Context, id: string, { version, closedOn, closeNote }: EndInput) =>
  changing(ctx, id, version, async (ctx, row) => {
    if (row.state !== 'active') return refused('contract.not_running');
    await saveContract(ctx, row, { state: 'terminated', closedOn, closeNote });
    await ctx.db.update(installedProducts).set({ untilOn: closedOn }).where(productsOf(row));
    await record(ctx, 'contract.terminated', subjectOf(row), {
      after: { number: row.number, closedOn, note: closeNote },
    });
    return ok(null);
  });

/** Writes down the day the customer first paid; what waits for it is confirmed by that. */
export const recordPayment = (ctx: Context, id: string, { version, firstPaidOn }: PaidInput) =>
  changing(ctx, id, version, async (ctx, row) => {
    if (!row.signedOn) return refused('contract.not_running');
    if (firstPaidOn > today(ctx.now)) return refused('invalid', { fields: { firstPaidOn: 'contract.paid_ahead' } });
    if (firstPaidOn === row.firstPaidOn) return ok(null);
    await saveContract(ctx, row, { firstPaidOn });
    await record(ctx, 'contract.paid', subjectOf(row), {
      before: { firstPaidOn: row.firstPaidOn },
      after: { number: row.number, firstPaidOn },
    });
    return ok(null);
  });

/** Gives up a draft that nobody signed; the quote may become another contract. Said twice it is done once. */
export const giveUpContract = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockContract(ctx, id);
    requirePermission(ctx.actor, 'contract.write', row);
    if (standOf(row) === 'given_up') return ok(null);
    if (row.version !== version) return stale(ctx, row.id);
    if (row.state !== 'draft') return refused('contract.signed_already');
    await saveContract(ctx, row, { state: 'terminated', closedOn: today(ctx.now) });
    await record(ctx, 'contract.given_up', subjectOf(row), { after: { number: row.number } });
    return ok(null);
  });

import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import {
  accounts,
  attachments,
  contractAmendments,
  contractSites,
  contracts,
  creditTables,
  installedProducts,
  opportunities,
  people,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { type CreditStep, usualCredits } from '../rules';

export type Contract = typeof contracts.$inferSelect;

export const contractHere = (ctx: Context, id: string): SQL =>
  and(inReach(ctx, contracts.tenantId), eq(contracts.id, id), inScope(ctx, contracts, contracts.accountId))!;

/** The contract for a command that changes it: nobody else does meanwhile. */
export async function lockContract(ctx: Context, id: string): Promise<Contract> {
  const [row] = isId(id) ? await ctx.db.select().from(contracts).where(contractHere(ctx, id)).for('update') : [];
  if (!row) throw notFound();
  return row;
}

/** A contract of the person's scope with what its page is headed by. */
export async function getContract(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'contract.read');
  const [row] = isId(id)
    ? await ctx.db
        .select({
          contract: contracts,
          dealTitle: opportunities.title,
          dealStage: opportunities.stageType,
          accountName: accounts.name,
          ownerName: people.name,
        })
        .from(contracts)
        .innerJoin(
          opportunities,
          and(eq(opportunities.tenantId, contracts.tenantId), eq(opportunities.id, contracts.opportunityId)),
        )
        .leftJoin(accounts, and(eq(accounts.tenantId, contracts.tenantId), eq(accounts.id, contracts.accountId)))
        .leftJoin(people, eq(people.id, contracts.ownerId))
        .where(contractHere(ctx, id))
    : [];
  if (!row) throw notFound();
  return row;
}

type Whose = Pick<Contract, 'tenantId' | 'id'>;

export const listContractSites = (ctx: Context, { tenantId, id }: Whose) =>
  ctx.db
    .select()
    .from(contractSites)
    .where(and(eq(contractSites.tenantId, tenantId), eq(contractSites.contractId, id)))
    .orderBy(asc(contractSites.position), asc(contractSites.id));
export type ContractSite = Awaited<ReturnType<typeof listContractSites>>[number];

export const listInstalled = (ctx: Context, { tenantId, id }: Whose) =>
  ctx.db
    .select()
    .from(installedProducts)
    .where(and(eq(installedProducts.tenantId, tenantId), eq(installedProducts.contractId, id)))
    .orderBy(asc(installedProducts.position), asc(installedProducts.id));

export const listAmendments = (ctx: Context, { tenantId, id }: Whose) =>
  ctx.db
    .select({
      id: contractAmendments.id,
      kind: contractAmendments.kind,
      text: contractAmendments.text,
      effectiveOn: contractAmendments.effectiveOn,
      endsOn: contractAmendments.endsOn,
      by: people.name,
    })
    .from(contractAmendments)
    .leftJoin(people, eq(people.id, contractAmendments.createdBy))
    .where(and(eq(contractAmendments.tenantId, tenantId), eq(contractAmendments.contractId, id)))
    .orderBy(desc(contractAmendments.createdAt), desc(contractAmendments.id))
    .limit(50);

export const listScans = (ctx: Context, { tenantId, id }: Whose) =>
  ctx.db
    .select({ id: attachments.id, name: attachments.name, bytes: attachments.bytes, createdAt: attachments.createdAt })
    .from(attachments)
    .where(and(eq(attachments.tenantId, tenantId), eq(attachments.contractId, id), isNull(attachments.deletedAt)))
    .orderBy(desc(attachments.createdAt), desc(attachments.id))
    .limit(20);

/** Not given up before anybody signed. */
export const isAlive = sql`(${contracts.state} <> 'terminated' or ${contracts.signedOn} is not null)`;

/** The contract a quote became, if it did. */
export async function contractOfQuote(ctx: Context, quote: { tenantId: number; id: string }) {
  const [row] = await ctx.db
    .select({ id: contracts.id, number: contracts.number, state: contracts.state })
    .from(contracts)
    .where(
      and(
        eq(contracts.tenantId, quote.tenantId),
        eq(contracts.quoteId, quote.id),
        isAlive,
        inScope(ctx, contracts, contracts.accountId),
      ),
    )
    .orderBy(desc(contracts.createdAt))
    .limit(1);
  return row ?? null;
}

/** What a company gives back for lateness now; revision 0 is the usual table. */
export async function creditsOf(ctx: Context, tenantId: number): Promise<{ revision: number; steps: CreditStep[] }> {
  const [row] = await ctx.db
    .select({ revision: creditTables.revision, steps: creditTables.steps })
    .from(creditTables)
    .where(eq(creditTables.tenantId, tenantId))
    .orderBy(desc(creditTables.revision))
    .limit(1);
  return row ?? { revision: 0, steps: usualCredits };
}

/** What an account has of us by contracts that run, gathered by offering; what is paid once has been paid. */
export const installedAt = (ctx: Context, accountId: string) =>
  ctx.db
    .select({
      name: installedProducts.offeringName,
      nameEn: sql<string | null>`max(${installedProducts.offeringNameEn})`,
      sites: sql<number>`count(distinct ${installedProducts.siteId})::int`,
      monthlyFen: sql<number>`sum(${installedProducts.monthlyFen})::bigint`.mapWith(Number),
      untilOn: sql<string | null>`max(${installedProducts.untilOn})::text`,
      isDelivered: sql<boolean>`bool_and(${installedProducts.fromOn} is not null)`,
    })
    .from(installedProducts)
    .innerJoin(
      contracts,
      and(
        eq(contracts.tenantId, installedProducts.tenantId),
        eq(contracts.id, installedProducts.contractId),
        eq(contracts.state, 'active'),
      ),
    )
    .where(
      and(
        eq(installedProducts.accountId, accountId),
        inReach(ctx, installedProducts.tenantId),
        inScope(ctx, installedProducts, installedProducts.accountId),
        sql`${installedProducts.kind} <> 'one_off'`,
      ),
    )
    .groupBy(installedProducts.offeringName)
    .orderBy(sql`sum(${installedProducts.monthlyFen}) desc`)
    .limit(12);
export type Installed = Awaited<ReturnType<typeof installedAt>>[number];

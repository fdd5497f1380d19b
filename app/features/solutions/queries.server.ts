import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { accounts, bundleComponents, bundles, needs, offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { inReach, inScope } from '~/core/scope.server';
import { buyerOf } from '../bundles/customer.server';
import { barsFor } from '../bundles/eligibility';
import { isForCustomer } from '../offerings/pricing';
import type { ProductLine } from '../offerings/rules';
import { type Proposal, propose, type Sellable } from './rules';
import type { Need } from './spoken';

type Whose = { tenantId: number; accountId: string; opportunityId?: string };

/** What still waits for an answer at a customer, the latest first; of a deal its own and those of no deal. */
async function openNeeds(ctx: Context, { tenantId, accountId, opportunityId }: Whose): Promise<Need[]> {
  return ctx.db
    .select({ id: needs.id, kind: needs.kind, line: needs.line, text: needs.text })
    .from(needs)
    .where(
      and(
        eq(needs.tenantId, tenantId),
        eq(needs.accountId, accountId),
        eq(needs.state, 'open'),
        isNull(needs.deletedAt),
        opportunityId ? or(eq(needs.opportunityId, opportunityId), isNull(needs.opportunityId)) : undefined,
        inScope(ctx, needs, needs.accountId),
      ),
    )
    .orderBy(desc(needs.createdAt), needs.id)
    .limit(20);
}

/** What this company sells today, as far as rules of proposing ask: single offerings and bundles. */
async function listSold(ctx: Context): Promise<(Sellable & { enterpriseId: string | null })[]> {
  const audience = { regions: offerings.regions, industries: offerings.industries, grades: offerings.grades };
  const [single, together, inside] = await Promise.all([
    ctx.db
      .select({ id: offerings.id, name: offerings.name, nameEn: offerings.nameEn, line: offerings.line, enterpriseId: offerings.enterpriseId, ...audience })
      .from(offerings)
      .where(eq(offerings.lifecycle, 'launched'))
      .orderBy(offerings.code, offerings.id)
      .limit(1000),
    ctx.db
      .select({
        id: bundles.id, name: bundles.name, nameEn: bundles.nameEn, regions: bundles.regions, industries: bundles.industries, grades: bundles.grades,
        heldOfferingId: bundles.heldOfferingId,
      })
      .from(bundles)
      .where(eq(bundles.state, 'launched'))
      .limit(200),
    ctx.db
      .select({ bundleId: bundleComponents.bundleId, offeringId: offerings.id, line: offerings.line })
      .from(bundleComponents)
      .innerJoin(offerings, eq(offerings.id, bundleComponents.offeringId))
      // what is optional is no reason to propose the whole
      .where(sql`${bundleComponents.least} > 0`)
      .limit(2000),
  ]); // biome-ignore format: one line a part
  return [
    ...single.map(({ line, ...one }) => ({
      ...one, kind: 'offering' as const, lines: [line], offeringIds: [one.id], heldOfferingId: null, isOwn: one.enterpriseId !== null,
    })),
    ...together.map((one) => {
      const own = inside.filter(({ bundleId }) => bundleId === one.id);
      const lines: ProductLine[] = [...new Set(own.map(({ line }) => line))];
      return { ...one, kind: 'bundle' as const, lines, offeringIds: own.map(({ offeringId }) => offeringId), enterpriseId: null, isOwn: false };
    }),
  ]; // biome-ignore format: one line a kind
}

/** Offerings and bundles that fit a customer of the person's scope, each with the reason; nothing where it is unseen. */
export async function proposeFor(ctx: Context, whose: Whose): Promise<Proposal[]> {
  const [account] = await ctx.db
    .select({
      fundingPattern: accounts.fundingPattern,
      organisationForm: accounts.organisationForm,
      managementStyle: accounts.managementStyle,
      marketingNetwork: accounts.marketingNetwork,
    })
    .from(accounts)
    .where(
      and(
        inReach(ctx, accounts.tenantId),
        eq(accounts.tenantId, whose.tenantId),
        eq(accounts.id, whose.accountId),
        inScope(ctx, accounts, accounts.id),
      ),
    );
  if (!account) return [];
  const [buyer, heard, sold] = await Promise.all([buyerOf(ctx, whose), openNeeds(ctx, whose), listSold(ctx)]);
  const heldLines = [
    ...new Set(
      sold.flatMap(({ kind, id, lines }) => (kind === 'offering' && buyer.heldOfferingIds.includes(id) ? lines : [])),
    ),
  ];
  return propose(
    { needs: heard, facets: account, heldOfferingIds: buyer.heldOfferingIds, heldLines, industry: buyer.industry },
    sold.filter((one) => barsFor(one, buyer).length === 0 && isForCustomer({ ...one }, buyer)),
  );
}

/** A need as a quote is begun from it, while the person sees it. */
export async function needForQuote(ctx: Context, id: string) {
  if (!isId(id)) return null;
  const [row] = await ctx.db
    .select({
      id: needs.id,
      tenantId: needs.tenantId,
      accountId: needs.accountId,
      opportunityId: needs.opportunityId,
      text: needs.text,
    })
    .from(needs)
    .where(
      and(
        eq(needs.id, id),
        inReach(ctx, needs.tenantId),
        isNull(needs.deletedAt),
        inScope(ctx, needs, needs.accountId),
      ),
    );
  return row ?? null;
}

import { and, eq } from 'drizzle-orm';
import { contractSites, contracts, installedProducts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { documentOf, sentVersion } from '~/features/offers/queries.server';
import { insertRows } from '~/features/quotes/commands/rows.server';
import type { QuoteDocument } from '~/features/quotes/document';
import { lockQuote } from '~/features/quotes/queries/quote.server';
import { creditsOf, isAlive } from '../queries/contract.server';
import { subjectOf } from './change.server';

type Whose = {
  tenantId: number;
  unitId: number;
  ownerId: string;
  accountId: string;
  contractId: string;
  createdAt: Date;
};

/** The sites of a quote as places to be served; what a quick site needs is promised from the day the contract is made. */
function sitesOf(document: QuoteDocument, whose: Whose, day: string) {
  const oneOff = new Map<string, number>();
  for (const { siteId, kind, sum } of document.lines)
    if (siteId && kind === 'one_off') oneOff.set(siteId, (oneOff.get(siteId) ?? 0) + sum.totalFen);
  const ids = new Map(document.sites.map((site) => [site.id, newId()]));
  const rows = document.sites.map((site, position) => ({
    ...whose,
    id: ids.get(site.id)!,
    position,
    name: site.name,
    address: site.address,
    technology: site.technology,
    promisedOn: site.feasibility?.leadDays == null ? null : addDays(day, site.feasibility.leadDays),
    oneOffFen: oneOff.get(site.id) ?? 0,
  }));
  return { rows, ids };
}

const productsOf = (document: QuoteDocument, whose: Whose, ids: Map<string, string>) =>
  document.lines.map((line, position) => ({
    ...whose,
    id: newId(),
    siteId: line.siteId ? (ids.get(line.siteId) ?? null) : null,
    position,
    ...{ offeringId: line.offeringId, offeringCode: line.offeringCode, offeringName: line.offeringName },
    ...{ offeringNameEn: line.offeringNameEn, priceName: line.priceName, priceNameEn: line.priceNameEn },
    ...{ kind: line.kind, period: line.period, unit: line.unit, quantity: line.quantity, netFen: line.sum.netFen },
    oneOffFen: line.kind === 'one_off' ? line.sum.totalFen : 0,
    monthlyFen: line.sum.monthlyFen,
  }));

/** The contract of an accepted quote: nothing is typed again. Pressed twice, or by two at once, there is one. */
export const makeContract = (ctx: Context, quoteId: string, input: { id: string }): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const quote = await lockQuote(ctx, quoteId);
    requirePermission(ctx.actor, 'contract.write', quote);
    const version = await sentVersion(ctx, quote);
    if (quote.state !== 'accepted' || !version?.acceptedAt) return refused('contract.not_accepted');
    const [known] = await ctx.db
      .select({ id: contracts.id })
      .from(contracts)
      .where(and(eq(contracts.tenantId, quote.tenantId), eq(contracts.versionId, version.id), isAlive));
    if (known) return ok({ id: known.id });
    const [document, credits] = [
      await documentOf(ctx, quote.tenantId, version.id),
      await creditsOf(ctx, quote.tenantId),
    ];
    if (!document) return refused('contract.not_accepted');
    const { tenantId, unitId, ownerId, accountId, opportunityId } = quote;
    const [row] = await ctx.db
      .insert(contracts)
      .values({
        ...{ tenantId, id: input.id, unitId, ownerId, accountId, opportunityId, quoteId, versionId: version.id },
        // the database numbers it
        ...{ year: 0, sequence: 0, number: '' },
        title: document.title,
        months: document.months,
        customerSigner: version.acceptedName,
        customerSignerTitle: version.answeredTitle,
        sellerSigner: document.seller.person,
        oneOffFen: document.sum.oneOffFen,
        monthlyFen: document.sum.monthlyFen,
        totalFen: document.sum.totalFen,
        taxFen: document.sum.taxFen,
        credits: credits.steps,
        createdBy: ctx.actor.personId,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning();
    const whose = { tenantId, unitId, ownerId, accountId, contractId: input.id, createdAt: ctx.now };
    const { rows, ids } = sitesOf(document, whose, today(ctx.now));
    await insertRows(ctx, contractSites, rows);
    await insertRows(ctx, installedProducts, productsOf(document, whose, ids));
    await record(ctx, 'contract.created', subjectOf(row!), {
      after: { number: row!.number, quote: quote.number, totalFen: row!.totalFen },
    });
    return ok({ id: input.id });
  });

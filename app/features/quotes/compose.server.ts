import { and, eq } from 'drizzle-orm';
import { accounts, people, tenants, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import type { QuoteDocument } from './document';
import { addUp } from './priced';
import type { Quote, QuoteLine, QuoteSite } from './queries/quote.server';

/** Everything the quote says as it stands now: what is kept when it is sent, and what a draft is compared by. */
export async function composeDocument(
  ctx: Context,
  quote: Quote,
  sites: QuoteSite[],
  lines: QuoteLine[],
): Promise<QuoteDocument> {
  const [[seller], [customer]] = await Promise.all([
    ctx.db
      .select({
        company: tenants.name,
        unit: units.name,
        person: people.name,
        email: people.email,
        phone: people.phone,
      })
      .from(people)
      .innerJoin(tenants, eq(tenants.id, people.tenantId))
      .innerJoin(units, eq(units.id, people.unitId))
      .where(eq(people.id, quote.ownerId)),
    ctx.db
      .select({ name: accounts.name, creditCode: accounts.creditCode, address: accounts.address })
      .from(accounts)
      .where(and(eq(accounts.tenantId, quote.tenantId), eq(accounts.id, quote.accountId))),
  ]);
  const { priced, sum } = addUp(quote, sites, lines);
  const day = today(ctx.now);
  return {
    format: 1,
    number: quote.number,
    revision: quote.revision,
    title: quote.title,
    seller: seller ?? { company: '', unit: '', person: '', email: '', phone: null },
    customer: { contact: null, ...(customer ?? { name: '', creditCode: null, address: null }) },
    months: quote.months,
    preparedOn: day,
    validUntil: quote.validUntil ?? day,
    terms: quote.terms,
    currency: 'CNY',
    discountBp: quote.discountBp,
    groups: Object.entries(quote.groupDiscounts).map(([name, discountBp]) => ({ name, discountBp })),
    sites: sites.map((site) => ({
      id: site.id,
      name: site.name,
      address: site.address,
      group: site.groupName,
      technology: site.technology,
      feasibility: chosenAccess(site),
    })),
    lines: priced.map(({ row, sum }) => {
      const { costFen: _, totalCostFen: __, ...shown } = sum;
      return {
        id: row.id,
        siteId: row.siteId,
        offeringId: row.offeringId,
        offeringCode: row.offeringCode,
        offeringName: row.offeringName,
        offeringNameEn: row.offeringNameEn,
        productLine: row.productLine,
        priceCode: row.priceCode,
        priceName: row.priceName,
        priceNameEn: row.priceNameEn,
        kind: row.kind,
        period: row.period,
        unit: row.unit,
        amountFen: row.amountFen,
        tiers: row.tiers,
        taxPercent: row.taxPercent,
        quantity: row.quantity,
        discountBp: row.discountBp,
        sum: shown,
      };
    }),
    offers: [...quote.bundles, ...quote.promotions].map(({ name, nameEn }) => ({ name, nameEn })),
    sum,
  };
}

/** How the site is to be connected, as the customer is told: our link budget and what is left in a beam are not theirs. */
function chosenAccess(site: QuoteSite) {
  const chosen = site.feasibility.find(({ technology }) => technology === site.technology);
  if (!chosen) return null;
  const { satellite, ...told } = chosen;
  return satellite?.asked.band === 'ku' ? { ...told, band: 'ku' as const } : told;
}

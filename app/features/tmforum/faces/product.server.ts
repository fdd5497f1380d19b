import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { quoteResource } from '~/features/api/resources/quotes.server';
import { offeringResource } from '~/features/api/resources/read-only.server';
import { getQuote, listLines } from '~/features/quotes/queries/quote.server';
import { atDay, money, period, price, type Row, ref, said, sentName, sentPeriod, text } from '../face';
import type { Face } from '../face-type.server';

const quoteState: Record<string, string> = {
  draft: 'inProgress',
  returned: 'inProgress',
  in_approval: 'pending',
  approved: 'approved',
  sent: 'approved',
  accepted: 'accepted',
  declined: 'rejected',
  expired: 'cancelled',
  withdrawn: 'cancelled',
};

/** Lines with their list price; what they cost us is not among what is named here. */
async function itemsOf(ctx: Context, id: string) {
  const { quote } = await getQuote(ctx, id);
  const lines = await listLines(ctx, quote);
  return lines.map((line) => ({
    id: line.id,
    quantity: line.quantity,
    productOffering: { ...ref('ProductOffering', line.offeringId)[0], name: line.offeringName },
    quoteItemPrice: price(line.kind, line.amountFen, {
      name: line.priceName,
      recurringChargePeriod: line.period ?? undefined,
    }),
  }));
}

export const quoteFace: Face = {
  api: 'quoteManagement',
  path: 'quote',
  type: 'Quote',
  resource: quoteResource,
  filters: {},
  show: (row) => ({
    externalId: row.number,
    description: row.title,
    state: quoteState[String(row.state)],
    version: row.revision === undefined ? undefined : String(row.revision),
    quoteDate: row.createdAt,
    validFor: period(row.createdAt, atDay(row.validUntil)),
    quoteTotalPrice: [
      ...price('total', row.totalFen),
      ...price('oneOff', row.oneOffFen),
      ...price('recurring', row.monthlyFen, { recurringChargePeriod: 'month' }),
    ],
    relatedParty: [
      ...ref('Organization', row.accountId, { role: 'customer' }),
      ...ref('Individual', row.ownerId, { role: 'seller' }),
    ],
  }),
  change: z
    .strictObject({ description: sentName, validFor: sentPeriod })
    .partial()
    .transform(({ description, validFor }) =>
      said({ title: description, validUntil: validFor?.endDateTime && today(new Date(validFor.endDateTime)) }),
    ),
  more: async (ctx, row) => ({ quoteItem: await itemsOf(ctx, String(row.id)) }),
};

const lifecycle: Record<string, string> = {
  design: 'In design',
  pilot: 'In test',
  launched: 'Launched',
  retiring: 'Obsolete',
  retired: 'Retired',
};
const wordOf = (status: string) => Object.entries(lifecycle).find(([, one]) => one === status)?.[0] ?? status;

const offered = (priceType: string, fen: unknown, more: Row = {}) => {
  const value = money(fen);
  return value ? [{ name: priceType, priceType, price: value, ...more }] : [];
};

export const productOfferingFace: Face = {
  api: 'productCatalogManagement',
  path: 'productOffering',
  type: 'ProductOffering',
  resource: offeringResource,
  filters: { lifecycleStatus: (status) => ({ lifecycle: wordOf(status) }) },
  show: (row) => ({
    name: row.name,
    description: text(row.description),
    lifecycleStatus: lifecycle[String(row.lifecycle)],
    isBundle: false,
    isSellable: row.lifecycle === 'launched',
    lastUpdate: row.updatedAt,
    validFor: period(atDay(row.launchedOn), atDay(row.retiresOn)),
    category: [{ id: row.line, name: row.line }],
    productOfferingPrice: [
      ...offered('oneTime', row.listOneOffFen),
      ...offered('recurring', row.listMonthlyFen, {
        recurringChargePeriodType: 'month',
        recurringChargePeriodLength: 1,
      }),
    ],
  }),
};

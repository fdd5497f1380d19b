import * as z from 'zod';
import * as fields from '~/core/fields';
import { longestTerm } from './rules';

const ids = (most: number) =>
  z.preprocess((v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]), z.array(fields.id).max(most));

/** `12.5` per cent as hundredths: from 0 to 100, no more than two decimals. */
export const percentBp = z.preprocess(
  (v) => (v === undefined || v === null || v === '' ? '0' : v),
  z
    .union([z.string(), z.number()])
    .transform((v) => String(v).normalize('NFKC').replace(/[%\s]/g, ''))
    .refine((v) => /^-?\d{1,6}(\.\d+)?$/.test(v), 'error.number')
    .refine((v) => Number(v) >= 0 && Number(v) <= 100, 'quote.discount_range')
    .refine((v) => /^-?\d+(\.\d{1,2})?$/.test(v), 'quote.two_decimals')
    .transform((v) => Math.round(Number(v) * 100)),
);

const months = fields.integer(1, longestTerm);

export const newQuoteInput = z.object({
  id: fields.id,
  opportunityId: fields.id,
  title: fields.line(120),
  months,
});
export type NewQuote = z.output<typeof newQuoteInput>;

export const versionInput = z.object({ version: fields.version });
export const termsInput = z.object({
  version: fields.version,
  title: fields.line(120),
  months,
  validUntil: fields.optionalDay,
  terms: fields.optionalText(8000),
  note: fields.optionalText(2000),
});
export type Terms = z.output<typeof termsInput>;

/** Discounts of the quote and of one group of sites. */
export const discountInput = z.object({ version: fields.version, discountBp: percentBp });
export const groupDiscountInput = z.object({ version: fields.version, group: fields.line(40), discountBp: percentBp });

export const pasteInput = z.object({
  version: fields.version,
  sites: z.string().max(400_000, 'error.too_long').default(''),
});
export const sitesInput = z.object({
  version: fields.version,
  ids: ids(1000).refine((chosen) => chosen.length > 0, 'quote.choose_sites'),
});
export const groupInput = sitesInput.extend({ groupName: fields.optionalLine(40) });
export const technologyInput = sitesInput.extend({ technology: fields.optionalLine(20) });

/** What a satellite link shall do at a site, or at every site. */
export const askSatelliteInput = z.object({
  version: fields.version,
  siteId: fields.id,
  all: fields.checkbox,
  downMbps: fields.decimal(0.1, 10_000),
  upMbps: fields.decimal(0.1, 1000),
  committedMbps: fields.decimal(0, 10_000),
  availability: fields.decimal(95, 99.99),
});
export type AskSatellite = z.output<typeof askSatelliteInput>;
export const takeAlternativeInput = z.object({ version: fields.version, siteId: fields.id, kind: fields.line(30) });
export type TakeAlternative = z.output<typeof takeAlternativeInput>;

export const addLinesInput = z.object({
  version: fields.version,
  offeringId: fields.id,
  /** None: of the quote as a whole. */
  siteIds: ids(1000),
  /** Prices to leave out, and how many units of those that are sold by the unit. */
  prices: ids(50),
  quantities: z.record(z.string(), fields.integer(1, 1_000_000)).default({}),
  discountBp: percentBp,
});
export type AddLines = z.output<typeof addLinesInput>;

/** A bundle at these sites, or for the whole where there are none; `pickId` is its name in the quote if it is new. */
export const chooseBundleInput = z.object({
  version: fields.version,
  pickId: fields.id,
  bundleId: fields.id,
  siteIds: ids(1000),
  quantities: z.record(z.string(), fields.integer(0, 9999)).default({}),
});
export type ChooseBundle = z.output<typeof chooseBundleInput>;
export const pickInput = z.object({ version: fields.version, pickId: fields.id });
export const promotionInput = z.object({ version: fields.version, promotionId: fields.id });

/** The lines of one price of one offering, at all sites or at one. */
export const changeLinesInput = z.object({
  version: fields.version,
  priceId: fields.id,
  siteId: fields.optionalId,
  quantity: fields.optionalInteger(1, 1_000_000),
  discountBp: z.preprocess((v) => (v === '' || v === undefined ? null : v), percentBp.nullable()),
});
export type ChangeLines = z.output<typeof changeLinesInput>;
export const removeLinesInput = z.object({ version: fields.version, priceId: fields.id, siteId: fields.optionalId });

export const submitInput = z.object({
  id: fields.id,
  version: fields.version,
  note: fields.optionalText(1000),
  /** The draft was priced before a price changed, and shall stay so. */
  keepPrices: fields.checkbox,
});
export type SubmitInput = z.output<typeof submitInput>;
export const sendInput = z.object({ id: fields.id, version: fields.version });
export const copyInput = z.object({ id: fields.id, title: fields.line(120) });

export const productLines = [
  'internet',
  'private_line',
  'mobile',
  'iot',
  'cloud',
  'security',
  'voice',
  'video',
  'satellite',
  'integration',
  'other',
] as const;
export type ProductLine = (typeof productLines)[number];

export const lifecycles = ['design', 'pilot', 'launched', 'retiring', 'retired'] as const;
export type Lifecycle = (typeof lifecycles)[number];

/** What a price is asked for: once, again each period, or by what was used. */
export const priceKinds = ['one_off', 'recurring', 'usage'] as const;
export type PriceKind = (typeof priceKinds)[number];

export const pricePeriods = ['month', 'quarter', 'year'] as const;
export type PricePeriod = (typeof pricePeriods)[number];

/** What one of a price buys: the whole thing, or one of these. */
export const priceUnits = [
  'item',
  'mbps',
  'mhz',
  'terminal',
  'seat',
  'channel',
  'card',
  'rack',
  'core_km',
  'gb',
  'minute',
  'day',
  'month',
] as const;
export type PriceUnit = (typeof priceUnits)[number];

/** Rates of value-added tax in percent. */
export const taxRates = [0, 6, 9, 13] as const;
export type TaxRate = (typeof taxRates)[number];

/** From this quantity on, every unit above the tier before costs this. */
export type PriceTier = { from: number; amountFen: number };

/** Services are priced by these units; the code of such a price is `skill.unit`. */
export const rateUnits = ['day', 'month', 'item'] as const satisfies PriceUnit[];
export type RateUnit = (typeof rateUnits)[number];
/** Specification of what is priced by skill or by distance; offerings with it make up the rate card. */
export const labourCode = 'S-LABOUR';

export type RateCard = {
  id: string;
  name: string;
  nameEn: string | null;
  kind: 'work' | 'travel';
  rows: { key: string; name: string; nameEn: string | null; fen: Partial<Record<RateUnit, number>> }[];
};

/** Of satellite links. */
export const bands = ['ka', 'ku'] as const;
export type Band = (typeof bands)[number];
/** The same in every language. */
export const bandNames: Record<Band, string> = { ka: 'Ka', ku: 'Ku' };

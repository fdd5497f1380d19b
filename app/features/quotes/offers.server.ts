import { inArray } from 'drizzle-orm';
import { bundles } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { checkBundle, type Violation } from '../bundles/check';
import { buyerOf } from '../bundles/customer.server';
import { type Bar, barsFor } from '../bundles/eligibility';
import { getBundle } from '../bundles/queries.server';
import { type Clash, choosePromotions, type Promotion } from '../promotions/choose';
import { listLivePromotions, type PromotionRow, promotionsById, timesHad } from '../promotions/queries.server';
import { type PickedBundle, placesOf } from './picked';
import { promotable } from './picked-prices';
import { priceLines } from './priced';
import type { Quote, QuoteLine, QuoteSite } from './queries/quote.server';

/** What keeps a bundle from being sold as it stands in the quote. */
export type BundleTrouble = {
  pickId: string;
  name: string;
  nameEn: string | null;
  isOff: boolean;
  isRepriced: boolean;
  bars: Bar[];
  violations: Violation[];
  names: { id: string; name: string; nameEn: string | null }[];
};

/** The rules of a bundle against what was chosen; sites are told by their ids, the whole by an empty name. */
export const violationsOf = (shape: Parameters<typeof checkBundle>[0], pick: Pick<PickedBundle, 'kinds'>) =>
  checkBundle(shape, { sites: placesOf(pick).map(({ siteId, quantities }) => ({ name: siteId ?? '', quantities })) });

/** Bundles of an open quote that are off sale, priced anew, broken, or not for this customer. */
export async function bundleTroubles(ctx: Context, quote: Quote): Promise<BundleTrouble[]> {
  if (!quote.bundles.length) return [];
  const ids = quote.bundles.map(({ bundleId }) => bundleId);
  const [buyer, known] = [
    await buyerOf(ctx, quote),
    await ctx.db.select({ id: bundles.id }).from(bundles).where(inArray(bundles.id, ids)),
  ];
  const troubles: BundleTrouble[] = [];
  for (const pick of quote.bundles) {
    const isKnown = known.some(({ id }) => id === pick.bundleId);
    const found = isKnown ? await getBundle(ctx, pick.bundleId) : null;
    const trouble = {
      pickId: pick.id,
      name: pick.name,
      nameEn: pick.nameEn,
      isOff: found?.bundle.state !== 'launched',
      isRepriced: found !== null && JSON.stringify(found.bundle.priceRule) !== JSON.stringify(pick.priceRule),
      bars: found ? barsFor(found.bundle, buyer) : [],
      violations: found ? violationsOf(found.shape, pick) : [],
      names: found?.names ?? [],
    };
    if (trouble.isOff || trouble.isRepriced || trouble.bars.length || trouble.violations.length) troubles.push(trouble);
  }
  return troubles;
}

/** A promotion as the rules know it. */
const ruled = (row: PromotionRow): Promotion => row;

/** What promotions are weighed by: the customer, and the lines before any promotion. */
async function weighing(ctx: Context, quote: Quote, sites: QuoteSite[], lines: QuoteLine[], ids: string[]) {
  const [buyer, had] = [
    await buyerOf(ctx, quote),
    await timesHad(ctx, ids, { tenantId: quote.tenantId, accountId: quote.accountId, butQuoteId: quote.id }),
  ];
  const priced = promotable(priceLines(quote, sites, lines), sites, quote.months, buyer.regionCode);
  return { customer: { ...buyer, had }, lines: priced };
}

/** Why these promotions, with those the quote has, cannot be given; nothing: they can. */
export async function promotionClashes(
  ctx: Context,
  quote: Quote,
  sites: QuoteSite[],
  lines: QuoteLine[],
  added: PromotionRow[] = [],
): Promise<Clash[]> {
  const ids = quote.promotions.map(({ id }) => id);
  if (!ids.length && !added.length) return [];
  const kept = await promotionsById(ctx, ids);
  const inTurn = ids.flatMap((id) => kept.find((row) => row.id === id) ?? []);
  const all = [...inTurn, ...added];
  const by = await weighing(ctx, quote, sites, lines, [...new Set(all.map(({ id }) => id))]);
  const gone = ids.filter((id) => !kept.some((row) => row.id === id));
  const result = choosePromotions(all.map(ruled), by.customer, by.lines, today(ctx.now));
  return [
    ...gone.map((promotionId): Clash => ({ promotionId, kind: 'not_live' })),
    ...(result.ok ? [] : result.clashes),
  ];
}

export type Choosable = { id: string; name: string; nameEn: string | null; endsOn: string; clashes: Clash[] };

/** What runs today and is for this customer and these lines, each with what it clashes with. */
export async function choosablePromotions(
  ctx: Context,
  quote: Quote,
  sites: QuoteSite[],
  lines: QuoteLine[],
): Promise<Choosable[]> {
  if (!lines.length) return [];
  const live = await listLivePromotions(ctx, today(ctx.now));
  const chosen = new Set(quote.promotions.map(({ id }) => id));
  const open = live.filter(({ id }) => !chosen.has(id));
  if (!open.length) return [];
  const kept = await promotionsById(ctx, [...chosen]);
  const by = await weighing(ctx, quote, sites, lines, [...live.map(({ id }) => id), ...chosen]);
  const before = quote.promotions.flatMap(({ id }) => kept.find((row) => row.id === id) ?? []);
  const notMeant = new Set<Clash['kind']>(['not_live', 'not_eligible', 'not_held', 'held_already', 'nothing_to_apply']);
  return open.flatMap((row) => {
    const result = choosePromotions([...before, row].map(ruled), by.customer, by.lines, today(ctx.now));
    const clashes = result.ok ? [] : result.clashes.filter(({ promotionId }) => promotionId === row.id);
    if (clashes.some(({ kind }) => notMeant.has(kind))) return [];
    return [{ id: row.id, name: row.name, nameEn: row.nameEn, endsOn: row.endsOn, clashes }];
  });
}

/** The bundles at the price rules of today. */
export async function bundlesOfToday(ctx: Context, row: Quote): Promise<PickedBundle[]> {
  const picks: PickedBundle[] = [];
  for (const pick of row.bundles) {
    const { bundle } = await getBundle(ctx, pick.bundleId);
    picks.push({ ...pick, name: bundle.name, nameEn: bundle.nameEn, priceRule: bundle.priceRule });
  }
  return picks;
}

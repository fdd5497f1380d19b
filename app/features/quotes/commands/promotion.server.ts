import type { Context } from '~/core/context.server';
import { type Refused, type Result, refused } from '~/core/result';
import { buyerOf } from '../../bundles/customer.server';
import type { Clash } from '../../promotions/choose';
import { getPromotion, promotionsById, takePromotions } from '../../promotions/queries.server';
import { promotionClashes } from '../offers.server';
import { addUp } from '../priced';
import { listLines, listSites, type Quote, type QuoteLine, type QuoteSite } from '../queries/quote.server';
import { changeQuote } from './change.server';

/** The first clash in words that name what clashes with what. */
export async function clashRefusal(ctx: Context, [clash]: Clash[]): Promise<Refused | null> {
  if (!clash) return null;
  const rows = await promotionsById(ctx, [clash.promotionId, clash.otherId ?? clash.promotionId]);
  const named = (id: string | undefined) => {
    const row = rows.find((one) => one.id === id);
    return (ctx.actor.locale === 'en' && row?.nameEn) || (row?.name ?? '');
  };
  return refused(`quote_promotion.clash.${clash.kind}`, {
    params: { promotion: named(clash.promotionId), other: named(clash.otherId) },
  });
}

/** Gives a promotion in an open quote; refused with the clash named. Chosen twice, it is there once. */
export const choosePromotion = (
  ctx: Context,
  id: string,
  input: { version: number; promotionId: string },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    const promotion = await getPromotion(ctx, input.promotionId);
    const [sites, lines] = [await listSites(ctx, row), await listLines(ctx, row)];
    const clash = await clashRefusal(ctx, await promotionClashes(ctx, row, sites, lines, [promotion]));
    if (clash) return clash;
    const { id, code, name, nameEn, offeringId, line, regions, effect, amount } = promotion;
    const { regionCode } = await buyerOf(ctx, row);
    const picked = { id, code, name, nameEn, offeringId, line, regions, effect, amount, homeCode: regionCode };
    return { patch: { promotions: [...row.promotions, picked] }, after: { promotion: name }, value: null };
  });

export const dropPromotion = (
  ctx: Context,
  id: string,
  input: { version: number; promotionId: string },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (_ctx, row) => ({
    patch: { promotions: row.promotions.filter((one) => one.id !== input.promotionId) },
    after: { removedPromotion: row.promotions.find((one) => one.id === input.promotionId)?.name ?? '' },
    value: null,
  }));

/** Spends the budgets of a quote that goes out, all or none. Null: all are spent. */
export async function spendPromotions(
  ctx: Context,
  row: Quote,
  sites: QuoteSite[],
  lines: QuoteLine[],
): Promise<Refused | null> {
  if (!row.promotions.length) return null;
  const clash = await clashRefusal(ctx, await promotionClashes(ctx, row, sites, lines));
  if (clash) return clash;
  const { worth } = addUp(row, sites, lines);
  const wanted = row.promotions.map(({ id }) => ({ id, fen: worth.get(id) ?? 0 }));
  const short = await takePromotions(ctx, row.id, wanted);
  return short ? clashRefusal(ctx, [{ promotionId: short, kind: 'budget' }]) : null;
}

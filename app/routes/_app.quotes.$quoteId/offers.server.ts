import type { Context } from '~/core/context.server';
import { bundleTroubles, choosablePromotions } from '~/features/quotes/offers.server';
import { placesOf } from '~/features/quotes/picked';
import type { addUp } from '~/features/quotes/priced';
import type { Quote, QuoteLine, QuoteSite } from '~/features/quotes/queries/quote.server';
import { aggregate } from './aggregate';

type Priced = ReturnType<typeof addUp<QuoteLine>>['priced'];

/** The bundles and promotions of a quote, and while it is open what is wrong with them and what else can be given. */
export async function loadOffers(
  ctx: Context,
  quote: Quote,
  sites: QuoteSite[],
  priced: Priced,
  worth: ReadonlyMap<string, number>,
  isOpen: boolean,
) {
  const lines = priced.map(({ row }) => row);
  const [troubles, choosable] = isOpen
    ? [await bundleTroubles(ctx, quote), await choosablePromotions(ctx, quote, sites, lines)]
    : [[], []];
  const siteOf = new Map(sites.map(({ id, name }) => [id, name]));
  return {
    bundles: quote.bundles.map((pick) => {
      const own = priced.filter(({ row }) => row.pickId === pick.id);
      return {
        ...pick,
        sites: placesOf(pick).filter(({ siteId }) => siteId !== null).length,
        totalFen: own.reduce((fen, { sum }) => fen + sum.totalFen, 0),
        listFen: own.reduce((fen, { sum }) => fen + sum.totalListFen, 0),
        lines: aggregate(own),
        trouble: troubles.find(({ pickId }) => pickId === pick.id) ?? null,
      };
    }),
    promotions: quote.promotions.map((one) => ({ ...one, worthFen: worth.get(one.id) ?? 0 })),
    choosable,
    /** Sites and promotions by their ids, to tell what is wrong where. */
    siteNames: Object.fromEntries(troubles.length ? siteOf : []) as Record<string, string>,
  };
}

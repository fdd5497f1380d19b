import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { offeringPrices, offerings, quotes, quoteVersions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { listAsked } from '~/features/approvals/queries.server';
import { listPriceVersions } from '~/features/offerings/detail.server';
import type { Role } from '~/features/people/rules';
import { createQuote } from '~/features/quotes/commands/create.server';
import { addLines } from '~/features/quotes/commands/lines.server';
import { exportQuote } from '~/features/quotes/export.server';
import { listQuotes } from '~/features/quotes/queries/list.server';
import { getQuote, listPrecedents, listVersions } from '~/features/quotes/queries/quote.server';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

/** The same person in another role: what the queries give depends on it alone. */
const inRole = (ctx: Context, role: Role): Context => ({ ...ctx, actor: { ...ctx.actor, role } });

async function sold(w: World) {
  const offeringId = newId();
  await w.owner
    .insert(offerings)
    .values({ id: offeringId, code: `T-${offeringId.slice(-6)}`, name: '专线', line: 'internet' });
  const price = { id: newId(), offeringId, code: 'port', name: '月租', kind: 'recurring' as const, period: 'month' as const, amountFen: 1000_00, costFen: 500_00, taxPercent: 6 as const, validFrom: '2026-01-01', approvedAt: w.manager.now }; // biome-ignore format: one price
  await w.owner.insert(offeringPrices).values(price);
  const deal = await w.opportunity(await w.account({ owner: w.manager }));
  const id = newId();
  await createQuote(w.manager, { id, opportunityId: deal.id, title: '专线', months: 12 }, '');
  const lines = {
    version: 1,
    siteIds: [],
    prices: [price.id],
    quantities: { [price.id]: 1 },
    offeringId,
    discountBp: 0,
  };
  expect(await addLines(w.manager, id, lines as never)).toMatchObject({ ok: true });
  return { id, offeringId, quote: (await getQuote(w.manager, id)).quote };
}

describe('our cost and margin', () => {
  it('are with the quote for who sells it, and nowhere for who only reads', () =>
    inWorld(async (w) => {
      const { id, quote } = await sold(w);
      expect(quote).toMatchObject({ costFen: 6000_00, marginBp: 5000 });
      await w.owner.insert(quoteVersions).values({
        ...{
          id: newId(),
          tenantId: quote.tenantId,
          unitId: quote.unitId,
          ownerId: quote.ownerId,
          accountId: quote.accountId,
        },
        ...{ quoteId: id, revision: 1, number: quote.number, document: {} as never, totalFen: 1, marginBp: 5000 },
        ...{ validUntil: '2026-12-31', sentAt: w.manager.now, sentBy: quote.ownerId, createdAt: w.manager.now },
      });
      const other = await sold(w);
      await w.owner.update(quotes).set({ state: 'approved' }).where(eq(quotes.tenantId, quote.tenantId));
      const seen = async (ctx: Context) => [
        (await getQuote(ctx, id)).quote.costFen,
        (await getQuote(ctx, id)).quote.marginBp,
        (await listVersions(ctx, quote))[0]?.marginBp,
        (await listPrecedents(ctx, other.quote)).find((one) => one.id === id)?.marginBp,
        (await listQuotes(ctx, 'open', null)).rows.find((one) => one.id === id)?.marginBp,
      ];
      expect(await seen(w.manager)).toEqual([6000_00, 5000, 5000, 5000, 5000]);
      expect(await seen(inRole(w.manager, 'service_agent'))).toEqual([null, null, null, null, null]);
    }));

  it('are in no workbook and on no price of the catalogue for who may not see them', () =>
    inWorld(async (w) => {
      const { id, offeringId } = await sold(w);
      const agent = inRole(w.manager, 'service_agent');
      await expect(
        exportQuote(inRole(w.manager, 'trainer'), id, { format: 'csv', withCost: true }, translate('zh-CN')),
      ).rejects.toMatchObject({ init: { status: 403 } });
      expect((await listPriceVersions(agent, offeringId))[0]).toMatchObject({ amountFen: 1000_00, costFen: null });
      for (const role of ['account_manager', 'product_manager', 'admin'] as const)
        expect((await listPriceVersions(inRole(w.manager, role), offeringId))[0]?.costFen).toBe(500_00);
      expect((await listAsked(agent, null)).items).toEqual([]);
    }));
});

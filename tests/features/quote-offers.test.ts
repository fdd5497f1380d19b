import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  bundleComponents,
  bundleConstraints,
  bundles,
  offeringPrices,
  offerings,
  promotions,
  quotes,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { chooseBundle, dropBundle } from '~/features/quotes/commands/bundle.server';
import { copyQuote } from '~/features/quotes/commands/copy.server';
import { createQuote } from '~/features/quotes/commands/create.server';
import { addLines, changeLines, takeNewPrices } from '~/features/quotes/commands/lines.server';
import { choosePromotion, dropPromotion } from '~/features/quotes/commands/promotion.server';
import { sendQuote } from '~/features/quotes/commands/send.server';
import { addSites, removeSites } from '~/features/quotes/commands/sites.server';
import { reviseQuote, submitQuote } from '~/features/quotes/commands/submit.server';
import { chooseBundleInput } from '~/features/quotes/input';
import { choosablePromotions } from '~/features/quotes/offers.server';
import { addUp } from '~/features/quotes/priced';
import { getQuote, listLines, listSites } from '~/features/quotes/queries/quote.server';
import { inWorld, type World } from '../support/world';

async function offering(w: World, line: 'internet' | 'satellite', amountFen: number, onceFen: number) {
  const id = newId();
  await w.owner.insert(offerings).values({ id, code: `T-${id.slice(-6)}`, name: line, line });
  const of = {
    offeringId: id,
    validFrom: '2026-01-01',
    approvedAt: new Date('2026-01-01T00:00:00Z'),
    taxPercent: 6 as const,
  };
  await w.owner.insert(offeringPrices).values([
    { ...of, id: newId(), code: 'rent', name: '月租', kind: 'recurring', period: 'month', amountFen, costFen: 100 },
    { ...of, id: newId(), code: 'setup', name: '初装', kind: 'one_off', amountFen: onceFen, costFen: 100 },
  ]); // biome-ignore format: two prices
  return id;
}

/** Fibre always, Ka where it is wanted, and Ka only where there is fibre of two. */
async function bundle(w: World, more: Partial<typeof bundles.$inferInsert> = {}) {
  const [fibre, ka] = [await offering(w, 'internet', 100_001, 200_000), await offering(w, 'satellite', 50_003, 80_000)];
  const id = newId();
  await w.owner.insert(bundles).values({
    id, code: `B-${id.slice(-6)}`, name: '光纤加 Ka', state: 'launched', priceRule: { kind: 'percent', basisPoints: 1000, on: 'all' }, ...more,
  }); // biome-ignore format: one row
  const part = { bundleId: id, least: 0, most: 3, usual: 1 };
  const main = { ...part, id: newId(), position: 0, offeringId: fibre, least: 1 };
  const backup = { ...part, id: newId(), position: 1, offeringId: ka };
  await w.owner.insert(bundleComponents).values([main, backup]);
  return { id, fibre, ka, main: main.id, backup: backup.id };
}

async function promotion(w: World, more: Partial<typeof promotions.$inferInsert> = {}) {
  const id = newId();
  await w.owner.insert(promotions).values({
    id, code: `P-${id.slice(-6)}`, name: '优惠', startsOn: '2026-01-01', endsOn: '2099-12-31', effect: 'percent_monthly', amount: 1000, ...more,
  }); // biome-ignore format: one row
  return id;
}

async function begin(w: World, account?: Parameters<World['opportunity']>[0]) {
  const deal = await w.opportunity(account ?? (await w.account({ grade: 'A', industry: '66', regionCode: '330100' })));
  const id = newId();
  expect(await createQuote(w.manager, { id, opportunityId: deal.id, title: '网点', months: 12 }, '')).toMatchObject({
    ok: true,
  });
  return id;
}
const read = (w: World, id: string) => getQuote(w.manager, id).then(({ quote }) => quote);
const siteIds = async (w: World, id: string) => (await listSites(w.manager, await read(w, id))).map((site) => site.id);
async function addTwoSites(w: World, id: string) {
  const place = { address: null, latitude: null, longitude: null, placeIssue: null };
  const pasted = ['一号点', '二号点'].map((name) => ({ name, ...place }));
  expect(await addSites(w.manager, id, (await read(w, id)).version, pasted as never)).toMatchObject({ ok: true });
  return siteIds(w, id);
}
const pick = async (
  w: World,
  id: string,
  bundleId: string,
  at: string[],
  quantities: Record<string, number>,
  who: Context = w.manager,
) =>
  chooseBundle(
    who,
    id,
    chooseBundleInput.parse({
      version: (await read(w, id)).version,
      pickId: newId(),
      bundleId,
      siteIds: at,
      quantities,
    }),
  );
const give = async (w: World, id: string, promotionId: string) =>
  choosePromotion(w.manager, id, { version: (await read(w, id)).version, promotionId });
const submit = async (w: World, id: string, keepPrices = false) =>
  submitQuote(w.manager, id, { id: newId(), version: (await read(w, id)).version, note: null, keepPrices });
const send = async (w: World, id: string) =>
  sendQuote(w.manager, id, { id: newId(), version: (await read(w, id)).version });
const used = async (w: World, id: string) => {
  const [row] = await w.owner.select().from(promotions).where(eq(promotions.id, id));
  return [row?.usedCount, row?.usedFen];
};

describe('a bundle in a quote', () => {
  it('is chosen for sites, priced to the 分, and changed or taken out whole', () =>
    inWorld(async (w) => {
      const of = await bundle(w);
      const id = await begin(w);
      const at = await addTwoSites(w, id);
      expect(await pick(w, id, of.id, at, { [of.main]: 1, [of.backup]: 1 })).toEqual({ ok: true, value: { added: 8 } });
      const quote = await read(w, id);
      // 2 × 1000.01 + 2 × 500.03 = 3000.08, less a tenth, rounded once
      expect([quote.monthlyFen, quote.oneOffFen]).toEqual([270_007, 504_000]);
      const lines = await listLines(w.manager, quote);
      const { priced } = addUp(quote, await listSites(w.manager, quote), lines);
      expect(priced.reduce((fen, { sum }) => fen + sum.totalFen, 0)).toBe(quote.totalFen);
      // the second site without Ka: the first stays as it was
      expect(await pick(w, id, of.id, [at[1]!], { [of.main]: 2 })).toEqual({ ok: true, value: { added: 6 } });
      expect((await read(w, id)).bundles).toMatchObject([{ kinds: [{ siteIds: [at[0]] }, { siteIds: [at[1]] }] }]);
      const own = lines.find((line) => line.kind === 'recurring')!;
      const change = {
        version: (await read(w, id)).version,
        priceId: own.priceId,
        siteId: null,
        quantity: 9,
        discountBp: null,
      };
      expect(await changeLines(w.manager, id, change)).toMatchObject({ ok: false, reason: 'quote.line_gone' });
      const copy = newId();
      expect(await copyQuote(w.manager, id, { id: copy, title: '试算' })).toMatchObject({ ok: true });
      expect((await read(w, copy)).totalFen).toBe((await read(w, id)).totalFen);
      expect((await read(w, copy)).bundles[0]?.kinds[0]?.siteIds).toEqual([(await siteIds(w, copy))[0]]);
      await removeSites(w.manager, id, { version: (await read(w, id)).version, ids: [at[0]!] });
      expect((await read(w, id)).bundles[0]?.kinds).toHaveLength(1);
      const [chosen] = (await read(w, id)).bundles;
      expect(
        await dropBundle(w.manager, id, { version: (await read(w, id)).version, pickId: chosen!.id }),
      ).toMatchObject({ ok: true });
      expect(await read(w, id)).toMatchObject({ bundles: [], lineCount: 0, totalFen: 0 });
    }));

  it('is refused with what to change, over sites too', () =>
    inWorld(async (w) => {
      const of = await bundle(w);
      await w.owner.insert(bundleConstraints).values({
        id: newId(), bundleId: of.id, kind: 'requires', reach: 'any', componentId: of.main, otherId: of.backup,
      }); // biome-ignore format: one row
      const id = await begin(w);
      const at = await addTwoSites(w, id);
      expect(await pick(w, id, of.id, at, { [of.main]: 4 })).toMatchObject({
        reason: 'quote_bundle.rules',
        details: {
          violations: [
            { kind: 'too_many', site: at[0], componentId: of.main, most: 3 },
            { kind: 'too_many', site: at[1], componentId: of.main, most: 3 },
            { kind: 'requires', componentId: of.main, otherId: of.backup },
          ],
        },
      });
      expect(await pick(w, id, of.id, [at[0]!], { [of.main]: 1, [of.backup]: 1 })).toMatchObject({ ok: true });
      // elsewhere is enough
      expect(await pick(w, id, of.id, [at[1]!], { [of.main]: 1 })).toMatchObject({ ok: true });
      await expect(pick(w, id, of.id, at, {}, w.stranger)).rejects.toMatchObject({ init: { status: 404 } });
      const late = chooseBundleInput.parse({
        version: 1,
        pickId: newId(),
        bundleId: of.id,
        siteIds: [],
        quantities: {},
      });
      expect(await chooseBundle(w.manager, id, late)).toMatchObject({ ok: false });
    }));

  it('is not for every customer, and says why; what changes later is asked about', () =>
    inWorld(async (w) => {
      const of = await bundle(w, { grades: ['B'], regions: ['44'] });
      const id = await begin(w);
      expect(await pick(w, id, of.id, [], { [of.main]: 1 })).toMatchObject({
        reason: 'quote_bundle.not_eligible',
        fields: { grade: 'bundle.bar.grade', region: 'bundle.bar.region' },
      });
      await w.owner.update(bundles).set({ grades: [], regions: [] }).where(eq(bundles.id, of.id));
      expect(await pick(w, id, of.id, [], { [of.main]: 1 })).toMatchObject({ ok: true });
      await w.owner
        .update(bundles)
        .set({ priceRule: { kind: 'percent', basisPoints: 500, on: 'all' } })
        .where(eq(bundles.id, of.id));
      expect(await submit(w, id)).toMatchObject({ reason: 'quote_bundle.repriced' });
      await takeNewPrices(w.manager, id, (await read(w, id)).version);
      expect((await read(w, id)).monthlyFen).toBe(95_001);
      await w.owner.update(bundles).set({ state: 'retired' }).where(eq(bundles.id, of.id));
      expect(await submit(w, id)).toMatchObject({ reason: 'quote_bundle.off' });
    }));
});

describe('promotions in a quote', () => {
  const withLine = async (w: World, account?: Parameters<World['opportunity']>[0]) => {
    const id = await begin(w, account);
    const offered = await offering(w, 'internet', 100_000, 50_000);
    const all = {
      version: (await read(w, id)).version,
      offeringId: offered,
      siteIds: [],
      prices: [],
      quantities: {},
      discountBp: 0,
    };
    expect(await addLines(w.manager, id, all)).toMatchObject({ ok: true });
    return { id, offered };
  };

  it('are taken off exactly, and what stacks is refused with the clash named', () =>
    inWorld(async (w) => {
      const { id } = await withLine(w);
      const [one, two, other] = [
        await promotion(w, { name: '开门红' }),
        await promotion(w, { name: '免租', effect: 'free_months', amount: 2 }),
        await promotion(w, { name: '别处', regions: ['44'] }),
      ];
      expect(await give(w, id, one)).toMatchObject({ ok: true });
      expect(await read(w, id)).toMatchObject({ monthlyFen: 90_000, oneOffFen: 50_000, totalFen: 1_130_000 });
      expect(await give(w, id, two)).toMatchObject({
        reason: 'quote_promotion.clash.stacked',
        params: { promotion: '免租', other: '开门红' },
      });
      expect(await give(w, id, one)).toMatchObject({ reason: 'quote_promotion.clash.twice' });
      expect(await give(w, id, other)).toMatchObject({ reason: 'quote_promotion.clash.nothing_to_apply' });
      const quote = await read(w, id);
      const [sites, lines] = [await listSites(w.manager, quote), await listLines(w.manager, quote)];
      const mine = (await choosablePromotions(w.manager, quote, sites, lines)).filter((row) =>
        [one, two, other].includes(row.id),
      );
      expect(mine).toMatchObject([{ id: two, clashes: [{ kind: 'stacked', otherId: one }] }]);
      await expect(choosePromotion(w.stranger, id, { version: quote.version, promotionId: two })).rejects.toMatchObject(
        { init: { status: 404 } },
      );
      await dropPromotion(w.manager, id, { version: quote.version, promotionId: one });
      expect(await give(w, id, two)).toMatchObject({ ok: true });
      expect(await read(w, id)).toMatchObject({ monthlyFen: 100_000, totalFen: 1_050_000 });
    }));

  it('spend their budget when the quote goes out, and get it back when it comes back without an order', () =>
    inWorld(async (w) => {
      const { id } = await withLine(w);
      const limited = await promotion(w, { budgetKind: 'amount', budget: 130_000 });
      expect(await give(w, id, limited)).toMatchObject({ ok: true });
      expect(await submit(w, id)).toMatchObject({ ok: true, value: { names: [] } });
      expect(await used(w, limited)).toEqual([0, 0]);
      expect(await send(w, id)).toMatchObject({ ok: true });
      expect(await used(w, limited)).toEqual([1, 120_000]);
      // what is left does not reach for another quote
      const other = (await withLine(w)).id;
      expect(await give(w, other, limited)).toMatchObject({ reason: 'quote_promotion.clash.budget' });
      await reviseQuote(w.manager, id, (await read(w, id)).version);
      expect(await used(w, limited)).toEqual([0, 0]);
      expect(await submit(w, id)).toMatchObject({ ok: true });
      expect(await send(w, id)).toMatchObject({ ok: true });
      for (const state of ['declined', 'expired'] as const) {
        expect(await used(w, limited)).toEqual([1, 120_000]);
        await w.owner.update(quotes).set({ state }).where(eq(quotes.id, id));
        expect(await used(w, limited)).toEqual([0, 0]);
        await reviseQuote(w.manager, id, (await read(w, id)).version);
        expect(await submit(w, id)).toMatchObject({ ok: true });
        expect(await send(w, id)).toMatchObject({ ok: true });
      }
      await w.owner.update(quotes).set({ state: 'accepted' }).where(eq(quotes.id, id));
      expect(await used(w, limited)).toEqual([1, 120_000]);
    }));

  it('are had once by a customer where that is the rule, first or again where it is meant so', () =>
    inWorld(async (w) => {
      const account = await w.account({ grade: 'A', industry: '66', regionCode: '330100' });
      const { id, offered } = await withLine(w, account);
      const once = await promotion(w, { perCustomer: 1 });
      const first = await promotion(w, { purchase: 'first', heldOfferingId: offered, effect: 'percent_one_off' });
      const again = await promotion(w, { purchase: 'repeat', heldOfferingId: offered, effect: 'percent_one_off' });
      expect(await give(w, id, again)).toMatchObject({ reason: 'quote_promotion.clash.not_held' });
      expect(await give(w, id, once)).toMatchObject({ ok: true });
      expect(await give(w, id, first)).toMatchObject({ ok: true });
      expect(await submit(w, id)).toMatchObject({ ok: true });
      expect(await send(w, id)).toMatchObject({ ok: true });
      await w.owner.update(quotes).set({ state: 'accepted' }).where(eq(quotes.id, id));
      const next = (await withLine(w, account)).id;
      expect(await give(w, next, once)).toMatchObject({ reason: 'quote_promotion.clash.had_enough' });
      expect(await give(w, next, first)).toMatchObject({ reason: 'quote_promotion.clash.held_already' });
      expect(await give(w, next, again)).toMatchObject({ ok: true });
      // behind the rules stands the database
      const [answer] = await w.owner.execute<{ n: number }>(
        sql`select count(*)::int as n from promotion_uses where promotion_id = ${once}`,
      );
      expect(answer?.n).toBe(1);
    }));

  it('are looked at again before the quote is submitted and sent', () =>
    inWorld(async (w) => {
      const { id } = await withLine(w);
      const short = await promotion(w);
      expect(await give(w, id, short)).toMatchObject({ ok: true });
      await w.owner
        .update(promotions)
        .set({ endedAt: new Date('2026-11-20T00:00:00Z') })
        .where(eq(promotions.id, short));
      expect(await submit(w, id)).toMatchObject({
        reason: 'quote_promotion.clash.not_live',
        params: { promotion: '优惠' },
      });
      await w.owner.update(promotions).set({ endedAt: null }).where(eq(promotions.id, short));
      expect(await submit(w, id)).toMatchObject({ ok: true });
      await w.owner
        .update(promotions)
        .set({ budgetKind: 'count', budget: 1, usedCount: 1 })
        .where(eq(promotions.id, short));
      expect(await send(w, id)).toMatchObject({ reason: 'quote_promotion.clash.not_live' });
      expect((await read(w, id)).state).toBe('approved');
    }));
});

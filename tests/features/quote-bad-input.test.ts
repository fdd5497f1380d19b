import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  assignments,
  certificatesHeld,
  offeringPrices,
  offerings,
  people,
  quoteLines,
  quoteSites,
  specifications,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { approve } from '~/features/approvals/commands/decide.server';
import { listWaiting } from '~/features/approvals/queries.server';
import { cellsOf, sitesOf } from '~/features/quotes/addresses';
import { createQuote } from '~/features/quotes/commands/create.server';
import { addLines, changeLines, takeNewPrices } from '~/features/quotes/commands/lines.server';
import { sendQuote } from '~/features/quotes/commands/send.server';
import { addSites } from '~/features/quotes/commands/sites.server';
import { submitQuote } from '~/features/quotes/commands/submit.server';
import { discountQuote } from '~/features/quotes/commands/terms.server';
import { changeLinesInput, discountInput, groupDiscountInput } from '~/features/quotes/input';
import { getQuote, listLines, listSites, listVersions } from '~/features/quotes/queries/quote.server';
import { largestLines } from '~/features/quotes/rules';
import { inWorld, type World } from '../support/world';

async function sell(w: World, given: Partial<typeof offerings.$inferInsert> = {}) {
  const id = newId();
  await w.owner
    .insert(offerings)
    .values({ id, code: `T-${id.slice(-6)}`, name: '互联网专线', line: 'internet', ...given });
  const price = {
    offeringId: id, code: 'port', name: '月租', kind: 'recurring' as const, period: 'month' as const, amountFen: 1000_00, costFen: 500_00,
    taxPercent: 6 as const, validFrom: '2026-01-01', approvedAt: new Date('2026-01-01T00:00:00Z'),
  }; // biome-ignore format: one price
  const port = newId();
  await w.owner.insert(offeringPrices).values({ ...price, id: port });
  return { id, port, price };
}
async function begin(w: World, sold: { id: string }, discountBp = 0) {
  const account = await w.account({ owner: w.manager });
  const deal = await w.opportunity(account);
  const id = newId();
  await createQuote(w.manager, { id, opportunityId: deal.id, title: '专线', months: 36 }, '');
  const line = { version: 1, offeringId: sold.id, siteIds: [], prices: [], quantities: {}, discountBp };
  expect(await addLines(w.manager, id, line)).toMatchObject({ ok: true });
  return { id, account };
}
const quoteOf = async (ctx: Context, id: string) => (await getQuote(ctx, id)).quote;
const submit = async (ctx: Context, id: string, more: { keepPrices?: boolean } = {}) => {
  const asked = { id: newId(), version: (await quoteOf(ctx, id)).version, note: null, keepPrices: false, ...more };
  return { id: asked.id, answer: await submitQuote(ctx, id, asked) };
};

describe('a discount', () => {
  it('is neither negative nor above everything, however it is sent', () =>
    inWorld(async (w) => {
      const base = { version: '1', priceId: newId(), group: '甲', quantity: '1' };
      for (const discountBp of ['-1', '-0.01', '100.01', '200', '200%', '1e2', 'NaN', '12.345', '∞'])
        for (const schema of [discountInput, groupDiscountInput, changeLinesInput])
          expect(checkInput({ ...base, discountBp }, schema), discountBp).toMatchObject({
            ok: false,
            fields: { discountBp: expect.any(String) },
          });
      expect(checkInput({ ...base, discountBp: '１００％' }, discountInput)).toMatchObject({
        ok: true,
        value: { discountBp: 10000 },
      });
      // past the form the database refuses it
      const { id } = await begin(w, await sell(w));
      await expect(discountQuote(w.manager, id, { version: 2, discountBp: 20000 })).rejects.toThrow();
    }));

  it('of everything is nobody’s to give alone', () =>
    inWorld(async (w) => {
      const { id } = await begin(w, await sell(w), 10000);
      expect((await quoteOf(w.manager, id)).totalFen).toBe(0);
      expect((await submit(w.manager, id)).answer).toMatchObject({ reason: 'quote.beyond_all' });
    }));
});

describe('places', () => {
  it('at 0,0, turned round or nowhere on earth are said, and never judged where they are not', () =>
    inWorld(async (w) => {
      const { id } = await begin(w, await sell(w));
      const text = '名称\t纬度\t经度\n空\t0\t0\n反\t120.15\t30.27\n无\t95\t200\n好\t30.27\t120.15';
      expect(await addSites(w.manager, id, 2, sitesOf(cellsOf(text)))).toMatchObject({
        value: { added: 4, issues: 3 },
      });
      const sites = await listSites(w.manager, await quoteOf(w.manager, id));
      expect(sites.map(({ placeIssue, latitude, longitude }) => [placeIssue, latitude, longitude])).toEqual([
        ['zero', null, null],
        ['swapped', 30.27, 120.15],
        ['outside', null, null],
        [null, 30.27, 120.15],
      ]);
      expect(sites[0]?.feasibility.every(({ verdict }) => verdict === 'check')).toBe(true);
    }));
});

describe('a product for another band', () => {
  it('than that of the link of its site is refused, by what it is and not by its name', () =>
    inWorld(async (w) => {
      const specificationId = newId();
      const kind = { id: specificationId, code: `S-${specificationId.slice(-6)}`, name: '卫星宽带' };
      await w.owner.insert(specifications).values({ ...kind, line: 'satellite', band: 'ka' });
      const sold = await sell(w, { name: '海岛宽带', line: 'satellite', specificationId });
      const { id } = await begin(w, sold);
      await addSites(w.manager, id, 2, sitesOf(cellsOf('名称\t纬度\t经度\n永兴\t16.8\t112.3')));
      const [site] = await listSites(w.manager, await quoteOf(w.manager, id));
      const over = (band: string) =>
        sql`${JSON.stringify([{ technology: 'ka', verdict: 'yes', satellite: { asked: { band } } }])}::jsonb`;
      await w.owner
        .update(quoteSites)
        .set({ feasibility: over('ku') })
        .where(eq(quoteSites.id, site!.id));
      const { version } = await quoteOf(w.manager, id);
      const line = { version, offeringId: sold.id, siteIds: [site!.id], prices: [], quantities: {}, discountBp: 0 };
      expect(await addLines(w.manager, id, line)).toMatchObject({ ok: true });
      expect((await submit(w.manager, id)).answer).toMatchObject({
        reason: 'quote.wrong_band',
        params: { site: '永兴', offering: '海岛宽带', band: 'Ku' },
      });
      await w.owner
        .update(quoteSites)
        .set({ feasibility: over('ka') })
        .where(eq(quoteSites.id, site!.id));
      expect((await submit(w.manager, id)).answer).not.toMatchObject({ reason: 'quote.wrong_band' });
    }));
});

describe('ten thousand lines', () => {
  it('are refused at once, and nothing of them stays', () =>
    inWorld(async (w) => {
      const sold = await sell(w);
      const { id } = await begin(w, sold);
      await w.owner.insert(offeringPrices).values(
        Array.from({ length: 30 }, (_, n) => ({
          ...sold.price,
          id: newId(),
          code: `p${n}`,
          kind: 'one_off' as const,
          period: null,
        })),
      );
      const sites = sitesOf(Array.from({ length: 400 }, (_, n) => [`第${n}支行`, `杭州市文三路${n}号`]));
      expect(await addSites(w.manager, id, 2, sites)).toMatchObject({ ok: true });
      const siteIds = (await listSites(w.manager, await quoteOf(w.manager, id))).map((site) => site.id);
      const all = { version: 3, offeringId: sold.id, siteIds, prices: [], quantities: {}, discountBp: 0 };
      expect(await addLines(w.manager, id, all)).toMatchObject({
        reason: 'quote.too_many_lines',
        params: { n: 12_401, most: largestLines },
      });
      expect(await listLines(w.manager, await quoteOf(w.manager, id))).toHaveLength(1);
      expect(
        await changeLines(w.manager, id, {
          version: 3,
          priceId: sold.port,
          siteId: null,
          quantity: 1_000_000,
          discountBp: null,
        }),
      ).toMatchObject({ ok: true });
    }));
});

describe('what has changed meanwhile', () => {
  it('keeps a draft with a retired offering from going out, and a sent one as it was', () =>
    inWorld(async (w) => {
      const sold = await sell(w);
      const [old, out] = [await begin(w, sold), await begin(w, sold)];
      await submit(w.manager, out.id);
      await sendQuote(w.manager, out.id, { id: newId(), version: (await quoteOf(w.manager, out.id)).version });
      await w.owner.update(offerings).set({ lifecycle: 'retired' }).where(eq(offerings.id, sold.id));
      expect((await submit(w.manager, old.id)).answer).toMatchObject({
        reason: 'quote.retired_line',
        params: { offering: '互联网专线' },
      });
      const line = { offeringId: sold.id, siteIds: [], prices: [], quantities: {}, discountBp: 0 };
      expect(
        await addLines(w.manager, old.id, { ...line, version: (await quoteOf(w.manager, old.id)).version }),
      ).toMatchObject({ reason: 'quote.offering_not_sold' });
      expect((await quoteOf(w.manager, out.id)).state).toBe('sent');
    }));

  it('asks a draft whether to take the new price, and leaves what was sent alone', () =>
    inWorld(async (w) => {
      const sold = await sell(w);
      const [kept, taken, out] = [await begin(w, sold), await begin(w, sold), await begin(w, sold)];
      await submit(w.manager, out.id);
      await sendQuote(w.manager, out.id, { id: newId(), version: (await quoteOf(w.manager, out.id)).version });
      await w.owner
        .insert(offeringPrices)
        .values({ ...sold.price, id: newId(), amountFen: 1200_00, validFrom: '2026-11-20' });
      expect((await submit(w.manager, kept.id)).answer).toMatchObject({ reason: 'quote.prices_changed' });
      expect((await submit(w.manager, kept.id, { keepPrices: true })).answer).toMatchObject({ ok: true });
      expect((await quoteOf(w.manager, kept.id)).monthlyFen).toBe(1000_00);
      await takeNewPrices(w.manager, taken.id, (await quoteOf(w.manager, taken.id)).version);
      expect((await submit(w.manager, taken.id)).answer).toMatchObject({ ok: true });
      expect((await quoteOf(w.manager, taken.id)).monthlyFen).toBe(1200_00);
      const [version] = await listVersions(w.manager, await quoteOf(w.manager, out.id));
      expect(version?.document.sum.monthlyFen).toBe(1000_00);
      expect((await w.owner.select().from(quoteLines).where(eq(quoteLines.quoteId, out.id)))[0]?.amountFen).toBe(
        1000_00,
      );
    }));
});

describe('people', () => {
  it('who have left are not asked, and what waits for one who leaves goes to who directs', () =>
    inWorld(async (w) => {
      const sold = await sell(w);
      const waiting = await begin(w, sold, 1800);
      const { id: asked } = await submit(w.manager, waiting.id);
      const ids = async (ctx: Context) => (await listWaiting(ctx, null)).items.map(({ approval }) => approval.id);
      expect([await ids(w.lead), await ids(w.director)]).toEqual([[asked], []]);
      await w.owner.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, w.lead.actor.personId));
      expect([await ids(w.director), await ids(w.strangerDirector)]).toEqual([[asked], []]);
      expect(await approve(w.director, asked, { comment: null })).toMatchObject({ value: { state: 'approved' } });
      // and who has left already is never asked
      const next = await submit(w.manager, (await begin(w, sold, 1800)).id);
      expect(next.answer).toMatchObject({ ok: true });
      expect(await ids(w.director)).toEqual([next.id]);
    }));

  it('holding the certificate let a quote pass once they serve the customer; until then it says who could join', () =>
    inWorld(async (w) => {
      const { id, account } = await begin(w, await sell(w, { certificateCode: 'SAT-1' }));
      expect((await submit(w.manager, id)).answer).toMatchObject({ reason: 'quote.certificate_nobody' });
      const hold = (ctx: Context, validUntil: string | null = null) =>
        w.owner.insert(certificatesHeld).values({
          id: newId(),
          tenantId: ctx.actor.tenantId,
          personId: ctx.actor.personId,
          code: 'SAT-1',
          validUntil,
        });
      await hold(w.stranger); // of another company
      await hold(w.otherTeam, '2026-11-20'); // has run out
      expect((await submit(w.manager, id)).answer).toMatchObject({ reason: 'quote.certificate_nobody' });
      await hold(w.colleague);
      const [{ name }] = (await w.owner
        .select({ name: people.name })
        .from(people)
        .where(eq(people.id, w.colleague.actor.personId))) as [{ name: string }];
      expect((await submit(w.manager, id)).answer).toMatchObject({
        reason: 'quote.certificate_missing',
        params: { code: 'SAT-1', names: name },
      });
      const { tenantId, unitId, id: accountId } = account;
      const during = '[2026-11-01,)';
      await w.owner.insert(assignments).values({
        tenantId,
        unitId,
        accountId,
        id: newId(),
        ownerId: w.colleague.actor.personId,
        role: 'solution',
        during,
      });
      expect((await submit(w.manager, id)).answer).toMatchObject({ ok: true });
    }));
});

import { describe, expect, it } from 'vitest';
import * as tables from '#drizzle/schema';
import { feasibilityRules } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { cellsOf, sitesOf } from '~/features/quotes/addresses';
import { askSatellite, checkSitesAgain, takeAlternative } from '~/features/quotes/commands/access.server';
import { createQuote } from '~/features/quotes/commands/create.server';
import { addLines } from '~/features/quotes/commands/lines.server';
import { addSites } from '~/features/quotes/commands/sites.server';
import { submitQuote, withdrawQuote } from '~/features/quotes/commands/submit.server';
import { composeDocument } from '~/features/quotes/compose.server';
import { getQuote, listSites } from '~/features/quotes/queries/quote.server';
import { mulberry32 } from '../../scripts/seed/random';
import { makeHeavens } from '../../scripts/seed/satellites';
import { inWorld, type World } from '../support/world';

const demo = {
  random: mulberry32(7),
  today: '2026-11-22',
  day: () => '2026-01-26',
  during: () => new Date(0),
  id: () => newId(),
};

async function launch(w: World) {
  const sky = makeHeavens(demo as never);
  await w.owner.insert(tables.satellites).values(sky.satellites);
  await w.owner.insert(tables.beams).values(sky.beams);
  await w.owner.insert(tables.carriers).values(sky.carriers);
  await w.owner.insert(tables.terminals).values(sky.terminals);
  await w.owner
    .insert(feasibilityRules)
    .values({ id: newId(), technology: 'ka', divisions: [], verdict: 'yes', leadDays: 12, reason: '终端现货' });
}
async function begin(w: World, text: string) {
  const deal = await w.opportunity(await w.account({ owner: w.manager }));
  const id = newId();
  await createQuote(w.manager, { id, opportunityId: deal.id, title: '卫星接入', months: 36 }, '');
  expect(await addSites(w.manager, id, 1, sitesOf(cellsOf(text)))).toMatchObject({ ok: true });
  return id;
}
/** What a Ka package is sold as. */
async function kaPackage(w: World) {
  const [offeringId, priceId, specificationId] = [newId(), newId(), newId()];
  const named = { code: `T-${offeringId.slice(-6)}`, name: 'Ka 卫星宽带', line: 'satellite' as const };
  await w.owner.insert(tables.specifications).values({ ...named, id: specificationId, band: 'ka' });
  await w.owner.insert(tables.offerings).values({ ...named, id: offeringId, specificationId });
  await w.owner.insert(tables.offeringPrices).values({ id: priceId, offeringId, code: 'plan', name: '月租', kind: 'recurring', period: 'month', amountFen: 100, taxPercent: 6, validFrom: '2026-01-01', approvedAt: w.manager.now }); // biome-ignore format: one row
  return { prices: [priceId], quantities: { [priceId]: 1 }, offeringId, discountBp: 0 };
}
const text = '名称\t纬度\t经度\n永兴岛站\t16.83\t112.34\n万山站\t21.93\t113.73\n空坐标站\t0\t0\n写反站\t112.34\t16.83';
const kaOf = async (ctx: Context, id: string) => {
  const sites = await listSites(ctx, (await getQuote(ctx, id)).quote);
  return sites.map((site) => ({ id: site.id, ...site.feasibility.find(({ technology }) => technology === 'ka')! }));
};

describe('a quote’s sites by satellite', () => {
  it('are said by the link itself; a place at 0,0 by nobody, a turned one where it is meant', () =>
    inWorld(async (w) => {
      await launch(w);
      const found = await kaOf(w.manager, await begin(w, text));
      expect(found.map(({ verdict, leadDays }) => [verdict, leadDays])).toEqual([
        ['yes', 12],
        ['no', null],
        ['check', null],
        ['yes', 12],
      ]);
      expect(found[2]?.satellite).toBeUndefined();
      expect(found[3]?.satellite?.place).toMatchObject({ latitude: 16.83, longitude: 112.34 });
      expect(found[1]?.satellite?.reasons).toEqual(['capacity']);
    }));

  it('turn a refusal into an alternative, and keep what was asked when they are checked again', () =>
    inWorld(async (w) => {
      await launch(w);
      const id = await begin(w, text);
      const site = (await kaOf(w.manager, id))[1]!;
      const take = { version: 2, siteId: site.id, kind: 'lower_rates' };
      expect(await takeAlternative(w.manager, id, { ...take, kind: 'beam' })).toMatchObject({
        reason: 'quote_site.alternative_gone',
      });
      expect(await takeAlternative(w.manager, id, take)).toEqual({ ok: true, value: null });
      expect(await takeAlternative(w.manager, id, take)).toMatchObject({ reason: 'stale' });
      expect((await kaOf(w.manager, id))[1]).toMatchObject({
        verdict: 'yes',
        satellite: { asked: { committedMbps: 6 } },
      });
      await checkSitesAgain(w.manager, id, 3);
      expect((await kaOf(w.manager, id))[1]).toMatchObject({
        verdict: 'yes',
        satellite: { asked: { committedMbps: 6 } },
      });
      // it was taken: there is nothing to take any more
      expect(await takeAlternative(w.manager, id, { ...take, version: 4 })).toMatchObject({
        reason: 'quote_site.alternative_gone',
      });
    }));

  it('go over another band where that was taken, and the customer is told which', () =>
    inWorld(async (w) => {
      await launch(w);
      const id = await begin(w, text);
      const site = (await kaOf(w.manager, id))[1]!;
      const take = { version: 2, siteId: site.id, kind: 'band' };
      await expect(takeAlternative(w.stranger, id, take)).rejects.toMatchObject({ init: { status: 404 } });
      expect(await takeAlternative(w.manager, id, take)).toEqual({ ok: true, value: null });
      expect((await kaOf(w.manager, id))[1]).toMatchObject({
        verdict: 'yes',
        satellite: { asked: { band: 'ku', availability: 99.5 }, link: { beam: { band: 'ku' } } },
      });
      const { quote } = await getQuote(w.manager, id);
      const sites = (await listSites(w.manager, quote)).map((one) => ({ ...one, technology: 'ka' as const }));
      const told = (await composeDocument(w.manager, quote, sites, [])).sites.map(
        ({ feasibility }) => feasibility?.band,
      );
      expect(told).toEqual([undefined, 'ku', undefined, undefined]);
      const whole = { ...(await kaPackage(w)), version: 3 };
      expect(await addLines(w.manager, id, { ...whole, siteIds: [site.id] } as never)).toMatchObject({ ok: true });
      const submit = { id: newId(), version: 4, note: null, keepPrices: false };
      expect(await submitQuote(w.manager, id, submit as never)).toMatchObject({
        reason: 'quote.wrong_band',
        params: { site: '万山站', offering: 'Ka 卫星宽带' },
      });
    }));

  it('are asked for more or less, one or all, by who may write the quote', () =>
    inWorld(async (w) => {
      await launch(w);
      const id = await begin(w, text);
      const [site] = await kaOf(w.manager, id);
      const ask = {
        version: 2,
        siteId: site!.id,
        all: true,
        downMbps: 20,
        upMbps: 2,
        committedMbps: 2,
        availability: 99,
      };
      for (const ctx of [w.stranger, w.otherTeam, w.trainer])
        await expect(askSatellite(ctx, id, ask)).rejects.toMatchObject({ init: { status: 404 } });
      expect(await askSatellite(w.manager, id, { ...ask, siteId: newId(), all: false })).toMatchObject({
        reason: 'quote.choose_sites',
      });
      expect(await askSatellite(w.manager, id, ask)).toEqual({ ok: true, value: null });
      expect((await kaOf(w.manager, id)).map(({ verdict }) => verdict)).toEqual(['yes', 'yes', 'check', 'yes']);
      await withdrawQuote(w.manager, id, 3);
      expect(await askSatellite(w.manager, id, { ...ask, version: 4 })).toMatchObject({ reason: 'quote.not_open' });
    }));
});

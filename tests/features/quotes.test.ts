import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  approvals,
  feasibilityRules,
  offeringPrices,
  offerings,
  people,
  quoteLines,
  quotes,
  quoteVersions,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { approve, sendBack, withdraw } from '~/features/approvals/commands/decide.server';
import { listWaiting } from '~/features/approvals/queries.server';
import { listNotices } from '~/features/notices/queries.server';
import { cellsOf, sitesOf } from '~/features/quotes/addresses';
import { copyQuote } from '~/features/quotes/commands/copy.server';
import { createQuote } from '~/features/quotes/commands/create.server';
import { addLines, changeLines, removeLines, takeNewPrices } from '~/features/quotes/commands/lines.server';
import { sendQuote } from '~/features/quotes/commands/send.server';
import { addSites, groupSites, removeSites } from '~/features/quotes/commands/sites.server';
import { reviseQuote, submitQuote, withdrawQuote } from '~/features/quotes/commands/submit.server';
import { discountGroup, discountQuote } from '~/features/quotes/commands/terms.server';
import { listQuotes } from '~/features/quotes/queries/list.server';
import { getQuote, listLines, listPrecedents, listSites, listVersions } from '~/features/quotes/queries/quote.server';
import { inWorld, type World } from '../support/world';

type Price = Partial<typeof offeringPrices.$inferInsert>;

/** An offering of the group with a monthly price and one for the installation. */
async function offering(w: World, given: Partial<typeof offerings.$inferInsert> = {}, price: Price = {}) {
  const id = newId();
  await w.owner
    .insert(offerings)
    .values({ id, code: `T-${id.slice(-6)}`, name: '互联网专线', line: 'internet', ...given });
  const of = { offeringId: id, validFrom: '2026-01-01', approvedAt: new Date('2026-01-01T00:00:00Z') };
  const prices = [
    { ...of, id: newId(), code: 'port', name: '月租', kind: 'recurring' as const, period: 'month' as const, amountFen: 1000_00, costFen: 500_00, taxPercent: 6 as const, ...price },
    { ...of, id: newId(), code: 'setup', name: '初装', kind: 'one_off' as const, amountFen: 2000_00, costFen: 1500_00, taxPercent: 9 as const },
  ]; // biome-ignore format: two prices
  await w.owner.insert(offeringPrices).values(prices);
  return { id, port: prices[0]!.id, setup: prices[1]!.id };
}

async function begin(w: World, ctx: Context = w.manager) {
  const deal = await w.opportunity(await w.account({ owner: ctx }));
  const id = newId();
  const input = { id, opportunityId: deal.id, title: '网点专线', months: 36 };
  expect(await createQuote(ctx, input, '标准条款')).toEqual({ ok: true, value: { id } });
  return { id, deal, input };
}
const versionOf = async (ctx: Context, id: string) => (await getQuote(ctx, id)).quote.version;
const read = (w: World, id: string) => getQuote(w.manager, id).then(({ quote }) => quote);
const branches = (n: number) =>
  sitesOf(Array.from({ length: n }, (_, at) => [`第${at + 1}支行`, `杭州市西湖区文三路${at + 1}号`]));
const nothing = { prices: [], quantities: {}, discountBp: 0 };

/** A quote of so many branches with one offering at a discount. */
async function filled(w: World, n: number, discountBp = 0, of?: Awaited<ReturnType<typeof offering>>) {
  const sold = of ?? (await offering(w));
  const { id, deal } = await begin(w);
  expect(await addSites(w.manager, id, 1, branches(n))).toMatchObject({ ok: true });
  const { quote } = await getQuote(w.manager, id);
  const siteIds = (await listSites(w.manager, quote)).map((site) => site.id);
  const added = await addLines(w.manager, id, { ...nothing, version: 2, offeringId: sold.id, siteIds, discountBp });
  expect(added).toEqual({ ok: true, value: { added: n * 2 } });
  return { id, deal, sold, siteIds };
}
const submission = async (ctx: Context, id: string) => ({
  id: newId(),
  version: await versionOf(ctx, id),
  note: '同业竞争',
  keepPrices: false,
});

describe('a quote', () => {
  it('is begun once, and is nobody’s who does not see the deal', () =>
    inWorld(async (w) => {
      const { id, input, deal } = await begin(w);
      expect(await createQuote(w.manager, input, '')).toEqual({ ok: true, value: { id } });
      expect(await w.owner.select().from(quotes).where(eq(quotes.opportunityId, deal.id))).toHaveLength(1);
      expect((await listQuotes(w.manager, 'open', null)).rows.map((row) => row.id)).toContain(id);
      for (const ctx of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer, w.employee]) {
        await expect(getQuote(ctx, id)).rejects.toMatchObject({ init: { status: 404 } });
        expect((await listQuotes(ctx, 'open', null)).rows).toEqual([]);
        expect(await ctx.db.select().from(quotes)).toEqual([]);
        await expect(discountQuote(ctx, id, { version: 1, discountBp: 0 })).rejects.toMatchObject({
          init: { status: 404 },
        });
      }
      await expect(createQuote(w.stranger, { ...input, id: newId() }, '')).rejects.toMatchObject({
        init: { status: 404 },
      });
    }));

  it('takes pasted sites: known again, checked for access, said where they are wrong', () =>
    inWorld(async (w) => {
      await w.owner.insert(feasibilityRules).values({
        id: newId(), technology: 'fibre', divisions: ['3301'], verdict: 'yes', leadDays: 15, reason: '主城区光缆已覆盖',
      }); // biome-ignore format: one rule
      const { id } = await begin(w);
      const text =
        '网点名称\t地址\t经度\t纬度\n文三支行\t杭州市文三路1号\t120.12\t30.27\n文三支行\t杭州市文三路1号\t0\t0\n千岛湖\t杭州市淳安县\t29.6\t119.0';
      expect(await addSites(w.manager, id, 1, sitesOf(cellsOf(text)))).toEqual({
        ok: true,
        value: { added: 3, duplicates: 1, issues: 2 },
      });
      const sites = await listSites(w.manager, await read(w, id));
      expect(sites.map(({ isDuplicate, placeIssue, technology }) => [isDuplicate, placeIssue, technology])).toEqual([
        [false, null, 'fibre'],
        [true, 'zero', 'fibre'],
        [false, 'swapped', 'fibre'],
      ]);
      expect(sites[0]?.feasibility[0]).toMatchObject({ technology: 'fibre', verdict: 'yes', leadDays: 15 });
      expect(await addSites(w.manager, id, 1, branches(1))).toMatchObject({ reason: 'stale' });
      expect(await addSites(w.manager, id, 2, [])).toMatchObject({ reason: 'quote.no_sites_read' });
      expect(await addSites(w.manager, id, 2, branches(501))).toMatchObject({ reason: 'quote.too_many_sites' });
      await removeSites(w.manager, id, { version: 2, ids: [sites[0]!.id] });
      expect((await listSites(w.manager, await read(w, id))).map(({ isDuplicate }) => isDuplicate)).toEqual([
        false,
        false,
      ]);
    }));

  it('is added up to the fen, with discounts of the line, the group and the whole', () =>
    inWorld(async (w) => {
      const { id, sold, siteIds } = await filled(w, 3);
      expect(await read(w, id)).toMatchObject({
        lineCount: 6, siteCount: 3, oneOffFen: 6000_00, monthlyFen: 3000_00, totalFen: 114_000_00, marginBp: 4868,
      }); // biome-ignore format: figures
      const at = async () => ({ version: await versionOf(w.manager, id) });
      await changeLines(w.manager, id, {
        ...(await at()),
        priceId: sold.port,
        siteId: siteIds[0]!,
        quantity: 2,
        discountBp: 1000,
      });
      expect((await read(w, id)).monthlyFen).toBe(3800_00);
      await groupSites(w.manager, id, { ...(await at()), ids: siteIds.slice(1), groupName: '郊区' });
      await discountGroup(w.manager, id, { ...(await at()), group: '郊区', discountBp: 500 });
      expect((await read(w, id)).monthlyFen).toBe(1800_00 + 2 * 950_00);
      await discountQuote(w.manager, id, { ...(await at()), discountBp: 200 });
      expect(await read(w, id)).toMatchObject({ monthlyFen: 1764_00 + 2 * 931_00, deepestBp: 1180 });
      await removeLines(w.manager, id, { ...(await at()), priceId: sold.setup, siteId: null });
      expect(await read(w, id)).toMatchObject({ oneOffFen: 0, lineCount: 3 });
      const many = { ...nothing, ...(await at()), offeringId: sold.id, siteIds: [newId()] };
      expect(await addLines(w.manager, id, many)).toMatchObject({ reason: 'quote.choose_sites' });
    }));

  it(
    'holds two hundred sites with five lines each, and ends somewhere',
    () =>
      inWorld(async (w) => {
        const sold = await offering(w);
        const { id } = await filled(w, 200, 0, sold);
        const { quote } = await getQuote(w.manager, id);
        const siteIds = (await listSites(w.manager, quote)).map((site) => site.id);
        const add = async (ids: string[], prices: string[] = []) =>
          addLines(w.manager, id, {
            ...nothing,
            prices,
            version: await versionOf(w.manager, id),
            offeringId: sold.id,
            siteIds: ids,
          });
        await add(siteIds);
        await add(siteIds, [sold.port]);
        expect((await read(w, id)).lineCount).toBe(1000);
        for (const discountBp of [100, 200, 300]) {
          const version = await versionOf(w.manager, id);
          expect(await discountQuote(w.manager, id, { version, discountBp })).toMatchObject({ ok: true });
        }
        for (let n = 0; n < 2; n++) expect(await add(siteIds)).toMatchObject({ ok: true });
        expect(await add(siteIds, [sold.port])).toMatchObject({ ok: true });
        expect(await add(siteIds)).toMatchObject({ reason: 'quote.too_many_lines', params: { n: 2400, most: 2000 } });
      }),
    60_000,
  );
});

describe('an approval', () => {
  it('is not asked for within one’s own authority, else of each in turn, returned and given', () =>
    inWorld(async (w) => {
      const small = await filled(w, 1, 500);
      expect(await submitQuote(w.manager, small.id, await submission(w.manager, small.id))).toEqual({
        ok: true,
        value: { names: [] },
      });
      expect((await read(w, small.id)).state).toBe('approved');

      const { id } = await filled(w, 2, 3000);
      const asked = await submission(w.manager, id);
      expect(await submitQuote(w.manager, id, asked)).toEqual({ ok: true, value: { names: ['刘洋'] } });
      expect(await submitQuote(w.manager, id, asked)).toEqual({ ok: true, value: { names: [] } });
      expect(await submitQuote(w.manager, id, { ...asked, id: newId() })).toMatchObject({ reason: 'quote.not_open' });
      expect(
        await discountQuote(w.manager, id, { version: await versionOf(w.manager, id), discountBp: 0 }),
      ).toMatchObject({ reason: 'quote.not_open' });
      expect((await listWaiting(w.lead, null)).items.map(({ quoteNumber }) => quoteNumber)).toEqual([
        (await read(w, id)).number,
      ]);
      await sendBack(w.lead, asked.id, { comment: '先谈期限' });
      expect((await read(w, id)).state).toBe('returned');

      const again = await submission(w.manager, id);
      await submitQuote(w.manager, id, again);
      expect(await approve(w.director, again.id, { comment: null })).toMatchObject({ reason: 'approval.not_yours' });
      expect(await approve(w.lead, again.id, { comment: null })).toMatchObject({ value: { state: 'pending' } });
      expect(await approve(w.lead, again.id, { comment: null })).toMatchObject({ reason: 'approval.not_yours' });
      expect((await read(w, id)).state).toBe('in_approval');
      expect(await approve(w.director, again.id, { comment: '同意' })).toMatchObject({ value: { state: 'approved' } });
      expect((await read(w, id)).state).toBe('approved');
      // the next of its kind hears of it
      const next = await filled(w, 2);
      expect((await listPrecedents(w.manager, await read(w, next.id))).map((one) => one.discountBp)).toContain(3000);
    }));

  it('is taken back, and goes to the next above when it waits too long', () =>
    inWorld(async (w) => {
      const { id } = await filled(w, 1, 1800);
      const asked = await submission(w.manager, id);
      await submitQuote(w.manager, id, asked);
      await withdraw(w.manager, asked.id);
      expect((await read(w, id)).state).toBe('draft');
      const again = await submission(w.manager, id);
      await submitQuote(w.manager, id, again);
      for (let i = 0; i < 2; i += 1) await w.owner.execute(`select app.escalate_approvals('2026-11-30T00:00:00Z')`);
      const told = async (ctx: Context) =>
        (await listNotices(ctx, 'all', null)).rows.map((one) => `${one.kind} ${one.step}`);
      // whom it went to, who was late and who asked: each once
      expect(await told(w.director)).toEqual(['approval_waiting escalated']);
      expect(await told(w.lead)).toEqual(['approval_decided missed']);
      expect(await told(w.manager)).toEqual(['approval_decided moved_up']);
      for (const ctx of [w.hq, w.admin, w.colleague, w.strangerDirector]) expect(await told(ctx)).toEqual([]);
      expect((await listWaiting(w.lead, null)).items).toEqual([]);
      expect((await listWaiting(w.director, null)).items.map(({ approval }) => approval.id)).toEqual([again.id]);
      expect(await approve(w.director, again.id, { comment: null })).toMatchObject({ value: { state: 'approved' } });
    }));

  it('falls to who directs when the approver has left', () =>
    inWorld(async (w) => {
      const { id } = await filled(w, 1, 1800);
      const asked = await submission(w.manager, id);
      await submitQuote(w.manager, id, asked);
      await w.owner.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, w.lead.actor.personId));
      expect(await approve(w.director, asked.id, { comment: null })).toMatchObject({ value: { state: 'approved' } });
    }));

  it('is not asked for what nobody may, what is sold no more, what nobody is certified for, or at old prices unsaid', () =>
    inWorld(async (w) => {
      const empty = await begin(w);
      expect(await submitQuote(w.manager, empty.id, await submission(w.manager, empty.id))).toMatchObject({
        reason: 'quote.empty',
      });
      const deep = await filled(w, 1, 9000);
      expect(await submitQuote(w.manager, deep.id, await submission(w.manager, deep.id))).toMatchObject({
        reason: 'quote.beyond_all',
      });

      const { id, sold } = await filled(w, 1);
      await w.owner.update(offerings).set({ certificateCode: 'SAT-1' }).where(eq(offerings.id, sold.id));
      expect(await submitQuote(w.manager, id, await submission(w.manager, id))).toMatchObject({
        reason: 'quote.certificate_nobody',
        params: { code: 'SAT-1' },
      });
      await w.owner.update(offerings).set({ certificateCode: null }).where(eq(offerings.id, sold.id));
      await w.owner.insert(offeringPrices).values({
        id: newId(), offeringId: sold.id, code: 'port', name: '月租', kind: 'recurring', period: 'month', amountFen: 1200_00, costFen: 500_00,
        taxPercent: 6, validFrom: '2026-11-20', approvedAt: new Date('2026-11-19T00:00:00Z'),
      }); // biome-ignore format: one price
      expect(await submitQuote(w.manager, id, await submission(w.manager, id))).toMatchObject({
        reason: 'quote.prices_changed',
      });
      expect(await takeNewPrices(w.manager, id, await versionOf(w.manager, id))).toEqual({ ok: true, value: { n: 1 } });
      expect((await read(w, id)).monthlyFen).toBe(1200_00);
      await w.owner.update(offerings).set({ lifecycle: 'retired' }).where(eq(offerings.id, sold.id));
      expect(await submitQuote(w.manager, id, await submission(w.manager, id))).toMatchObject({
        reason: 'quote.retired_line',
      });
    }));
});

describe('a quote that was sent', () => {
  it('stays as it was for ever, whoever asks', () =>
    inWorld(async (w) => {
      const { id, sold } = await filled(w, 2, 500);
      expect(await sendQuote(w.manager, id, { id: newId(), version: await versionOf(w.manager, id) })).toMatchObject({
        reason: 'quote.not_approved',
      });
      await submitQuote(w.manager, id, await submission(w.manager, id));
      const sent = { id: newId(), version: await versionOf(w.manager, id) };
      expect(await sendQuote(w.manager, id, sent)).toEqual({ ok: true, value: { versionId: sent.id } });
      expect(await sendQuote(w.manager, id, sent)).toEqual({ ok: true, value: { versionId: sent.id } });
      expect(await sendQuote(w.manager, id, { ...sent, id: newId() })).toMatchObject({ reason: 'quote.sent_already' });
      const quote = await read(w, id);
      const [version] = await listVersions(w.manager, quote);
      expect(version?.document).toMatchObject({
        number: quote.number,
        sum: { totalFen: quote.totalFen },
        customer: { name: '杭城商业银行' },
      });
      expect(JSON.stringify(version?.document)).not.toContain('cost');

      const line = (await listLines(w.manager, quote))[0]!;
      const refusedBy = async (work: Promise<unknown>) => work.then(() => null, (error) => error.cause?.code ?? error.code); // biome-ignore format: one line
      await w.manager.db.update(quoteLines).set({ discountBp: 9000 }).where(eq(quoteLines.id, line.id));
      expect((await listLines(w.manager, quote))[0]?.discountBp).toBe(500);
      await w.owner.execute('savepoint frozen');
      expect(
        await refusedBy(w.owner.update(quoteVersions).set({ totalFen: 1 }).where(eq(quoteVersions.id, sent.id))),
      ).toBe('23001');
      await w.owner.execute('rollback to savepoint frozen');
      expect(await refusedBy(w.owner.update(quotes).set({ discountBp: 1 }).where(eq(quotes.id, id)))).toBe('23001');
      await w.owner.execute('rollback to savepoint frozen');
      expect(
        await changeLines(w.manager, id, {
          version: quote.version,
          priceId: sold.port,
          siteId: null,
          quantity: 2,
          discountBp: null,
        }),
      ).toMatchObject({ reason: 'quote.not_open' });

      // taken back, it is the next version; the first is still what it was
      expect(await reviseQuote(w.manager, id, 1)).toMatchObject({ reason: 'stale' });
      expect(await reviseQuote(w.manager, id, quote.version)).toMatchObject({ ok: true });
      await discountQuote(w.manager, id, { version: await versionOf(w.manager, id), discountBp: 300 });
      expect((await read(w, id)).revision).toBe(2);
      expect((await listVersions(w.manager, quote))[0]?.document).toEqual(version?.document);
    }));

  it('expires after its last day; a copy begins anew', () =>
    inWorld(async (w) => {
      const { id } = await filled(w, 1);
      await submitQuote(w.manager, id, await submission(w.manager, id));
      await sendQuote(w.manager, id, { id: newId(), version: await versionOf(w.manager, id) });
      await w.owner.execute(`select app.expire_quotes('2026-12-22T02:00:00Z')`);
      expect((await read(w, id)).state).toBe('expired');
      const copy = { id: newId(), title: '备选' };
      expect(await copyQuote(w.manager, id, copy)).toEqual({ ok: true, value: { id: copy.id } });
      expect(await copyQuote(w.manager, id, copy)).toEqual({ ok: true, value: { id: copy.id } });
      expect(await read(w, copy.id)).toMatchObject({
        state: 'draft',
        variantOfId: id,
        lineCount: 2,
        totalFen: (await read(w, id)).totalFen,
      });
      expect(await listLines(w.manager, await read(w, copy.id))).toHaveLength(2);
      expect(await withdrawQuote(w.manager, copy.id, 1)).toMatchObject({ ok: true });
      expect(await withdrawQuote(w.manager, copy.id, 1)).toMatchObject({ ok: true });
    }));

  it('goes with the deal to its next owner', () =>
    inWorld(async (w) => {
      const { id, deal } = await filled(w, 1, 1800);
      await submitQuote(w.manager, id, await submission(w.manager, id));
      await w.owner.execute(
        `update opportunities set owner_id = '${w.otherTeam.actor.personId}' where id = '${deal.id}'`,
      );
      expect((await getQuote(w.otherTeam, id)).quote.ownerId).toBe(w.otherTeam.actor.personId);
      expect(await listLines(w.otherTeam, (await getQuote(w.otherTeam, id)).quote)).toHaveLength(2);
      expect((await w.owner.select().from(approvals).where(eq(approvals.quoteId, id)))[0]?.ownerId).toBe(
        w.otherTeam.actor.personId,
      );
    }));
});

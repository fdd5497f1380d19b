import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  contracts,
  installedProducts,
  offeringPrices,
  offerings,
  quoteLines,
  quotes,
  quoteVersions,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { makeContract } from '~/features/contracts/commands/make.server';
import { offeringFigures } from '~/features/offerings/detail.server';
import { createMigrations } from '~/features/retirement/commands.server';
import { migrationId } from '~/features/retirement/migration-id.server';
import { listHolders, listOpenUses } from '~/features/retirement/queries.server';
import { sampleQuote } from '../support/sample-quote';
import { inWorld, type World } from '../support/world';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (thrown: { status?: number; init?: { status?: number } }) => thrown.status ?? thrown.init?.status,
  );

async function aRetiringOffering(w: World) {
  const row = (name: string) => ({ id: newId(), code: `T-${newId()}`, name, line: 'private_line' as const });
  const next = { ...row('OTN 精品专线'), listMonthlyFen: 1_500_000 };
  const old = {
    ...row('SDH 数字电路'),
    lifecycle: 'retiring' as const,
    retiresOn: '2027-06-30',
    substituteId: next.id,
  };
  await w.owner.insert(offerings).values(next);
  await w.owner.insert(offerings).values(old);
  return { old, next };
}
const won = { stageId: 7, stageType: 'won' as const, closedOn: '2026-01-10', monthlyFen: 160_000, months: 12 };

describe('an offering that retires', () => {
  it('shows whom it concerns to those who see them', () =>
    inWorld(async (w) => {
      const { old } = await aRetiringOffering(w);
      const account = await w.account();
      await w.opportunity(account, { ...won, offeringId: old.id });
      await w.opportunity(account, { offeringId: old.id });
      for (const who of [w.manager, w.lead, w.director]) {
        expect((await listHolders(who, old.id)).map(({ id }) => id)).toEqual([account.id]);
        expect((await listOpenUses(who, old.id)).deals).toHaveLength(1);
      }
      for (const who of [w.stranger, w.strangerDirector, w.employee, w.otherTeam]) {
        expect(await listHolders(who, old.id)).toEqual([]);
        expect(await listOpenUses(who, old.id)).toEqual({ deals: [], quotes: [] });
      }
    }));

  it('opens a deal for each chosen customer once', () =>
    inWorld(async (w) => {
      const { old, next } = await aRetiringOffering(w);
      const account = await w.account();
      await w.opportunity(account, { ...won, offeringId: old.id });
      const ask = { accounts: [account.id, account.id], nextStepOn: '2026-11-30' };
      expect(await createMigrations(w.manager, old.id, ask)).toEqual({ ok: true, value: { created: 1 } });
      expect(await createMigrations(w.lead, old.id, ask)).toEqual({ ok: true, value: { created: 0 } });
      const id = migrationId(old.id, account.id);
      expect((await listHolders(w.manager, old.id))[0]?.opportunityId).toBe(id);
      const { deals } = await listOpenUses(w.manager, next.id);
      expect(deals.map((deal) => deal.title)).toEqual(['迁移：SDH 数字电路 → OTN 精品专线']);
    }));

  it('is nobody’s business who may not, and waits for a substitute', () =>
    inWorld(async (w) => {
      const { old, next } = await aRetiringOffering(w);
      const account = await w.account();
      const ask = { accounts: [account.id], nextStepOn: '2026-11-30' };
      expect(await status(createMigrations(w.stranger, old.id, ask))).toBe(404);
      const pm = await w.person({ unit: w.unit.zj, role: 'product_manager' });
      for (const who of [w.employee, w.trainer, pm]) expect(await status(createMigrations(who, old.id, ask))).toBe(403);
      expect(await createMigrations(w.manager, next.id, ask)).toMatchObject({ reason: 'retirement.no_substitute' });
      expect(await createMigrations(w.manager, old.id, { ...ask, nextStepOn: '2026-11-01' })).toMatchObject({
        fields: { nextStepOn: 'offering.day_past' },
      });
    }));

  it('names open quotes with a line of it and what is installed, each to who sees the customer', () =>
    inWorld(async (w) => {
      const { old } = await aRetiringOffering(w);
      const account = await w.account();
      const { quoteId, versionId } = await aQuote(w, account, old.id);
      const numbers = async (who: Context) => (await listOpenUses(who, old.id)).quotes.map(({ id }) => id);
      expect([await numbers(w.manager), await numbers(w.director)]).toEqual([[quoteId], [quoteId]]);
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.employee])
        expect(await numbers(who)).toEqual([]);
      expect(await offeringFigures(w.director, old.id)).toMatchObject({
        deals: 0,
        quotes: 1,
        openQuotes: 1,
        installed: 0,
      });

      await w.owner
        .update(quoteVersions)
        .set({ acceptedAt: w.manager.now, acceptedName: '沈国强' })
        .where(eq(quoteVersions.id, versionId));
      await w.owner.update(quotes).set({ state: 'accepted' }).where(eq(quotes.id, quoteId));
      expect(await numbers(w.manager)).toEqual([]);
      const id = newId();
      expect(await makeContract(w.manager, quoteId, { id })).toMatchObject({ ok: true });
      await w.owner.update(installedProducts).set({ offeringId: old.id }).where(eq(installedProducts.contractId, id));
      expect(await listHolders(w.manager, old.id)).toEqual([]); // not signed yet
      await w.owner
        .update(contracts)
        .set({ state: 'active', startsOn: '2026-11-01', endsOn: '2027-10-31', signedOn: '2026-11-01' })
        .where(eq(contracts.id, id));
      const [holder] = await listHolders(w.manager, old.id);
      expect(holder).toMatchObject({ id: account.id, wonOn: null });
      expect(holder?.installed).toBeGreaterThan(0);
      expect(await listHolders(w.stranger, old.id)).toEqual([]);
      const pm = await w.person({ unit: w.unit.zj, role: 'product_manager' });
      const figures = {
        quotes: 1,
        openQuotes: 0,
        acceptedQuotes: 1,
        installed: holder!.installed,
        installedMonthlyFen: holder!.monthlyFen,
      };
      expect(await offeringFigures(pm, old.id)).toMatchObject(figures);
      for (const who of [w.strangerDirector, w.manager, w.employee])
        expect(await offeringFigures(who, old.id)).toMatchObject({ quotes: 0, installed: 0 });
    }));
});

/** A quote that was sent, with one line of the offering. */
async function aQuote(w: World, account: Awaited<ReturnType<World['account']>>, offeringId: string) {
  const { tenantId, unitId, ownerId, id: accountId } = account;
  const own = { tenantId, unitId, ownerId, accountId };
  const deal = await w.opportunity(account);
  const [quoteId, versionId, priceId] = [newId(), newId(), newId()];
  const number = `Q-${quoteId.slice(-6)}`;
  const price = {
    code: 'port',
    name: '月租',
    kind: 'recurring' as const,
    period: 'month' as const,
    amountFen: 100,
    taxPercent: 6 as const,
  };
  await w.owner.insert(offeringPrices).values({ ...price, id: priceId, offeringId, validFrom: '2026-01-01' });
  await w.owner.insert(quotes).values({
    ...own,
    id: quoteId,
    opportunityId: deal.id,
    number,
    title: '专线',
    months: 12,
    createdBy: ownerId,
    state: 'sent',
  });
  const { code: priceCode, name: priceName, ...of } = price;
  await w.owner.insert(quoteLines).values({
    ...own, ...of, id: newId(), quoteId, position: 1, offeringId, priceId, priceCode, priceName, offeringCode: 'T', offeringName: '专线',
    productLine: 'private_line', unit: 'item',
  }); // biome-ignore format: one line
  const document = sampleQuote(2, 2, { number, revision: 1 });
  await w.owner.insert(quoteVersions).values({
    ...own, id: versionId, quoteId, revision: 1, number, document, totalFen: document.sum.totalFen, validUntil: '2027-12-31',
    sentAt: w.manager.now, sentBy: ownerId,
  }); // biome-ignore format: one row
  return { quoteId, versionId };
}

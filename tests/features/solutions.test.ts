import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { bundleComponents, bundles, needs, offerings } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { needForQuote, proposeFor } from '~/features/solutions/queries.server';
import { matchNeed } from '~/features/visits/commands/needs.server';
import { inWorld, type World } from '../support/world';

async function aNeed(
  w: World,
  account: Awaited<ReturnType<World['account']>>,
  more: Partial<typeof needs.$inferInsert> = {},
) {
  const id = newId();
  await w.owner.insert(needs).values({
    tenantId: account.tenantId, id, unitId: account.unitId, ownerId: account.ownerId, accountId: account.id, kind: 'explicit', line: 'voice',
    text: '客服座席不够', ...more,
  }); // biome-ignore format: one row
  return id;
}
async function sell(w: World, more: Partial<typeof offerings.$inferInsert> = {}) {
  const id = newId();
  await w.owner
    .insert(offerings)
    .values({ id, code: `S-${id.slice(-6)}`, name: '云呼叫中心', line: 'voice', lifecycle: 'launched', ...more });
  return id;
}

describe('solutions that fit', () => {
  it('answer needs with what the customer may buy and does not hold, and are nobody’s who does not see the customer', () =>
    inWorld(async (w) => {
      const account = await w.account({ grade: 'A', industry: '66', regionCode: '330100' });
      const whose = { tenantId: account.tenantId, accountId: account.id };
      const need = await aNeed(w, account);
      const own = { tenantId: account.tenantId, industries: ['J', '66'] };
      const [fits, elsewhere, retired] = [
        await sell(w, own),
        await sell(w, { ...own, grades: ['B'] }),
        await sell(w, { ...own, lifecycle: 'retired' }),
      ];
      const together = newId();
      await w.owner.insert(bundles).values({
        id: together, tenantId: account.tenantId, code: `B-${together.slice(-6)}`, name: '客服组合', state: 'launched', industries: ['66'],
        priceRule: { kind: 'percent', basisPoints: 500, on: 'all' },
      }); // biome-ignore format: one row
      await w.owner.insert(bundleComponents).values({
        id: newId(), tenantId: account.tenantId, bundleId: together, position: 0, offeringId: fits, least: 1, most: 9, usual: 1,
      }); // biome-ignore format: one row
      const found = await proposeFor(w.manager, whose);
      expect(found.slice(0, 2).map(({ of }) => of.id)).toEqual([together, fits]);
      expect(found[1]?.reasons).toEqual([
        { kind: 'need', needId: need, text: '客服座席不够', latent: false },
        { kind: 'industry' },
      ]);
      expect(found.map(({ of }) => of.id)).not.toContain(elsewhere);
      expect(found.map(({ of }) => of.id)).not.toContain(retired);
      for (const ctx of [w.stranger, w.strangerDirector, w.employee]) expect(await proposeFor(ctx, whose)).toEqual([]);
      // bought since
      await w.opportunity(account, { offeringId: fits, stageType: 'won', closedOn: '2026-11-20' });
      const after = (await proposeFor(w.manager, whose)).map(({ of }) => of.id);
      expect(after).not.toContain(fits);
      expect(after).not.toContain(together);
    }));

  it('begin a quote from a need, which is said to be on its way', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const need = await aNeed(w, account);
      expect(await needForQuote(w.manager, need)).toMatchObject({ accountId: account.id, text: '客服座席不够' });
      expect(await needForQuote(w.stranger, need)).toBeNull();
      expect(await matchNeed(w.stranger, need)).toMatchObject({ ok: true });
      const state = async () => (await w.owner.select().from(needs).where(eq(needs.id, need)))[0]?.state;
      expect(await state()).toBe('open');
      await expect(matchNeed(w.trainer, need)).rejects.toMatchObject({ init: { status: 403 } });
      expect(await matchNeed(w.manager, need)).toMatchObject({ ok: true });
      expect(await matchNeed(w.manager, need)).toMatchObject({ ok: true }); // sent twice
      expect(await state()).toBe('matched');
      expect(await proposeFor(w.manager, { tenantId: account.tenantId, accountId: account.id })).toEqual([]);
      expect(await needForQuote(w.manager, 'nonsense')).toBeNull();
    }));
});

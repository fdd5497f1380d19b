import { describe, expect, it } from 'vitest';
import { offerings } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { createMigrations } from '~/features/retirement/commands.server';
import { migrationId } from '~/features/retirement/migration-id.server';
import { listHolders, listOpenUses } from '~/features/retirement/queries.server';
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
        expect(await listOpenUses(who, old.id)).toHaveLength(1);
      }
      for (const who of [w.stranger, w.strangerDirector, w.employee, w.otherTeam]) {
        expect(await listHolders(who, old.id)).toEqual([]);
        expect(await listOpenUses(who, old.id)).toEqual([]);
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
      const deals = await listOpenUses(w.manager, next.id);
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
});

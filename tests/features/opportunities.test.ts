import { eq, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { competitors, journal, opportunities, opportunityChanges } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { assignOpportunity } from '~/features/opportunities/commands/assign.server';
import { bulkUpdate } from '~/features/opportunities/commands/bulk.server';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { tickEvidence } from '~/features/opportunities/commands/evidence.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { deleteOpportunity, restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import { undoMove } from '~/features/opportunities/commands/undo-move.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import type { NewOpportunity } from '~/features/opportunities/input';
import { bulkInput } from '~/features/opportunities/input';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { sumByStage } from '~/features/opportunities/list/sums.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

const ask = (ctx: Context, query = '') => readAsk(ctx, new URLSearchParams(query));
async function list(ctx: Context, query = '', more = {}) {
  const { filter, narrow, all } = await ask(ctx, query);
  return listOpportunities(ctx, filter, narrow, all, { sort: '-updated', ...more });
}
const ids = async (ctx: Context, query = '') => (await list(ctx, query)).rows.map(({ id }) => id);
async function sums(ctx: Context, query = '') {
  const { filter, narrow, all } = await ask(ctx, query);
  return sumByStage(ctx, filter, narrow, all);
}
const draft = (accountId: string, more: Partial<NewOpportunity> = {}): NewOpportunity => ({
  id: newId(),
  accountId,
  title: '院区 5G 专网',
  offeringId: null,
  source: 'manager',
  oneOffFen: 100_00,
  monthlyFen: 10_00,
  months: 12,
  expectedCloseOn: '2026-12-25',
  nextStep: null,
  nextStepOn: null,
  ownerId: null,
  ...more,
});
const rival = async (w: World) => {
  const [row] = await w.owner
    .insert(competitors)
    .values({ id: newId(), tenantId: w.unit.zj.tenantId, name: `对手 ${newId()}` })
    .returning();
  return row!.id;
};
const changesOf = (w: World, id: string) =>
  w.owner.select().from(opportunityChanges).where(eq(opportunityChanges.opportunityId, id));

describe('who may do what', () => {
  it('refuses roles without the verb and leaves everything as it was', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { id } = await w.opportunity(account);
      const service = await w.person({ unit: w.unit.zj, role: 'service_agent' });
      const evidence = { kind: 'quote_approved' as const, done: true, note: null, version: 1 };
      await expect(createOpportunity(service, draft(account.id))).rejects.toMatchObject(forbidden);
      await expect(moveOpportunity(service, id, { to: 2, version: 1 })).rejects.toMatchObject(forbidden);
      await expect(updateOpportunity(service, id, { title: 'x', version: 1 })).rejects.toMatchObject(forbidden);
      await expect(tickEvidence(service, id, evidence)).rejects.toMatchObject(forbidden);
      await expect(undoMove(service, id, { version: 1 })).rejects.toMatchObject(forbidden);
      await expect(deleteOpportunity(service, id, { version: 1 })).rejects.toMatchObject(forbidden);
      const mine = { ownerId: w.manager.actor.personId, version: 1 };
      await expect(assignOpportunity(w.manager, id, mine)).rejects.toMatchObject(forbidden);
      await expect(
        bulkUpdate(service, { ids: [id], change: 'stage', to: 2, reason: null, competitorId: null, note: null }),
      ).rejects.toMatchObject(forbidden);
      const [row] = await w.owner.select().from(opportunities).where(eq(opportunities.id, id));
      expect(row).toMatchObject({ version: 1, stageId: 1, deletedAt: null, evidence: {} });
      expect(await changesOf(w, id)).toEqual([]);
    }));

  it('does not create for an account out of sight, nor hand a deal to somebody who does not serve it', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const unseen = await createOpportunity(w.stranger, draft(account.id));
      expect(unseen).toMatchObject({ reason: 'invalid', fields: { accountId: 'error.choose' } });
      expect(await createOpportunity(w.stranger, draft(newId()))).toEqual(unseen);
      const { id } = await w.opportunity(account);
      const given = await assignOpportunity(w.lead, id, { ownerId: w.stranger.actor.personId, version: 1 });
      expect(given).toMatchObject({ reason: 'opportunity.owner_not_on_team' });
      expect(await assignOpportunity(w.lead, id, { ownerId: w.lead.actor.personId, version: 1 })).toMatchObject({
        ok: true,
      });
    }));
});

describe('a stage and its conditions', () => {
  it('refuses, says what is missing and where to fill it in, and moves once it is there', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { id } = await w.opportunity(account, { expectedCloseOn: null, oneOffFen: 0 });
      const refused = await moveOpportunity(w.manager, id, { to: 3, version: 1 });
      expect(refused).toMatchObject({
        reason: 'opportunity.criteria_missing',
        details: [
          { criterion: 'need_recorded', href: expect.stringContaining('/visits/new?account=') },
          { criterion: 'close_date_set', href: `/opportunities/${id}/edit?field=expectedCloseOn` },
          { criterion: 'amount_set', href: `/opportunities/${id}/edit?field=oneOffFen` },
          { criterion: 'decision_maker_known', href: expect.stringContaining(`/accounts/${account.id}/people`) },
        ],
      });
      expect(await changesOf(w, id)).toEqual([]);

      await w.need(account);
      await w.contact(account, { buyingRole: 'decision_maker' });
      await updateOpportunity(w.manager, id, { oneOffFen: 5_000_00, expectedCloseOn: '2026-12-01', version: 1 });
      expect(await moveOpportunity(w.manager, id, { to: 3, version: 2 })).toMatchObject({
        value: { direction: 'forward' },
      });
      const { opportunity } = await getOpportunity(w.manager, id);
      expect(opportunity).toMatchObject({ stageId: 3, probability: 40, stageEnteredAt: w.manager.now, version: 3 });
      expect((await changesOf(w, id)).map(({ kind }) => kind).sort()).toEqual(['amount', 'close_date', 'moved']);
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, id)).orderBy(journal.id);
      expect(entries.map(({ event }) => event).sort()).toEqual(['opportunity.moved', 'opportunity.updated']);
    }));

  it('is undone by who made it, and not by anybody else', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.need(account);
      const { id } = await w.opportunity(account, { expectedCloseOn: '2026-12-01' });
      await moveOpportunity(w.manager, id, { to: 2, version: 1 });
      expect(await undoMove(w.lead, id, { version: 2 })).toMatchObject({ reason: 'opportunity.undo_too_late' });
      expect(await undoMove(w.manager, id, { version: 2 })).toMatchObject({ ok: true });
      expect((await getOpportunity(w.manager, id)).opportunity).toMatchObject({ stageId: 1, probability: 10 });
    }));

  it('is lost to a competitor nobody has named before, once in the list however often', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const name = `对手 ${newId()}`;
      const lost = async (competitorName: string) => {
        const { id } = await w.opportunity(account, { evidence: {} });
        const to = { to: 8, reason: 'price' as const, note: null, competitorId: null, competitorName, version: 1 };
        expect(await moveOpportunity(w.manager, id, to)).toMatchObject({ ok: true });
        const [row] = await w.owner.select().from(opportunities).where(eq(opportunities.id, id));
        return row?.competitorId;
      };
      const first = await lost(name);
      expect(await lost(name.toUpperCase())).toBe(first);
      const known = await w.owner.select().from(competitors).where(eq(competitors.id, first!));
      expect(known).toEqual([{ id: first, tenantId: account.tenantId, name }]);
    }));

  it('keeps an estimate set by hand, closes with the day, the reason and the rival', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account(), { probability: 35 });
      const lose = (more: object) => moveOpportunity(w.manager, id, { to: 8, version: 1, reason: 'price', ...more });
      expect(await lose({})).toMatchObject({ reason: 'opportunity.competitor_required' });
      expect(await lose({ competitorId: newId() })).toMatchObject({ fields: { competitorId: 'error.choose' } });
      const competitorId = await rival(w);
      expect(await lose({ competitorId, note: '低 20%' })).toMatchObject({ ok: true });
      expect((await getOpportunity(w.manager, id)).opportunity).toMatchObject({
        stageType: 'lost',
        probability: 0,
        closedOn: '2026-11-21',
        closeReason: 'price',
        competitorId,
      });
    }));

  it('lets what a person vouches for be ticked and taken back', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      const tick = (done: boolean, at: number) =>
        tickEvidence(w.manager, id, { kind: 'contract_signed', done, note: 'HT-1', version: at });
      await tick(true, 1);
      const { evidence } = (await getOpportunity(w.manager, id)).opportunity;
      expect(evidence.contract_signed).toMatchObject({ by: w.manager.actor.personId, note: 'HT-1' });
      await tick(false, 2);
      expect((await getOpportunity(w.manager, id)).opportunity.evidence).toEqual({});
    }));
});

describe('writing', () => {
  it('tells the second of two people who changed what', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      await updateOpportunity(w.lead, id, { nextStep: '复核报价', version: 1 });
      for (const attempt of [
        () => updateOpportunity(w.manager, id, { nextStep: '我的', version: 1 }),
        () => moveOpportunity(w.manager, id, { to: 9, note: 'x', version: 1 }),
        () => deleteOpportunity(w.manager, id, { version: 1 }),
      ])
        expect(await attempt()).toMatchObject({ reason: 'stale', details: { who: '刘洋', fields: ['nextStep'] } });
      expect((await getOpportunity(w.manager, id)).opportunity.nextStep).toBe('复核报价');
    }));

  it('creates once when sent twice, and answers the same', () =>
    inWorld(async (w) => {
      const input = draft((await w.account()).id);
      const first = await createOpportunity(w.manager, input);
      expect(await createOpportunity(w.manager, input)).toEqual(first);
      expect(await ids(w.manager)).toEqual([input.id]);
      expect((await changesOf(w, input.id)).map(({ kind }) => kind)).toEqual(['created']);
      const { opportunity } = await getOpportunity(w.manager, input.id);
      expect(opportunity).toMatchObject({ totalFen: 220_00, stageId: 1, probability: 10, unitId: w.unit.team.id });
    }));

  it('counts a later close date as a slip, an earlier one not', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account(), { expectedCloseOn: '2026-12-01' });
      await updateOpportunity(w.manager, id, { expectedCloseOn: '2026-12-31', version: 1 });
      await updateOpportunity(w.manager, id, { expectedCloseOn: '2026-12-15', version: 2 });
      expect((await getOpportunity(w.manager, id)).opportunity.slips).toBe(1);
      expect((await list(w.manager, 'slipped=1')).rows).toHaveLength(1);
    }));

  it('goes into the recycle bin and comes back', () =>
    inWorld(async (w) => {
      const { id } = await w.opportunity(await w.account());
      await deleteOpportunity(w.manager, id, { version: 1 });
      expect(await deleteOpportunity(w.manager, id, { version: 1 })).toMatchObject({ ok: true });
      expect(await ids(w.manager)).toEqual([]);
      expect((await sums(w.manager)).stages.filter(({ count }) => count > 0)).toEqual([]);
      await expect(getOpportunity(w.manager, id)).rejects.toMatchObject(absent);
      await restoreOpportunity(w.manager, id);
      expect(await ids(w.manager)).toEqual([id]);
    }));

  it('changes many, and reports those that stayed', () =>
    inWorld(async (w) => {
      const [ready, bare] = [await w.account(), await w.account()];
      await w.need(ready);
      const good = await w.opportunity(ready, { expectedCloseOn: '2026-12-01' });
      const bad = await w.opportunity(bare);
      const unseen = await w.opportunity(await w.account({ owner: w.stranger }));
      const all = [good.id, bad.id, unseen.id];
      const stage = { ids: all, change: 'stage' as const, to: 2, reason: null, competitorId: null, note: null };
      expect(await bulkUpdate(w.manager, stage)).toMatchObject({
        value: {
          done: 1,
          refused: [
            { id: bad.id, reason: 'opportunity.criteria_missing' },
            { id: unseen.id, title: '', reason: 'bulk.left_gone' },
          ],
        },
      });
      await bulkUpdate(w.lead, { ids: all, change: 'close_date', expectedCloseOn: '2027-01-15' });
      const rows = await w.owner.select().from(opportunities).where(isNull(opportunities.deletedAt));
      const closing = (id: string) => rows.find((row) => row.id === id)?.expectedCloseOn;
      expect(all.map(closing)).toEqual(['2027-01-15', '2027-01-15', null]);
      await expect(
        bulkUpdate(w.manager, { ids: all, change: 'owner', ownerId: w.lead.actor.personId }),
      ).rejects.toMatchObject(forbidden);
    }));

  it('changes of many only those nobody has changed since they were shown', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const [calm, busy] = [await w.opportunity(account), await w.opportunity(account)];
      await updateOpportunity(w.lead, busy.id, { expectedCloseOn: '2026-12-24', version: 1 });
      const posted = bulkInput.parse({
        ids: [`${calm.id}:1`, `${busy.id}:1`],
        change: 'close_date',
        expectedCloseOn: '2027-01-15',
      });
      expect(await bulkUpdate(w.manager, posted)).toMatchObject({
        value: { done: 1, refused: [{ id: busy.id, reason: 'bulk.left_changed' }] },
      });
      expect((await getOpportunity(w.manager, busy.id)).opportunity.expectedCloseOn).toBe('2026-12-24');
    }));
});

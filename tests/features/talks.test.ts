import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { newId } from '~/core/ids';
import { getReach } from '~/features/review/reach.server';
import { recordTalk } from '~/features/review/talks/commands.server';
import { listDealsOf, listRiskyDeals } from '~/features/review/talks/deals.server';
import { listSellers, readDealSheet } from '~/features/review/talks/queries.server';
import { makePromise } from '~/features/visits/commands/promise.server';
import { inWorld } from '../support/world';

const status = (status: number) => ({ init: { status } });

describe('the one-to-one', () => {
  it('goes through people by name and their open deals, with what speaks against each', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.opportunity(account, { oneOffFen: 100, title: 'small', nextStep: 'x', expectedCloseOn: '2027-03-01' });
      await w.opportunity(account, {
        oneOffFen: 900,
        title: 'large',
        stageId: 5,
        slips: 3,
        expectedCloseOn: '2026-11-01',
        lastActivityAt: new Date('2026-06-01T00:00:00Z'),
      });
      await w.opportunity(account, { oneOffFen: 500, stageId: 9, stageType: 'on_hold', title: 'held' });
      await w.opportunity(account, { stageId: 7, stageType: 'won', closedOn: '2026-11-01' });
      await w.opportunity(await w.account({ owner: w.stranger }), { ownerId: w.stranger.actor.personId });
      const reach = await getReach(w.lead, null);
      expect(await listSellers(w.lead, reach)).toMatchObject([{ name: '王芳', openCount: 2, talkedOn: null }]);
      const deals = await listDealsOf(w.lead, w.manager.actor.personId);
      expect(deals.map(({ title }) => title)).toEqual(['large', 'small', 'held']);
      expect(deals[0]!.risks.map(({ kind }) => kind)).toEqual([
        'overdue', 'stuck', 'slipped', 'no_decision_maker', 'no_visit', 'no_next_step',
      ]); // biome-ignore format: a list
      expect(deals[2]!.risks).toEqual([]);
      expect((await listRiskyDeals(w.lead, reach)).map(({ title }) => title)).toEqual(['large', 'small']);
      for (const who of [w.strangerDirector, w.stranger, w.otherTeam, w.employee])
        expect(await listDealsOf(who, w.manager.actor.personId)).toEqual([]);
      const forged = { ...reach, tenantIds: [], unitIds: [w.unit.team.id] };
      expect(await listSellers(w.strangerDirector, forged)).toEqual([]);
      expect(await listRiskyDeals(w.strangerDirector, forged)).toEqual([]);
    }));

  it('keeps that it was held, once a day, by who leads the person', () =>
    inWorld(async (w) => {
      await w.opportunity(await w.account());
      const talk = { id: newId(), personId: w.manager.actor.personId };
      await recordTalk(w.lead, talk);
      await recordTalk(w.lead, talk);
      await recordTalk(w.lead, { ...talk, id: newId() });
      const [row] = await w.owner.execute<{ n: number; told: number }>(sql`
        select (select count(*) from review_talks) as n, (select count(*) from journal where event = 'person.talked') as told`);
      expect(row).toEqual({ n: 1, told: 1 });
      expect(await listSellers(w.lead, await getReach(w.lead, null))).toMatchObject([
        { talkedOn: '2026-11-21', beforeOn: null },
      ]);
      await w.owner.execute(sql`insert into review_talks (tenant_id, id, unit_id, owner_id, led_by_id, on_day)
        select tenant_id, gen_random_uuid(), unit_id, owner_id, led_by_id, '2026-11-09' from review_talks`);
      expect(await listSellers(w.lead, await getReach(w.lead, null))).toMatchObject([
        { talkedOn: '2026-11-21', beforeOn: '2026-11-09' },
      ]);
      // another's talk is another's
      expect(await listSellers(w.director, await getReach(w.director, null))).toMatchObject([{ talkedOn: null }]);
      await expect(recordTalk(w.manager, talk)).rejects.toMatchObject(status(403));
      for (const [who, personId] of [
        [w.strangerDirector, w.manager.actor.personId],
        [w.lead, w.otherTeam.actor.personId],
        [w.lead, w.lead.actor.personId],
        [w.lead, newId()],
        [w.lead, 'x'],
      ] as const)
        await expect(recordTalk(who, { id: newId(), personId })).rejects.toMatchObject(status(404));
    }));

  it('ends in commitments that stand at the deal', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const deal = await w.opportunity(account);
      const promise = {
        id: newId(),
        accountId: account.id,
        opportunityId: deal.id,
        side: 'ours' as const,
        text: '约信息中心主任',
        ownerId: w.manager.actor.personId,
        dueOn: '2026-11-27',
        evidence: null,
      };
      await makePromise(w.lead, promise);
      await makePromise(w.lead, promise);
      const sheet = await readDealSheet(w.lead, deal, '2026-11-01');
      expect(sheet.promises).toMatchObject([
        { text: '约信息中心主任', dueOn: '2026-11-27', ownerName: '王芳', state: 'open' },
      ]);
      expect(await readDealSheet(w.strangerDirector, deal, '2026-11-01')).toEqual({ changes: [], promises: [] });
    }));
});

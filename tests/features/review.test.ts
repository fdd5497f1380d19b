import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { opportunityChanges } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { reviewByPerson, reviewByUnit } from '~/features/review/breakdown.server';
import { listChanges, sumChanges } from '~/features/review/changes.server';
import { countStuck, sumsByMonth, sumsByStage } from '~/features/review/queries.server';
import { getReach } from '~/features/review/reach.server';
import { closedQuery, monthQuery, overdueOf } from '~/features/review/rules';
import { inWorld, type World } from '../support/world';

const since = '2026-11-09';

/** The deals a link of the review opens, as titles. */
async function opened(w: World, query: string) {
  const { filter, narrow, all } = await readAsk(w.director, new URLSearchParams(`unit=${w.unit.zj.id}&${query}`));
  const { rows } = await listOpportunities(w.director, filter, narrow, all, { sort: 'close' });
  return rows.map((row) => row.title);
}

async function deals(w: World) {
  const account = await w.account({ owner: w.manager });
  const open = await w.opportunity(account, { oneOffFen: 300_00, expectedCloseOn: '2026-12-10', probability: 50 });
  const won = await w.opportunity(account, {
    oneOffFen: 200_00,
    stageId: 7,
    stageType: 'won',
    probability: 100,
    closedOn: '2026-11-20',
  });
  const stuck = await w.opportunity(account, {
    oneOffFen: 900_00,
    stageId: 2,
    expectedCloseOn: '2026-10-01',
    lastActivityAt: new Date('2026-09-01T00:00:00Z'),
  });
  const change = (opportunity: typeof open, values: Partial<typeof opportunityChanges.$inferInsert>) =>
    w.owner.insert(opportunityChanges).values({
      tenantId: opportunity.tenantId,
      id: newId(),
      unitId: opportunity.unitId,
      ownerId: opportunity.ownerId,
      accountId: opportunity.accountId,
      opportunityId: opportunity.id,
      kind: 'created',
      at: new Date('2026-11-18T02:00:00Z'),
      byId: opportunity.ownerId,
      ...values,
    });
  await change(open, { toStageId: 1, toTotalFen: 250_00 });
  await change(open, { kind: 'amount', fromTotalFen: 250_00, toTotalFen: 300_00 });
  await change(open, { kind: 'close_date', fromCloseOn: '2026-11-30', toCloseOn: '2026-12-10', toTotalFen: 300_00 });
  await change(won, { kind: 'moved', fromStageId: 6, toStageId: 7, toTotalFen: 200_00 });
  await change(stuck, { kind: 'moved', fromStageId: 1, toStageId: 2, at: new Date('2026-08-01T00:00:00Z') });
  return { account, open, won, stuck };
}

describe('review', () => {
  it('says the same to who leads a team as to who leads the company around it', () =>
    inWorld(async (w) => {
      await deals(w);
      const told = async (who: World['lead']) => {
        const reach = await getReach(who, null);
        return [await sumsByMonth(who, reach), await sumsByStage(who, reach), await sumChanges(who, reach, since)];
      };
      expect(await told(w.lead)).toEqual(await told(w.director));
      const people = async (who: World['lead']) => reviewByPerson(who, await getReach(who, null), since);
      const manager = w.manager.actor.personId;
      const [lead, director] = [await people(w.lead), await people(w.director)];
      expect(lead.find((row) => row.key === manager)).toEqual(director.find((row) => row.key === manager));
    }));

  it('sums, explains and lists what changed', () =>
    inWorld(async (w) => {
      const { open } = await deals(w);
      const reach = await getReach(w.director, null);
      const stages = await sumsByStage(w.director, reach);
      expect(stages.filter((s) => s.type === 'open').reduce((n, s) => n + s.fen, 0)).toBe(1200_00);
      const sums = await sumChanges(w.director, reach, since);
      expect(sums).toEqual({
        new: { count: 1, fen: 250_00 },
        up: { count: 1, fen: 50_00 },
        slipped: { count: 1, fen: 300_00 },
        won: { count: 1, fen: 200_00 },
      });
      const changes = await listChanges(w.director, reach, since, []);
      expect(changes.map((c) => c.group).sort()).toEqual(['new', 'slipped', 'up', 'won']);
      expect(await listChanges(w.director, reach, since, ['slipped'])).toMatchObject([
        { opportunityId: open.id, fromCloseOn: '2026-11-30', toCloseOn: '2026-12-10', byName: '王芳' },
      ]);
      const months = await sumsByMonth(w.director, reach);
      expect(months.find((m) => m.month === '2026-12-01')).toMatchObject({
        stageId: 1,
        fen: 300_00,
        weightedFen: 150_00,
      });
      expect(months.find((m) => m.month === 'overdue')).toMatchObject({ stageId: 2, fen: 900_00 });
      expect(await countStuck(w.director, reach)).toEqual({ count: 1, fen: 900_00 });
      expect(overdueOf(months)).toEqual({ count: 1, fen: 900_00 });
    }));

  it('counts in each column what its link opens', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const due = {
        overdue: ['2026-09-30', '2026-10-31', '2026-11-01', '2026-11-20'],
        '2026-11-01': ['2026-11-21', '2026-11-30'],
        '2026-12-01': ['2026-12-01', '2026-12-31'],
        '2027-01-01': ['2027-01-01', '2027-01-31'],
        later: ['2027-02-01', '2027-12-31'],
        none: [null],
      };
      let oneOffFen = 101;
      for (const on of Object.values(due).flat())
        await w.opportunity(account, { title: `${on}`, expectedCloseOn: on, oneOffFen: oneOffFen++, probability: 33 });
      await w.opportunity(account, { title: 'other', stageId: 2, expectedCloseOn: '2026-11-02' });
      const months = await sumsByMonth(w.director, await getReach(w.director, null));
      for (const [key, days] of Object.entries(due)) {
        expect(await opened(w, `stage=1&${monthQuery(key, '2026-11-21')}`)).toEqual(days.map(String));
        expect(months.filter((m) => m.stageId === 1 && m.month === key)).toMatchObject([{ count: days.length }]);
      }
      // its only deal has left this month's cell
      expect(months.filter((m) => m.stageId === 2)).toMatchObject([{ month: 'overdue', count: 1 }]);
      // 101 to 104, and the one of stage 2
      expect(overdueOf(months)).toEqual({ count: 5, fen: 101 + 102 + 103 + 104 + 100_000_00 });
      const [november] = months.filter((m) => m.month === '2026-11-01');
      expect(november).toMatchObject({ fen: 105 + 106, weightedFen: 34 + 34 });
    }));

  it('opens what was won and lost this quarter, not before', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      for (const [stageId, stageType] of [[7, 'won'], [8, 'lost']] as const) // biome-ignore format: short
        for (const closedOn of ['2026-09-30', '2026-10-01', '2026-11-20'])
          await w.opportunity(account, {
            title: `${stageType} ${closedOn}`,
            stageId,
            stageType,
            closedOn,
            ...(stageType === 'lost' && { closeReason: 'price' }),
          });
      const months = await sumsByMonth(w.director, await getReach(w.director, null));
      for (const type of ['won', 'lost'] as const) {
        expect((await opened(w, closedQuery(type))).sort()).toEqual([`${type} 2026-10-01`, `${type} 2026-11-20`]);
        expect(months.filter((m) => m.type === type).reduce((n, m) => n + m.count, 0)).toBe(2);
      }
    }));

  it('takes what a deal was worth from elsewhere when a change does not say', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const won = await w.opportunity(account, {
        oneOffFen: 900,
        stageId: 7,
        stageType: 'won',
        closedOn: '2026-11-20',
      });
      const { tenantId, id: opportunityId, unitId, ownerId, accountId } = won;
      const deal = { tenantId, opportunityId, unitId, ownerId, accountId, byId: ownerId };
      const moved = { ...deal, kind: 'moved' as const, fromStageId: 6, toStageId: 7 };
      await w.owner.insert(opportunityChanges).values({ ...moved, id: newId(), at: new Date('2026-11-18T02:00:00Z') });
      const reach = await getReach(w.director, null);
      expect(await sumChanges(w.director, reach, since)).toEqual({ won: { count: 1, fen: 900 } });
      await w.owner
        .insert(opportunityChanges)
        .values({ ...deal, id: newId(), kind: 'created', toTotalFen: 700, at: new Date('2026-08-01T00:00:00Z') });
      expect(await sumChanges(w.director, reach, since)).toEqual({ won: { count: 1, fen: 700 } });
    }));

  it('breaks down by unit and by person, those without a deal as 0', () =>
    inWorld(async (w) => {
      await deals(w);
      const province = await getReach(w.director, null);
      expect(await reviewByUnit(w.director, province, since)).toMatchObject([
        { name: '杭州分公司', openCount: 2, openFen: 1200_00, wonFen: 200_00, changes: 4, slipped: 1, stuck: 1 },
      ]);
      const team = await getReach(w.director, w.unit.team.id);
      expect(await reviewByPerson(w.director, team, since)).toMatchObject([
        { name: '王芳', openCount: 2, wonFen: 200_00, hasLeft: false, slipped: 1, stuck: 1 },
        { name: '李晓梅', openCount: 0, openFen: 0, slipped: 0, stuck: 0 },
      ]);
      expect(team.parents.map((p) => p.name)).toEqual(['浙江公司', '杭州分公司']);
    }));

  it('tells the changes of one person’s deals, to whom they are in sight', () =>
    inWorld(async (w) => {
      await deals(w);
      const theirs = w.manager.actor.personId;
      for (const [who, unit] of [
        [w.director, null],
        [w.director, w.unit.team.id],
        [w.lead, null],
      ] as const) {
        const reach = await getReach(who, unit);
        expect(await sumChanges(who, reach, since, theirs)).toEqual(await sumChanges(who, reach, since));
        expect(await listChanges(who, reach, since, ['slipped'], theirs)).toHaveLength(1);
        expect(await listChanges(who, reach, since, [], w.colleague.actor.personId)).toEqual([]);
        expect(await sumChanges(who, reach, since, w.colleague.actor.personId)).toEqual({});
      }
      const elsewhere = await getReach(w.strangerDirector, null);
      expect(await listChanges(w.strangerDirector, elsewhere, since, [], theirs)).toEqual([]);
      expect(await sumChanges(w.strangerDirector, elsewhere, since, theirs)).toEqual({});
    }));

  it('shows a stranger nothing, and answers for an unseen unit as for a missing one', () =>
    inWorld(async (w) => {
      await deals(w);
      const reach = await getReach(w.strangerDirector, null);
      expect(await sumsByStage(w.strangerDirector, reach)).toEqual([]);
      expect(await listChanges(w.strangerDirector, reach, since, [])).toEqual([]);
      for (const unit of [w.unit.team.id, w.unit.zj.id, 2_000_000_000])
        await expect(getReach(w.strangerDirector, unit)).rejects.toMatchObject({ init: { status: 404 } });
      const forged = { ...reach, tenantIds: [w.unit.zj.tenantId], unitIds: [w.unit.team.id] };
      expect(await sumsByStage(w.strangerDirector, forged)).toEqual([]);
      expect(await sumChanges(w.strangerDirector, forged, since)).toEqual({});
      expect(await countStuck(w.strangerDirector, forged)).toEqual({ count: 0, fen: 0 });
      expect(await sumsByMonth(w.strangerDirector, forged)).toEqual([]);
      const lines = [
        ...(await reviewByUnit(w.strangerDirector, { ...forged, children: [w.unit.team as never] }, since)),
        ...(await reviewByPerson(w.strangerDirector, forged, since)),
      ];
      expect(lines.filter((line) => line.stuck || line.slipped || line.openCount)).toEqual([]);
    }));

  it('keeps totals equal to what is there', () =>
    inWorld(async (w) => {
      const { open } = await deals(w);
      await w.owner.execute(
        sql`update opportunities set owner_id = ${w.colleague.actor.personId}, one_off_fen = 1 where id = ${open.id}`,
      );
      await w.owner.execute(sql`delete from opportunity_changes`);
      await w.owner.execute(sql`delete from opportunities where stage_type = 'won'`);
      const [row] = await w.owner.execute(sql`
        select (select coalesce(sum(total_fen), 0) from opportunities) = (select sum(total_fen) from opportunity_totals) as totals,
          (select count(*) from opportunities) = (select sum(count) from opportunity_months) as months`);
      expect(row).toEqual({ totals: true, months: true });
    }));
});

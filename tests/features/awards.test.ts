import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { leads } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { decideAward, nominate } from '~/features/awards/commands.server';
import { getAward, listGranted, listNominations } from '~/features/awards/queries.server';
import { listNotices } from '~/features/notices/queries.server';
import { publishRule, saveRule } from '~/features/rewards/commands/rule.server';
import { ruleInput } from '~/features/rewards/input';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const grant = { intent: 'grant', title: '雨夜抢通', citation: '三个小时，医院的专线恢复了。' } as const;

async function nominated(w: World, about: Context = w.employee, by: Context = w.manager) {
  const id = newId();
  const input = { id, personId: about.actor.personId, title: '雨夜抢通医院专线', story: '她一个人背着设备上山。' };
  for (let again = 0; again < 2; again++) expect(await nominate(by, input)).toMatchObject({ ok: true, value: { id } });
  return id;
}

async function attempt(w: World, statement: SQL, who?: Context) {
  await w.owner.execute(sql`savepoint attempt`);
  try {
    return await (who?.db ?? w.owner).execute(statement);
  } finally {
    await w.owner.execute(sql`rollback to savepoint attempt`);
  }
}

describe('an award', () => {
  it('is told of by one, given by another, and read by the whole company', () =>
    inWorld(async (w) => {
      const id = await nominated(w);
      await expect(getAward(w.employee, id)).rejects.toMatchObject(absent);
      await expect(getAward(w.colleague, id)).rejects.toMatchObject(absent);
      expect(await listNominations(w.director)).toMatchObject([{ id }]);
      expect(await listNominations(w.employee)).toEqual([]);
      for (const ctx of [w.manager, w.lead, w.employee])
        await expect(decideAward(ctx, id, grant)).rejects.toMatchObject(forbidden);
      await expect(decideAward(w.strangerDirector, id, grant)).rejects.toMatchObject(absent);
      for (let again = 0; again < 2; again++)
        expect(await decideAward(w.director, id, grant)).toMatchObject({ ok: true });
      expect(await decideAward(w.admin, id, { intent: 'decline', answer: '不' })).toMatchObject({
        reason: 'award.decided_already',
      });
      for (const ctx of [w.employee, w.colleague, w.otherTeam, w.trainer])
        expect((await listGranted(ctx, null)).rows).toMatchObject([{ id, citation: grant.citation }]);
      expect((await listGranted(w.stranger, null)).rows).toEqual([]);
      await expect(getAward(w.strangerDirector, id)).rejects.toMatchObject(absent);
      const told = async (ctx: Context) => (await listNotices(ctx, 'all', null)).rows.map(({ kind }) => kind);
      expect(await told(w.employee)).toContain('award_granted');
      expect(await told(w.manager)).toContain('award_answered');
      await expect(attempt(w, sql`update awards set citation = 'x' where id = ${id}`)).rejects.toThrow();
      await expect(attempt(w, sql`delete from awards where id = ${id}`)).rejects.toThrow();
    }));

  it('is for somebody else, of the company, and not decided by who told of it or whose it is', () =>
    inWorld(async (w) => {
      const mine = { id: newId(), personId: w.manager.actor.personId, title: 'x', story: 'y' };
      expect(await nominate(w.manager, mine)).toMatchObject({ fields: { personId: 'award.not_oneself' } });
      expect(await nominate(w.manager, { ...mine, personId: w.stranger.actor.personId })).toMatchObject({
        fields: { personId: 'award.no_colleague' },
      });
      const partner = await w.person({ role: 'partner_agent' });
      await expect(nominate(partner, mine)).rejects.toMatchObject(forbidden);
      const byDirector = await nominated(w, w.employee, w.director);
      expect(await decideAward(w.director, byDirector, grant)).toMatchObject({ reason: 'award.second_pair' });
      const ofDirector = await nominated(w, w.director);
      expect(await decideAward(w.director, ofDirector, grant)).toMatchObject({ reason: 'award.own' });
      expect(await decideAward(w.admin, ofDirector, { intent: 'decline', answer: '明年再来' })).toMatchObject({
        ok: true,
      });
      expect((await listGranted(w.employee, null)).rows).toEqual([]);
      expect(await getAward(w.manager, ofDirector)).toMatchObject({ state: 'declined', answer: '明年再来' });
      await expect(getAward(w.colleague, ofDirector)).rejects.toMatchObject(absent);
    }));

  it('is put up by a rule that honours, and may itself be rewarded', () =>
    inWorld(async (w) => {
      for (const given of [
        { name: '推荐被受理', award: '推荐之星', milestone: 'referral_accepted', points: '200' },
        { name: '获奖', milestone: 'award_granted', points: '1000' },
      ]) {
        const made = await saveRule(
          w.director,
          ruleInput.parse({ id: newId(), kind: 'fixed', startsOn: '2026-11-21', endsOn: '2027-03-31', ...given }),
        );
        if (!made.ok) throw new Error(made.reason);
        await publishRule(w.director, made.value.id, 1);
      }
      await w.owner.insert(leads).values({
        ...{ tenantId: w.unit.zj.tenantId, id: newId(), unitId: w.unit.team.id, poolUnitId: w.unit.team.id },
        ...{ source: 'employee', referrerId: w.employee.actor.personId, company: '酒店', contactName: '李', need: 'x' },
        ...{ phone: '13800138001', createdAt: clock, updatedAt: clock, acceptedAt: clock },
      });
      const collect = () =>
        w.owner.execute(sql`select app.collect_rewards('-infinity', ${clock.toISOString()}::timestamptz)`);
      for (let again = 0; again < 2; again++) await collect();
      const [found] = await listNominations(w.director);
      expect(found).toMatchObject({ title: '推荐之星', nominatedBy: null, state: 'nominated' });
      expect(await decideAward(w.director, found!.id, grant)).toMatchObject({ ok: true });
      await collect();
      const rows = await w.owner.execute(
        sql`select milestone, points from reward_entries where person_id = ${w.employee.actor.personId} order by points`,
      );
      expect([...rows].map(({ milestone, points }) => [milestone, Number(points)])).toEqual([
        ['referral_accepted', 200],
        ['award_granted', 1000],
      ]);
    }));
});

import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { listNotices } from '~/features/notices/queries.server';
import { decideOpening, giveScore } from '~/features/selection/commands/judge.server';
import { addStep, completePlan, giveRole, markStep, startPlan } from '~/features/selection/commands/onboarding.server';
import {
  addAssessor,
  addCandidate,
  cancelOpening,
  dropAssessor,
  saveOpening,
  withdraw,
} from '~/features/selection/commands/opening.server';
import { type OpeningInput, openingInput } from '~/features/selection/input';
import { getOpening, listCandidacies, listOpenings } from '~/features/selection/queries/openings.server';
import { getPlan, listPlans } from '~/features/selection/queries/plan.server';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

const typed = (w: World, given: Record<string, unknown> = {}): OpeningInput =>
  openingInput.parse({
    ...{ id: newId(), version: '0', teamId: String(w.unit.team.id), title: '政企一组客户经理', seats: '1' },
    weights: { responsibility: '40', experience: '20', communication: '20', learning: '20' },
    ...given,
  });

/** An opening of the director's with three assessors and two candidates. */
async function opened(w: World) {
  const input = typed(w);
  expect(await saveOpening(w.director, input)).toMatchObject({ ok: true });
  for (const who of [w.lead, w.colleague, w.trainer])
    expect(await addAssessor(w.director, input.id, { intent: 'assessor', personId: who.actor.personId })).toMatchObject(
      { ok: true },
    );
  const other = await w.person({ unit: w.unit.team2, role: 'employee', name: '候选乙' });
  const [first, second] = [newId(), newId()];
  for (const [id, who] of [
    [first, w.employee],
    [second, other],
  ] as const)
    expect(
      await addCandidate(w.director, input.id, {
        ...{ intent: 'candidate', id, personId: who.actor.personId, story: '常年驻点服务，客户信任' },
      }),
    ).toMatchObject({ ok: true });
  return { id: input.id, first, second, other };
}

const judge = (who: Context, id: string, candidate: string, n: number) =>
  giveScore(who, id, {
    ...{ intent: 'score', id: candidate, note: '共事两年' },
    ...{ responsibility: n, experience: n, communication: n, learning: n },
  });

async function allJudged(w: World, one: Awaited<ReturnType<typeof opened>>) {
  for (const [who, n] of [
    [w.lead, 5],
    [w.colleague, 4],
    [w.trainer, 2],
  ] as const)
    for (const candidate of [one.first, one.second])
      expect(await judge(who, one.id, candidate, n)).toMatchObject({ ok: true });
}

const decision = (given: Record<string, unknown>) => ({
  ...{ intent: 'decide' as const, version: 1, chosen: [] as string[], reason: '责任心突出', next: {} },
  ...given,
});

async function attempt(w: World, statement: SQL, who?: Context) {
  await w.owner.execute(sql`savepoint attempt`);
  try {
    return await (who?.db ?? w.owner).execute(statement);
  } finally {
    await w.owner.execute(sql`rollback to savepoint attempt`);
  }
}

describe('an opening', () => {
  it('is made once however often it is sent, by who leads the team', () =>
    inWorld(async (w) => {
      const input = typed(w);
      for (let again = 0; again < 2; again++) expect(await saveOpening(w.director, input)).toMatchObject({ ok: true });
      expect((await listOpenings(w.director, null)).rows).toHaveLength(1);
      for (const ctx of [w.lead, w.employee, w.manager])
        await expect(saveOpening(ctx, typed(w))).rejects.toMatchObject(forbidden);
      expect(await saveOpening(w.strangerDirector, typed(w))).toMatchObject({
        fields: { teamId: 'person.unit_not_led' },
      });
      expect(await saveOpening(w.director, { ...input, version: 7 })).toMatchObject({ reason: 'stale' });
      expect(openingInput.safeParse({ ...typed(w), weights: { responsibility: 0, experience: 0, communication: 0, learning: 0 } }).success).toBe(false); // biome-ignore format: one line
      expect(await cancelOpening(w.director, input.id, { intent: 'cancel', version: 1 })).toMatchObject({ ok: true });
    }));

  it('is not there for strangers, and its candidates see no more than their own state', () =>
    inWorld(async (w) => {
      const one = await opened(w);
      for (const ctx of [w.stranger, w.strangerDirector, w.manager, w.otherTeam, w.employee])
        await expect(getOpening(ctx, one.id)).rejects.toMatchObject(absent);
      expect((await listOpenings(w.strangerDirector, null)).rows).toEqual([]);
      expect((await listOpenings(w.employee, null)).rows).toEqual([]);
      expect(await listCandidacies(w.employee)).toMatchObject([{ state: 'standing', nextSteps: null }]);
      expect(await listCandidacies(w.stranger)).toEqual([]);
      expect((await listOpenings(w.lead, null)).rows).toMatchObject([{ id: one.id, standing: 2, assessors: 3 }]);
      expect((await listNotices(w.lead, 'all', null)).rows.map(({ kind }) => kind)).toContain('assessment_asked');
      // neither judge nor judged at once
      const both = { intent: 'assessor', personId: w.employee.actor.personId } as const;
      expect(await addAssessor(w.director, one.id, both)).toMatchObject({
        fields: { personId: 'selection.is_candidate' },
      });
      await expect(addAssessor(w.lead, one.id, both)).rejects.toMatchObject(forbidden);
      expect(
        await addCandidate(w.director, one.id, {
          ...{ intent: 'candidate', id: newId(), personId: w.stranger.actor.personId, story: 'x' },
        }),
      ).toMatchObject({ fields: { personId: 'selection.no_colleague' } });
    }));
});

describe('judgements', () => {
  it('are blind until all are in, for who decides too, and in the database', () =>
    inWorld(async (w) => {
      const one = await opened(w);
      await judge(w.lead, one.id, one.first, 5);
      await judge(w.colleague, one.id, one.first, 4);
      const seen = async (ctx: Context) => (await getOpening(ctx, one.id)).scores.map((s) => s.responsibility).sort();
      expect(await seen(w.lead)).toEqual([5]);
      expect(await seen(w.trainer)).toEqual([]);
      expect(await seen(w.director)).toEqual([]);
      expect((await getOpening(w.director, one.id)).given).toHaveLength(2);
      const all = sql`select responsibility from candidate_scores`;
      expect(await attempt(w, all, w.director)).toHaveLength(0);
      expect(await attempt(w, all, w.employee)).toHaveLength(0);
      await judge(w.trainer, one.id, one.first, 2);
      // one who stands is judged by all, the other is not: whoever has that still to do must not know
      expect(await seen(w.trainer)).toEqual([2]);
      expect(await seen(w.director)).toEqual([]);
      for (const who of [w.lead, w.colleague, w.trainer]) await judge(who, one.id, one.second, 3);
      expect(await seen(w.director)).toEqual([2, 3, 3, 3, 4, 5]);
      expect(await seen(w.colleague)).toEqual([2, 3, 3, 3, 4, 5]);
      // never for who is judged, nor for strangers
      expect(await attempt(w, all, w.employee)).toHaveLength(0);
      expect(await attempt(w, all, w.strangerDirector)).toHaveLength(0);
    }));

  it('are given once by who was asked, and never changed', () =>
    inWorld(async (w) => {
      const one = await opened(w);
      for (let again = 0; again < 2; again++)
        expect(await judge(w.lead, one.id, one.first, 5)).toMatchObject({ ok: true });
      expect(await judge(w.lead, one.id, one.first, 1)).toMatchObject({ reason: 'selection.judged_already' });
      await expect(judge(w.director, one.id, one.first, 5)).rejects.toMatchObject(absent);
      await expect(judge(w.employee, one.id, one.first, 5)).rejects.toMatchObject(absent);
      await expect(judge(w.stranger, one.id, one.first, 5)).rejects.toMatchObject(absent);
      await expect(attempt(w, sql`update candidate_scores set responsibility = 1`)).rejects.toThrow();
      await expect(
        attempt(
          w,
          sql`insert into candidate_scores (tenant_id, candidate_id, assessor_id, responsibility, experience, communication, learning, note)
            values (${w.unit.zj.tenantId}, ${one.first}, ${w.colleague.actor.personId}, 1, 1, 1, 1, 'x')`,
          w.director,
        ),
      ).rejects.toThrow();
      const late = { intent: 'assessor', personId: w.manager.actor.personId } as const;
      expect(await addAssessor(w.director, one.id, late)).toMatchObject({ reason: 'selection.begun' });
      const drop = { intent: 'drop_assessor', personId: w.lead.actor.personId } as const;
      expect(await dropAssessor(w.director, one.id, drop)).toMatchObject({ reason: 'selection.has_judged' });
      const weights = { ...typed(w, { weights: { responsibility: 10, experience: 90, communication: 0, learning: 0 } }), id: one.id, version: 1 }; // biome-ignore format: one line
      expect(await saveOpening(w.director, weights)).toMatchObject({ reason: 'selection.weights_fixed' });
    }));
});

describe('a decision', () => {
  it('waits for every judgement, tells the others what comes next, and is made once', () =>
    inWorld(async (w) => {
      const one = await opened(w);
      const chosen = decision({ chosen: [one.first], next: { [one.second]: '先跟王芳走访一个季度，四月再来' } });
      expect(await decideOpening(w.director, one.id, chosen)).toMatchObject({ reason: 'selection.still_judging' });
      await allJudged(w, one);
      await expect(decideOpening(w.lead, one.id, chosen)).rejects.toMatchObject(forbidden);
      await expect(decideOpening(w.strangerDirector, one.id, chosen)).rejects.toMatchObject(absent);
      expect(await decideOpening(w.director, one.id, decision({ ...chosen, version: 9 }))).toMatchObject({
        reason: 'stale',
      });
      expect(await decideOpening(w.director, one.id, decision({ chosen: [one.first, one.second] }))).toMatchObject({
        fields: { chosen: 'selection.too_many' },
      });
      expect(await decideOpening(w.director, one.id, decision({ chosen: [one.first] }))).toMatchObject({
        fields: { [`next.${one.second}`]: 'selection.next_missing' },
      });
      expect(await decideOpening(w.director, one.id, chosen)).toMatchObject({ ok: true });
      expect(await decideOpening(w.director, one.id, chosen)).toMatchObject({ reason: 'selection.decided_already' });
      expect(await listCandidacies(one.other)).toMatchObject([{ state: 'not_chosen', nextSteps: /四月/ }].map((x) => ({ ...x, nextSteps: '先跟王芳走访一个季度，四月再来' }))); // biome-ignore format: one line
      expect((await listNotices(one.other, 'all', null)).rows.map(({ kind }) => kind)).toContain('selection_told');
      // why is not for candidates
      expect(await attempt(w, sql`select reason from selection_decisions`, one.other)).toHaveLength(0);
      expect(await attempt(w, sql`select reason from selection_decisions`, w.lead)).toHaveLength(1);
    }));

  it('by an administrator gives the role at once; a candidate may withdraw before', () =>
    inWorld(async (w) => {
      const one = await opened(w);
      expect(await withdraw(one.other, one.id, { intent: 'withdraw', id: one.second })).toMatchObject({ ok: true });
      await expect(withdraw(w.employee, one.id, { intent: 'withdraw', id: one.second })).rejects.toMatchObject(absent);
      for (const who of [w.lead, w.colleague, w.trainer]) await judge(who, one.id, one.first, 4);
      expect(await decideOpening(w.admin, one.id, decision({ chosen: [one.first] }))).toMatchObject({ ok: true });
      const held = await w.owner.execute(
        sql`select role from role_grants where person_id = ${w.employee.actor.personId} order by role`,
      );
      expect([...held].map(({ role }) => role)).toEqual(['account_manager', 'employee']);
    }));
});

describe('an onboarding', () => {
  async function begun(w: World) {
    const one = await opened(w);
    await allJudged(w, one);
    await decideOpening(w.director, one.id, decision({ chosen: [one.first], next: { [one.second]: '下次再来' } }));
    const id = newId();
    const input = {
      ...{ intent: 'onboard' as const, id, personId: w.employee.actor.personId, startsOn: '2026-12-01' },
      ...{ mentorId: w.manager.actor.personId, courses: '集团客户销售基础\n\n产品与资费', tasks: '跟走三家' },
    };
    for (let again = 0; again < 2; again++)
      expect(await startPlan(w.director, one.id, input)).toMatchObject({ ok: true, value: { id } });
    await expect(startPlan(w.lead, one.id, input)).rejects.toMatchObject(forbidden);
    await expect(
      startPlan(w.director, one.id, { ...input, id: newId(), personId: one.other.actor.personId }),
    ).rejects.toMatchObject(absent);
    return { id, one };
  }

  it('is seen by the newcomer, the mentor and who leads them', () =>
    inWorld(async (w) => {
      const { id, one } = await begun(w);
      for (const ctx of [w.employee, w.manager, w.lead, w.director])
        expect((await getPlan(ctx, id)).steps).toHaveLength(3);
      for (const ctx of [w.stranger, w.strangerDirector, w.colleague, one.other]) {
        await expect(getPlan(ctx, id)).rejects.toMatchObject(absent);
        expect(await listPlans(ctx)).toEqual([]);
      }
    }));

  it('is ticked step by step and, complete, hands over the accounts', () =>
    inWorld(async (w) => {
      const { id } = await begun(w);
      const account = await w.account();
      const step = { ...{ intent: 'step' as const, id: newId(), kind: 'account' as const }, title: '', dueOn: null };
      await expect(addStep(w.employee, id, { ...step, accountId: account.id })).rejects.toMatchObject(forbidden);
      for (let again = 0; again < 2; again++)
        expect(await addStep(w.lead, id, { ...step, accountId: account.id })).toMatchObject({ ok: true });
      const stranger = await w.account({ owner: w.stranger });
      expect(await addStep(w.lead, id, { ...step, id: newId(), accountId: stranger.id })).toMatchObject({ ok: false });
      const { steps } = await getPlan(w.employee, id);
      expect(steps).toHaveLength(4);
      expect(await completePlan(w.lead, id, 1)).toMatchObject({ reason: 'onboarding.steps_open' });
      for (const one of steps.filter(({ kind }) => kind !== 'account'))
        expect(await markStep(w.employee, id, one.id, true)).toMatchObject({ ok: true });
      await expect(markStep(w.colleague, id, steps[0]!.id, true)).rejects.toMatchObject(absent);
      await expect(completePlan(w.manager, id, 1)).rejects.toMatchObject(forbidden);
      expect(await completePlan(w.lead, id, 9)).toMatchObject({ reason: 'stale' });
      expect(await completePlan(w.lead, id, 1)).toMatchObject({ reason: 'onboarding.role_first' });
      await expect(giveRole(w.lead, id)).rejects.toMatchObject(forbidden);
      expect(await giveRole(w.admin, id)).toMatchObject({ ok: true });
      expect(await completePlan(w.lead, id, 1)).toMatchObject({ ok: true });
      expect(await completePlan(w.lead, id, 1)).toMatchObject({ ok: true });
      const [row] = await w.owner.execute(sql`select owner_id from accounts where id = ${account.id}`);
      expect(row?.owner_id).toBe(w.employee.actor.personId);
      expect(await markStep(w.employee, id, steps[0]!.id, false)).toMatchObject({ reason: 'onboarding.completed' });
    }));
});

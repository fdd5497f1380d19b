import { eq, type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leads, people, rewardConfirmations, rewardEntries, rewardPayrolls, rewardRules } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { listNotices } from '~/features/notices/queries.server';
import { answerAppeal, appealVoid, decideVoid, proposeVoid } from '~/features/rewards/commands/challenge.server';
import { closeQuarter } from '~/features/rewards/commands/payroll.server';
import { dropRule, newEdition, publishRule, saveRule } from '~/features/rewards/commands/rule.server';
import { type RuleInput, ruleInput } from '~/features/rewards/input';
import { getReward, listRewards } from '~/features/rewards/queries/reward.server';
import { listRules, listRunning, tryRule } from '~/features/rewards/queries/rules.server';
import { listPayroll, listQuarters, listTop, myScore } from '~/features/rewards/queries/scores.server';
import { mySellingLines } from '~/features/rewards/queries/selling-lines.server';
import { type Amount, earnsNothing, pointsOf } from '~/features/rewards/rules';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const note = '两次提交了同一家';

const typed = (given: Record<string, unknown> = {}): RuleInput =>
  ruleInput.parse({
    ...{ id: newId(), name: '推荐被受理', milestone: 'referral_accepted', kind: 'fixed', points: '200' },
    ...{ startsOn: '2026-11-21', endsOn: '2027-03-31', ...given },
  });

async function running(w: World, given: Record<string, unknown> = {}) {
  const made = await saveRule(w.director, typed(given));
  if (!made.ok) throw new Error(made.reason);
  expect(await publishRule(w.director, made.value.id, 1)).toMatchObject({ ok: true });
  return made.value.id;
}

async function referred(w: World, by: Context, given: Partial<typeof leads.$inferInsert> = {}) {
  const id = newId();
  await w.owner.insert(leads).values({
    ...{ tenantId: by.actor.tenantId, id, unitId: w.manager.actor.unitId, poolUnitId: w.manager.actor.unitId },
    ...{ source: 'employee', referrerId: by.actor.personId, company: '西湖大酒店', contactName: '李经理' },
    ...{ phone: '13800138001', need: '专线', createdAt: clock, updatedAt: clock, ...given },
  });
  return id;
}
const touch = (w: World, id: string, set: Partial<typeof leads.$inferInsert>) =>
  w.owner
    .update(leads)
    .set({ ...set, updatedAt: clock })
    .where(eq(leads.id, id));
const collect = (w: World, at = clock) =>
  w.owner.execute(sql`select app.collect_rewards('-infinity', ${at.toISOString()}::timestamptz)`);
const mine = async (ctx: Context) => (await listRewards(ctx, { personId: ctx.actor.personId }, null)).rows;

/** Tries a statement and undoes it, as somebody or, without, as the owner of the tables. */
async function attempt(w: World, statement: SQL, who?: Context) {
  await w.owner.execute(sql`savepoint attempt`);
  try {
    await (who?.db ?? w.owner).execute(statement);
  } catch (error) {
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
  } finally {
    await w.owner.execute(sql`rollback to savepoint attempt`);
  }
}

/** A confirmed reward of the employee. */
async function rewarded(w: World) {
  await running(w);
  const lead = await referred(w, w.employee, { acceptedAt: clock });
  await collect(w);
  const [row] = await mine(w.employee);
  if (!row) throw new Error('nothing was rewarded');
  return { ...row, lead };
}

describe('a reward', () => {
  it('waits for its fact, is confirmed once, and told to who earned it', () =>
    inWorld(async (w) => {
      await running(w);
      const lead = await referred(w, w.employee);
      await collect(w);
      expect(await mine(w.employee)).toMatchObject([{ points: 200, state: 'pending', title: '西湖大酒店' }]);
      expect(await myScore(w.employee)).toMatchObject({ now: 0, ever: 0, waiting: 200 });
      await touch(w, lead, { acceptedAt: clock });
      for (let again = 0; again < 3; again++) await collect(w);
      expect(await mine(w.employee)).toMatchObject([{ state: 'confirmed', quarter: '2026-10-01' }]);
      expect(await myScore(w.employee)).toMatchObject({ now: 200, ever: 200, waiting: 0 });
      const told = await listNotices(w.employee, 'all', null);
      expect(told.rows.filter(({ kind }) => kind === 'reward_confirmed')).toMatchObject([{ title: '西湖大酒店' }]);
    }));

  it('is none for who sells for a living, a customer already known, a second telling, or who has left', () =>
    inWorld(async (w) => {
      await running(w);
      const account = await w.account();
      const first = await referred(w, w.trainer);
      await referred(w, w.manager, { acceptedAt: clock });
      await referred(w, w.employee, { knownAccountId: account.id });
      await referred(w, w.employee, { duplicateOf: first });
      const left = await w.person({ role: 'employee', leftOn: '2026-11-01' });
      await referred(w, left);
      await collect(w);
      expect(await mine(w.manager)).toEqual([]);
      expect(await mine(w.employee)).toEqual([]);
      expect(
        await w.owner.select().from(rewardEntries).where(eq(rewardEntries.tenantId, w.unit.zj.tenantId)),
      ).toHaveLength(1);
    }));

  it('counts in the quarter its fact lies in by the clock of Shanghai', () =>
    inWorld(async (w) => {
      await running(w);
      const late = new Date('2026-12-31T15:59:59Z'); // 23:59:59 in Shanghai
      const next = new Date('2026-12-31T16:00:00Z');
      await referred(w, w.employee, { acceptedAt: late });
      await referred(w, w.trainer, { acceptedAt: next });
      await collect(w, new Date('2026-12-31T16:05:00Z'));
      expect((await mine(w.employee))[0]?.quarter).toBe('2026-10-01');
      expect((await mine(w.trainer))[0]?.quarter).toBe('2027-01-01');
    }));

  it('cannot be written, changed or removed by the application, nor be changed by its owner', () =>
    inWorld(async (w) => {
      const row = await rewarded(w);
      const tries = [
        sql`update reward_entries set points = 1 where id = ${row.id}`,
        sql`delete from reward_confirmations where entry_id = ${row.id}`,
        sql`insert into reward_confirmations (tenant_id, entry_id, series, person_id, fact_id, points, quarter, confirmed_at)
          select tenant_id, id, series, person_id, fact_id, 9, '2026-10-01', now() from reward_entries where id = ${row.id}`,
        sql`insert into reward_payrolls (tenant_id, quarter, closed_by, closed_at, points, people) values (${row.tenantId}, '2026-07-01', ${row.personId}, now(), 1, 1)`,
      ];
      for (const statement of tries) await expect(attempt(w, statement, w.director)).rejects.toThrow();
      for (const table of ['reward_entries', 'reward_confirmations'])
        await expect(attempt(w, sql.raw(`update ${table} set points = points + 1`))).rejects.toThrow(/append-only/);
      await expect(attempt(w, sql.raw('truncate reward_entries cascade'))).rejects.toThrow(/append-only/);
      await expect(
        attempt(
          w,
          sql`insert into reward_entries select tenant_id, gen_random_uuid(), person_id, rule_id, series, milestone, gen_random_uuid(), cause_id, -5,
          value_fen, line, rating, title, fact_at, created_at from reward_entries where id = ${row.id}`,
        ),
      ).rejects.toThrow();
    }));

  it('is seen by its owner and who keeps the company, by nobody else', () =>
    inWorld(async (w) => {
      const row = await rewarded(w);
      await getReward(w.employee, row.id);
      expect(await getReward(w.director, row.id)).toMatchObject({ points: 200, rule: { edition: 1 } });
      for (const ctx of [w.stranger, w.strangerDirector, w.colleague, w.lead, w.trainer])
        await expect(getReward(ctx, row.id)).rejects.toMatchObject(absent);
      await expect(listRewards(w.lead, {}, null)).rejects.toMatchObject(forbidden);
      expect((await listRewards(w.strangerDirector, {}, null)).rows).toEqual([]);
      const top = await listTop(w.stranger, '2026-10-01');
      expect(top).toEqual([]);
      expect(await listTop(w.colleague, '2026-10-01')).toMatchObject([{ place: 1, points: 200, isMine: false }]);
    }));
});

describe('a confirmed score', () => {
  it('never goes down, whatever happens to the business', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('refer', 'accept', 'drop', 'convert', 'reopen', 'collect', 'edition', 'left'), {
          minLength: 4,
          maxLength: 14,
        }),
        (events) =>
          inWorld(async (w) => {
            const rule = await running(w);
            await running(w, { id: newId(), name: '成为客户', milestone: 'referral_visited', points: '500' });
            const ids: string[] = [];
            let before = 0;
            for (const event of events) {
              const last = ids.at(-1);
              if (event === 'refer') ids.push(await referred(w, w.employee));
              else if (event === 'collect') await collect(w);
              else if (event === 'edition') {
                const next = await newEdition(w.director, rule, newId());
                if (next.ok) await publishRule(w.director, next.value.id, 1);
              } else if (event === 'left')
                await w.owner.execute(
                  sql`update people set left_on = '2026-11-20' where id = ${w.employee.actor.personId}`,
                );
              else if (last && event === 'accept')
                await touch(w, last, { acceptedAt: clock, state: 'accepted', holderId: w.manager.actor.personId });
              else if (last && event === 'convert') await touch(w, last, { acceptedAt: clock, convertedAt: clock });
              else if (last && event === 'drop')
                await touch(w, last, { state: 'disqualified', reason: 'other', convertedAt: null });
              else if (last && event === 'reopen') await touch(w, last, { acceptedAt: null, convertedAt: null });
              const { ever } = await myScore(w.employee);
              expect(ever).toBeGreaterThanOrEqual(before);
              before = ever;
            }
          }),
      ),
      { numRuns: 12 },
    ));
});

describe('a rule', () => {
  it('adds up the same in the database as here', () =>
    inWorld(async (w) => {
      const points = fc.integer({ min: 1, max: 1_000_000 });
      const amount: fc.Arbitrary<Amount> = fc.oneof(
        points.map((points) => ({ kind: 'fixed' as const, points })),
        fc.record({
          kind: fc.constant('share' as const),
          basisPoints: fc.integer({ min: 1, max: 10_000 }),
          cap: points,
        }),
        fc
          .uniqueArray(fc.record({ fromFen: fc.integer({ min: 0, max: 10 ** 12 }), points }), {
            minLength: 1,
            maxLength: 4,
            selector: (s) => s.fromFen,
          })
          .map((steps) => ({ kind: 'steps' as const, steps: steps.sort((a, b) => a.fromFen - b.fromFen) })),
      );
      const cases = fc.sample(fc.tuple(amount, fc.option(fc.integer({ min: 0, max: 10 ** 14 }))), {
        numRuns: 200,
        seed: 7,
      });
      for (const [given, valueFen] of cases) {
        const [row] = await w.owner.execute<{ n: number }>(
          sql`select app.reward_points(${JSON.stringify(given)}::jsonb, ${valueFen}::bigint) as n`,
        );
        expect(Number(row?.n)).toBe(pointsOf(given, valueFen));
      }
    }));

  it('needs a cap, a period that is not past, and who may', () =>
    inWorld(async (w) => {
      expect(
        ruleInput.safeParse({ ...typed(), kind: 'share', milestone: 'deal_signed', percent: '1', cap: '' }).success,
      ).toBe(false);
      expect(ruleInput.safeParse({ ...typed(), kind: 'share', percent: '1', cap: '100' }).success).toBe(false);
      await expect(saveRule(w.lead, typed())).rejects.toMatchObject(forbidden);
      await expect(saveRule(w.employee, typed())).rejects.toMatchObject(forbidden);
      const early = typed({ startsOn: '2026-11-01' });
      await saveRule(w.director, early);
      expect(await publishRule(w.director, early.id, 1)).toMatchObject({
        ok: false,
        reason: 'reward_rule.starts_before',
      });
    }));

  it('is made once however often it is sent, stays once published, and is followed by an edition', () =>
    inWorld(async (w) => {
      const input = typed();
      for (let again = 0; again < 2; again++) expect(await saveRule(w.director, input)).toMatchObject({ ok: true });
      expect((await listRules(w.director)).filter(({ id }) => id === input.id)).toHaveLength(1);
      expect(await saveRule(w.director, { ...input, version: 7 })).toMatchObject({ ok: false, reason: 'stale' });
      for (const ctx of [w.strangerDirector, w.employee])
        await expect(publishRule(ctx, input.id, 1)).rejects.toMatchObject(ctx === w.employee ? forbidden : absent);
      await publishRule(w.director, input.id, 1);
      expect(await saveRule(w.director, { ...input, version: 2, amount: { kind: 'fixed', points: 1 } })).toMatchObject({
        ok: false,
      });
      expect(await dropRule(w.director, input.id, 2)).toMatchObject({ ok: false });
      await expect(attempt(w, sql`update reward_rules set name = 'x' where id = ${input.id}`)).rejects.toThrow(
        /never changes/,
      );
      const next = await newEdition(w.director, input.id, newId());
      if (!next.ok) throw new Error(next.reason);
      await publishRule(w.director, next.value.id, 1);
      expect(await listRunning(w.employee)).toMatchObject([{ id: next.value.id, edition: 2 }]);
      // both editions speak of the day; the fact is rewarded once, by the later
      await referred(w, w.employee, { acceptedAt: clock });
      await collect(w);
      expect(await mine(w.employee)).toMatchObject([{ edition: 2 }]);
    }));

  it('is tried on last quarter before it is published', () =>
    inWorld(async (w) => {
      const august = new Date('2026-08-05T02:00:00Z');
      await referred(w, w.employee, { createdAt: august, acceptedAt: august });
      await referred(w, w.trainer, { createdAt: august, acceptedAt: august });
      const made = await saveRule(w.director, typed());
      if (!made.ok) throw new Error(made.reason);
      const rule = { id: made.value.id, tenantId: w.unit.zj.tenantId };
      expect(await tryRule(w.director, rule)).toEqual({
        quarter: '2026-07-01',
        facts: 2,
        people: 2,
        points: 400,
        most: 200,
      });
      expect(await tryRule(w.strangerDirector, rule)).toMatchObject({ facts: 0 });
      await publishRule(w.director, rule.id, 1);
      await collect(w);
      expect(await mine(w.employee)).toEqual([]); // before its first day
    }));
});

describe('what earns nothing', () => {
  it('is a line one sells for a living, said before it is sent; another line earns', () =>
    inWorld(async (w) => {
      await running(w);
      await w.owner
        .update(people)
        .set({ sellingLines: ['cloud'] })
        .where(eq(people.id, w.employee.actor.personId));
      const lines = await mySellingLines(w.employee);
      expect(earnsNothing(['employee'], lines, 'cloud')).toBe('own_line');
      expect(earnsNothing(['employee'], lines, 'iot')).toBe(null);
      expect(earnsNothing(['employee', 'account_manager'], [], null)).toBe('selling');
      await referred(w, w.employee, { line: 'cloud', acceptedAt: clock });
      await referred(w, w.employee, { line: 'iot', acceptedAt: clock, company: '梅家坞' });
      await collect(w);
      expect(await mine(w.employee)).toMatchObject([{ title: '梅家坞' }]);
    }));
});

describe('a rule that would pay twice for one fact', () => {
  it('is not published; another period, audience or line is', () =>
    inWorld(async (w) => {
      await running(w);
      const again = await saveRule(w.director, typed({ name: '再奖一次' }));
      if (!again.ok) throw new Error(again.reason);
      expect(await publishRule(w.director, again.value.id, 1)).toMatchObject({
        ...{ ok: false, reason: 'reward_rule.pays_twice', params: { name: '推荐被受理' } },
      });
      await running(w, { name: '明年', startsOn: '2027-04-01', endsOn: '2027-12-31' });
      await running(w, { name: '成为客户', milestone: 'referral_visited' });
    }));
});

describe('voiding', () => {
  it('is proposed by one, decided by another, appealed to a third', () =>
    inWorld(async (w) => {
      const row = await rewarded(w);
      const id = newId();
      const third = await w.person({ unit: w.unit.zj, role: 'admin', name: '第三人' });
      const say = { id, note } as const;
      await expect(proposeVoid(w.lead, row.id, { ...say, intent: 'propose', reason: 'fraud' })).rejects.toMatchObject(
        forbidden,
      );
      await expect(
        proposeVoid(w.strangerDirector, row.id, { ...say, intent: 'propose', reason: 'fraud' }),
      ).rejects.toMatchObject(absent);
      for (let again = 0; again < 2; again++)
        expect(await proposeVoid(w.director, row.id, { ...say, intent: 'propose', reason: 'duplicate' })).toMatchObject(
          { ok: true },
        );
      expect(await decideVoid(w.director, row.id, { ...say, intent: 'decide', verdict: 'void' })).toMatchObject({
        reason: 'reward.second_pair',
      });
      expect((await myScore(w.employee)).ever).toBe(200);
      expect(await decideVoid(w.admin, row.id, { ...say, intent: 'decide', verdict: 'void' })).toMatchObject({
        ok: true,
      });
      expect((await myScore(w.employee)).ever).toBe(0);
      expect((await getReward(w.employee, row.id)).challenges).toMatchObject([
        { reason: 'duplicate', note, isVoid: true },
      ]);
      expect((await listNotices(w.employee, 'all', null)).rows.map(({ kind }) => kind)).toContain('reward_voided');
      expect(await answerAppeal(third, row.id, { ...say, intent: 'answer', verdict: 'restore' })).toMatchObject({
        reason: 'reward.nothing_to_appeal',
      });
      await expect(appealVoid(w.trainer, row.id, { ...say, intent: 'appeal' })).rejects.toMatchObject(absent);
      expect(await appealVoid(w.employee, row.id, { ...say, intent: 'appeal' })).toMatchObject({ ok: true });
      for (const ctx of [w.director, w.admin])
        expect(await answerAppeal(ctx, row.id, { ...say, intent: 'answer', verdict: 'restore' })).toMatchObject({
          reason: 'reward.third_pair',
        });
      expect(await answerAppeal(third, row.id, { ...say, intent: 'answer', verdict: 'restore' })).toMatchObject({
        ok: true,
      });
      expect((await myScore(w.employee)).ever).toBe(200);
    }));

  it('leaves a quarter that was paid as it was, and the next one too', () =>
    inWorld(async (w) => {
      const row = await rewarded(w);
      const { tenantId } = row;
      expect(await closeQuarter(w.director, tenantId, '2026-10-01')).toMatchObject({ ok: false });
      const january = { ...w.director, now: new Date('2027-01-04T02:00:00Z') };
      await expect(closeQuarter({ ...w.lead, now: january.now }, tenantId, '2026-10-01')).rejects.toMatchObject(
        forbidden,
      );
      await expect(
        closeQuarter({ ...w.strangerDirector, now: january.now }, tenantId, '2026-10-01'),
      ).rejects.toMatchObject(absent);
      expect(await closeQuarter(january, tenantId, '2026-10-01')).toMatchObject({ ok: true });
      expect(await closeQuarter(january, tenantId, '2026-10-01')).toMatchObject({ ok: false });
      const id = newId();
      await proposeVoid(w.director, row.id, { intent: 'propose', id, reason: 'fraud', note });
      await decideVoid(w.admin, row.id, { intent: 'decide', id, verdict: 'void', note });
      expect(await listPayroll(w.director, tenantId, '2026-10-01')).toMatchObject([{ points: 200, entries: 1 }]);
      expect(await listQuarters(w.director)).toMatchObject([
        { quarter: '2026-10-01', paid: 200, people: 1, points: 0, voided: 200 },
      ]);
      expect(await getReward(w.employee, row.id)).toMatchObject({ state: 'voided', isPaid: true });
      expect(await w.owner.select().from(rewardPayrolls).where(eq(rewardPayrolls.tenantId, tenantId))).toMatchObject([
        { points: 200 },
      ]);
      // a fact of the closed quarter told late counts in the one that runs
      await referred(w, w.trainer, { acceptedAt: clock });
      await collect(w, january.now);
      expect(
        await w.owner
          .select()
          .from(rewardConfirmations)
          .where(eq(rewardConfirmations.personId, w.trainer.actor.personId)),
      ).toMatchObject([{ quarter: '2027-01-01' }]);
      expect(await w.owner.select().from(rewardRules).where(eq(rewardRules.tenantId, tenantId))).toHaveLength(1);
    }));
});

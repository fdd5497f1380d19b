import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { commitments, journal, needs } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { readCursor } from '~/core/paging';
import { listNotices } from '~/features/notices/queries.server';
import { writeNotices } from '~/features/notices/write.server';
import { changeCommitment } from '~/features/visits/commands/change-commitment.server';
import { addCommitment, settleCommitment } from '~/features/visits/commands/commitments.server';
import { handOverPromises } from '~/features/visits/commands/hand-over.server';
import { addNeed, updateNeed } from '~/features/visits/commands/needs.server';
import { makePromise } from '~/features/visits/commands/promise.server';
import { countCommitments, listCommitments } from '~/features/visits/queries/commitments.server';
import { findUnitsBelow, keptByUnit } from '~/features/visits/queries/kept.server';
import { countPromisesHeld } from '~/features/visits/queries/promises-held.server';
import { listOpenCommitmentsOfOpportunity } from '~/features/visits/queries/related.server';
import type { Channel, CommitmentVerb } from '~/features/visits/rules';
import { inWorld } from '../support/world';

const open = { reach: 'team', show: 'open' } as const;
const verb = (
  commitmentId: string,
  verb: CommitmentVerb,
  version = 1,
  answer: string | null = null,
  more: { channel?: Channel; answeredOn?: string; evidence?: string; cancelReason?: string } = {},
) => ({
  commitmentId,
  verb,
  version,
  answer,
  channel: null,
  answeredOn: null,
  evidence: null,
  cancelReason: null,
  ...more,
});

describe('commitments', () => {
  it('are kept, broken, answered; twice is once, each in the journal', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account());
      const row = async () => (await w.owner.select().from(commitments).where(eq(commitments.id, id)))[0];
      expect(await settleCommitment(w.manager, verb(id, 'break'))).toMatchObject({ ok: true });
      expect(await settleCommitment(w.manager, verb(id, 'break'))).toMatchObject({ ok: true });
      expect(await settleCommitment(w.manager, verb(id, 'keep', 1))).toMatchObject({
        reason: 'stale',
        params: { who: '王芳' },
      });
      expect(await settleCommitment(w.manager, verb(id, 'keep', 2))).toMatchObject({ ok: true });
      expect(await settleCommitment(w.manager, verb(id, 'answer', 3))).toMatchObject({
        fields: { answer: 'error.required' },
      });
      expect(await settleCommitment(w.manager, verb(id, 'answer', 3, '已发邮件'))).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ state: 'kept', answer: '已发邮件', version: 4 });
      expect(await settleCommitment(w.manager, verb(id, 'break', 4))).toMatchObject({
        reason: 'commitment.settled_before',
      });
      const events = await w.owner
        .select({ event: journal.event })
        .from(journal)
        .where(eq(journal.subjectId, id))
        .orderBy(journal.id);
      expect(events.map((one) => one.event)).toEqual(['commitment.broken', 'commitment.kept', 'commitment.answered']);
    }));

  it('of any department are seen and kept by whom they were given to', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account(), { ownerId: w.employee.actor.personId });
      expect((await listCommitments(w.employee, { reach: 'mine', show: 'open' })).rows).toMatchObject([
        { id, accountName: '杭城商业银行', accountId: null },
      ]);
      expect(await settleCommitment(w.employee, verb(id, 'keep'))).toMatchObject({ ok: true });
    }));

  it('are settled on the day it was said, however late the phone had a network', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account(), {
        dueOn: '2026-11-20',
        createdAt: new Date('2026-11-10T02:00:00Z'),
      });
      const clock = { at: '2026-11-20T03:00:00Z', sentAt: w.manager.now.toISOString() };
      expect(await settleCommitment(w.manager, { ...verb(id, 'keep'), clock })).toMatchObject({ ok: true });
      expect((await w.owner.select().from(commitments).where(eq(commitments.id, id)))[0]).toMatchObject({
        state: 'kept',
        settledOn: '2026-11-20',
      });
      const stale = await settleCommitment(w.manager, verb(id, 'answer', 1, '已告知'));
      expect(stale).toMatchObject({ reason: 'stale', details: { version: 2 } });
    }));

  it('carry evidence, and how and when the customer was told', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account());
      const row = async () => (await w.owner.select().from(commitments).where(eq(commitments.id, id)))[0];
      const tell = (answeredOn: string) =>
        settleCommitment(w.manager, verb(id, 'answer', 1, '方案已发', { channel: 'wechat', answeredOn }));
      expect(await tell('2026-11-22')).toMatchObject({ fields: { answeredOn: 'commitment.answered_in_future' } });
      expect(await tell('2026-11-20')).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ answerChannel: 'wechat', answeredAt: new Date('2026-11-20T00:00:00+08:00') });
      expect(await settleCommitment(w.manager, verb(id, 'prove', 2))).toMatchObject({
        fields: { evidence: 'error.required' },
      });
      const evidence = 'https://mail.example.com/1';
      expect(await settleCommitment(w.manager, verb(id, 'prove', 2, null, { evidence }))).toMatchObject({ ok: true });
      expect(await settleCommitment(w.manager, verb(id, 'keep', 3))).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ evidence, state: 'kept', settledOn: '2026-11-21' });
      expect(await settleCommitment(w.manager, verb(id, 'reopen', 4))).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ evidence, state: 'open', settledOn: null });
    }));

  it('are reworded, put off and passed on by those who may settle them; twice is once', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account(), { text: '给报价', dueOn: '2026-11-25' });
      const to = (ctx: Context) => ctx.actor.personId;
      const change = (version: number, ownerId = to(w.manager), dueOn = '2026-11-27') =>
        ({ commitmentId: id, version, text: '给修改后的报价', dueOn, ownerId }); // biome-ignore format: one row
      const row = async () => (await w.owner.select().from(commitments).where(eq(commitments.id, id)))[0];
      for (let i = 0; i < 2; i++) expect(await changeCommitment(w.lead, change(1))).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ text: '给修改后的报价', dueOn: '2026-11-27', version: 2 });
      expect(await changeCommitment(w.manager, change(1, undefined, '2026-12-01'))).toMatchObject({
        reason: 'stale',
        params: { who: '刘洋' },
      });
      expect(await changeCommitment(w.manager, change(2, to(w.stranger)))).toMatchObject({
        fields: { ownerId: 'visit.person_unknown' },
      });
      expect(await changeCommitment(w.manager, change(2, to(w.employee), '2026-12-01'))).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ ownerId: to(w.employee), dueOn: '2026-12-01', version: 3 });
      // whoever keeps it sees nothing else of the customer, and nothing at all once it is given away
      expect(await changeCommitment(w.employee, change(3, to(w.colleague)))).toMatchObject({ ok: true });
      expect(await row()).toMatchObject({ ownerId: to(w.colleague), version: 4 });
      await expect(changeCommitment(w.employee, change(4))).rejects.toMatchObject({ init: { status: 404 } });
      for (const person of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer])
        await expect(changeCommitment(person, change(4))).rejects.toMatchObject({ init: { status: 404 } });
      const service = await w.person({ role: 'service_agent', unit: w.unit.team });
      await expect(changeCommitment(service, change(4))).rejects.toMatchObject({ init: { status: 403 } });
      await settleCommitment(w.colleague, verb(id, 'keep', 4));
      expect(await changeCommitment(w.lead, change(5))).toMatchObject({ reason: 'commitment.settled_before' });
      const events = await w.owner
        .select({ event: journal.event, ownerId: journal.ownerId })
        .from(journal)
        .where(eq(journal.subjectId, id))
        .orderBy(journal.id);
      expect(events).toEqual([
        { event: 'commitment.changed', ownerId: to(w.manager) },
        { event: 'commitment.given', ownerId: to(w.employee) },
        { event: 'commitment.given', ownerId: to(w.colleague) },
        { event: 'commitment.kept', ownerId: to(w.colleague) },
      ]);
    }));

  it('of a colleague who leaves go to another in one go, also those out of the sight of who leads them', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const leaver = await w.person({ role: 'account_manager', unit: w.unit.team2, name: '要走的' });
      const lead2 = await w.person({ role: 'team_lead', unit: w.unit.team2, name: '二组长' });
      const [from, to] = [leaver.actor.personId, w.employee.actor.personId];
      const one = await w.commitment(account, { ownerId: from, text: '给报价' });
      await w.commitment(account, { ownerId: from });
      await w.commitment(account, { ownerId: from, state: 'kept', settledOn: '2026-11-20' });
      // theirs is the person, not the customer
      await expect(changeCommitment(lead2, { commitmentId: one.id, version: 1, text: 'x', dueOn: '2026-12-01', ownerId: to })).rejects.toMatchObject({ init: { status: 404 } }); // biome-ignore format: one row
      expect(await countPromisesHeld(lead2, from, 100)).toBe(2);
      expect(await countPromisesHeld(lead2, from, 1)).toBe(1);
      for (const who of [w.manager, w.employee, w.otherTeam, w.stranger, w.strangerDirector])
        expect(await countPromisesHeld(who, from, 100)).toBe(0);
      for (const who of [w.stranger, w.strangerDirector])
        await expect(handOverPromises(who, from, { ownerId: to })).rejects.toMatchObject({ init: { status: 404 } });
      for (const who of [w.manager, w.employee])
        await expect(handOverPromises(who, from, { ownerId: to })).rejects.toMatchObject({ init: { status: 403 } });
      for (const ownerId of [from, w.stranger.actor.personId, newId()])
        expect(await handOverPromises(lead2, from, { ownerId })).toMatchObject({
          fields: { ownerId: 'visit.person_unknown' },
        });
      expect(await handOverPromises(lead2, from, { ownerId: to })).toMatchObject({ value: { given: 2 } });
      expect(await handOverPromises(lead2, from, { ownerId: to })).toMatchObject({ value: { given: 0 } });
      expect((await listCommitments(w.employee, { reach: 'mine', show: 'open' })).rows).toHaveLength(2);
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, one.id));
      expect(entries).toMatchObject([{ event: 'commitment.given', ownerId: to, before: { ownerId: from } }]);
      await writeNotices(lead2, 'commitment.given', lead2.now);
      expect((await listNotices(w.employee, 'all', null)).rows).toMatchObject([{ kind: 'commitment_given', more: 1 }]);
    }));

  it('are called off with a reason, count nowhere in the kept rate, and stay so', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { id } = await w.commitment(account, { dueOn: '2026-11-10' });
      await w.commitment(account, { dueOn: '2026-11-10', state: 'kept', settledOn: '2026-11-10' });
      const row = async () => (await w.owner.select().from(commitments).where(eq(commitments.id, id)))[0];
      expect(await settleCommitment(w.manager, verb(id, 'cancel'))).toMatchObject({
        fields: { cancelReason: 'error.required' },
      });
      const cancelReason = '客户撤回了需求';
      for (let i = 0; i < 2; i++)
        expect(await settleCommitment(w.manager, verb(id, 'cancel', 1, null, { cancelReason }))).toMatchObject({
          ok: true,
        });
      expect(await row()).toMatchObject({ state: 'cancelled', cancelReason, version: 2 });
      const { rows } = await keptByUnit(w.lead, null, '2026-08-23');
      expect(rows).toMatchObject([{ onTime: 1, late: 0, broken: 0, overdue: 0, rate: 100 }]);
      for (const late of ['keep', 'reopen', 'answer'] as const)
        expect(await settleCommitment(w.manager, verb(id, late, 2, '已告知'))).toMatchObject({
          reason: 'commitment.settled_before',
        });
    }));

  it('are made outside a visit once, by those who may, for a colleague of any department', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const deal = await w.opportunity(account);
      const other = await w.opportunity(await w.account());
      const promise = {
        id: newId(),
        accountId: account.id,
        opportunityId: deal.id,
        side: 'ours' as const,
        text: '给勘察报告',
        ownerId: w.employee.actor.personId,
        dueOn: '2026-11-30',
        evidence: null,
      };
      for (let i = 0; i < 2; i++) expect(await makePromise(w.manager, promise)).toMatchObject({ ok: true });
      expect(await w.owner.select().from(journal).where(eq(journal.subjectId, promise.id))).toHaveLength(1);
      expect((await listCommitments(w.employee, { reach: 'mine', show: 'open' })).rows).toMatchObject([
        { id: promise.id, accountName: account.name, accountId: null },
      ]);
      expect(await listOpenCommitmentsOfOpportunity(w.lead, deal)).toMatchObject([{ id: promise.id }]);
      expect(await listOpenCommitmentsOfOpportunity(w.stranger, deal)).toEqual([]);
      const again = { ...promise, id: newId() };
      expect(await makePromise(w.manager, { ...again, ownerId: w.stranger.actor.personId })).toMatchObject({
        fields: { ownerId: 'visit.person_unknown' },
      });
      expect(await makePromise(w.manager, { ...again, opportunityId: other.id })).toMatchObject({
        fields: { opportunityId: 'visit.opportunity_not_here' },
      });
      await expect(makePromise(w.stranger, again)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(makePromise(w.employee, again)).rejects.toMatchObject({ init: { status: 403 } });
    }));

  it('count as kept on time, late or broken, unit by unit, with the rows behind each number', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const dueOn = '2026-11-10';
      await w.commitment(account, { dueOn, state: 'kept', settledOn: '2026-11-10' });
      await w.commitment(account, { dueOn, state: 'kept', settledOn: '2026-11-12' });
      await w.commitment(account, { dueOn, state: 'broken', settledOn: '2026-11-12' });
      await w.commitment(account, { dueOn, state: 'broken', side: 'theirs', settledOn: '2026-11-12' });
      await w.commitment(account, { dueOn });
      await w.commitment(account, { dueOn: '2026-01-01', state: 'broken' });
      const since = '2026-08-23';
      const { rows } = await keptByUnit(w.director, null, since);
      expect(rows.filter((row) => row.onTime)).toMatchObject([{ onTime: 1, late: 1, broken: 1, overdue: 1, rate: 33 }]);
      const part = rows.find((row) => row.onTime)!;
      const unitIds = (await findUnitsBelow(w.director, part.unitId, part.isSelf))!.ids;
      for (const show of ['on_time', 'late', 'broken', 'overdue'] as const)
        expect(
          await countCommitments(w.director, { reach: 'team', show, side: 'ours', dueSince: since, unitIds }),
        ).toBe(1);
      const { unitId } = account;
      expect((await keptByUnit(w.lead, null, since)).rows).toMatchObject([{ unitId, isSelf: true, rate: 33 }]);
      expect(await findUnitsBelow(w.strangerDirector, part.unitId, false)).toBeNull();
      await expect(keptByUnit(w.strangerDirector, part.unitId, since)).rejects.toMatchObject({ init: { status: 404 } });
      expect(await countCommitments(w.director, { reach: 'team', show: 'broken', accountId: account.id })).toBe(3);
      expect(await countCommitments(w.stranger, { reach: 'team', show: 'broken', accountId: account.id })).toBe(0);
    }));

  it('are nothing to a stranger', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account());
      for (const person of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer]) {
        expect((await listCommitments(person, open)).rows).toEqual([]);
        expect(await countCommitments(person, open)).toBe(0);
        for (const key of [id, newId(), 'x'])
          await expect(settleCommitment(person, verb(key, 'keep'))).rejects.toMatchObject({ init: { status: 404 } });
      }
      for (const person of [w.manager, w.lead, w.director]) expect(await countCommitments(person, open)).toBe(1);
    }));

  it('page both ways, and overdue means overdue', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (const dueOn of ['2026-11-18', '2026-11-20', '2026-11-20', '2026-11-21', '2026-12-01'])
        await w.commitment(account, { dueOn });
      expect(await countCommitments(w.lead, { reach: 'team', show: 'overdue' })).toBe(3);
      const first = await listCommitments(w.lead, open, { size: 2 });
      const second = await listCommitments(w.lead, open, { size: 2, after: readCursor(first.after) });
      const third = await listCommitments(w.lead, open, { size: 2, after: readCursor(second.after) });
      expect([first, second, third].flatMap((page) => page.rows.map((row) => row.dueOn))).toEqual([
        '2026-11-18',
        '2026-11-20',
        '2026-11-20',
        '2026-11-21',
        '2026-12-01',
      ]);
      expect((await listCommitments(w.lead, open, { size: 2, before: readCursor(third.before) })).rows).toEqual(
        second.rows,
      );
      expect((await listCommitments(w.lead, open, { after: { value: "'; drop", id: newId() } })).rows).toHaveLength(5);
    }));

  it('and needs are added to a visit once, by those who may', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const visit = await w.visit(account, { status: 'completed' });
      const promise = {
        id: newId(),
        visitId: visit.id,
        side: 'ours' as const,
        text: '给报价',
        ownerId: null,
        dueOn: '2026-11-30',
      };
      const need = { id: newId(), visitId: visit.id, kind: 'latent' as const, line: null, text: '异地灾备' };
      for (let i = 0; i < 2; i++) {
        expect(await addCommitment(w.manager, promise)).toMatchObject({ ok: true });
        expect(await addNeed(w.manager, need)).toMatchObject({ ok: true });
      }
      expect(await w.owner.select().from(commitments).where(eq(commitments.visitId, visit.id))).toHaveLength(1);
      expect(await w.owner.select().from(needs).where(eq(needs.visitId, visit.id))).toHaveLength(1);
      for (const id of [promise.id, need.id])
        expect(await w.owner.select().from(journal).where(eq(journal.subjectId, id)).orderBy(journal.id)).toHaveLength(
          1,
        );
      const service = await w.person({ role: 'service_agent', unit: w.unit.team });
      await expect(addNeed(service, { ...need, id: newId() })).rejects.toMatchObject({ init: { status: 403 } });
      await expect(addCommitment(service, { ...promise, id: newId() })).rejects.toMatchObject({
        init: { status: 403 },
      });
      const ahead = await w.visit(account);
      for (const early of [
        await addNeed(w.manager, { ...need, id: newId(), visitId: ahead.id }),
        await addCommitment(w.manager, { ...promise, id: newId(), visitId: ahead.id }),
      ])
        expect(early).toMatchObject({ ok: false, reason: 'visit.nothing_heard_yet' });
      expect(
        await addCommitment(w.manager, { ...promise, id: newId(), ownerId: w.stranger.actor.personId }),
      ).toMatchObject({ fields: { ownerId: 'visit.person_unknown' } });
      await expect(addNeed(w.stranger, need)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(updateNeed(w.stranger, need.id, { version: 1, state: 'met' })).rejects.toMatchObject({
        init: { status: 404 },
      });
      expect(await updateNeed(w.manager, need.id, { version: 1, state: 'matched' })).toMatchObject({ ok: true });
      expect(await updateNeed(w.manager, need.id, { version: 1, state: 'met' })).toMatchObject({ reason: 'stale' });
      expect((await w.owner.select().from(needs).where(eq(needs.id, need.id)))[0]).toMatchObject({ state: 'matched' });
    }));
});

import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { commitments, journal, needs } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { readCursor } from '~/core/paging';
import { addCommitment, settleCommitment } from '~/features/visits/commands/commitments.server';
import { addNeed, updateNeed } from '~/features/visits/commands/needs.server';
import { countCommitments, listCommitments } from '~/features/visits/queries/commitments.server';
import { inWorld } from '../support/world';

const open = { reach: 'team', show: 'open' } as const;
const verb = (
  commitmentId: string,
  verb: 'keep' | 'break' | 'answer' | 'reopen',
  version = 1,
  answer: string | null = null,
) => ({ commitmentId, verb, version, answer });

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
      const events = await w.owner.select({ event: journal.event }).from(journal).where(eq(journal.subjectId, id));
      expect(events.map((one) => one.event)).toEqual(['commitment.broken', 'commitment.kept', 'commitment.answered']);
    }));

  it('of any department are seen and kept by whom they were given to', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account(), { ownerId: w.employee.actor.personId });
      expect((await listCommitments(w.employee, { reach: 'mine', show: 'open' })).rows).toMatchObject([
        { id, accountName: null },
      ]);
      expect(await settleCommitment(w.employee, verb(id, 'keep'))).toMatchObject({ ok: true });
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
        expect(await w.owner.select().from(journal).where(eq(journal.subjectId, id))).toHaveLength(1);
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

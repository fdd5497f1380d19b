import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { notices, visitComments, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { addComment } from '~/features/coaching/commands/comments.server';
import { commentInput } from '~/features/coaching/input';
import { chooseNotices, readAllNotices, readNotice } from '~/features/notices/commands.server';
import { countNotices, listNotices } from '~/features/notices/queries.server';
import { noticeKinds } from '~/features/notices/rules';
import { writeNotices } from '~/features/notices/write.server';
import { assignOpportunity } from '~/features/opportunities/commands/assign.server';
import { changeCommitment } from '~/features/visits/commands/change-commitment.server';
import { settleCommitment } from '~/features/visits/commands/commitments.server';
import { makePromise } from '~/features/visits/commands/promise.server';
import { commitmentInput, promiseInput } from '~/features/visits/commitment-input';
import { inWorld, type World } from '../support/world';

const on = ({ id }: { id: string }) => ({ kind: 'visit' as const, id });
const tell = (ctx: Context, event: string) => writeNotices(ctx, event, ctx.now);
const listed = async (ctx: Context) => (await listNotices(ctx, 'all', null)).rows;

async function question(w: World, more = {}) {
  const account = await w.account({ name: '钱江水务' });
  const visit = await w.visit(account, { status: 'completed', purpose: '年度回访' });
  await addComment(
    w.lead,
    on(visit),
    commentInput.parse({ id: newId(), text: '预算是谁批？', isQuestion: 'on', ...more }),
  );
  await tell(w.lead, 'visit.commented');
  return { account, visit };
}

describe('a notice', () => {
  it('tells the visitor of a question, once, however often the job runs', () =>
    inWorld(async (w) => {
      const { visit } = await question(w);
      await tell(w.lead, 'visit.commented');
      expect(await listed(w.manager)).toMatchObject([
        { kind: 'question', visitId: visit.id, title: '年度回访', account: '钱江水务', actor: '刘洋', excerpt: '预算是谁批？', isRead: false },
      ]); // biome-ignore format: one row
      expect(await countNotices(w.manager)).toBe(1);
      expect(await listed(w.lead)).toEqual([]);
    }));

  it('comes once to who is mentioned on the own visit, and as a mention', () =>
    inWorld(async (w) => {
      await question(w, { mentions: [w.manager.actor.personId, w.director.actor.personId] });
      expect((await listed(w.manager)).map((one) => one.kind)).toEqual(['mention']);
      expect((await listed(w.director)).map((one) => one.kind)).toEqual(['mention']);
    }));

  it('comes to who asked when it is answered', () =>
    inWorld(async (w) => {
      const { visit } = await question(w);
      const [asked] = await commentIds(w, visit.id);
      await addComment(w.manager, on(visit), commentInput.parse({ id: newId(), text: '张总', answersId: asked }));
      await tell(w.manager, 'visit.commented');
      expect((await listed(w.lead)).map((one) => one.kind)).toEqual(['answer']);
    }));

  it('says nothing of a record the person has lost sight of, and is nobody else’s', () =>
    inWorld(async (w) => {
      const { visit } = await question(w, { mentions: [w.director.actor.personId] });
      await w.owner.update(visits).set({ deletedAt: w.manager.now }).where(eq(visits.id, visit.id));
      const [left] = await listed(w.manager);
      expect(left).toMatchObject({ title: null, account: null, excerpt: null, actor: null });
      expect(JSON.stringify(left)).not.toMatch(/预算|钱江|年度|刘洋/);
      for (const who of [w.stranger, w.colleague, w.strangerDirector]) {
        expect(await listed(who)).toEqual([]);
        expect(await who.db.select().from(notices)).toEqual([]);
        await expect(readNotice(who, left!.id)).rejects.toMatchObject({ init: { status: 404 } });
      }
    }));

  it('tells the new owner of a deal', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account());
      await assignOpportunity(w.director, deal.id, { ownerId: w.lead.actor.personId, version: deal.version });
      await tell(w.director, 'opportunity.assigned');
      expect(await listed(w.lead)).toMatchObject([{ kind: 'opportunity_assigned', subjectId: deal.id }]);
    }));

  it('is read, all are read, and unwanted kinds do not come', () =>
    inWorld(async (w) => {
      await question(w);
      const [one] = await listed(w.manager);
      await readNotice(w.manager, one!.id);
      expect(await countNotices(w.manager)).toBe(0);
      await chooseNotices(
        w.manager,
        noticeKinds.filter((kind) => kind !== 'question'),
      );
      await question(w);
      expect(await listed(w.manager)).toHaveLength(1);
      await question(w, { isQuestion: undefined });
      expect(await countNotices(w.manager)).toBe(1);
      await readAllNotices(w.manager);
      expect(await countNotices(w.manager)).toBe(0);
    }));

  it('tells of promises due since the last working day, and of overdue ones, each once', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.commitment(account, { dueOn: '2026-11-23' });
      await w.commitment(account, { dueOn: '2026-11-21' }); // a Saturday: told on Monday
      await w.commitment(account, { dueOn: '2026-11-19' });
      await w.commitment(account, { dueOn: '2026-11-19', state: 'kept' });
      await w.commitment(account, { dueOn: '2026-11-24' });
      for (let i = 0; i < 2; i++)
        await w.manager.db.execute(
          sql`select app.add_due_notices('2026-11-23', '2026-11-20', ${w.manager.now.toISOString()}::timestamptz)`,
        );
      const kinds = (await listed(w.manager)).map((one) => `${one.kind} ${one.dueOn}`).sort();
      expect(kinds).toEqual([
        'commitment_due 2026-11-21',
        'commitment_due 2026-11-23',
        'commitment_overdue 2026-11-19',
      ]);
      expect(await listed(w.lead)).toEqual([]);
    }));

  it('tells of a promise before it is due once, two working days ahead', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (const dueOn of ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-23'])
        await w.commitment(account, { dueOn });
      await w.commitment(account, { dueOn: '2026-11-20', state: 'kept' });
      for (let i = 0; i < 2; i++)
        await w.manager.db.execute(
          sql`select app.add_early_notices('2026-11-20', '2026-11-23', ${w.manager.now.toISOString()}::timestamptz)`,
        );
      expect((await listed(w.manager)).map((one) => `${one.kind} ${one.dueOn}`).sort()).toEqual([
        'commitment_soon 2026-11-20',
        'commitment_soon 2026-11-21',
      ]);
    }));

  it('tells who is given a promise, of any department, and who made it how it ended', () =>
    inWorld(async (w) => {
      const account = await w.account({ name: '钱江水务' });
      const made = promiseInput.parse({
        id: newId(), accountId: account.id, side: 'ours', text: '给勘察报告', ownerId: w.employee.actor.personId, dueOn: '2026-11-30',
      }); // biome-ignore format: one row
      for (let i = 0; i < 2; i++) {
        await makePromise(w.manager, made);
        await tell(w.manager, 'commitment.made');
      }
      expect(await listed(w.employee)).toMatchObject([
        { kind: 'commitment_given', title: '给勘察报告', account: '钱江水务', actor: '王芳', dueOn: '2026-11-30', visitId: null },
      ]); // biome-ignore format: one row
      const settle = (verb: string, version: number) =>
        settleCommitment(w.employee, commitmentInput.parse({ commitmentId: made.id, verb, version }));
      await settle('keep', 1);
      for (let i = 0; i < 2; i++) await tell(w.employee, 'commitment.kept');
      expect(await listed(w.manager)).toMatchObject([
        { kind: 'commitment_settled', step: 'kept', actor: w.employee.actor.name, title: '给勘察报告' },
      ]);
      expect(await listed(w.employee)).toHaveLength(1);
      for (const who of [w.stranger, w.otherTeam, w.lead]) expect(await listed(who)).toEqual([]);
    }));

  it('tells of a promise that was passed on, changed or called off by somebody else', () =>
    inWorld(async (w) => {
      const { id } = await w.commitment(await w.account(), { text: '给报价' });
      const change = (version: number, ownerId: string) =>
        changeCommitment(w.lead, { commitmentId: id, version, text: '给报价', dueOn: '2026-12-04', ownerId });
      await change(1, w.manager.actor.personId);
      await tell(w.lead, 'commitment.changed');
      await change(2, w.employee.actor.personId);
      await tell(w.lead, 'commitment.given');
      await settleCommitment(w.lead, commitmentInput.parse({ commitmentId: id, verb: 'cancel', version: 3, cancelReason: '不再需要' })); // biome-ignore format: one row
      await tell(w.lead, 'commitment.cancelled');
      const said = async (ctx: Context) =>
        (await listed(ctx)).map((one) => `${one.kind} ${one.step ?? one.dueOn}`).sort();
      expect(await said(w.manager)).toEqual(['commitment_changed 2026-12-04', 'commitment_changed passed_on']);
      expect(await said(w.employee)).toEqual(['commitment_given 2026-12-04', 'commitment_settled cancelled']);
    }));

  it('of promises are not for who makes and keeps them alone, nor for who does not want them', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const make = async (ownerId: string | null) => {
        const promise = promiseInput.parse({ id: newId(), accountId: account.id, side: 'ours', text: '给报价', ownerId, dueOn: '2026-11-30' }); // biome-ignore format: one row
        await makePromise(w.manager, promise);
        await tell(w.manager, 'commitment.made');
        return promise.id;
      };
      await settleCommitment(w.manager, commitmentInput.parse({ commitmentId: await make(null), verb: 'keep', version: 1 })); // biome-ignore format: one row
      await tell(w.manager, 'commitment.kept');
      expect(await listed(w.manager)).toEqual([]);
      await chooseNotices(w.employee, noticeKinds.filter((kind) => kind !== 'commitment_given')); // biome-ignore format: one row
      await make(w.employee.actor.personId);
      expect(await listed(w.employee)).toEqual([]);
    }));
});

async function commentIds(w: World, visitId: string) {
  const rows = await w.owner.select().from(visitComments).where(eq(visitComments.visitId, visitId));
  return rows.map((row) => row.id);
}

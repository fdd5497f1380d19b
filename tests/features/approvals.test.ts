import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { approvalSteps, approvals, people, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { askApproval } from '~/features/approvals/commands/ask.server';
import { approve, passOn, sendBack, withdraw } from '~/features/approvals/commands/decide.server';
import { listAsked, listWaiting } from '~/features/approvals/queries.server';
import { listNotices } from '~/features/notices/queries.server';
import { assignOpportunity } from '~/features/opportunities/commands/assign.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { undoMove } from '~/features/opportunities/commands/undo-move.server';
import type { Criterion } from '~/features/opportunities/criteria';
import { forgetStages } from '~/features/opportunities/queries.server';
import { inWorld, type World } from '../support/world';

const byDirector = { kind: 'approval', roles: ['sales_director'], mode: 'in_turn' } satisfies Criterion;
const key = 'approval:in_turn:sales_director';
const ask = (criterion = key) => ({ id: newId(), stage: 'bid_decision', criterion, note: '客户已邀标', approvers: [] });

/** A tender of the manager that waits for the decision whether to bid. */
async function tender(w: World, asks: Criterion[] = [byDirector]) {
  forgetStages();
  await w.owner.update(stages).set({ exitCriteria: asks }).where(eq(stages.id, 32));
  return w.opportunity(await w.account(), { pipelineId: 3, stageId: 32 });
}
const waiting = async (ctx: Context) => (await listWaiting(ctx, null)).items.map(({ approval }) => approval.id);
const stateOf = async (w: World, id: string) =>
  (await w.owner.select().from(approvals).where(eq(approvals.id, id)))[0]?.state;
const move = (ctx: Context, id: string, version: number) => moveOpportunity(ctx, id, { to: 33, version });

describe('a move that has to be approved', () => {
  it('is blocked, asked for, approved and made', () =>
    inWorld(async (w) => {
      const { id } = await tender(w);
      expect(await move(w.manager, id, 1)).toMatchObject({
        reason: 'opportunity.criteria_missing',
        details: [
          {
            criterion: key,
            isAsked: false,
            href: expect.stringContaining(`/opportunities/${id}/approval?stage=bid_decision`),
          },
        ],
      });
      const asked = ask();
      expect(await askApproval(w.manager, id, asked)).toEqual({ ok: true, value: { names: ['周正宇'] } });
      expect(await askApproval(w.manager, id, asked)).toMatchObject({ ok: true });
      expect(await askApproval(w.manager, id, ask())).toMatchObject({ reason: 'approval.already' });
      expect(await move(w.manager, id, 1)).toMatchObject({ details: [{ isAsked: true }] });
      expect([await waiting(w.director), await waiting(w.lead), await waiting(w.strangerDirector)]).toEqual([
        [asked.id],
        [],
        [],
      ]);
      expect(await approve(w.director, asked.id, { comment: '同意投标' })).toEqual({
        ok: true,
        value: { state: 'approved' },
      });
      expect(await approve(w.director, asked.id, { comment: null })).toMatchObject({ reason: 'approval.settled' });
      expect(await waiting(w.director)).toEqual([]);
      expect(await move(w.manager, id, 1)).toMatchObject({ ok: true });
      // back again, it has to be asked for again
      expect(await moveOpportunity(w.manager, id, { to: 32, version: 2, note: '重新评估' })).toMatchObject({
        ok: true,
      });
      expect(await stateOf(w, asked.id)).toBe('lapsed');
      expect(await move(w.manager, id, 3)).toMatchObject({ reason: 'opportunity.criteria_missing' });
    }));

  it('counts again when the move that voided it is taken back, unless it was asked for anew', () =>
    inWorld(async (w) => {
      const { id } = await tender(w);
      const later = (minutes: number) => ({ ...w.manager, now: new Date(w.manager.now.getTime() + minutes * 60_000) });
      const back = (minutes: number, version: number) =>
        moveOpportunity(later(minutes), id, { to: 32, version, note: '重新评估' });
      const asked = ask();
      await askApproval(w.manager, id, asked);
      await approve(w.director, asked.id, { comment: '同意投标' });
      await move(later(1), id, 1);
      await back(2, 2);
      expect(await stateOf(w, asked.id)).toBe('lapsed');
      expect(await undoMove(later(3), id, { version: 3 })).toMatchObject({ ok: true, value: { to: 33 } });
      expect(await stateOf(w, asked.id)).toBe('approved');

      await back(4, 4);
      const again = ask();
      expect(await askApproval(later(5), id, again)).toMatchObject({ ok: true });
      expect(await undoMove(later(6), id, { version: 5 })).toMatchObject({ ok: true });
      expect([await stateOf(w, asked.id), await stateOf(w, again.id)]).toEqual(['lapsed', 'pending']);
    }));

  it('is nobody’s to approve who asked, whose deal it is, or whose turn it is not', () =>
    inWorld(async (w) => {
      const { id } = await tender(w);
      const asked = ask();
      const { id: other } = await tender(w);
      expect(await askApproval(w.director, other, ask())).toEqual({ ok: true, value: { names: ['总部'] } });
      await askApproval(w.manager, id, asked);
      await expect(approve(w.manager, asked.id, { comment: null })).rejects.toMatchObject({ init: { status: 403 } });
      await expect(approve(w.strangerDirector, asked.id, { comment: null })).rejects.toMatchObject({
        init: { status: 404 },
      });
      expect(await approve(w.lead, asked.id, { comment: null })).toMatchObject({ reason: 'approval.not_yours' });
      await expect(askApproval(w.stranger, id, ask())).rejects.toMatchObject({ init: { status: 404 } });
      await expect(askApproval(w.trainer, id, ask())).rejects.toMatchObject({ init: { status: 404 } });
      await expect(askApproval(w.manager, id, ask('approval:in_turn:team_lead'))).rejects.toMatchObject({
        init: { status: 404 },
      });
      for (const ctx of [w.stranger, w.strangerDirector, w.otherTeam])
        expect([await ctx.db.select().from(approvals), await ctx.db.select().from(approvalSteps)]).toEqual([[], []]);
      // given to another, it goes along
      await assignOpportunity(w.lead, id, { ownerId: w.lead.actor.personId, version: 1 });
      expect((await w.owner.select().from(approvals).where(eq(approvals.id, asked.id)))[0]?.ownerId).toBe(
        w.lead.actor.personId,
      );
    }));

  it('goes from one to the next, or to all at once', () =>
    inWorld(async (w) => {
      for (const mode of ['in_turn', 'all'] as const) {
        const { id } = await tender(w, [{ ...byDirector, roles: ['team_lead', 'sales_director'], mode }]);
        const asked = ask(`approval:${mode}:team_lead,sales_director`);
        await askApproval(w.manager, id, asked);
        expect([await waiting(w.lead), await waiting(w.director)]).toEqual([
          [asked.id],
          mode === 'all' ? [asked.id] : [],
        ]);
        if (mode === 'in_turn')
          expect(await approve(w.director, asked.id, { comment: null })).toMatchObject({
            reason: 'approval.not_yours',
          });
        const [first, second] = mode === 'all' ? [w.director, w.lead] : [w.lead, w.director];
        expect(await approve(first, asked.id, { comment: null })).toMatchObject({ value: { state: 'pending' } });
        expect(await approve(second, asked.id, { comment: null })).toMatchObject({ value: { state: 'approved' } });
      }
    }));

  it('can be sent back with a word why, withdrawn, and asked for again', () =>
    inWorld(async (w) => {
      const { id } = await tender(w);
      const asked = ask();
      await askApproval(w.manager, id, asked);
      expect(await sendBack(w.director, asked.id, { comment: '先落实资金' })).toMatchObject({ ok: true });
      const again = ask();
      expect(await askApproval(w.manager, id, again)).toMatchObject({ ok: true });
      expect(await withdraw(w.colleague, again.id).catch((thrown) => thrown.init.status)).toBe(404);
      expect(await withdraw(w.manager, again.id)).toMatchObject({ ok: true });
      expect(await withdraw(w.manager, again.id)).toMatchObject({ ok: true });
      expect(await approve(w.director, again.id, { comment: null })).toMatchObject({ reason: 'approval.settled' });
      expect((await listAsked(w.manager, null)).items.map(({ approval }) => approval.state).sort()).toEqual([
        'returned',
        'withdrawn',
      ]);
    }));

  it('can be passed on, but not in a circle', () =>
    inWorld(async (w) => {
      const { id } = await tender(w);
      const asked = ask();
      await askApproval(w.manager, id, asked);
      const to = (ctx: Context) => ({ personId: ctx.actor.personId });
      expect(await passOn(w.director, asked.id, to(w.stranger))).toMatchObject({
        fields: { personId: 'error.choose' },
      });
      expect(await passOn(w.director, asked.id, to(w.manager))).toMatchObject({ fields: { personId: 'error.choose' } });
      expect(await passOn(w.director, asked.id, to(w.lead))).toMatchObject({ ok: true });
      expect(await approve(w.director, asked.id, { comment: null })).toMatchObject({ reason: 'approval.not_yours' });
      expect(await passOn(w.lead, asked.id, to(w.director))).toMatchObject({ reason: 'approval.cyclic' });
      expect(await approve(w.lead, asked.id, { comment: null })).toMatchObject({ value: { state: 'approved' } });
    }));

  it('comes to the director of the unit when the approver has left', () =>
    inWorld(async (w) => {
      const { id } = await tender(w, [{ ...byDirector, roles: ['team_lead'] }]);
      const asked = ask('approval:in_turn:team_lead');
      await askApproval(w.manager, id, asked);
      expect(await approve(w.director, asked.id, { comment: null })).toMatchObject({ reason: 'approval.not_yours' });
      await w.owner.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, w.lead.actor.personId));
      expect([await waiting(w.director), await waiting(w.strangerDirector)]).toEqual([[asked.id], []]);
      for (let i = 0; i < 2; i += 1)
        await w.manager.db.execute(
          sql`select app.add_inherited_notices('2026-11-21', ${w.manager.now.toISOString()}::timestamptz)`,
        );
      const told = async (ctx: Context) =>
        (await listNotices(ctx, 'all', null)).rows.map(({ kind, step }) => `${kind} ${step}`);
      expect(await told(w.director)).toEqual(['approval_waiting inherited']);
      for (const other of [w.lead, w.admin, w.hq, w.manager, w.strangerDirector]) expect(await told(other)).toEqual([]);
      expect(await approve(w.director, asked.id, { comment: null })).toMatchObject({ value: { state: 'approved' } });
    }));
});

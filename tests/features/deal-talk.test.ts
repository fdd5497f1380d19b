import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { assignments, journal, notices, opportunities, opportunityReads, visitComments } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { answerTalk } from '~/features/coaching/act.server';
import { addComment, editComment, removeComment } from '~/features/coaching/commands/comments.server';
import { markSeen, react } from '~/features/coaching/commands/marks.server';
import { commentInput } from '~/features/coaching/input';
import { loadTalk } from '~/features/coaching/page.server';
import { listComments, listMentionable } from '~/features/coaching/queries/comments.server';
import { listNotices } from '~/features/notices/queries.server';
import { placeOf } from '~/features/notices/told';
import { writeNotices } from '~/features/notices/write.server';
import { listJournalOf, stale } from '~/features/people/history.server';
import { inWorld, type World } from '../support/world';

const comment = (more: Record<string, unknown> = {}) =>
  commentInput.parse({ id: newId(), text: '报价谁来定？', ...more });
const at = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
const on = ({ id }: { id: string }) => ({ kind: 'opportunity' as const, id });
const onVisit = ({ id }: { id: string }) => ({ kind: 'visit' as const, id });
const status = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { init?: { status?: number } }) => error.init?.status ?? String(error),
  );

/** What PostgreSQL says to it; undone. */
async function tried(w: World, work: () => PromiseLike<unknown>) {
  await w.owner.execute(sql`savepoint tried`);
  const said = await work().then(
    () => 'done',
    (error: Error) => String(error.cause ?? error),
  );
  await w.owner.execute(sql`rollback to savepoint tried`);
  return said;
}

async function talk(w: World) {
  const account = await w.account();
  return { account, deal: await w.opportunity(account, {}) };
}
async function serve(w: World, account: { id: string; tenantId: number; unitId: number }, who: Context) {
  const { tenantId, unitId, id: accountId } = account;
  await w.owner.insert(assignments).values({
    tenantId, id: newId(), unitId, ownerId: who.actor.personId, accountId, role: 'backup', during: '[2026-01-01,)',
  }); // biome-ignore format: one row
}

describe('a comment on a deal', () => {
  it('is written by a lead, read by the owner, exists once and is in the journal', () =>
    inWorld(async (w) => {
      const { deal } = await talk(w);
      const input = comment({ isQuestion: 'on' });
      expect(await addComment(w.lead, on(deal), input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await addComment(w.lead, on(deal), input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await listComments(w.manager, on(deal))).toMatchObject([{ isQuestion: true, authorName: '刘洋' }]);
      expect(await listComments(w.manager, onVisit(deal))).toEqual([]);
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, deal.id));
      expect(told.map((entry) => [entry.event, entry.subject])).toEqual([['opportunity.commented', 'opportunity']]);
    }));

  it('is nothing to strangers, nor to who may read no deals', () =>
    inWorld(async (w) => {
      const { deal } = await talk(w);
      const made = comment();
      await addComment(w.lead, on(deal), made);
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.colleague, w.trainer, w.employee]) {
        expect(await listComments(who, on(deal))).toEqual([]);
        expect(await status(addComment(who, on(deal), comment()))).toBe(404);
        expect(await status(addComment(who, on(deal), made))).toBe(404);
        expect(await status(react(who, on(deal), { commentId: made.id, kind: 'like', on: true }))).toBe(404);
        expect(await status(markSeen(who, on(deal)))).toBe(404);
        expect(await status(removeComment(who, on(deal), made.id))).toBe(404);
        expect(await who.db.select().from(visitComments)).toEqual([]);
      }
      expect(await loadTalk(w.trainer, { ...deal, kind: 'opportunity' })).toBeNull();
    }));

  it('is one of this deal only, changed by its author only', () =>
    inWorld(async (w) => {
      const { account, deal } = await talk(w);
      const other = await w.opportunity(account, {});
      const visit = await w.visit(account, { status: 'completed' });
      const made = comment();
      await addComment(w.lead, on(deal), made);
      const to = { commentId: made.id, text: '别的' };
      for (const place of [on(other), onVisit(visit), on({ id: 'x' })])
        expect(await status(editComment(w.lead, place, to))).toBe(404);
      expect(await status(editComment(w.manager, on(deal), to))).toBe(403);
      expect(await status(removeComment(w.director, on(deal), made.id))).toBe(403);
      expect(await editComment(at(w.lead, 16), on(deal), to)).toMatchObject({ reason: 'coaching.too_late' });
      expect(await editComment(at(w.lead, 14), on(deal), to)).toMatchObject({ ok: true });
      await removeComment(w.lead, on(deal), made.id);
      expect(await listComments(w.manager, on(deal))).toEqual([]);
    }));

  it('is no change of the deal: who saves over an older version is told of changes only', () =>
    inWorld(async (w) => {
      const { deal } = await talk(w);
      await addComment(w.lead, on(deal), comment());
      expect((await listJournalOf(w.manager, deal.id)).length).toBe(1);
      expect((await stale(w.manager, deal.id)).details).toBeUndefined();
    }));

  it('mentions those who see the deal and nobody else', () =>
    inWorld(async (w) => {
      const { account, deal } = await talk(w);
      await serve(w, account, w.colleague);
      const names = (await listMentionable(w.lead, deal)).map((person) => person.id);
      expect(names).toEqual(expect.arrayContaining([w.manager.actor.personId, w.colleague.actor.personId]));
      expect(await addComment(w.lead, on(deal), comment({ mentions: [w.stranger.actor.personId] }))).toMatchObject({
        fields: { mentions: 'coaching.mention_unknown' },
      });
    }));

  it('as a question is answered by the owner or the team of the account', () =>
    inWorld(async (w) => {
      const { account, deal } = await talk(w);
      const question = comment({ isQuestion: 'on' });
      await addComment(w.lead, on(deal), question);
      const answer = comment({ answersId: question.id });
      expect(await addComment(w.director, on(deal), answer)).toMatchObject({ reason: 'coaching.cannot_answer' });
      await serve(w, account, w.colleague);
      expect(await addComment(at(w.colleague, 1), on(deal), answer)).toMatchObject({ ok: true });
      expect((await listComments(w.lead, on(deal)))[0]?.answeredAt).not.toBeNull();
      await removeComment(w.colleague, on(deal), answer.id);
      expect((await listComments(w.lead, on(deal)))[0]?.answeredAt).toBeNull();
      await addComment(at(w.manager, 2), on(deal), comment({ answersId: question.id }));
      expect((await listComments(w.lead, on(deal)))[0]?.answeredAt).not.toBeNull();
    }));

  it('goes with the deal to its next owner', () =>
    inWorld(async (w) => {
      const { account, deal } = await talk(w);
      await addComment(w.lead, on(deal), comment());
      await serve(w, account, w.colleague);
      const next = { ownerId: w.colleague.actor.personId };
      await w.owner.update(opportunities).set(next).where(eq(opportunities.id, deal.id));
      expect(await listComments(w.colleague, on(deal))).toMatchObject([next]);
    }));

  it('is about one thing, and not slipped past the second wall', () =>
    inWorld(async (w) => {
      const { account, deal } = await talk(w);
      const visit = await w.visit(account, {});
      const { tenantId, unitId, ownerId } = deal;
      const row = { tenantId, unitId, ownerId, accountId: account.id, text: '字', createdAt: w.lead.now };
      const authorId = w.lead.actor.personId;
      const add = (who: Context, more: object) =>
        tried(w, () => who.db.insert(visitComments).values({ ...row, id: newId(), authorId, ...more }));
      expect(await add(w.lead, { opportunityId: deal.id })).toBe('done');
      expect(await add(w.lead, { opportunityId: deal.id, visitId: visit.id })).toContain('visit_comments_about');
      expect(await add(w.lead, {})).toContain('row-level security');
      expect(await add(w.lead, { opportunityId: deal.id, authorId: ownerId })).toContain('row-level security');
      expect(await add(w.stranger, { opportunityId: deal.id, authorId: w.stranger.actor.personId })).toContain(
        'row-level',
      );
      const seen = { tenantId, opportunityId: deal.id, seenAt: w.lead.now };
      const mark = (who: Context, personId: string) =>
        tried(w, () => who.db.insert(opportunityReads).values({ ...seen, personId }));
      expect(await mark(w.lead, ownerId)).toContain('row-level security');
      expect(await mark(w.stranger, w.stranger.actor.personId)).toContain('row-level security');
    }));

  it('is done by a form that says what it does; feedback of a joint visit is none of a deal', () =>
    inWorld(async (w) => {
      const { deal } = await talk(w);
      const send = (body: Record<string, unknown>) => answerTalk(w.lead, on(deal), body, '/opportunities');
      expect(await send({ intent: 'seen' })).toEqual({ ok: true });
      expect(await send({ intent: 'comment', id: newId(), text: '' })).toMatchObject({ init: { status: 422 } });
      for (const intent of ['coach', 'nonsense', undefined]) expect(await status(send({ intent }))).toBe(400);
    }));
});

describe('notices of a deal', () => {
  it('lead to the deal, one for each fact, and say nothing to who has lost sight of it', () =>
    inWorld(async (w) => {
      const { account, deal } = await talk(w);
      await serve(w, account, w.colleague);
      const input = comment({ isQuestion: 'on', mentions: [w.manager.actor.personId, w.colleague.actor.personId] });
      await addComment(w.lead, on(deal), input);
      for (let i = 0; i < 2; i++) await writeNotices(w.lead, 'opportunity.commented', w.lead.now);
      const { rows } = await listNotices(w.manager, 'all', null);
      expect(rows).toMatchObject([{ kind: 'mention', subject: 'opportunity', title: deal.title, excerpt: input.text }]);
      expect(placeOf(rows[0]!)).toBe(`/opportunities/${deal.id}`);
      await w.owner.delete(assignments).where(eq(assignments.ownerId, w.colleague.actor.personId));
      expect((await listNotices(w.colleague, 'all', null)).rows).toMatchObject([{ title: null, excerpt: null }]);
      await addComment(at(w.manager, 5), on(deal), comment({ answersId: input.id }));
      await writeNotices(w.manager, 'opportunity.commented', at(w.manager, 5).now);
      expect((await listNotices(w.lead, 'all', null)).rows).toMatchObject([{ kind: 'answer', subjectId: deal.id }]);
      expect((await w.owner.select().from(notices).where(eq(notices.subjectId, deal.id))).length).toBeGreaterThan(2);
    }));
});

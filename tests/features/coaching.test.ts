import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { assignments, journal, visitAttendees, visitCoachings, visitComments, visitReactions } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { coachVisit } from '~/features/coaching/commands/coach.server';
import { addComment, editComment, removeComment } from '~/features/coaching/commands/comments.server';
import { markSeen, react, reactToVisit } from '~/features/coaching/commands/marks.server';
import { coachingInput, commentInput } from '~/features/coaching/input';
import { listCoachings } from '~/features/coaching/queries/coachings.server';
import { listComments, listMentionable, listVisitReactions } from '~/features/coaching/queries/comments.server';
import { countUnread, listStream, neighbours } from '~/features/coaching/queries/stream.server';
import { listNotices } from '~/features/notices/queries.server';
import { writeNotices } from '~/features/notices/write.server';
import { inWorld, type World } from '../support/world';

const comment = (more: Record<string, unknown> = {}) => commentInput.parse({ id: newId(), text: '问得好', ...more });
const at = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
const all = { show: 'all', personId: null } as const;

const on = ({ id }: { id: string }) => ({ kind: 'visit' as const, id });

async function talk(w: World, given = {}) {
  const account = await w.account();
  const visit = await w.visit(account, { status: 'completed', ...given });
  return { account, visit };
}
const status = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { init?: { status?: number } }) => error.init?.status ?? String(error),
  );

describe('a reaction to a visit', () => {
  it('stands once, is told once, and can be taken back', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      const like = { kind: 'like', on: true } as const;
      for (const _ of [1, 2]) expect(await reactToVisit(w.lead, visit.id, like)).toEqual({ ok: true, value: null });
      await reactToVisit(w.lead, visit.id, { kind: 'learnt', on: true });
      for (const _ of [1, 2]) await writeNotices(w.lead, 'visit.reacted', w.lead.now);
      const told = async (who: Context) => (await listNotices(who, 'all', null)).rows.map(({ kind }) => kind);
      expect(await told(w.manager)).toEqual(['visit_reacted']);
      expect(await told(w.lead)).toEqual([]);
      expect(await listVisitReactions(w.manager, visit)).toMatchObject([
        { kind: 'learnt', count: 1 },
        { kind: 'like', count: 1, isMine: false, names: ['刘洋'] },
      ]);
      expect((await listStream(w.director, all)).rows).toMatchObject([{ id: visit.id, reactions: 2 }]);
      for (const _ of [1, 2]) await reactToVisit(w.lead, visit.id, { kind: 'like', on: false });
      expect((await listVisitReactions(w.lead, visit)).map(({ kind }) => kind)).toEqual(['learnt']);
      await reactToVisit(at(w.lead, 5), visit.id, like);
      await writeNotices(at(w.lead, 5), 'visit.reacted', at(w.lead, 5).now);
      expect(await told(w.manager)).toEqual(['visit_reacted']);
    }));

  it('is not for strangers, neither to set nor to read', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      await reactToVisit(w.lead, visit.id, { kind: 'help', on: true });
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer, w.employee]) {
        expect(await status(reactToVisit(who, visit.id, { kind: 'like', on: true }))).toBe(404);
        expect(await listVisitReactions(who, visit)).toEqual([]);
        expect(await who.db.select().from(visitReactions)).toEqual([]);
      }
      const mark = {
        tenantId: visit.tenantId,
        visitId: visit.id,
        personId: w.manager.actor.personId,
        kind: 'like' as const,
      };
      await expect(w.lead.db.insert(visitReactions).values(mark)).rejects.toThrow();
    }));
});

describe('a comment', () => {
  it('is written by a lead, read by the visitor, and exists once', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      const input = comment({ isQuestion: 'on' });
      expect(await addComment(w.lead, on(visit), input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await addComment(w.lead, on(visit), input)).toEqual({ ok: true, value: { id: input.id } });
      const seen = await listComments(w.manager, on(visit));
      expect(seen).toMatchObject([{ text: '问得好', isQuestion: true, answeredAt: null, authorName: '刘洋' }]);
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, visit.id)).orderBy(journal.id);
      expect(told.map((entry) => entry.event)).toEqual(['visit.commented']);
    }));

  it('is not for strangers, nor for who may read no visits', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      const made = comment();
      await addComment(w.lead, on(visit), made);
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer, w.employee]) {
        expect(await listComments(who, on(visit))).toEqual([]);
        expect(await status(addComment(who, on(visit), comment()))).toBe(404);
        expect(await status(react(who, on(visit), { commentId: made.id, kind: 'like', on: true }))).toBe(404);
        expect(await status(markSeen(who, on(visit)))).toBe(404);
        expect(await status(removeComment(who, on(visit), made.id))).toBe(404);
      }
    }));

  it('mentions those who see the visit and nobody else', () =>
    inWorld(async (w) => {
      const { account, visit } = await talk(w);
      const bystander = await w.person({ name: '旁人' });
      const backup = await w.person({ name: '后备' });
      const { tenantId, unitId } = account;
      await w.owner.insert(assignments).values({
        tenantId, id: newId(), unitId, ownerId: backup.actor.personId, accountId: account.id, role: 'backup', during: '[2026-01-01,)',
      }); // biome-ignore format: one row
      const names = (await listMentionable(w.lead, visit)).map((person) => person.name);
      expect(names).toEqual(expect.arrayContaining(['王芳', '后备', '周正宇']));
      expect(names).not.toContain('旁人');
      expect(await addComment(w.lead, on(visit), comment({ mentions: [bystander.actor.personId] }))).toMatchObject({
        ok: false,
        fields: { mentions: 'coaching.mention_unknown' },
      });
      expect(await addComment(w.lead, on(visit), comment({ mentions: [backup.actor.personId] }))).toMatchObject({
        ok: true,
      });
      expect((await listComments(backup, on(visit)))[0]?.mentioned).toBe('后备');
    }));

  it('is mended by its author for a quarter of an hour, and taken back at any time', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      const made = comment();
      await addComment(w.lead, on(visit), made);
      const to = { commentId: made.id, text: '问得很好' };
      expect(await status(editComment(w.manager, on(visit), to))).toBe(403);
      expect(await status(removeComment(w.director, on(visit), made.id))).toBe(403);
      expect(await editComment(at(w.lead, 16), on(visit), to)).toMatchObject({
        ok: false,
        reason: 'coaching.too_late',
      });
      expect(await editComment(at(w.lead, 14), on(visit), to)).toMatchObject({ ok: true });
      expect((await listComments(w.manager, on(visit)))[0]).toMatchObject({ text: '问得很好' });
      await removeComment(at(w.lead, 90), on(visit), made.id);
      expect(await listComments(w.manager, on(visit))).toEqual([]);
    }));

  it('as a question stays open until the visitor answers it', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      const question = comment({ isQuestion: 'on' });
      await addComment(w.lead, on(visit), question);
      expect(await addComment(w.director, on(visit), comment({ answersId: question.id }))).toMatchObject({
        reason: 'coaching.cannot_answer',
      });
      const open = { show: 'questions', personId: null } as const;
      expect((await listStream(w.lead, open)).rows.map((row) => row.id)).toEqual([visit.id]);
      const answer = comment({ answersId: question.id });
      await addComment(at(w.manager, 1), on(visit), answer);
      expect((await listComments(w.lead, on(visit)))[0]?.answeredAt).not.toBeNull();
      expect((await listStream(w.lead, open)).rows).toEqual([]);
      await removeComment(w.manager, on(visit), answer.id);
      expect((await listComments(w.lead, on(visit)))[0]?.answeredAt).toBeNull();
    }));

  it('is reacted to once by each, and by taking it back not at all', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      const made = comment();
      await addComment(w.lead, on(visit), made);
      const like = { commentId: made.id, kind: 'like' as const };
      await react(w.manager, on(visit), { ...like, on: true });
      await react(w.manager, on(visit), { ...like, on: true });
      expect((await listComments(w.manager, on(visit)))[0]?.reactions).toEqual([
        { kind: 'like', names: ['王芳'], count: 1, isMine: true },
      ]);
      await react(w.manager, on(visit), { ...like, on: false });
      expect((await listComments(w.manager, on(visit)))[0]?.reactions).toEqual([]);
    }));

  it('cannot be written in another name, nor changed by another, at the second wall', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      const made = comment();
      await addComment(w.lead, on(visit), made);
      const changed = await w.manager.db
        .update(visitComments)
        .set({ text: '别的' })
        .where(eq(visitComments.id, made.id))
        .returning({ id: visitComments.id });
      expect(changed).toEqual([]);
    }));
});

describe('the stream', () => {
  it('shows a lead the visits of the team, unread until opened and again when somebody speaks', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      await talk(w, { status: 'planned' });
      expect((await listStream(w.lead, all)).rows).toMatchObject([{ id: visit.id, unread: true, comments: 0 }]);
      expect(await countUnread(w.lead)).toBe(1);
      await markSeen(w.lead, on(visit));
      expect(await countUnread(w.lead)).toBe(0);
      await addComment(at(w.manager, 5), on(visit), comment());
      expect((await listStream(w.lead, { show: 'unread', personId: null })).rows).toHaveLength(1);
    }));

  it('shows a manager what is said about the own visits, the unread first', () =>
    inWorld(async (w) => {
      const [first, second] = [(await talk(w)).visit, (await talk(w)).visit];
      await talk(w);
      await addComment(w.lead, on(first), comment());
      await addComment(at(w.lead, 10), on(second), comment());
      await markSeen(at(w.manager, 20), on(second));
      const { rows } = await listStream(w.manager, all);
      expect(rows.map((row) => [row.id, row.unread])).toEqual([
        [first.id, true],
        [second.id, false],
      ]);
      expect(await countUnread(w.manager)).toBe(1);
    }));

  it('is paged by keys, and leads from one to the next', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const day = (n: number) => new Date(w.lead.now.getTime() - n * 86_400_000);
      const made = [];
      for (let n = 1; n <= 5; n++) made.push(await w.visit(account, { status: 'completed', plannedAt: day(n) }));
      const first = await listStream(w.lead, all, { size: 2 });
      expect(first.rows.map((row) => row.id)).toEqual([made[0]!.id, made[1]!.id]);
      expect(first.after).not.toBeNull();
      expect(await neighbours(w.lead, all, made[2]!)).toEqual({ previous: made[1]!.id, next: made[3]!.id });
      expect(await neighbours(w.lead, all, made[0]!)).toEqual({ previous: null, next: made[1]!.id });
    }));

  it('shows a stranger nothing', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      await addComment(w.lead, on(visit), comment({ isQuestion: 'on' }));
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam])
        for (const show of ['all', 'unread', 'questions'] as const) {
          const filter = { show, personId: w.manager.actor.personId };
          expect((await listStream(who, filter)).rows).toEqual([]);
        }
      expect(await countUnread(w.strangerDirector)).toBe(0);
    }));
});

describe('the feedback after a joint visit', () => {
  const form = (more = {}) =>
    coachingInput.parse({ id: newId(), version: 0, aspects: { questions: { score: '4', note: '追问到位' } }, ...more });

  it('is given by a lead who was there, once, and read by the visitor but not by colleagues on the account', () =>
    inWorld(async (w) => {
      const { account, visit } = await talk(w);
      const base = {
        tenantId: account.tenantId,
        unitId: account.unitId,
        ownerId: visit.ownerId,
        accountId: account.id,
      };
      expect(await coachVisit(w.lead, visit.id, form())).toMatchObject({ fields: { joint: 'coaching.not_joint' } });
      await w.owner
        .insert(visitAttendees)
        .values({ ...base, id: newId(), visitId: visit.id, personId: w.lead.actor.personId });
      const given = form();
      expect(await coachVisit(w.lead, visit.id, given)).toMatchObject({ ok: true });
      expect(await coachVisit(w.lead, visit.id, given)).toMatchObject({ ok: true });
      expect(await coachVisit(w.lead, visit.id, form({ note: '晚了', version: 0 }))).toMatchObject({ reason: 'stale' });
      await w.owner.insert(assignments).values({
        ...base, id: newId(), ownerId: w.colleague.actor.personId, role: 'backup', during: '[2026-01-01,)',
      }); // biome-ignore format: one row
      expect(await listCoachings(w.manager, visit.id)).toMatchObject([
        { aspects: { questions: { score: 4, note: '追问到位' } }, version: 1 },
      ]);
      expect(await listCoachings(w.colleague, visit.id)).toEqual([]);
      expect(await w.colleague.db.select().from(visitCoachings)).toEqual([]);
      expect(await listCoachings(w.stranger, visit.id)).toEqual([]);
    }));

  it('is not given by a manager, to oneself, before the visit, or without a word', () =>
    inWorld(async (w) => {
      const { visit } = await talk(w);
      expect(await status(coachVisit(w.manager, visit.id, form({ joint: 'on' })))).toBe(403);
      const own = await w.visit(await w.account({ owner: w.lead }), { status: 'completed' });
      expect(await status(coachVisit(w.lead, own.id, form({ joint: 'on' })))).toBe(403);
      const ahead = (await talk(w, { status: 'planned' })).visit;
      expect(await coachVisit(w.lead, ahead.id, form({ joint: 'on' }))).toMatchObject({ reason: 'coaching.not_begun' });
      expect(coachingInput.safeParse({ id: newId(), version: 0, aspects: {} }).success).toBe(false);
    }));
});

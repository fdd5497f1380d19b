import { eq, type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { enrolments, people, sessionSeats } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { listNotices } from '~/features/notices/queries.server';
import { addMaterial, removeChapter, saveChapter } from '~/features/training/commands/chapter.server';
import { archiveCourse, beginEdition, publishEdition, saveCourse } from '~/features/training/commands/course.server';
import {
  addRule,
  endRule,
  enrol,
  readChapter,
  switchEdition,
  withdraw,
} from '~/features/training/commands/learn.server';
import { attend, callOff, leaveSeat, saveSession, takeSeats } from '~/features/training/commands/session.server';
import { courseInput, sessionInput } from '~/features/training/course-input';
import {
  getChapter,
  getCourse,
  listChapters,
  listCourses,
  listEditions,
} from '~/features/training/queries/courses.server';
import { listMyCourses, listOtherCourses } from '~/features/training/queries/learner.server';
import { findEnrolment, listProgress, listReading } from '~/features/training/queries/reading.server';
import {
  codeOf,
  getSession,
  listOpenSessions,
  listSeats,
  listSessions,
} from '~/features/training/queries/sessions.server';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(clock.getTime() + minutes * 60_000),
});
const idOf = (ctx: Context) => ctx.actor.personId;

const asCourse = (given: Record<string, unknown> = {}) =>
  courseInput.parse({
    id: newId(),
    code: `C-${newId().slice(-6)}`,
    family: 'products',
    name: '专线产品基础',
    ...given,
  });
const chapter = (title: string, given: Record<string, unknown> = {}) => ({
  ...{ id: newId(), version: 0, title, body: `# ${title}`, minutes: 5 },
  ...given,
});

/** A published course of two chapters. */
async function published(w: World) {
  const input = asCourse();
  expect(await saveCourse(w.trainer, input)).toMatchObject({ ok: true });
  const chapters = [chapter('第一课'), chapter('第二课')];
  for (const one of chapters) expect(await saveChapter(w.trainer, input.id, one)).toMatchObject({ ok: true });
  expect(await publishEdition(w.trainer, input.id)).toMatchObject({ ok: true });
  return { id: input.id, chapters: chapters.map(({ id }) => id), input };
}

const asSession = (courseId: string, trainer: Context, given: Record<string, unknown> = {}) =>
  sessionInput.parse({
    ...{ id: newId(), courseId, place: '杭州培训中心', trainerId: idOf(trainer) },
    ...{ startsAt: '2026-11-21T14:00', endsAt: '2026-11-21T17:00', capacity: '2', ...given }, // now is 10:00
  });
async function planned(w: World, capacity = '2') {
  const course = await published(w);
  const session = asSession(course.id, w.trainer, { capacity });
  expect(await saveSession(w.trainer, session)).toMatchObject({ ok: true });
  return { course, session, id: session.id };
}

async function attempt(w: World, statement: SQL, who: Context) {
  await w.owner.execute(sql`savepoint attempt`);
  try {
    return [...(await who.db.execute(statement))];
  } catch (error) {
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
  } finally {
    await w.owner.execute(sql`rollback to savepoint attempt`);
  }
}

describe('a course', () => {
  it('is written, published for good, and learnt to the end', () =>
    inWorld(async (w) => {
      const { id, chapters, input } = await published(w);
      expect(await saveCourse(w.trainer, input)).toMatchObject({ ok: true }); // twice
      expect(await listOtherCourses(w.manager)).toMatchObject([{ id }]);
      expect(await enrol(w.manager, id, [idOf(w.manager)], null)).toMatchObject({ value: { n: 1 } });
      expect(await enrol(w.manager, id, [idOf(w.manager)], null)).toMatchObject({ value: { n: 0 } }); // twice
      expect(await readChapter(w.manager, id, chapters[0]!)).toMatchObject({ value: { isDone: false } });
      expect(await listMyCourses(w.manager)).toMatchObject([{ progress: 50, state: 'enrolled' }]);
      expect(await readChapter(w.manager, id, chapters[1]!)).toMatchObject({ value: { isDone: true } });
      expect(await readChapter(w.manager, id, chapters[1]!)).toMatchObject({ value: { isDone: false } }); // again
      expect(await listMyCourses(w.manager)).toMatchObject([{ progress: 100, state: 'completed' }]);
      await expect(readChapter(w.manager, id, newId())).rejects.toMatchObject(absent);
      expect(await listCourses(w.trainer)).toMatchObject([{ edition: 1, hasDraft: false, learners: 1, done: 1 }]);
      const frozen = { reason: 'course.chapter_frozen' };
      expect(await saveChapter(w.trainer, id, chapter('太晚'))).toMatchObject(frozen);
      expect(await removeChapter(w.trainer, id, chapters[0]!)).toMatchObject(frozen);
      const file = { name: 'a.pdf', mime: 'application/pdf', bytes: 9, sha256: 'a'.repeat(64) };
      expect(await addMaterial(w.trainer, chapters[0]!, newId(), file)).toMatchObject(frozen);
      await expect(attempt(w, sql`update chapters set body = 'x'`, w.trainer)).rejects.toMatchObject({ code: '23001' });
    }));

  it('gets a new edition; who learns keeps theirs until they change over', () =>
    inWorld(async (w) => {
      const { id, chapters } = await published(w);
      await enrol(w.manager, id, [idOf(w.manager)], null);
      await readChapter(w.manager, id, chapters[0]!);
      const second = await beginEdition(w.trainer, id, newId());
      if (!second.ok) throw new Error(second.reason);
      expect(await beginEdition(w.trainer, id, newId())).toEqual(second); // one draft at a time
      const [copy] = await listChapters(w.trainer, second.value.id);
      expect(await saveChapter(w.trainer, id, chapter('第一课（改）', { id: copy!.id, version: 1 }))).toMatchObject({
        ok: true,
      });
      expect(await saveChapter(w.trainer, id, chapter('再改', { id: copy!.id, version: 1 }))).toMatchObject({
        reason: 'stale',
      });
      await expect(getChapter(w.manager, copy!.id)).rejects.toMatchObject(absent); // still being written
      expect(await publishEdition(w.trainer, id)).toMatchObject({ ok: true });
      expect(await findEnrolment(w.manager, id)).toMatchObject({ edition: 1, progress: 50 });
      expect((await listReading(w.manager, (await findEnrolment(w.manager, id))!.versionId))[0]).toMatchObject({
        title: '第一课',
      });
      expect((await listEditions(w.manager, id)).map(({ edition }) => edition)).toEqual([2, 1]);
      await switchEdition(w.manager, id);
      expect(await findEnrolment(w.manager, id)).toMatchObject({ edition: 2, progress: 0 });
    }));

  it('needs a chapter, a code of its own and a trainer of its own company', () =>
    inWorld(async (w) => {
      const input = asCourse({ newFamily: '卫星与应急' });
      await saveCourse(w.trainer, input);
      expect(await publishEdition(w.trainer, input.id)).toMatchObject({ reason: 'course.no_chapters' });
      expect(await saveCourse(w.trainer, asCourse({ code: input.code }))).toMatchObject({
        fields: { code: 'course.code_taken' },
      });
      expect(await saveCourse(w.trainer, { ...input, version: 7 })).toMatchObject({ reason: 'stale' });
      for (const may of [w.manager, w.lead, w.director]) {
        await expect(saveCourse(may, asCourse())).rejects.toMatchObject(forbidden);
        await expect(publishEdition(may, input.id)).rejects.toMatchObject(forbidden);
        await expect(archiveCourse(may, input.id)).rejects.toMatchObject(forbidden);
        await expect(saveChapter(may, input.id, chapter('x'))).rejects.toMatchObject(forbidden);
      }
      await expect(getCourse(w.stranger, input.id)).rejects.toMatchObject(absent);
      const other = await w.person({ unit: w.unit.gd, role: 'trainer' });
      await expect(saveChapter(other, input.id, chapter('x'))).rejects.toMatchObject(absent);
      await expect(archiveCourse(other, input.id)).rejects.toMatchObject(absent);
      expect(await listCourses(other)).toEqual([]);
      // nothing is published, so there is nothing to learn
      expect(await enrol(w.manager, input.id, [idOf(w.manager)], null)).toMatchObject({ value: { n: 0 } });
    }));
});

describe('enrolment', () => {
  it('is for oneself, by a lead for their people, told to them; by nobody for others’ people', () =>
    inWorld(async (w) => {
      const { id } = await published(w);
      const all = [w.manager, w.colleague, w.otherTeam, w.stranger].map(idOf);
      await expect(enrol(w.manager, id, [idOf(w.colleague)], null)).rejects.toMatchObject(forbidden);
      expect(await enrol(w.lead, id, all, '2026-12-31')).toMatchObject({ value: { n: 2 } });
      const told = await listNotices(w.manager, 'all', null);
      expect(told.rows).toMatchObject([{ kind: 'course_assigned', title: '专线产品基础' }]);
      expect(await enrol(w.trainer, id, all, '2026-12-31')).toMatchObject({ value: { n: 1 } });
      expect(await enrol(w.trainer, id, all, '2020-01-01')).toMatchObject({ reason: 'invalid' });
      await withdraw(w.manager, id); // not what was asked of one
      expect(await listMyCourses(w.manager)).toHaveLength(1);
      await w.owner
        .update(people)
        .set({ leftOn: '2026-11-20' })
        .where(eq(people.id, idOf(w.employee)));
      expect(await enrol(w.trainer, id, [idOf(w.employee)], null)).toMatchObject({ value: { n: 0 } });
      const day = '2026-11-21';
      const none = { courseId: null, isOverdue: false };
      expect((await listProgress(w.trainer, none, day, null)).rows).toHaveLength(3);
      expect((await listProgress(w.lead, none, day, null)).rows).toHaveLength(2);
      await expect(listProgress(w.manager, none, day, null)).rejects.toMatchObject(forbidden);
      expect((await listProgress(w.strangerDirector, none, day, null)).rows).toEqual([]);
    }));

  it('follows a rule of role and unit: those of now, and who joins later', () =>
    inWorld(async (w) => {
      const { id } = await published(w);
      const rule = { id: newId(), role: 'account_manager' as const, unitId: w.unit.hangzhou.id, dueDays: 30 };
      await expect(addRule(w.lead, id, rule)).rejects.toMatchObject(forbidden);
      expect(await addRule(w.trainer, id, { ...rule, unitId: w.unit.gd.id })).toMatchObject({
        fields: { unitId: 'error.choose' },
      });
      expect(await addRule(w.trainer, id, rule)).toMatchObject({ value: { n: 3 } });
      expect(await addRule(w.trainer, id, rule)).toMatchObject({ value: { n: 0 } }); // twice
      expect(await listMyCourses(w.otherTeam)).toMatchObject([{ way: 'rule', dueOn: '2026-12-21' }]);
      expect(await listMyCourses(w.lead)).toEqual([]);
      const newcomer = await w.person({ name: '新人' });
      await w.owner.execute(sql`select set_config('app.person', '', true)`);
      await w.owner.execute(sql`select app.follow_learning_rules(${clock.toISOString()}::timestamptz)`);
      expect(await listMyCourses(newcomer)).toHaveLength(1);
      await endRule(w.trainer, id, rule.id);
      const last = await w.person({ name: '再来' });
      await w.owner.execute(sql`select set_config('app.person', '', true)`);
      await w.owner.execute(sql`select app.follow_learning_rules(${clock.toISOString()}::timestamptz)`);
      expect(await listMyCourses(last)).toEqual([]);
    }));
});

describe('a session', () => {
  it('gives its seats in order; who leaves makes room for the next, who is told', () =>
    inWorld(async (w) => {
      const { id, course } = await planned(w);
      const take = (ctx: Context) => takeSeats(ctx, id, [idOf(ctx)]);
      expect(await take(w.manager)).toMatchObject({ value: [{ seat: 'in' }] });
      expect(await take(w.manager)).toMatchObject({ value: [{ seat: 'in' }] }); // twice
      expect(await take(w.colleague)).toMatchObject({ value: [{ seat: 'in' }] });
      expect(await take(w.otherTeam)).toMatchObject({ value: [{ seat: 'waiting' }] });
      expect(await take(w.employee)).toMatchObject({ value: [{ seat: 'waiting' }] });
      expect(await listOpenSessions(w.otherTeam, course.id)).toMatchObject([{ seat: 'waiting', taken: 2, waiting: 1 }]);
      await leaveSeat(w.manager, id);
      await leaveSeat(w.manager, id); // twice
      expect((await listSeats(w.trainer, id)).map(({ person, state }) => [person, state])).toEqual([
        ['李晓梅', 'in'],
        ['陈静', 'in'],
        ['员工', 'waiting'],
      ]);
      const told = await listNotices(w.otherTeam, 'all', null);
      expect(told.rows).toMatchObject([{ kind: 'seat_given', title: '专线产品基础' }]);
      expect(await take(w.manager)).toMatchObject({ value: [{ seat: 'waiting' }] }); // at the end of the queue
      // a leaver is passed over
      await w.owner
        .update(people)
        .set({ leftOn: '2026-11-20' })
        .where(eq(people.id, idOf(w.employee)));
      await leaveSeat(w.colleague, id);
      expect(await listOpenSessions(w.manager, course.id)).toMatchObject([{ seat: 'in' }]);
    }));

  it('grows and lets who waits move up, never shrinks below what is taken', () =>
    inWorld(async (w) => {
      const { id, session } = await planned(w);
      expect(await takeSeats(w.trainer, id, [w.manager, w.colleague, w.otherTeam].map(idOf))).toMatchObject({
        value: [{ seat: 'in' }, { seat: 'in' }, { seat: 'waiting' }],
      });
      expect(await saveSession(w.trainer, { ...session, version: 1, capacity: 1 })).toMatchObject({
        fields: { capacity: 'session_place.too_few' },
      });
      const version = (await getSession(w.trainer, id)).version;
      expect(await saveSession(w.trainer, { ...session, version, capacity: 5 })).toMatchObject({ ok: true });
      expect(await saveSession(w.trainer, { ...session, version, capacity: 6 })).toMatchObject({ reason: 'stale' });
      expect((await listSeats(w.trainer, id)).map(({ state }) => state)).toEqual(['in', 'in', 'in']);
      await callOff(w.trainer, id);
      expect(await takeSeats(w.employee, id, [idOf(w.employee)])).toMatchObject({ reason: 'learn.seat.over' });
    }));

  it('is the trainer’s; a lead books for their own people; a stranger sees none of it', () =>
    inWorld(async (w) => {
      const { id, session } = await planned(w);
      await expect(saveSession(w.lead, session)).rejects.toMatchObject(forbidden);
      await expect(callOff(w.director, id)).rejects.toMatchObject(forbidden);
      await expect(codeOf(w.lead, id)).rejects.toMatchObject(forbidden);
      await expect(takeSeats(w.manager, id, [idOf(w.colleague)])).rejects.toMatchObject(forbidden);
      expect(await takeSeats(w.lead, id, [w.manager, w.otherTeam].map(idOf))).toMatchObject({
        value: [{ person: idOf(w.manager) }],
      });
      await expect(leaveSeat(w.colleague, id, idOf(w.manager))).rejects.toMatchObject(forbidden);
      await expect(takeSeats(w.stranger, id, [idOf(w.stranger)])).rejects.toMatchObject(absent);
      await expect(getSession(w.stranger, id)).rejects.toMatchObject(absent);
      const other = await w.person({ unit: w.unit.gd, role: 'trainer' });
      await expect(codeOf(other, id)).rejects.toMatchObject(absent);
      expect(await listSessions(other, 'coming')).toEqual([]);
      expect(await listSeats(w.colleague, id)).toEqual([]); // only who looks after them
      await expect(attempt(w, sql`select secret from course_sessions`, w.trainer)).rejects.toMatchObject({
        code: '42501',
      });
      await expect(attempt(w, sql`update session_seats set attended_at = now()`, w.manager)).rejects.toMatchObject({
        code: '42501',
      });
    }));

  it('is attended once, in its time, by the code on the screen, by who has a seat', () =>
    inWorld(async (w) => {
      const { id } = await planned(w);
      await takeSeats(w.manager, id, [idOf(w.manager)]);
      const at = (ctx: Context, minutes: number) => later(ctx, minutes);
      expect(await attend(at(w.manager, 0), await codeOf(at(w.trainer, 0), id))).toBe('early');
      const code = await codeOf(at(w.trainer, 235), id);
      expect(await attend(at(w.colleague, 235), code)).toBe('no_seat');
      expect(await attend(at(w.stranger, 235), code)).toBe('unknown');
      expect(await attend(at(w.manager, 240), code)).toBe('old');
      expect(await attend(at(w.manager, 235), `${id}-${'0'.repeat(16)}`)).toBe('old');
      expect(await attend(at(w.manager, 235), 'nonsense')).toBe('unknown');
      expect(await attend(at(w.manager, 236), code)).toBe('attended');
      expect(await attend(at(w.manager, 236), code)).toBe('again');
      expect(await attend(at(w.manager, 500), await codeOf(at(w.trainer, 500), id))).toBe('late');
      expect((await listSeats(w.trainer, id))[0]!.attendedAt).not.toBeNull();
    }));

  it(
    'named a whole company at once, fills exactly and queues the rest in order',
    () =>
      inWorld(async (w) => {
        const { id } = await planned(w, '40');
        const { tenantId, unitId } = w.manager.actor;
        const crowd = Array.from({ length: 10_000 }, () => newId());
        await w.owner.execute(sql`insert into people (id, tenant_id, unit_id, name)
        select p, ${tenantId}, ${unitId}, '学员' from unnest(${`{${crowd.join(',')}}`}::uuid[]) p`);
        expect(await takeSeats(w.trainer, id, crowd)).toMatchObject({ ok: true });
        const seats = await w.owner
          .select()
          .from(sessionSeats)
          .where(eq(sessionSeats.sessionId, id))
          .orderBy(sessionSeats.number);
        expect(seats).toHaveLength(10_000);
        expect(seats.map(({ personId }) => personId)).toEqual(crowd);
        expect(seats.slice(0, 40).every(({ state }) => state === 'in')).toBe(true);
        expect(seats.slice(40).every(({ state }) => state === 'waiting')).toBe(true);
        const [row] = await w.owner.execute<{ n: number }>(sql`select count(*)::int as n from ${enrolments}`);
        expect(Number(row?.n)).toBeGreaterThanOrEqual(10_000);
      }),
    60_000,
  );
});

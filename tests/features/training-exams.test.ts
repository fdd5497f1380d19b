import { eq, type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { certificates, certificateTypes, people, questionVersions, sittings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { listNotices } from '~/features/notices/queries.server';
import { closeExam, dropExam, publishExam, saveExam } from '~/features/training/commands/exam.server';
import { claimCertificate, markAnswers, marksOf } from '~/features/training/commands/marking.server';
import { retireQuestion, saveQuestion } from '~/features/training/commands/question.server';
import { handIn, saveAnswer, startSitting, takeOver } from '~/features/training/commands/sitting.server';
import { examInput, questionInput } from '~/features/training/exam-input';
import { getExam, listExams, listItems, listPast } from '~/features/training/queries/exams.server';
import { getPaperToMark, listSittings, listToMark } from '~/features/training/queries/marking.server';
import { getQuestion, listQuestions } from '~/features/training/queries/questions.server';
import { getSitting } from '~/features/training/queries/sitting.server';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(clock.getTime() + minutes * 60_000),
});
const onAnother = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, sessionId: newId() } });

/** What the form of an exam sends. */
const asExam = ({ lines = [], ...given }: Record<string, unknown> & { lines?: Record<string, unknown>[] }) =>
  examInput.parse({
    ...given,
    ...Object.fromEntries(
      lines.flatMap((line, at) => Object.entries(line).map(([part, value]) => [`${part}_${at + 1}`, value])),
    ),
  });
const asQuestion = (given: Record<string, unknown>) =>
  questionInput.parse({ id: newId(), kind: 'single', difficulty: '1', stem: '互联网专线的上下行带宽是？', ...given });

async function bank(w: World) {
  for (let n = 0; n < 6; n++)
    await saveQuestion(
      w.trainer,
      asQuestion({
        stem: `KEYSTEM${n} 哪一个对？`,
        choice_a: '对的',
        choice_b: `错的${n}`,
        choice_c: '也错',
        right: 'a',
      }),
    );
  await saveQuestion(
    w.trainer,
    asQuestion({ kind: 'fill_in', stem: '组网产品英文缩写？', accepted: 'KEYSDWAN\nSD-WAN' }),
  );
  await saveQuestion(w.trainer, asQuestion({ kind: 'true_false', stem: '报价可以先签后批。', isTrue: 'f' }));
}

async function opened(w: World, given: Parameters<typeof asExam>[0] = {}) {
  const id = newId();
  const input = asExam({
    ...{ id, name: '专线销售认证', minutes: '30', passPercent: '60', maxAttempts: '2', waitDays: '1' },
    lines: [
      { kind: 'single', count: '4', points: '10' },
      { kind: 'fill_in', count: '1', points: '10' },
    ],
    ...given,
  });
  expect(await saveExam(w.trainer, input)).toMatchObject({ ok: true });
  expect(await publishExam(w.trainer, id, 1)).toMatchObject({ ok: true });
  return id;
}

async function sitting(w: World, who: Context = w.manager, given: Parameters<typeof asExam>[0] = {}) {
  await bank(w);
  const exam = await opened(w, given);
  const started = await startSitting(who, exam, newId());
  if (!started.ok) throw new Error(started.reason);
  return { exam, id: started.value.id, paper: await getSitting(who, started.value.id) };
}

/** Answers all of a paper as somebody who knows. */
async function answerAll(ctx: Context, id: string, right = 99) {
  const { questions } = await getSitting(ctx, id);
  for (const [n, { position, kind }] of questions.entries()) {
    const answer = n >= right ? ['b'] : kind === 'fill_in' ? ['sd-wan'] : kind === 'true_false' ? ['f'] : ['a'];
    expect(
      await saveAnswer(ctx, id, { position, answer: kind === 'fill_in' && n >= right ? ['x'] : answer }),
    ).toMatchObject({ ok: true });
  }
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

describe('a certificate for an exam', () => {
  const kind = (w: World, given: Partial<typeof certificateTypes.$inferInsert> = {}) =>
    w.owner.insert(certificateTypes).values({
      ...{ tenantId: w.manager.actor.tenantId, id: newId(), code: 'PL', name: '互联网专线', family: 'product' },
      ...{ months: 12, ...given },
    });

  it('is there with the paper that is passed, once, and not with one that is not', () =>
    inWorld(async (w) => {
      await kind(w);
      const { id, exam } = await sitting(w, w.manager, { certificateCode: 'pl' });
      await answerAll(w.manager, id);
      await handIn(w.manager, id);
      expect(await getSitting(w.manager, id)).toMatchObject({ passed: true, certificateId: expect.any(String) });
      expect(await claimCertificate(w.manager, id)).toMatchObject({ ok: true });
      expect(await w.owner.select().from(certificates)).toMatchObject([{ code: 'PL', sittingId: id }]);
      const other = await startSitting(w.colleague, exam, newId());
      const theirs = other.ok ? other.value.id : '';
      await answerAll(w.colleague, theirs, 1);
      await handIn(w.colleague, theirs);
      expect(await getSitting(w.colleague, theirs)).toMatchObject({ passed: false, certificateId: null });
      await expect(claimCertificate(w.colleague, theirs)).rejects.toMatchObject(absent);
      await expect(claimCertificate(w.colleague, id)).rejects.toMatchObject(absent);
    }));

  it('waits for what it asks for, and is then claimed', () =>
    inWorld(async (w) => {
      await kind(w, { courseCode: 'PL-101' });
      const { id } = await sitting(w, w.manager, { certificateCode: 'PL' });
      await answerAll(w.manager, id);
      expect(await handIn(w.manager, id)).toMatchObject({ ok: true });
      expect(await getSitting(w.manager, id)).toMatchObject({ passed: true, certificateId: null });
      expect(await claimCertificate(w.manager, id)).toMatchObject({ ok: false });
      await w.owner.update(certificateTypes).set({ courseCode: null });
      expect(await claimCertificate(w.manager, id)).toMatchObject({ ok: true });
      expect(await w.owner.select().from(certificates)).toHaveLength(1);
    }));
});

describe('a sitting', () => {
  it('is drawn, answered, handed in, marked and passed', () =>
    inWorld(async (w) => {
      const { id, exam, paper } = await sitting(w);
      expect(paper).toMatchObject({ state: 'open', most: 50, isHere: true, isOver: false, attempt: 1 });
      expect(paper.questions).toHaveLength(5);
      await answerAll(w.manager, id);
      expect(await handIn(w.manager, id)).toMatchObject({ ok: true });
      expect(await handIn(w.manager, id)).toMatchObject({ ok: true }); // twice
      expect(await getSitting(w.manager, id)).toMatchObject({ state: 'marked', got: 50, passed: true });
      expect(await startSitting(w.manager, exam, newId())).toMatchObject({ reason: 'exam.passed_already' });
      expect(await listPast(w.manager, exam)).toMatchObject([{ passed: true }]);
    }));

  it('never shows the key: not in what the page is given, not in the database', () =>
    inWorld(async (w) => {
      const { id, paper } = await sitting(w);
      const sent = JSON.stringify(paper);
      expect(sent).toContain('KEYSTEM');
      for (const word of ['answers', 'KEYSDWAN', 'SD-WAN', 'explanation', 'seed', '"right"'])
        expect(sent).not.toContain(word);
      expect(await attempt(w, sql`select * from question_keys`, w.manager)).toEqual([]);
      const { tenantId } = w.manager.actor;
      // not while it is open, not of a stranger's, not when it is marked
      expect(await attempt(w, sql`select * from app.sitting_key(${tenantId}, ${id}::uuid)`, w.manager)).toEqual([]);
      await handIn(w.manager, id);
      expect(await attempt(w, sql`select * from app.sitting_key(${tenantId}, ${id}::uuid)`, w.manager)).toEqual([]);
      expect(JSON.stringify(await getSitting(w.manager, id))).not.toContain('KEYSDWAN');
      // of questions one was not asked, nothing at all
      const [row] = await w.owner
        .select()
        .from(questionVersions)
        .where(eq(questionVersions.stem, '报价可以先签后批。'));
      expect(await attempt(w, sql`select * from question_versions where id = ${row!.id}::uuid`, w.manager)).toEqual([]);
    }));

  it('is resumed where it was after a crash: the same paper, order and answers', () =>
    inWorld(async (w) => {
      const { id, exam, paper } = await sitting(w);
      await saveAnswer(w.manager, id, { position: 2, answer: [paper.questions[1]!.kind === 'fill_in' ? 'x' : 'b'] });
      const again = await startSitting(later(w.manager, 5), exam, newId());
      expect(again).toMatchObject({ ok: true, value: { id } });
      const resumed = await getSitting(later(w.manager, 5), id);
      expect(resumed.questions.map(({ stem, choices }) => [stem, choices])).toEqual(
        paper.questions.map(({ stem, choices }) => [stem, choices]),
      );
      expect(resumed.questions[1]!.answer).toHaveLength(1);
    }));

  it('counts what was saved by the deadline, and refuses what comes later', () =>
    inWorld(async (w) => {
      const { id } = await sitting(w);
      await answerAll(w.manager, id, 3);
      const late = later(w.manager, 31);
      expect(await saveAnswer(late, id, { position: 4, answer: ['a'] })).toMatchObject({ reason: 'exam.time_over' });
      expect(await handIn(onAnother(late), id)).toMatchObject({ ok: true });
      const done = await getSitting(late, id);
      expect(done).toMatchObject({ state: 'marked', got: 30, passed: true });
      expect(done.submittedAt).toEqual(new Date(clock.getTime() + 30 * 60_000));
      expect(await saveAnswer(late, id, { position: 4, answer: ['a'] })).toMatchObject({ reason: 'exam.time_over' });
    }));

  it('left lying is handed in by the clock, also of somebody who has left', () =>
    inWorld(async (w) => {
      const { id } = await sitting(w);
      await answerAll(w.manager, id, 2);
      await w.owner.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, w.manager.actor.personId));
      const at = later(w.manager, 31).now.toISOString();
      // as the job does it, with no identity
      await w.owner.execute(sql`select set_config('app.person', '', true)`);
      const closed = [...(await w.owner.execute(sql`select * from app.close_sittings(${at}::timestamptz)`))];
      expect(closed).toMatchObject([{ sitting: id }]);
      const key = [
        ...(await w.owner.execute(sql`select * from app.sitting_key(${w.manager.actor.tenantId}, ${id}::uuid)`)),
      ];
      expect(key).toHaveLength(5);
      await w.owner.execute(
        sql`select app.write_marks(${w.manager.actor.tenantId}, ${id}::uuid, ${JSON.stringify(marksOf(key as never))}::jsonb, ${at}::timestamptz)`,
      );
      const [row] = await w.owner.select().from(sittings).where(eq(sittings.id, id));
      expect(row).toMatchObject({ state: 'marked', got: 20, passed: false });
    }));

  it('is held by one device; another takes over by asking', () =>
    inWorld(async (w) => {
      const { id } = await sitting(w);
      const phone = onAnother(w.manager);
      expect(await getSitting(phone, id)).toMatchObject({ isHere: false });
      expect(await saveAnswer(phone, id, { position: 1, answer: ['a'] })).toMatchObject({ reason: 'exam.elsewhere' });
      expect(await handIn(phone, id)).toMatchObject({ reason: 'exam.elsewhere' });
      expect(await takeOver(phone, id)).toMatchObject({ ok: true });
      expect(await saveAnswer(phone, id, { position: 1, answer: [] })).toMatchObject({ ok: true });
      expect(await saveAnswer(w.manager, id, { position: 1, answer: [] })).toMatchObject({ reason: 'exam.elsewhere' });
    }));

  it('refuses a forged question, a forged choice, several of one, and another person’s paper', () =>
    inWorld(async (w) => {
      const { id, paper } = await sitting(w);
      const single = paper.questions.find(({ kind }) => kind === 'single')!.position;
      await expect(saveAnswer(w.manager, id, { position: 77, answer: ['a'] })).rejects.toMatchObject(absent);
      expect(await saveAnswer(w.manager, id, { position: single, answer: ['zz'] })).toMatchObject({
        fields: { answer: 'error.choose' },
      });
      expect(await saveAnswer(w.manager, id, { position: single, answer: ['a', 'b'] })).toMatchObject({
        fields: { answer: 'error.choose' },
      });
      for (const stranger of [w.colleague, w.stranger, w.lead, w.trainer]) {
        await expect(getSitting(stranger, id)).rejects.toMatchObject(absent);
        await expect(saveAnswer(stranger, id, { position: 1, answer: ['a'] })).rejects.toMatchObject(absent);
        await expect(handIn(stranger, id)).rejects.toMatchObject(absent);
      }
      await expect(getSitting(w.manager, newId())).rejects.toMatchObject(absent);
      // points are nobody's to write, and what is handed in is nobody's to answer
      await expect(attempt(w, sql`update sitting_questions set got = points`, w.manager)).rejects.toMatchObject({
        code: '42501',
      });
      await expect(attempt(w, sql`update sittings set passed = true`, w.manager)).rejects.toMatchObject({
        code: '42501',
      });
      await handIn(w.manager, id);
      expect(
        await attempt(
          w,
          sql`update sitting_questions set answer = '["a"]' where sitting_id = ${id}::uuid returning 1`,
          w.manager,
        ),
      ).toEqual([]);
      const { tenantId } = w.manager.actor;
      expect(
        await attempt(w, sql`select app.write_marks(${tenantId}, ${id}::uuid, '[]', now()) as wrote`, w.stranger),
      ).toEqual([{ wrote: false }]);
    }));

  it('is one at a time, waits between attempts, and ends with them', () =>
    inWorld(async (w) => {
      const { id, exam } = await sitting(w);
      const other = await opened(w, { name: '另一场' });
      expect(await startSitting(w.manager, other, newId())).toMatchObject({ reason: 'exam.other_open' });
      await handIn(w.manager, id);
      expect(await getSitting(w.manager, id)).toMatchObject({ state: 'marked', got: 0, passed: false });
      expect(await startSitting(w.manager, exam, newId())).toMatchObject({ reason: 'exam.wait' });
      expect(await startSitting(w.manager, exam, id)).toMatchObject({ ok: true, value: { id } }); // the form sent again
      const tomorrow = later(w.manager, 24 * 60);
      const second = await startSitting(tomorrow, exam, newId());
      expect(second).toMatchObject({ ok: true });
      if (second.ok) await handIn(tomorrow, second.value.id);
      expect(await startSitting(later(w.manager, 72 * 60), exam, newId())).toMatchObject({
        reason: 'exam.no_attempts',
      });
      await closeExam(w.trainer, exam, 2);
      expect(await startSitting(w.colleague, exam, newId())).toMatchObject({ reason: 'exam.closed' });
    }));
});

describe('short answers', () => {
  it('wait in the trainer’s queue, are marked by another than who wrote them, and told', () =>
    inWorld(async (w) => {
      await saveQuestion(
        w.trainer,
        asQuestion({ kind: 'short_answer', stem: '如何化解价格异议？', explanation: '先问价值' }),
      );
      const { id, exam } = await sitting(w, w.manager, {
        lines: [
          { kind: 'short_answer', count: '1', points: '20' },
          { kind: 'single', count: '2', points: '5' },
        ],
      });
      const { questions } = await getSitting(w.manager, id);
      for (const { position, kind } of questions)
        await saveAnswer(w.manager, id, { position, answer: [kind === 'single' ? 'a' : '先问清对方比较的是什么'] });
      await expect(getPaperToMark(w.trainer, id)).rejects.toMatchObject(absent); // still being written
      await handIn(w.manager, id);
      expect(await getSitting(w.manager, id)).toMatchObject({ state: 'submitted', got: null, passed: null });
      expect(await startSitting(w.manager, exam, newId())).toMatchObject({ reason: 'exam.being_marked' });
      const written = questions.find(({ kind }) => kind === 'short_answer')!.position;
      expect(await listToMark(w.trainer)).toMatchObject([{ id, person: '王芳' }]);
      const give = (got: number | null) => [{ position: written, got, note: '抓住了要点' }];
      await expect(markAnswers(w.lead, id, give(15))).rejects.toMatchObject(forbidden);
      expect(await markAnswers(w.trainer, id, give(21))).toMatchObject({
        fields: { [`got_${written}`]: 'error.range' },
      });
      expect(await markAnswers(w.trainer, id, give(null))).toMatchObject({ reason: 'invalid' });
      expect(await markAnswers(w.trainer, id, give(15))).toMatchObject({ ok: true });
      expect(await markAnswers(w.trainer, id, give(3))).toMatchObject({ ok: true }); // sent again: nothing more
      expect(await getSitting(w.manager, id)).toMatchObject({ state: 'marked', got: 25, passed: true });
      expect(await listToMark(w.trainer)).toEqual([]);
      const told = await listNotices(w.manager, 'all', null);
      expect(told.rows).toMatchObject([{ kind: 'exam_marked', title: '专线销售认证' }]);
    }));
});

describe('the bank', () => {
  it('keeps what was asked: a mended question is a new version, the past sitting keeps the old one', () =>
    inWorld(async (w) => {
      const first = asQuestion({ stem: '旧题干', kind: 'true_false', isTrue: 't' });
      await saveQuestion(w.trainer, first);
      await saveQuestion(w.trainer, first); // twice
      const exam = await opened(w, { lines: [{ kind: 'true_false', count: '1', points: '5' }] });
      const started = await startSitting(w.manager, exam, newId());
      const mended = { ...first, version: 1, stem: '新题干', answers: ['f'] };
      expect(await saveQuestion(w.trainer, mended)).toMatchObject({ ok: true });
      expect(await saveQuestion(w.trainer, mended)).toMatchObject({ reason: 'stale' });
      if (!started.ok) throw new Error(started.reason);
      expect((await getSitting(w.manager, started.value.id)).questions[0]!.stem).toBe('旧题干');
      await saveAnswer(w.manager, started.value.id, { position: 1, answer: ['t'] });
      await handIn(w.manager, started.value.id);
      expect(await getSitting(w.manager, started.value.id)).toMatchObject({ got: 5 });
      expect(await getQuestion(w.trainer, first.id)).toMatchObject({
        stem: '新题干',
        version: 2,
        versions: [{ edition: 2 }, { edition: 1 }],
      });
    }));

  it('is the trainer’s alone: nobody else reads or writes it, no other company sees it', () =>
    inWorld(async (w) => {
      const made = asQuestion({ kind: 'true_false', isTrue: 't' });
      await saveQuestion(w.trainer, made);
      const other = await w.person({ unit: w.unit.gd, role: 'trainer' });
      expect((await listQuestions(other, {}, null)).rows).toEqual([]);
      await expect(getQuestion(other, made.id)).rejects.toMatchObject(absent);
      for (const stranger of [w.manager, w.lead, w.director, w.stranger]) {
        await expect(listQuestions(stranger, {}, null)).rejects.toMatchObject(forbidden);
        await expect(saveQuestion(stranger, asQuestion({ kind: 'true_false', isTrue: 't' }))).rejects.toMatchObject(
          forbidden,
        );
        await expect(retireQuestion(stranger, made.id, true)).rejects.toMatchObject(forbidden);
      }
      await retireQuestion(w.trainer, made.id, true);
      await retireQuestion(w.trainer, made.id, true);
      expect((await listQuestions(w.trainer, {}, null)).rows).toEqual([]);
      expect((await listQuestions(w.admin, { show: 'retired' }, null)).rows).toHaveLength(1);
      const exam = newId();
      await saveExam(
        w.trainer,
        asExam({
          id: exam,
          name: '空',
          minutes: 5,
          passPercent: 60,
          maxAttempts: 0,
          waitDays: 0,
          lines: [{ count: 1 }],
        }),
      );
      expect(await publishExam(w.trainer, exam, 1)).toMatchObject({ reason: 'exam.pool_short' });
    }));
});

describe('an exam', () => {
  it('is drafted, published for good, and seen only then; by its company only', () =>
    inWorld(async (w) => {
      await bank(w);
      const id = newId();
      const typed = {
        id,
        name: '草稿',
        minutes: 20,
        passPercent: 70,
        maxAttempts: 0,
        waitDays: 0,
        lines: [{ kind: 'single', count: 2, points: 5 }],
      };
      const input = asExam(typed);
      await saveExam(w.trainer, input);
      await saveExam(w.trainer, input); // twice
      await expect(getExam(w.manager, id)).rejects.toMatchObject(absent);
      await expect(startSitting(w.manager, id, newId())).rejects.toMatchObject(absent);
      for (const may of [saveExam(w.lead, input), publishExam(w.manager, id, 1), dropExam(w.director, id, 1)])
        await expect(may).rejects.toMatchObject(forbidden);
      expect(await saveExam(w.trainer, { ...input, version: 1, name: '改名' })).toMatchObject({ ok: true });
      expect(await publishExam(w.trainer, id, 1)).toMatchObject({ reason: 'stale' });
      expect(await publishExam(w.trainer, id, 2)).toMatchObject({ ok: true });
      expect(await saveExam(w.trainer, { ...input, version: 3 })).toMatchObject({ reason: 'exam.published_already' });
      expect(await dropExam(w.trainer, id, 3)).toMatchObject({ reason: 'exam.published_already' });
      await expect(
        attempt(w, sql`update exams set pass_percent = 1 where id = ${id}::uuid`, w.trainer),
      ).rejects.toMatchObject({ code: '23001' });
      expect(await getExam(w.manager, id)).toMatchObject({ name: '改名' });
      await expect(getExam(w.stranger, id)).rejects.toMatchObject(absent);
      const other = await w.person({ unit: w.unit.gd, role: 'trainer' });
      await expect(closeExam(other, id, 3)).rejects.toMatchObject(absent);
      expect(await listExams(other)).toEqual([]);
      expect(await listExams(w.trainer)).toMatchObject([{ id, sat: 0 }]);
      await expect(listSittings(w.lead, id, null)).rejects.toMatchObject(forbidden);
      expect(() => asExam({ ...typed, lines: [] })).toThrow();
    }));

  it('tells its trainer how each question did', () =>
    inWorld(async (w) => {
      await bank(w);
      const exam = await opened(w, { maxAttempts: '0', waitDays: '0' });
      for (const who of [w.manager, w.colleague, w.otherTeam]) {
        const started = await startSitting(who, exam, newId());
        if (!started.ok) throw new Error(started.reason);
        await answerAll(who, started.value.id, who === w.manager ? 99 : 2);
        await handIn(who, started.value.id);
      }
      const items = await listItems(w.trainer, exam);
      expect(items.reduce((sum, { answered }) => sum + answered, 0)).toBe(15);
      expect(items.every(({ discrimination, stem }) => discrimination === null && stem)).toBe(true);
      expect(await listExams(w.trainer)).toMatchObject([{ sat: 3, passed: 1 }]);
      expect((await listSittings(w.trainer, exam, null)).rows).toHaveLength(3);
      await expect(listItems(w.manager, exam)).rejects.toMatchObject(forbidden);
    }));
});

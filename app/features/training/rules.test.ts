import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesFor, dice, draw, type InPool, shuffled } from './draw';
import {
  type BlueprintLine,
  hasPassed,
  mark,
  mayStart,
  type Past,
  percentOf,
  progressOf,
  questionKinds,
  questionProblem,
} from './rules';
import { itemStatistics, verdictOf } from './statistics';

const line = (given: Partial<BlueprintLine> = {}): BlueprintLine => ({
  ...{ kind: null, difficulty: null, courseId: null, offeringCode: null, count: 1, points: 5 },
  ...given,
});
const pool: InPool[] = Array.from({ length: 60 }, (_, n) => ({
  id: `q${String(n).padStart(2, '0')}`,
  versionId: `v${n}`,
  kind: questionKinds[n % 3]!,
  difficulty: ((n % 2) + 1) as 1 | 2,
  courseId: n % 5 ? null : 'c1',
  offeringCode: n % 7 ? null : 'IDC',
}));

describe('a paper', () => {
  const lines = [
    line({ kind: 'single', count: 8 }),
    line({ kind: 'multiple', count: 4, points: 10 }),
    line({ courseId: 'c1', count: 3 }),
  ];

  it('is the same for the same seed and the pool in any order, and another for another seed', () => {
    const paper = draw(lines, pool, 7)!;
    expect(draw(lines, [...pool].reverse(), 7)).toEqual(paper);
    expect(draw(lines, pool, 8)).not.toEqual(paper);
  });

  it('holds as many of each sort as the blueprint says, each question once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const paper = draw(lines, pool, seed)!;
        expect(new Set(paper.map(({ versionId }) => versionId)).size).toBe(15);
        expect(paper.filter(({ points }) => points === 10)).toHaveLength(4);
      }),
      { numRuns: 200 },
    );
  });

  it('lets a question stand where nothing else can, and says when there are too few', () => {
    const [one, two] = [pool[0]!, pool[3]!]; // both single; only the first of course c1
    const tight = [line({ kind: 'single' }), line({ courseId: 'c1' })];
    for (let seed = 0; seed < 50; seed++) expect(draw(tight, [one, two], seed)).toHaveLength(2);
    expect(draw([...tight, line()], [one, two], 1)).toBeNull();
    expect(draw([line({ offeringCode: 'none' })], pool, 1)).toBeNull();
  });

  it('asks everybody in an order of their own, the same each time they look', () => {
    const choices = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, text: id }));
    expect(choicesFor(choices, 5, 'v1')).toEqual(choicesFor(choices, 5, 'v1'));
    const orders = new Set(
      Array.from({ length: 50 }, (_, seed) =>
        choicesFor(choices, seed, 'v1')
          .map(({ id }) => id)
          .join(''),
      ),
    );
    expect(orders.size).toBeGreaterThan(30);
    expect(
      shuffled(choices, dice(3))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

describe('marking', () => {
  it('gives all for what is right, half for some of several, nothing for anything wrong', () => {
    expect(mark('single', 5, ['b'], ['b'])).toBe(5);
    expect(mark('single', 5, ['b'], ['a'])).toBe(0);
    expect(mark('single', 5, ['b'], ['a', 'b'])).toBe(0);
    expect(mark('multiple', 5, ['a', 'c'], ['c', 'a'])).toBe(5);
    expect(mark('multiple', 5, ['a', 'c'], ['a'])).toBe(2);
    expect(mark('multiple', 5, ['a', 'c'], ['a', 'b', 'c'])).toBe(0);
    expect(mark('true_false', 2, ['t'], ['t'])).toBe(2);
  });

  it('reads text whatever its width, case and spaces; leaves sentences to a trainer', () => {
    expect(mark('fill_in', 4, ['SD-WAN', '软件定义广域网'], [' ｓｄ－ｗａｎ '])).toBe(4);
    expect(mark('fill_in', 4, ['SD-WAN'], ['SDWAN'])).toBe(0);
    expect(mark('short_answer', 10, [], ['因为'])).toBeNull();
    expect(mark('short_answer', 10, [], [' '])).toBe(0);
    for (const kind of questionKinds) expect(mark(kind, 5, ['a'], null)).toBe(0);
  });

  it('passes on exact points: 59.9 percent is no pass at 60', () => {
    expect(hasPassed(599, 1000, 60)).toBe(false);
    expect(hasPassed(600, 1000, 60)).toBe(true);
    expect(percentOf(599, 1000)).toBe(59);
    expect(hasPassed(0, 0, 60)).toBe(false);
  });
});

describe('a question', () => {
  const choices = [
    { id: 'a', text: '甲' },
    { id: 'b', text: '乙' },
  ];
  it('can be asked only with choices and a key among them', () => {
    expect(questionProblem('single', choices, ['a'])).toBeNull();
    expect(questionProblem('single', choices, ['a', 'b'])).toBe('question.answer_one');
    expect(questionProblem('single', choices, ['x'])).toBe('question.answer_missing');
    expect(questionProblem('single', choices.slice(0, 1), ['a'])).toBe('question.choices_few');
    expect(questionProblem('single', [choices[0]!, { id: 'b', text: ' 甲' }], ['a'])).toBe('question.choices_same');
    expect(questionProblem('multiple', choices, ['a'])).toBe('question.answer_several');
    expect(questionProblem('true_false', [], ['t'])).toBeNull();
    expect(questionProblem('fill_in', [], [])).toBe('question.answer_missing');
    expect(questionProblem('short_answer', [], [])).toBeNull();
  });
});

describe('sitting again', () => {
  const now = new Date('2026-11-21T02:00:00Z');
  const ago = (days: number, passed: boolean | null): Past => ({
    submittedAt: new Date(now.getTime() - days * 86_400_000),
    passed,
  });
  const rule = { maxAttempts: 2, waitDays: 3 };
  it('waits, ends with the attempts, and is not needed after a pass', () => {
    expect(mayStart([], rule, now)).toEqual({ may: true, attempt: 1 });
    expect(mayStart([ago(1, false)], rule, now)).toMatchObject({
      reason: 'exam.wait',
      until: new Date('2026-11-23T02:00:00Z'),
    });
    expect(mayStart([ago(3, false)], rule, now)).toEqual({ may: true, attempt: 2 });
    expect(mayStart([ago(3, false), ago(10, false)], rule, now)).toMatchObject({ reason: 'exam.no_attempts' });
    expect(mayStart([ago(3, false), ago(400, false)], rule, now)).toEqual({ may: true, attempt: 3 });
    expect(mayStart([ago(9, false), ago(10, false)], { ...rule, maxAttempts: 0 }, now)).toEqual({
      may: true,
      attempt: 3,
    });
    expect(mayStart([ago(30, true)], rule, now)).toMatchObject({ reason: 'exam.passed_already' });
    expect(mayStart([ago(200, true)], rule, now)).toEqual({ may: true, attempt: 2 });
    expect(mayStart([ago(1, null)], rule, now)).toMatchObject({ reason: 'exam.being_marked' });
  });
});

describe('the statistics of questions', () => {
  // worked out by hand: 10 sittings, totals 1.0 … 0.1; 27 % of 10 is 3 (2.7 rounded).
  // right: the best four and the eighth → difficulty 0.5; upper three 3/3, lower three 1/3 → discrimination 2/3
  const rows = Array.from({ length: 10 }, (_, n) => ({
    versionId: 'v',
    share: n < 4 || n === 7 ? 1 : 0,
    total: (10 - n) / 10,
  }));
  it('are the share that was right, and how much better the best did than the worst', () => {
    const [item] = itemStatistics(rows);
    expect(item).toMatchObject({ answered: 10, difficulty: 0.5 });
    expect(item!.discrimination).toBeCloseTo(2 / 3, 10);
    expect(verdictOf(item!)).toBe('good');
  });
  it('say nothing of how well a question separates below ten answers', () => {
    expect(itemStatistics(rows.slice(1))[0]).toMatchObject({ answered: 9, discrimination: null });
    expect(verdictOf({ difficulty: 0.5, discrimination: null })).toBe('few');
    expect(verdictOf({ difficulty: 0.5, discrimination: -0.1 })).toBe('wrong');
    expect(verdictOf({ difficulty: 0.97, discrimination: 0.05 })).toBe('easy');
    expect(verdictOf({ difficulty: 0.1, discrimination: 0.1 })).toBe('hard');
    expect(verdictOf({ difficulty: 0.5, discrimination: 0.19 })).toBe('weak');
    expect(verdictOf({ difficulty: 0.5, discrimination: 0.2 })).toBe('fair');
  });
});

it('progress is whole and reaches 100 only with the last chapter', () => {
  expect([progressOf(0, 3), progressOf(2, 3), progressOf(3, 3), progressOf(0, 0)]).toEqual([0, 66, 100, 0]);
});

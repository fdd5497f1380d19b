import * as z from 'zod';
import {
  choice,
  id,
  integer,
  line,
  moment,
  optionalChoice,
  optionalId,
  optionalInteger,
  optionalLine,
  optionalText,
  text,
  version,
  versionOrNew,
} from '~/core/fields';
import {
  type BlueprintLine,
  type Choice,
  choiceIds,
  type Difficulty,
  mostLines,
  mostQuestions,
  questionKinds,
  questionProblem,
} from './rules';

const several = z.preprocess(
  (v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]),
  z.array(z.string().max(200)).max(20),
);
const difficulty = integer(1, 3).transform((n) => n as Difficulty);

const choiceFields = {
  choice_a: optionalLine(300),
  choice_b: optionalLine(300),
  choice_c: optionalLine(300),
  choice_d: optionalLine(300),
  choice_e: optionalLine(300),
  choice_f: optionalLine(300),
};

/** A question as its form has it: letters ticked are the key of what is chosen from, lines typed that of what is filled in. */
export const questionInput = z
  .object({
    id,
    version: versionOrNew,
    kind: choice(questionKinds),
    difficulty,
    courseId: optionalId,
    offeringCode: optionalLine(60),
    source: optionalLine(120),
    stem: text(2000),
    ...choiceFields,
    right: several,
    isTrue: z.enum(['t', 'f'], { error: 'error.choose' }).nullish(),
    accepted: optionalText(1000),
    explanation: optionalText(1000),
  })
  .transform((typed, ctx) => {
    const { kind, right, isTrue, accepted, version, difficulty, courseId, offeringCode, source, stem, explanation } =
      typed;
    const isPicked = kind === 'single' || kind === 'multiple';
    const choices: Choice[] = choiceIds.flatMap((letter) => {
      const said = isPicked && typed[`choice_${letter}`];
      return said ? [{ id: letter, text: said }] : [];
    });
    const lines = (accepted ?? '').split('\n').map((one) => one.trim());
    const answers =
      kind === 'true_false'
        ? isTrue
          ? [isTrue]
          : []
        : kind === 'fill_in'
          ? lines.filter(Boolean)
          : isPicked
            ? right
            : [];
    const problem = questionProblem(kind, choices, answers);
    if (problem) {
      const ofKey = kind === 'true_false' ? 'isTrue' : kind === 'fill_in' ? 'accepted' : 'right';
      ctx.addIssue({
        code: 'custom',
        path: [problem.startsWith('question.choices') ? 'choice_a' : ofKey],
        message: problem,
      });
    }
    return {
      id: typed.id,
      version,
      kind,
      difficulty,
      courseId,
      offeringCode,
      source,
      stem,
      choices,
      answers,
      explanation,
    };
  });
export type QuestionInput = z.output<typeof questionInput>;

const lineNumbers = Array.from({ length: mostLines }, (_, at) => at + 1);
const blueprintLine = z.object({
  kind: optionalChoice(questionKinds),
  difficulty: optionalInteger(1, 3).transform((n) => n as Difficulty | null),
  courseId: optionalId,
  offeringCode: optionalLine(60),
  count: optionalInteger(1, mostQuestions),
  points: optionalInteger(1, 100),
});
const parts = ['kind', 'difficulty', 'courseId', 'offeringCode', 'count', 'points'] as const;

/** An exam as its form has it: the lines of the blueprint as `count_1`, `points_1` …, of which those without a count are left out. */
export const examInput = z
  .looseObject({
    id,
    version: versionOrNew,
    name: line(80),
    nameEn: optionalLine(120),
    courseId: optionalId,
    certificateCode: optionalLine(60).transform((code) => code?.replace(/ +/g, ' ').toUpperCase() ?? null),
    minutes: integer(1, 600),
    passPercent: integer(1, 100),
    maxAttempts: integer(0, 100),
    waitDays: integer(0, 365),
  })
  .transform((typed, ctx) => {
    const { id, version, name, nameEn, courseId, certificateCode, minutes, passPercent, maxAttempts, waitDays } = typed;
    const blueprint = lineNumbers.flatMap((n): BlueprintLine[] => {
      const read = blueprintLine.safeParse(Object.fromEntries(parts.map((part) => [part, typed[`${part}_${n}`]])));
      for (const issue of read.error?.issues ?? [])
        ctx.addIssue({ code: 'custom', path: [`${String(issue.path[0])}_${n}`], message: issue.message });
      if (!read.data?.count) return [];
      return [{ ...read.data, count: read.data.count, points: read.data.points ?? 1 }];
    });
    const total = blueprint.reduce((sum, { count }) => sum + count, 0);
    const problem = total === 0 ? 'exam.no_questions' : total > mostQuestions ? 'exam.too_many_questions' : null;
    if (problem) ctx.addIssue({ code: 'custom', path: ['count_1'], message: problem });
    return {
      ...{ id, version, name, nameEn, courseId, certificateCode, minutes, passPercent, maxAttempts, waitDays },
      blueprint,
    };
  });
export type ExamInput = z.output<typeof examInput>;

export const examAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('publish'), version }),
  z.object({ intent: z.literal('close'), version }),
  z.object({ intent: z.literal('drop'), version }),
]);

/** What a sitting is sent. `answer` comes once per choice ticked, or once as text. */
export const answerInput = z.object({
  position: integer(1, mostQuestions),
  answer: z.preprocess(
    (v) => (v === undefined ? [] : Array.isArray(v) ? v : [v]),
    z.array(z.string().max(4000, 'error.too_long')).max(20),
  ),
});
export type AnswerInput = z.output<typeof answerInput>;

const one = z.object({ got: optionalInteger(0, 100), note: optionalText(500) });
/** Points and notes as `got_3`, `note_3`: by the number of the question. */
export const marksInput = z.record(z.string(), z.unknown()).transform((typed, ctx) =>
  Object.keys(typed).flatMap((name) => {
    const position = Number(/^got_(\d{1,3})$/.exec(name)?.[1]);
    if (!position) return [];
    const read = one.safeParse({ got: typed[name], note: typed[`note_${position}`] });
    for (const issue of read.error?.issues ?? [])
      ctx.addIssue({ code: 'custom', path: [`${String(issue.path[0])}_${position}`], message: issue.message });
    return read.data ? [{ position, ...read.data }] : [];
  }),
);
export type MarksInput = z.output<typeof marksInput>;
export const bookingInput = z.object({ id, startsAt: moment });

import type { Role } from '../people/rules';

export const questionKinds = ['single', 'multiple', 'true_false', 'fill_in', 'short_answer'] as const;
export type QuestionKind = (typeof questionKinds)[number];
export const difficulties = [1, 2, 3] as const;
export type Difficulty = (typeof difficulties)[number];

export type Choice = { id: string; text: string };
/** The letters choices go by, in the order they were written. */
export const choiceIds = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
export const isChosen = (kind: QuestionKind) => kind === 'single' || kind === 'multiple' || kind === 'true_false';

/** How many questions of what sort a paper holds, and what each is worth; null asks nothing. */
export type BlueprintLine = {
  kind: QuestionKind | null;
  difficulty: Difficulty | null;
  courseId: string | null;
  offeringCode: string | null;
  count: number;
  points: number;
};
export const mostLines = 8;
export const mostQuestions = 200;

export const sittingStates = ['open', 'submitted', 'marked'] as const;
export type SittingState = (typeof sittingStates)[number];
export const enrolmentStates = ['enrolled', 'completed', 'withdrawn'] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];
export const enrolmentWays = ['self', 'lead', 'rule'] as const;
export type EnrolmentWay = (typeof enrolmentWays)[number];
export const seatStates = ['in', 'waiting', 'left'] as const;
export type SeatState = (typeof seatStates)[number];
/** Roles whose holders may be sent to a course by rule. */
export type LearnerRole = Role;

/** What is wrong with a question, as a locale key; null when it can be asked. */
export function questionProblem(kind: QuestionKind, choices: Choice[], answers: string[]): string | null {
  if (kind === 'short_answer') return null;
  if (kind === 'fill_in') return answers.length ? null : 'question.answer_missing';
  const ids = kind === 'true_false' ? ['t', 'f'] : choices.map(({ id }) => id);
  if (kind !== 'true_false' && choices.length < 2) return 'question.choices_few';
  if (new Set(choices.map(({ text }) => plain(text))).size < choices.length) return 'question.choices_same';
  if (answers.length === 0 || answers.some((one) => !ids.includes(one))) return 'question.answer_missing';
  if (kind === 'multiple') return answers.length > 1 ? null : 'question.answer_several';
  return answers.length === 1 ? null : 'question.answer_one';
}

/** Text as it is compared: width, case and spaces do not count. */
export const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/**
 * Points for an answer; null when a trainer must read it. Of several right choices, some of them and no wrong one are
 * worth half, rounded down; any wrong one nothing.
 */
export function mark(kind: QuestionKind, points: number, answers: string[], given: string[] | null): number | null {
  const said = (given ?? []).filter((one) => one.trim() !== '');
  if (kind === 'short_answer') return said.length ? null : 0;
  if (said.length === 0) return 0;
  if (kind === 'fill_in') return answers.some((one) => plain(one) === plain(said[0]!)) ? points : 0;
  const [right, chosen] = [new Set(answers), new Set(said)];
  if ([...chosen].some((one) => !right.has(one))) return 0;
  if (chosen.size === right.size) return points;
  return kind === 'multiple' ? Math.floor(points / 2) : 0;
}

/** Exact, without a rounded percentage between. */
export const hasPassed = (got: number, most: number, passPercent: number) =>
  most > 0 && got * 100 >= passPercent * most;
/** Rounded down: 59.9 is not shown as a passing 60. */
export const percentOf = (got: number, most: number) => (most > 0 ? Math.floor((got * 100) / most) : 0);

const dayMs = 86_400_000;
/** Attempts are counted within a year, so that a certificate can be earned anew; a pass is good for half of one. */
export const attemptDays = 365;
export const passedDays = 180;

export type Past = { submittedAt: Date | null; passed: boolean | null };
type Retake = { maxAttempts: number; waitDays: number };
export type MayStart =
  | { may: true; attempt: number }
  | {
      may: false;
      reason: 'exam.passed_already' | 'exam.no_attempts' | 'exam.wait' | 'exam.being_marked';
      until?: Date;
    };

/** Whether a person may sit an exam now: the latest sitting first, none of them open. */
export function mayStart(past: Past[], { maxAttempts, waitDays }: Retake, now: Date): MayStart {
  const since = now.getTime() - attemptDays * dayMs;
  const counted = past.filter(({ submittedAt }) => submittedAt && submittedAt.getTime() >= since);
  const passed = past.find((one) => one.passed && one.submittedAt);
  if (passed?.submittedAt && now.getTime() - passed.submittedAt.getTime() < passedDays * dayMs)
    return { may: false, reason: 'exam.passed_already' };
  const last = counted[0];
  if (last && last.passed === null) return { may: false, reason: 'exam.being_marked' };
  if (maxAttempts > 0 && counted.filter((one) => !one.passed).length >= maxAttempts)
    return { may: false, reason: 'exam.no_attempts' };
  const until = last?.submittedAt && !last.passed ? new Date(last.submittedAt.getTime() + waitDays * dayMs) : null;
  if (until && until > now) return { may: false, reason: 'exam.wait', until };
  return { may: true, attempt: past.length + 1 };
}

/** Whole percent of the chapters read. */
export const progressOf = (read: number, chapters: number) => (chapters ? Math.floor((100 * read) / chapters) : 0);

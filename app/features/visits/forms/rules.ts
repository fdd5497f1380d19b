import type { VisitType } from '../rules';

export const questionKinds = ['short', 'long', 'number', 'yes_no', 'one', 'several', 'day'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What every report can be asked for besides the questions. */
export const formParts = ['satisfaction', 'competitors', 'needs', 'commitments', 'next_step'] as const;
export type FormPart = (typeof formParts)[number];
export const askings = ['no', 'asked', 'required'] as const;
export type Asking = (typeof askings)[number];

export type Question = {
  /** Answers are kept under it, through all versions of the form. */
  key: string;
  kind: QuestionKind;
  /** Null in the national form, whose words are in the catalogue. */
  label: string | null;
  hint: string | null;
  options: string[];
  isRequired: boolean;
};

/** What the report of a visit of one type asks for; version 0 is the national form. */
export type VisitForm = {
  type: VisitType;
  version: number;
  guidance: string | null;
  questions: Question[];
  parts: Record<FormPart, Asking>;
};

export type Answer = string | number | boolean | string[];
export type Answers = Record<string, Answer>;

export const mostQuestions = 30;
export const mostOptions = 20;
export const hasOptions = (kind: QuestionKind) => kind === 'one' || kind === 'several';

type Outcome = {
  satisfaction: number | null;
  nextStep: string | null;
  competitorNote: string | null;
  needs: unknown[];
  commitments: unknown[];
  moves: unknown[];
};

/** The parts a form requires and the report leaves out, by the field where they are missed. */
export function missingParts(form: VisitForm, outcome: Outcome): Record<string, string> {
  const missing: Record<FormPart, [isMissing: boolean, field: string]> = {
    satisfaction: [outcome.satisfaction === null, 'satisfaction'],
    competitors: [outcome.moves.length === 0 && !outcome.competitorNote, 'moves.0.competitorName'],
    needs: [outcome.needs.length === 0, 'needs.0.text'],
    commitments: [outcome.commitments.length === 0, 'commitments.0.text'],
    next_step: [outcome.nextStep === null, 'nextStep'],
  };
  const fields = formParts.filter((part) => form.parts[part] === 'required' && missing[part][0]);
  return Object.fromEntries(fields.map((part) => [missing[part][1], 'error.required']));
}

/** Under which name the answer to a question is sent, and refused. */
export const answerField = (type: VisitType, key: string) => `forms.${type}.answers.${key}`;

/** Whether two forms ask the same. */
export const isSameForm = (a: Omit<VisitForm, 'version'>, b: Omit<VisitForm, 'version'>) => {
  const plain = ({ guidance, questions, parts }: Omit<VisitForm, 'version'>) =>
    JSON.stringify([
      guidance,
      questions.map(({ key, kind, label, hint, options, isRequired }) => [key, kind, label, hint, options, isRequired]),
      formParts.map((part) => parts[part]),
    ]);
  return plain(a) === plain(b);
};

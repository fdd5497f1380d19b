import type { Translate } from '~/core/message';
import type { VisitType } from '../rules';
import { type Answer, answerField, type Question, type VisitForm } from './rules';

type Of = Pick<VisitForm, 'type' | 'version'>;

/** A question in words: a company's own, or those of the national form in the reader's language. */
export function questionWords(t: Translate, { type, version }: Of, question: Question) {
  const key = `visit_form.${type}.${question.key}`;
  return {
    label: question.label ?? t.any(key),
    hint: question.hint ?? (version === 0 && t.has(`${key}.hint`) ? t.any(`${key}.hint`) : null),
    options: question.options.map((value) => ({ value, label: optionWords(t, version, value) })),
  };
}

const optionWords = (t: Translate, version: number, value: string) =>
  version === 0 && t.has(`visit_form.option.${value}`) ? t.any(`visit_form.option.${value}`) : value;

export const guidanceWords = (t: Translate, form: VisitForm) =>
  form.version === 0 ? t.any(`visit_form.guidance.${form.type}`) : form.guidance;

/** An answer as people say it, without the look of days and numbers. */
export function answerWords(t: Translate, version: number, answer: Answer): string {
  if (typeof answer === 'boolean') return t(answer ? 'common.yes' : 'common.no');
  if (Array.isArray(answer)) return answer.map((one) => optionWords(t, version, one)).join(t('journal.comma'));
  return typeof answer === 'string' ? optionWords(t, version, answer) : String(answer);
}

/** A form with its words in it, as a company starts from it. */
export const spelledOut = (t: Translate, form: VisitForm): VisitForm => ({
  ...form,
  guidance: guidanceWords(t, form),
  questions: form.questions.map((question) => {
    const { label, hint, options } = questionWords(t, form, question);
    return { ...question, label, hint, options: options.map((one) => one.label) };
  }),
});

/** Names of the answers' fields, for the summary of what is wrong with them. */
export const answerLabels = (t: Translate, forms: VisitForm[]): Record<string, string> =>
  Object.fromEntries(
    forms.flatMap((form) =>
      form.questions.map((question) => [
        answerField(form.type as VisitType, question.key),
        questionWords(t, form, question).label,
      ]),
    ),
  );

import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { ChipField } from '~/ui/chip-group';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { FormScopeContext, useFormScope } from '~/ui/form-scope';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';
import { type Answers, answerField, type Question, type VisitForm } from './rules';
import { guidanceWords, questionWords } from './words';

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const below = (tree: unknown, ...steps: string[]) =>
  steps.reduce<unknown>((at, step) => (isTree(at) ? at[step] : undefined), tree);

const asSent = (answer: unknown) => (typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : answer);

/** Controls find their start value by name; the answers lie deeper in what was typed. */
function AnswersScope({ form, answers, children }: { form: VisitForm; answers: Answers; children: ReactNode }) {
  const scope = useFormScope();
  const flat = (tree: unknown) =>
    Object.fromEntries(
      form.questions.flatMap(({ key }) => {
        const value = below(tree, 'forms', form.type, 'answers', key);
        return value === undefined ? [] : [[answerField(form.type, key), value]];
      }),
    );
  const given = Object.fromEntries(
    Object.entries(answers).map(([key, answer]) => [answerField(form.type, key), asSent(answer)]),
  );
  const typed = scope?.typed && flat(scope.typed);
  const own = {
    ...scope,
    errors: scope?.errors ?? {},
    busy: scope?.busy ?? false,
    values: { ...given, ...flat(scope?.values) },
    typed,
    register: undefined,
  };
  return <FormScopeContext.Provider value={own}>{children}</FormScopeContext.Provider>;
}

/** The questions of a form to be answered; checked when the form is sent. */
export function QuestionFields({ form, answers = {} }: { form: VisitForm; answers?: Answers | null }) {
  const t = useT();
  const guidance = guidanceWords(t, form);
  return (
    <AnswersScope form={form} answers={answers ?? {}}>
      <div className="grid gap-4">
        <input type="hidden" name={`forms.${form.type}.version`} value={form.version} />
        {guidance && <p className="max-w-prose whitespace-pre-line text-ink-2">{guidance}</p>}
        {form.questions.map((question) => (
          <QuestionField key={question.key} form={form} question={question} />
        ))}
      </div>
    </AnswersScope>
  );
}

// a question of another type is hidden, and may not keep the browser from sending: required is marked, not enforced here
function QuestionField({ form, question }: { form: VisitForm; question: Question }) {
  const t = useT();
  const { label, hint, options } = questionWords(t, form, question);
  const name = answerField(form.type, question.key);
  const field = { name, label, hint: hint ?? undefined, required: question.isRequired };
  switch (question.kind) {
    case 'yes_no':
      return (
        <ChipField
          {...field}
          required={false}
          marked={question.isRequired}
          options={[
            { value: 'yes', label: t('common.yes') },
            { value: 'no', label: t('common.no') },
          ]}
        />
      );
    case 'one':
    case 'several':
      return (
        <ChipField
          {...field}
          required={false}
          marked={question.isRequired}
          type={question.kind === 'several' ? 'checkbox' : 'radio'}
          options={options}
        />
      );
    case 'long':
      return (
        <Field {...field}>
          <Textarea rows={2} maxLength={5000} required={false} />
        </Field>
      );
    case 'number':
      return (
        <Field {...field}>
          <Input inputMode="decimal" maxLength={20} required={false} className="num" />
        </Field>
      );
    case 'day':
      return (
        <Field {...field}>
          <DateInput required={false} className="sm:max-w-48" />
        </Field>
      );
    case 'short':
      return (
        <Field {...field}>
          <Input maxLength={500} required={false} />
        </Field>
      );
  }
}

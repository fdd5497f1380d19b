import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import type { VisitType } from '../rules';
import { QuestionFields } from './question-fields';
import type { Answers, FormPart, VisitForm } from './rules';

/** The form around it has `formOfTypes`; what a type asks for shows while that type is chosen, with or without script. */
export const formOfTypes = 'group/visit';
const shownFor: Record<VisitType, string> = {
  first: 'group-has-[[name=type][value=first]:checked]/visit:block',
  routine: 'group-has-[[name=type][value=routine]:checked]/visit:block',
  renewal: 'group-has-[[name=type][value=renewal]:checked]/visit:block',
  complaint: 'group-has-[[name=type][value=complaint]:checked]/visit:block',
  executive: 'group-has-[[name=type][value=executive]:checked]/visit:block',
};

type WhenProps = { forms: VisitForm[]; asks: (form: VisitForm) => boolean; children: ReactNode };

function When({ forms, asks, children }: WhenProps) {
  const asking = forms.filter(asks);
  if (asking.length === forms.length) return children;
  if (!asking.length) return null;
  return <div className={clsx('hidden', ...asking.map(({ type }) => shownFor[type]))}>{children}</div>;
}

/** A standard part of a report, where the form of the visit's type asks for it. One form: the type is known. */
export const IfAsked = ({ part, forms, children }: { part: FormPart; forms: VisitForm[]; children: ReactNode }) => (
  <When forms={forms} asks={(form) => form.parts[part] !== 'no'}>
    {children}
  </When>
);

/** Whether a part is required whatever the type will be. */
export const isRequired = (forms: VisitForm[], part: FormPart) =>
  forms.length > 0 && forms.every((form) => form.parts[part] === 'required');

type ReportFieldsProps = { forms: VisitForm[]; answers?: Answers | null; answered?: VisitType; types?: ReactNode };

/** What the visit's type asks for; `types` chooses the type, `answers` are those of `answered`. */
export function ReportFields({ forms, answers, answered, types }: ReportFieldsProps) {
  const t = useT();
  const asks = (form: VisitForm) => form.questions.length > 0 || Boolean(form.guidance) || form.version === 0;
  const [only] = forms;
  const isFixed = !types && forms.length === 1;
  if (isFixed && only && !asks(only)) return <Version form={only} />;
  return (
    <Card title={isFixed && only ? t('visit_form.report', { type: t(`visit.type.${only.type}`) }) : undefined}>
      <div className="grid gap-4">
        {types}
        {forms.map((form) => (
          <When key={form.type} forms={forms} asks={(one) => one === form}>
            <QuestionFields form={form} answers={form.type === answered ? answers : null} />
          </When>
        ))}
      </div>
    </Card>
  );
}

const Version = ({ form }: { form: VisitForm }) => (
  <input type="hidden" name={`forms.${form.type}.version`} value={form.version} />
);

import { useFormat, useT } from '~/core/i18n';
import type { CustomerQuestion } from '~/features/offers/public.server';
import { longestQuestion } from '~/features/offers/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';

type Props = { questions: CustomerQuestion[]; id: string; mayAsk: boolean };

/** What was asked, what was answered, and room to ask more. */
export function Questions({ questions, id, mayAsk }: Props) {
  const t = useT();
  const f = useFormat();
  if (!questions.length && !mayAsk) return null;
  return (
    <section className="mt-6 border-t border-line pt-5">
      <h2 className="mb-3 font-semibold">{t('offer.questions')}</h2>
      <ul className="grid gap-4">
        {questions.map((one) => (
          <li key={one.id}>
            <p className="text-sm text-ink-3">
              {one.name} · {f.dateTime(one.at)}
            </p>
            <p className="whitespace-pre-line">{one.text}</p>
            <p className="mt-1 whitespace-pre-line border-l-2 border-brand pl-3 text-ink-2">
              {one.answer ?? t('offer.no_answer_yet')}
            </p>
          </li>
        ))}
      </ul>
      {mayAsk && (
        <ActionForm
          own
          key={id}
          hidden={{ intent: 'ask', id }}
          labels={{ name: t('offer.your_name'), text: t('offer.question') }}
          className="mt-4 grid gap-4"
        >
          <Field name="text" label={t('offer.question')} required>
            <Textarea rows={3} maxLength={longestQuestion} />
          </Field>
          <Field name="name" label={t('offer.your_name')} required>
            <Input autoComplete="name" maxLength={80} />
          </Field>
          <SubmitButton variant="secondary" block>
            {t('offer.ask')}
          </SubmitButton>
        </ActionForm>
      )}
    </section>
  );
}

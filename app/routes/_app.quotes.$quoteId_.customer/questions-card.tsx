import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/textarea';
import type { Shown } from './route';

/** What the customer asked on their page, answered here. */
export function QuestionsCard({ data }: { data: Shown }) {
  const t = useT();
  const f = useFormat();
  const { questions, may, now } = data;
  return (
    <Card title={t('offer.customer_questions')} note={questions.length || undefined}>
      {questions.length === 0 && <p className="text-ink-3">{t('offer.no_questions')}</p>}
      <ul className="grid gap-4">
        {questions.map((one) => (
          <li key={one.id}>
            <p className="text-sm text-ink-3">
              {one.name} · {f.when(one.createdAt, now)}
            </p>
            <p className="whitespace-pre-line">{one.text}</p>
            {one.answer !== null && (
              <p className="mt-1 whitespace-pre-line border-l-2 border-brand pl-3 text-ink-2">{one.answer}</p>
            )}
            {one.answer === null && may.send && (
              <ActionForm own hidden={{ intent: 'answer', questionId: one.id }} className="mt-2 grid gap-2">
                <Field name="answer" label={t('offer.answer')} required>
                  <Textarea rows={2} maxLength={2000} />
                </Field>
                <div>
                  <SubmitButton size="sm">{t('offer.answer_send')}</SubmitButton>
                </div>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

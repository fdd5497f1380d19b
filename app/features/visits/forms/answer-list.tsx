import { useFormat, useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import type { Answer, Answers, Question, VisitForm } from './rules';
import { answerWords, questionWords } from './words';

/** What was answered, in the order it was asked; what was left open is not shown. */
export function AnswerList({ form, answers }: { form: VisitForm | null; answers: Answers | null }) {
  const t = useT();
  if (!form || !answers) return null;
  const given = form.questions.flatMap((question) => {
    const answer = answers[question.key];
    return answer === undefined ? [] : [{ question, answer }];
  });
  if (!given.length) return null;
  return (
    <Card title={t('visit_form.report', { type: t(`visit.type.${form.type}`) })}>
      <dl className="grid gap-3">
        {given.map(({ question, answer }) => (
          <div key={question.key}>
            <dt className="text-xs text-ink-3 max-sm:text-sm">{questionWords(t, form, question).label}</dt>
            <dd className="mt-0.5 max-w-prose whitespace-pre-wrap break-words">
              <AnswerText form={form} question={question} answer={answer} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function AnswerText({ form, question, answer }: { form: VisitForm; question: Question; answer: Answer }) {
  const t = useT();
  const f = useFormat();
  if (question.kind === 'day') return f.day(String(answer));
  if (typeof answer === 'number') return f.number(answer);
  if (Array.isArray(answer))
    return (
      <span className="flex flex-wrap gap-1.5">
        {answer.map((one) => (
          <Badge key={one}>{answerWords(t, form.version, one)}</Badge>
        ))}
      </span>
    );
  return answerWords(t, form.version, answer);
}

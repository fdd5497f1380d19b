import { useFormat, useT } from '~/core/i18n';
import { nameOfCode } from '~/features/certification/named';
import { nameIn } from '~/features/offerings/named';
import { ExamBadge } from '~/features/training/exam-badges';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import type { ExamShown } from './route';

type Props = { exam: NonNullable<ExamShown['exam']> } & Pick<ExamShown, 'courses' | 'types'>;

/** What an exam asks, and what may be done with it. */
export function ExamCard({ exam, courses, types }: Props) {
  const t = useT();
  const f = useFormat();
  const { blueprint, maxAttempts, waitDays, version } = exam;
  const courseOf = (id: string | null) => courses.find((one) => one.id === id);
  const course = courseOf(exam.courseId);
  const count = blueprint.reduce((sum, line) => sum + line.count, 0);
  const points = blueprint.reduce((sum, line) => sum + line.count * line.points, 0);
  const act = (intent: string, label: string, variant?: 'primary' | 'secondary' | 'ghost') => (
    <ActionForm own hidden={{ intent, version }}>
      <SubmitButton variant={variant}>{label}</SubmitButton>
    </ActionForm>
  );
  return (
    <Card>
      <div className="grid gap-4 lg:grid-cols-2">
        <Facts>
          <Fact label={t('exam.state')}>
            <ExamBadge exam={exam} />
          </Fact>
          <Fact label={t('exam.paper')}>
            {t('exam.questions_n', { n: count })} · {t('exam.points_n', { n: points })} ·{' '}
            {t('exam.minutes_n', { n: exam.minutes })}
          </Fact>
          <Fact label={t('exam.pass')}>{t('exam.pass_n', { n: exam.passPercent })}</Fact>
          <Fact label={t('exam.retake')}>
            {maxAttempts
              ? t('exam.retake_n', { n: maxAttempts, days: waitDays })
              : t('exam.retake_unlimited', { days: waitDays })}
          </Fact>
          {course && <Fact label={t('exam.course')}>{nameIn(f.locale, course)}</Fact>}
          {exam.certificateCode && (
            <Fact label={t('exam.certificate')}>{nameOfCode(f.locale, types, exam.certificateCode)}</Fact>
          )}
        </Facts>
        <div>
          <h3 className="mb-1 text-xs font-medium text-ink-3">{t('exam.blueprint')}</h3>
          <ul className="grid gap-1">
            {blueprint.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a frozen blueprint have no other name
              <li key={at} className="flex justify-between gap-3">
                <span className="min-w-0">
                  {[
                    line.kind ? t(`question.kind.${line.kind}`) : t('exam.any_kind'),
                    line.difficulty && t(`question.difficulty.${line.difficulty}`),
                    courseOf(line.courseId)?.name,
                    line.offeringCode,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className="num shrink-0 text-ink-2">
                  {t('exam.questions_n', { n: line.count })} × {t('exam.points_n', { n: line.points })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {!exam.publishedAt && act('publish', t('exam.publish'))}
        {!exam.publishedAt && act('drop', t('exam.drop'), 'ghost')}
        {exam.publishedAt && !exam.closedAt && act('close', t('exam.close'), 'secondary')}
        {!exam.publishedAt && <span className="text-ink-3">{t('exam.publish_hint')}</span>}
      </div>
    </Card>
  );
}

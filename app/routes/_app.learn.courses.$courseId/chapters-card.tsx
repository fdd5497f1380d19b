import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Check, CircleDashed } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Progress } from '~/ui/progress';
import type { CourseLearnt } from './route';

/** What there is to read, what is read already, and what comes next. */
export function ChaptersCard({ data }: { data: CourseLearnt }) {
  const t = useT();
  const f = useFormat();
  const { course, enrolment, latest, chapters, exams, now } = data;
  const next = chapters.find(({ readAt }) => !readAt) ?? chapters[0];
  const toOf = (id: string) => `${paths.course(course.id)}/${id}`;
  const due = enrolment?.dueOn && enrolment.state !== 'completed' ? enrolment.dueOn : null;
  return (
    <Card
      title={t('learn.course.chapters')}
      note={t('learn.course.edition', { n: enrolment?.edition ?? latest ?? 1 })}
      action={due && t(due < today(now) ? 'learn.overdue' : 'learn.due_on', { day: f.day(due) })}
    >
      {enrolment && (
        <div className="mb-2 flex items-center gap-3">
          <Progress value={enrolment.progress} max={100} label={t('learn.progress')} />
          <span className="num text-sm text-ink-2">{f.percent(enrolment.progress / 100)}</span>
        </div>
      )}
      {enrolment && latest && latest > enrolment.edition && (
        <Callout
          tone="info"
          title={t('learn.course.newer', { n: latest, old: enrolment.edition })}
          action={
            <ActionForm own hidden={{ intent: 'switch' }}>
              <SubmitButton variant="secondary" size="sm">
                {t('learn.course.switch')}
              </SubmitButton>
            </ActionForm>
          }
        />
      )}
      <ol className="divide-y divide-line">
        {chapters.map((one) => {
          const Icon = one.readAt ? Check : CircleDashed;
          const shown = (
            <>
              <Icon className={one.readAt ? 'text-[18px] text-ok' : 'text-[18px] text-ink-3'} />
              <span className="min-w-0 flex-1">
                {one.position}. {one.title}
                {one.readAt && <span className="sr-only"> {t('learn.course.read_mark')}</span>}
              </span>
              <span className="num shrink-0 text-xs text-ink-3">{t('learn.course.minutes', { n: one.minutes })}</span>
            </>
          );
          const look = 'flex min-h-12 items-center gap-3';
          return (
            <li key={one.id}>
              {enrolment ? (
                <Link to={toOf(one.id)} className={`${look} hover:bg-sunken`}>
                  {shown}
                </Link>
              ) : (
                <div className={look}>{shown}</div>
              )}
            </li>
          );
        })}
      </ol>
      <div className="mt-3 grid gap-2 sm:flex sm:flex-wrap">
        {enrolment && next && (
          <ButtonLink to={toOf(next.id)} variant="primary" size="lg">
            {t('learn.course.read')}
          </ButtonLink>
        )}
        {!enrolment && (
          <ActionForm own hidden={{ intent: 'start' }}>
            <SubmitButton size="lg">{t('learn.start_course')}</SubmitButton>
          </ActionForm>
        )}
        {exams.map((exam) => (
          <ButtonLink key={exam.id} to={paths.exam(exam.id)} size="lg">
            {t('learn.course.exam')} · {nameIn(f.locale, exam)}
          </ButtonLink>
        ))}
        {enrolment?.way === 'self' && enrolment.state === 'enrolled' && (
          <ActionForm own hidden={{ intent: 'withdraw' }}>
            <SubmitButton variant="ghost" size="lg">
              {t('learn.course.withdraw')}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </Card>
  );
}

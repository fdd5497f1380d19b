import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import * as z from 'zod';
import { requireContext } from '~/core/context.server';
import { id, moment } from '~/core/fields';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { nameIn } from '~/features/offerings/named';
import { bookExam, unbookExam } from '~/features/training/commands/booking.server';
import { startSitting } from '~/features/training/commands/sitting.server';
import { SittingBadge } from '~/features/training/exam-badges';
import { getExam, listPast } from '~/features/training/queries/exams.server';
import { findBooking } from '~/features/training/queries/learner.server';
import { mayStart } from '~/features/training/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Hourglass } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';
import { BookCard } from './book-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const exam = await getExam(ctx, params.examId ?? '');
  if (!exam.publishedAt) throw notFound();
  const [past, booking] = await Promise.all([listPast(ctx, exam.id), findBooking(ctx, exam.id)]);
  const { blueprint, ...shown } = exam;
  const open = past.find((one) => one.state === 'open') ?? null;
  const start = open ? null : mayStart(past, exam, ctx.now);
  return {
    exam: shown,
    count: blueprint.reduce((sum, line) => sum + line.count, 0),
    past,
    booking,
    open,
    start,
    newId: newId(),
    now: ctx.now,
  };
}

const learnerAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start'), id }),
  z.object({ intent: z.literal('book'), startsAt: moment }),
  z.object({ intent: z.literal('unbook') }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const examId = params.examId ?? '';
  const input = await readInput(request, learnerAction);
  if (!input.ok) return invalid(input, input.typed);
  const { value } = input;
  if (value.intent === 'start') {
    const started = await startSitting(ctx, examId, value.id);
    return started.ok ? redirect(paths.sitting(started.value.id)) : invalid(started, input.typed);
  }
  const done = value.intent === 'book' ? await bookExam(ctx, examId, value.startsAt) : await unbookExam(ctx, examId);
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast(paths.exam(examId), { key: `learn.exam.${value.intent}ed_toast` });
}

export default function ExamForLearner() {
  const t = useT();
  const f = useFormat();
  const { exam, count, past, booking, open, start, newId, now } = useLoaderData<typeof loader>();
  const { maxAttempts, waitDays: days } = exam;
  return (
    <>
      <PageHead title={nameIn(f.locale, exam)} back="/learn" />
      <PageBody narrow>
        <Card>
          <Facts>
            <Fact label={t('exam.paper')}>
              {t('exam.questions_n', { n: count })} · {t('exam.minutes_n', { n: exam.minutes })}
            </Fact>
            <Fact label={t('exam.pass')}>{t('exam.pass_n', { n: exam.passPercent })}</Fact>
            <Fact label={t('exam.retake')}>
              {maxAttempts ? t('exam.retake_n', { n: maxAttempts, days }) : t('exam.retake_unlimited', { days })}
            </Fact>
            {exam.certificateCode && <Fact label={t('exam.certificate')}>{exam.certificateCode}</Fact>}
          </Facts>
          <ul className="mt-3 grid list-disc gap-1 pl-5 text-ink-2">
            {(['clock', 'saved', 'one'] as const).map((rule) => (
              <li key={rule}>{t(`learn.exam.rules_${rule}`)}</li>
            ))}
          </ul>
          <div className="mt-4">
            {open && (
              <ButtonLink to={paths.sitting(open.id)} variant="primary" block>
                {t('learn.exam.resume')}
              </ButtonLink>
            )}
            {start?.may && !exam.closedAt && (
              <ActionForm own hidden={{ intent: 'start', id: newId }}>
                <SubmitButton block size="lg">
                  {t('learn.exam.start')}
                </SubmitButton>
              </ActionForm>
            )}
            {start && !start.may && (
              <Callout
                tone={start.reason === 'exam.passed_already' ? 'ok' : 'warn'}
                icon={Hourglass}
                title={t(start.reason)}
              >
                {start.until && t('exam.wait_until', { when: f.dateTime(start.until) })}
              </Callout>
            )}
            {exam.closedAt && <p className="text-ink-3">{t('exam.closed')}</p>}
          </div>
        </Card>
        {start?.may && !exam.closedAt && <BookCard startsAt={booking?.startsAt ?? null} now={now} />}
        {past.length > 0 && (
          <Card title={t('learn.exam.past')} padded={false}>
            <ul className="divide-y divide-line">
              {past.map((one) => (
                <li key={one.id}>
                  <Link to={paths.sitting(one.id)} className="block hover:bg-sunken">
                    <RowCard
                      title={t('exam.attempt', { n: one.attempt })}
                      sub={f.dateTime(one.startedAt)}
                      right={one.got === null ? '' : t('exam.score_of', { got: one.got, most: one.most })}
                      badge={<SittingBadge row={one} />}
                    />
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </PageBody>
    </>
  );
}

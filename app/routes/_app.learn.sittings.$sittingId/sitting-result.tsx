import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { percentOf } from '~/features/training/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Award, CircleCheck, CircleX, Hourglass } from '~/ui/icons';
import type { SittingShown } from './route';

/** How it went, question by question; never what would have been right. */
export function SittingResult({ sitting }: { sitting: SittingShown['sitting'] }) {
  const t = useT();
  const { got, most, passed, certificateCode, certificateId } = sitting;
  const isMarked = got !== null;
  const Icon = !isMarked ? Hourglass : passed ? CircleCheck : CircleX;
  return (
    <>
      <Card>
        <div className="grid justify-items-center gap-2 py-4 text-center">
          <Icon className={clsx('text-[40px]', !isMarked ? 'text-warn' : passed ? 'text-ok' : 'text-bad')} />
          <h2 className="text-lg font-semibold">
            {t(!isMarked ? 'sitting.handed_in' : passed ? 'sitting.passed' : 'sitting.failed')}
          </h2>
          {isMarked ? (
            <p className="num text-2xl font-semibold">
              {percentOf(got, most)}%
              <span className="block text-sm font-normal text-ink-3">
                {t('exam.score_of', { got, most })} · {t('exam.pass_n', { n: sitting.passPercent })}
              </span>
            </p>
          ) : (
            <p className="text-ink-2">{t('sitting.waiting')}</p>
          )}
          {passed && certificateCode && certificateId && (
            <ButtonLink to={paths.certificate(certificateId)} icon={Award}>
              {t('sitting.certified', { code: certificateCode })}
            </ButtonLink>
          )}
          {passed && certificateCode && !certificateId && (
            <ActionForm hidden={{ intent: 'claim' }}>
              <SubmitButton>{t('sitting.claim', { code: certificateCode })}</SubmitButton>
            </ActionForm>
          )}
          <ButtonLink to="/learn">{t('sitting.back')}</ButtonLink>
        </div>
      </Card>
      {isMarked && (
        <Card title={t('sitting.your_paper')}>
          <ol className="divide-y divide-line">
            {sitting.questions.map((one) => (
              <li key={one.position} className="flex gap-3 py-2">
                <span className="num w-6 shrink-0 text-right text-ink-3">{one.position}</span>
                <span className="min-w-0 flex-1 break-words">
                  {one.stem}
                  {one.note && <small className="block text-ink-2">{one.note}</small>}
                </span>
                <span className={clsx('num shrink-0', one.got === one.points ? 'text-ok-ink' : 'text-bad-ink')}>
                  {one.got} / {one.points}
                </span>
              </li>
            ))}
          </ol>
        </Card>
      )}
    </>
  );
}

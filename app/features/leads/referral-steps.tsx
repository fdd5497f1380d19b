import { useFormat, useT } from '~/core/i18n';
import { Check } from '~/ui/icons';
import { type ReferralStep, referralSteps, stepNumber } from './rules';

type Steps = { step: ReferralStep; isOver: boolean; reached?: Partial<Record<ReferralStep, Date>>; now?: Date };

/** The way of a referral, one line: what is behind is filled. */
export function ReferralBar({ step, isOver }: Steps) {
  const t = useT();
  const at = stepNumber(step);
  return (
    <div className="mt-2">
      <div className="flex gap-1" aria-hidden="true">
        {referralSteps.map((one, i) => (
          <span
            key={one}
            className={`h-1.5 flex-1 rounded-full ${i > at ? 'bg-sunken' : isOver ? 'bg-line-strong' : step === 'won' ? 'bg-ok' : 'bg-brand'}`}
          />
        ))}
      </div>
      <p
        className={`mt-1 text-sm ${isOver ? 'text-ink-3' : step === 'won' ? 'font-semibold text-ok-ink' : 'text-brand-ink'}`}
      >
        {isOver ? t('refer.over') : t(`refer.step.${step}`)}
      </p>
    </div>
  );
}

/** The same step by step, with when each was reached. */
export function ReferralList({ step, isOver, reached = {}, now = new Date(0) }: Steps) {
  const t = useT();
  const f = useFormat();
  const at = stepNumber(step);
  return (
    <ol className="grid gap-0" aria-label={t('refer.steps')}>
      {referralSteps
        .filter((_, i) => !isOver || i <= at)
        .map((one, i) => {
          const isDone = i <= at;
          const when = reached[one];
          return (
            <li key={one} className="flex min-h-12 items-center gap-3" aria-current={i === at ? 'step' : undefined}>
              <span
                className={`flex size-7 shrink-0 items-center justify-center rounded-full ${isDone ? 'bg-brand text-on-brand' : 'border border-line-strong text-ink-3'}`}
              >
                {isDone ? <Check className="text-[16px]" /> : <span className="num text-xs">{i + 1}</span>}
              </span>
              <span className={isDone ? 'font-medium' : 'text-ink-3'}>{t(`refer.step.${one}`)}</span>
              {when && <span className="num ml-auto text-sm text-ink-3">{f.when(when, now)}</span>}
            </li>
          );
        })}
      {isOver && <li className="mt-1 text-ink-2">{t('refer.over_hint')}</li>}
    </ol>
  );
}

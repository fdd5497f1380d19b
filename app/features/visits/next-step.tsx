import { useT } from '~/core/i18n';
import { Flag } from '~/ui/icons';
import { Day } from '~/ui/value';

type NextStepProps = { visit: { nextStep: string | null; nextStepOn: string | null }; now: Date };

/** What was agreed to do next, where something was. */
export function NextStep({ visit, now }: NextStepProps) {
  const t = useT();
  if (!visit.nextStep) return null;
  return (
    <p className="mt-3 flex w-fit items-start gap-2 rounded-lg bg-warn-soft px-3 py-2 text-warn-ink">
      <Flag className="mt-0.5 shrink-0 text-[15px]" />
      <span>
        {t('visit.next_step')} · {visit.nextStep}
        {visit.nextStepOn && (
          <span className="ml-2">
            <Day on={visit.nextStepOn} now={now.toISOString()} />
          </span>
        )}
      </span>
    </p>
  );
}

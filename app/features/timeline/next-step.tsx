import { useFormat, useT } from '~/core/i18n';
import { ListChecks } from '~/ui/icons';

type NextStepProps = { event: { nextStep: string | null; nextStepOn: string | null }; now: string };

/** What was agreed to do next, in one line of the stream. */
export function NextStep({ event: { nextStep: text, nextStepOn: on }, now }: NextStepProps) {
  const t = useT();
  const f = useFormat();
  if (!text) return null;
  return (
    <p className="mt-2 inline-flex max-w-full items-center gap-1.5 rounded-sm bg-warn-soft px-2 py-0.5 text-xs text-warn-ink">
      <ListChecks className="text-[14px]" />
      {on ? t('timeline.next_step_on', { day: f.day(on, now), text }) : t('timeline.next_step', { text })}
    </p>
  );
}

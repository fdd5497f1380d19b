import { useRef, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';

// the calendar of all holidays comes when a day is chosen
const calendar = () => import('./due');
type Advice = ReturnType<Awaited<ReturnType<typeof calendar>>['dueAdvice']>;
type Shortcut = 'in3' | 'in5' | 'monthEnd';

/** A day, with the days most promises fall on one press away; a day off is allowed and said to be one. */
export function DueDay({ from, defaultValue }: { from: string; defaultValue?: string }) {
  const t = useT();
  const f = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const [advice, setAdvice] = useState<Advice>(null);
  const put = (day: string) => {
    const input = box.current?.querySelector('input');
    if (!input) return;
    input.value = day;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const next = advice?.next;
  const judge = async () => {
    const day = box.current?.querySelector('input')?.value;
    setAdvice(day ? (await calendar()).dueAdvice(day) : null);
  };
  const choose = (shortcut: Shortcut) => async () => put((await calendar()).dueShortcuts(from)[shortcut]);
  return (
    <div ref={box} onInput={judge} className="flex flex-wrap items-center gap-1.5">
      <div className="min-w-36 flex-1">
        <DateInput defaultValue={defaultValue} />
      </div>
      <span className="flex flex-wrap gap-1.5 noscript:hidden">
        <Button size="sm" onClick={choose('in3')}>
          {t('visit.due_in_3')}
        </Button>
        <Button size="sm" onClick={choose('in5')}>
          {t('visit.due_in_5')}
        </Button>
        <Button size="sm" onClick={choose('monthEnd')}>
          {t('visit.due_month_end')}
        </Button>
      </span>
      {advice && (
        <p role="status" className="flex w-full flex-wrap items-center gap-x-2 text-xs text-warn-ink">
          {t(`visit.due_on_${advice.kind}`)}
          {next && (
            <Button size="sm" variant="ghost" onClick={() => put(next)}>
              {t('visit.due_next_workday', { day: f.day(next) })}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

import { useRef } from 'react';
import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { dueShortcuts } from './times';

/** A day, with the days most promises fall on one press away. */
export function DueDay({ from, defaultValue }: { from: string; defaultValue?: string }) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const days = dueShortcuts(from);
  const choose = (day: string) => () => {
    const input = box.current?.querySelector('input');
    if (!input) return;
    input.value = day;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return (
    <div ref={box} className="flex flex-wrap items-center gap-1.5">
      <div className="min-w-36 flex-1">
        <DateInput defaultValue={defaultValue} />
      </div>
      <span className="flex gap-1.5 noscript:hidden">
        <Button size="sm" onClick={choose(days.in3)}>
          {t('visit.due_in_3')}
        </Button>
        <Button size="sm" onClick={choose(days.in7)}>
          {t('visit.due_in_7')}
        </Button>
        <Button size="sm" onClick={choose(days.monthEnd)}>
          {t('visit.due_month_end')}
        </Button>
      </span>
    </div>
  );
}

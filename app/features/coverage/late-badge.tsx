import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CalendarClock, CircleCheck } from '~/ui/icons';

/** Past half of the interval again it is grave. */
export function LateBadge({ overdueDays, days }: { overdueDays: number; days: number }) {
  const t = useT();
  if (overdueDays <= 0)
    return (
      <Badge tone="ok" icon={CircleCheck}>
        {t('coverage.in_time')}
      </Badge>
    );
  return (
    <Badge tone={overdueDays * 2 > days ? 'bad' : 'warn'} icon={CalendarClock}>
      {t('coverage.late', { n: overdueDays })}
    </Badge>
  );
}

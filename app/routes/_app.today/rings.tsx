import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { useNarrow } from '~/ui/narrow';
import { Ring } from '~/ui/progress';
import type { TodayData } from './route';

/** How far along: today's own visits, the week's, and what was promised for the week. */
export function Rings({ page: { week, shown, promised } }: { page: TodayData }) {
  const t = useT();
  const narrow = useNarrow();
  const counted = week.filter((visit) => visit.status !== 'cancelled' && !visit.isJoint);
  const of = (visits: typeof counted) => ({
    all: visits.length,
    done: visits.filter((visit) => visit.status === 'completed').length,
  });
  const rings = [
    {
      label: t('today.ring_today'),
      short: t('today.ring_today_short'),
      tone: 'brand' as const,
      ...of(counted.filter((visit) => visit.day === shown)),
    },
    { label: t('today.ring_week'), short: t('today.ring_week_short'), tone: 'ok' as const, ...of(counted) },
    {
      label: t('today.ring_due'),
      short: t('today.ring_due_short'),
      tone: 'warn' as const,
      all: promised.all,
      done: promised.kept,
    },
  ];
  return (
    <Card>
      <div className="grid grid-cols-3 gap-2 lg:grid-cols-1 lg:gap-3 lg:px-1">
        {rings.map(({ label, short, tone, all, done }) => (
          <Ring key={label} value={done} max={all} tone={tone} label={`${label} ${t('today.done_of', { done, all })}`}>
            <span aria-hidden="true" className="num block text-lg leading-tight font-semibold">
              {done}
              <span className="text-xs font-normal text-ink-3">/{all}</span>
            </span>
            <span aria-hidden="true" className="block truncate text-xs text-ink-3 max-sm:text-2xs">
              {narrow ? short : label}
            </span>
          </Ring>
        ))}
      </div>
    </Card>
  );
}

import clsx from 'clsx';
import { addDays } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { isOverdue, type VisitStatus } from '~/features/visits/rules';
import { hoursOf, type Placed, placeDay, spanInDay } from '~/features/visits/week-grid';
import { IconLink } from '~/ui/button';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { VisitWeekData } from './load.server';
import { planOn } from './plan-on';

type Visit = VisitWeekData['visits'][number];

const hourHeight = 48;
const faces: Record<VisitStatus | 'overdue', string> = {
  planned: 'border-brand bg-brand-soft text-brand-ink',
  in_progress: 'border-info bg-info-soft text-info-ink',
  completed: 'border-ok bg-ok-soft text-ok-ink',
  cancelled: 'border-line-strong bg-sunken text-ink-2 line-through',
  missed: 'border-warn bg-warn-soft text-warn-ink',
  overdue: 'border-bad bg-bad-soft text-bad-ink',
};

/** Seven days beside each other, the hours from top to bottom. */
export function WeekTable({ page }: { page: VisitWeekData }) {
  const t = useT();
  const f = useFormat();
  const { visits, monday, day, now, mayPlan } = page;
  const days = Array.from({ length: 7 }, (_, n) => addDays(monday, n));
  const { first, last } = hoursOf(visits);
  const hours = Array.from({ length: last - first }, (_, n) => first + n);
  const height = hours.length * hourHeight;
  return (
    <div className="overflow-x-auto rounded-[10px] border border-line bg-surface shadow-card">
      <div className="grid min-w-[760px] grid-cols-[52px_repeat(7,minmax(0,1fr))]">
        <div className="border-b border-line" />
        {days.map((one) => (
          <div
            key={one}
            className="group flex h-11 items-center gap-1.5 border-b border-l border-line px-2 text-xs text-ink-2"
          >
            <span className={clsx('num truncate', one === day && 'font-semibold text-brand-ink')}>
              {f.dayLong(one, now)}
            </span>
            {mayPlan && one >= day && (
              <span className="ml-auto opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                <IconLink
                  size="sm"
                  icon={Plus}
                  label={t('visit.plan_on', { day: f.dayLong(one, now) })}
                  to={planOn(page, one)}
                />
              </span>
            )}
          </div>
        ))}
        <div aria-hidden="true" className="num relative text-2xs text-ink-3" style={{ height }}>
          {hours.slice(1).map((hour, n) => (
            <span key={hour} className="absolute right-2 -translate-y-1/2" style={{ top: (n + 1) * hourHeight }}>
              {`${String(hour).padStart(2, '0')}:00`}
            </span>
          ))}
        </div>
        {days.map((one) => {
          const placed = placeDay(
            visits.filter((visit) => spanInDay(visit).day === one),
            first,
          );
          return (
            <ul
              key={one}
              aria-label={f.dayLong(one, now)}
              className={clsx('relative border-l border-line', one === day && 'bg-brand-soft/25')}
              style={{
                height,
                backgroundImage: `repeating-linear-gradient(to bottom, transparent 0 ${hourHeight - 1}px, var(--line) ${hourHeight - 1}px ${hourHeight}px)`,
              }}
            >
              {placed.map((one) => (
                <Block key={one.visit.id} placed={one} now={now} />
              ))}
            </ul>
          );
        })}
      </div>
    </div>
  );
}

function Block({ placed: { visit, from, minutes, lane, lanes }, now }: { placed: Placed<Visit>; now: Date }) {
  const t = useT();
  const f = useFormat();
  const face = isOverdue(visit, now) ? 'overdue' : visit.status;
  const state = face === 'overdue' ? t('visit.overdue') : t(`visit.status.${face}`);
  const tall = (minutes / 60) * hourHeight;
  return (
    <li
      className="absolute p-px"
      style={{
        top: (from / 60) * hourHeight,
        height: tall,
        left: `${(lane / lanes) * 100}%`,
        width: `${100 / lanes}%`,
      }}
    >
      <Link
        to={paths.visit(visit.id)}
        prefetch="intent"
        title={[visit.accountName, visit.purpose, visit.contacts, state].filter(Boolean).join(' · ')}
        className={clsx(
          'block h-full overflow-hidden rounded-md border-l-[3px] px-1.5 py-0.5 text-xs leading-4 hover:brightness-95',
          faces[face],
        )}
      >
        <span className="block truncate font-medium">
          <span className="num font-normal">{f.time(visit.startedAt ?? visit.plannedAt)}</span>{' '}
          {visit.accountName ?? '—'}
        </span>
        {tall >= 44 && <span className="line-clamp-2">{visit.purpose}</span>}
        <span className="sr-only">{state}</span>
      </Link>
    </li>
  );
}

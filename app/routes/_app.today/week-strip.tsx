import clsx from 'clsx';
import { addDays, startOf } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { IconLink } from '~/ui/button';
import { ChevronLeft, ChevronRight } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { TodayData } from './route';

type StripProps = {
  page: TodayData;
  /** The day a drag points at. */
  over?: string | null;
};

export function WeekStrip({ page, over }: StripProps) {
  const t = useT();
  const f = useFormat();
  const { shown, day, now } = page;
  const monday = startOf(shown, 'week');
  return (
    <nav
      aria-label={t('today.week')}
      className="rounded-[10px] lg:border lg:border-line lg:bg-surface lg:p-2 lg:shadow-card"
    >
      <div className="flex items-center max-lg:hidden">
        <span className="num pl-2 text-xs text-ink-3">
          {f.day(monday, now)} – {f.day(addDays(monday, 6), now)}
        </span>
        <span className="ml-auto flex">
          <IconLink size="sm" icon={ChevronLeft} label={t('today.previous_week')} to={`?day=${addDays(monday, -7)}`} />
          {shown !== day && (
            <Link to="/today" className="flex items-center px-1 text-xs text-brand-ink hover:underline">
              {t('today.back')}
            </Link>
          )}
          <IconLink size="sm" icon={ChevronRight} label={t('today.next_week')} to={`?day=${addDays(monday, 7)}`} />
        </span>
      </div>
      <WeekDays page={page} over={over} />
    </nav>
  );
}

/** The seven days, with a dot for each visit up to three. `isTarget`: shown for a drag only. */
export function WeekDays({ page, over, isTarget = false }: StripProps & { isTarget?: boolean }) {
  const t = useT();
  const f = useFormat();
  const { shown, day, week, now } = page;
  const monday = startOf(shown, 'week');
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i));
  return (
    <ol className="grid grid-cols-7">
      {days.map((one) => {
        const n = week.filter((visit) => visit.day === one).length;
        const isShown = one === shown;
        const weekday = [...f.weekday(one)].at(f.locale === 'en' ? 0 : -1);
        return (
          <li
            key={one}
            data-day={one}
            className={clsx('rounded-md', over === one && 'bg-brand-soft ring-2 ring-brand')}
          >
            <Link
              to={one === day ? '/today' : `?day=${one}`}
              tabIndex={isTarget ? -1 : undefined}
              preventScrollReset
              aria-current={isShown ? 'date' : undefined}
              className="group flex flex-col items-center gap-1 rounded-md py-1.5"
            >
              <span className="sr-only">{`${f.dayLong(one, now)} · ${t('today.day_visits', { n })}`}</span>
              <span aria-hidden="true" className="text-2xs text-ink-3">
                {weekday}
              </span>
              <span
                aria-hidden="true"
                className={clsx(
                  'num flex size-8 items-center justify-center rounded-full text-base',
                  isShown
                    ? 'bg-brand font-semibold text-on-brand'
                    : one === day
                      ? 'font-semibold text-brand-ink'
                      : 'text-ink group-hover:bg-sunken',
                )}
              >
                {Number(one.slice(8))}
              </span>
              <span aria-hidden="true" className="flex h-1 gap-0.5">
                {Array.from({ length: Math.min(n, 3) }, (_, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: dots are all alike
                  <span key={i} className="size-1 rounded-full bg-ink-3" />
                ))}
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

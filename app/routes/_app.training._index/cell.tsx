import clsx from 'clsx';
import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import type { Standing } from '~/features/certification/rules';
import { CalendarCheck, Check, CircleX, Clock, type Icon } from '~/ui/icons';

const looks: Record<Standing, { className: string; icon?: Icon }> = {
  valid: { className: 'bg-ok-soft text-ok-ink', icon: Check },
  expiring: { className: 'bg-warn-soft text-warn-ink', icon: Clock },
  expired: { className: 'bg-bad-soft text-bad-ink', icon: CircleX },
  learning: { className: 'border border-line-strong text-ink-2' },
  booked: { className: 'bg-info-soft text-info-ink', icon: CalendarCheck },
  assigned: { className: 'border border-dashed border-brand text-brand-ink' },
  not_begun: { className: 'border border-dashed border-line-strong text-ink-3' },
  not_needed: { className: 'text-ink-3' },
};

const monthDay = (day: string) => `${Number(day.slice(5, 7))}/${day.slice(8, 10)}`;

/** What stands in a cell, short. */
export function shortOf(standing: Standing, detail: string | undefined, t: Translate) {
  if (standing === 'not_needed') return '—';
  if (standing === 'valid') return '';
  if (standing === 'expiring') return t('matrix.days', { n: Number(detail ?? 0) });
  if (standing === 'learning') return `${detail ?? 0}%`;
  if (standing === 'booked' && detail) return monthDay(detail);
  return t(`matrix.short.${standing}`);
}

/** The same as a sentence, for who does not see the colours. */
export function toldOf(standing: Standing, detail: string | undefined, t: Translate, f: Formatter) {
  const word = t(`matrix.standing.${standing}`);
  if (standing === 'expiring') return `${word} ${t('matrix.days', { n: Number(detail ?? 0) })}`;
  if (standing === 'learning') return `${word} ${detail ?? 0}%`;
  if (standing === 'booked' && detail) return `${word} ${monthDay(detail)}`;
  return standing === 'assigned' && detail ? `${word} ${f.day(detail)}` : word;
}

/** How a cell looks, in one element: a screen of the matrix has three hundred of them. */
export function cellClass(standing: Standing, hasText: boolean) {
  const { className, icon } = looks[standing];
  return clsx(
    'num absolute top-[7px] flex h-8 cursor-default items-center justify-center overflow-hidden rounded-md px-1 text-xs whitespace-nowrap',
    icon && `mark-before ${icon.mark}`,
    !hasText && 'before:mr-0',
    className,
  );
}

/** How far a course is, as the ground of its cell. */
export const fillOf = (percent: string) => ({
  backgroundImage: `linear-gradient(to right, var(--color-brand-soft) ${percent}%, transparent ${percent}%)`,
});

/** What the colours mean. */
export function Legend({ t }: { t: Translate }) {
  const shown = ['valid', 'expiring', 'expired', 'learning', 'booked', 'assigned', 'not_begun'] as const;
  return (
    <ul aria-label={t('matrix.legend')} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
      {shown.map((standing) => {
        const { className, icon: Mark } = looks[standing];
        return (
          <li key={standing} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className={clsx('relative flex size-4 items-center justify-center overflow-hidden rounded', className)}
            >
              {standing === 'learning' && <span className="absolute inset-y-0 left-0 w-1/2 bg-brand-soft" />}
              {Mark && <Mark className="text-[11px]" />}
            </span>
            {t(`matrix.standing.${standing}`)}
          </li>
        );
      })}
    </ul>
  );
}

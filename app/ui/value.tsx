import clsx from 'clsx';
import type { Formatter } from '~/core/format';
import { useFormat, useT } from '~/core/i18n';

/** Money at a glance: the number, then its unit, small. The exact sum is in the title. */
export function Money({ fen, className }: { fen: number | null | undefined; className?: string }) {
  const format = useFormat();
  if (fen === null || fen === undefined) return <None />;
  return (
    <span className={clsx('num whitespace-nowrap', className)} title={format.yuan(fen)}>
      {shortMoney(fen, format)}
    </span>
  );
}

/** The same without a wrap of its own, for a cell that says the exact sum in its title. */
export function shortMoney(fen: number, format: Formatter) {
  const { value, unit } = format.moneyParts(fen);
  return (
    <>
      {value}
      {unit && (
        <small className={format.locale === 'zh-CN' ? 'ml-[0.15em] text-[0.85em]' : 'text-[0.9em]'}>{unit}</small>
      )}
    </>
  );
}

export function Day({ on, now }: { on: string | null | undefined; now?: string }) {
  const format = useFormat();
  if (!on) return <None />;
  return (
    <time dateTime={on} className="num whitespace-nowrap">
      {format.day(on, now)}
    </time>
  );
}

/** An instant: relative within a week of `now`, in full in its title. */
export function When({ at, now }: { at: string | Date | null | undefined; now: string | Date }) {
  const format = useFormat();
  if (!at) return <None />;
  const iso = typeof at === 'string' ? at : at.toISOString();
  return (
    <time dateTime={iso} title={format.dateTime(at)} className="num whitespace-nowrap">
      {format.when(at, now)}
    </time>
  );
}

/** Nothing known. */
export function None() {
  const t = useT();
  return (
    <span role="img" aria-label={t('common.none')} className="text-ink-3">
      —
    </span>
  );
}

import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useFormat } from '~/core/i18n';
import { type Tone, textTone } from './badge';
import { Link } from './link';

export type Figure = {
  label: string;
  /** An amount in 分, or any `value` with its `unit`. */
  fen?: number | null;
  value?: ReactNode;
  unit?: string;
  note?: ReactNode;
  tone?: Tone;
  /** The rows behind the number. */
  to?: string;
};

/** Three to five numbers that answer how we are doing; `caption` says of what, where that is not all that stands below. */
export function Figures({ items, caption, children }: { items: Figure[]; caption?: ReactNode; children?: ReactNode }) {
  return (
    <div
      tabIndex={items.some((item) => item.to) ? undefined : 0}
      className="strip flex items-center gap-6 gap-y-2 border-b border-line bg-surface px-5 py-2.5 sm:flex-wrap max-sm:gap-2 max-sm:px-4"
    >
      {caption && <p className="w-24 shrink-0 text-xs text-balance text-ink-3">{caption}</p>}
      {items.map((item) => (
        <FigureCell key={item.label} {...item} />
      ))}
      {children && <div className="ml-auto min-w-56 flex-1 max-lg:hidden">{children}</div>}
    </div>
  );
}

function FigureCell({ label, fen, value, unit, note, tone = 'neutral', to }: Figure) {
  const format = useFormat();
  const shown = fen === undefined || fen === null ? { value: value ?? '—', unit: unit ?? '' } : format.moneyParts(fen);
  const body = (
    <>
      <span className="block text-xs text-ink-3">{label}</span>
      <span className="mt-0.5 flex items-baseline gap-1.5 whitespace-nowrap">
        <span
          className="num text-lg font-semibold text-ink"
          title={typeof fen === 'number' ? format.yuan(fen) : undefined}
        >
          {shown.value}
          {shown.unit && (
            <span className={clsx('text-base max-sm:text-sm', format.locale === 'zh-CN' && 'ml-1')}>{shown.unit}</span>
          )}
        </span>
        {note && <span className={clsx('num text-xs', textTone[tone])}>{note}</span>}
      </span>
    </>
  );
  const frame =
    'shrink-0 rounded-md max-sm:min-h-[60px] max-sm:min-w-32 max-sm:rounded-xl max-sm:border max-sm:border-line max-sm:px-3 max-sm:py-2';
  if (!to) return <div className={frame}>{body}</div>;
  return (
    <Link to={to} className={clsx(frame, '-mx-2 -my-1 px-2 py-1 hover:bg-sunken max-sm:m-0')}>
      {body}
    </Link>
  );
}

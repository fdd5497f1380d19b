import clsx from 'clsx';
import type { ReactNode } from 'react';
import { solidTone, type Tone } from './badge';

type ProgressProps = { value: number; max: number; label: string; tone?: Tone };

const share = (value: number, max: number) => (max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0);

export function Progress({ value, max, label, tone = 'brand' }: ProgressProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.min(Math.max(value, 0), max)}
      aria-valuemin={0}
      aria-valuemax={max}
      className="h-1.5 w-full min-w-10 overflow-hidden rounded-full bg-line"
    >
      <div className={clsx('h-full rounded-full', solidTone[tone])} style={{ width: `${share(value, max) * 100}%` }} />
    </div>
  );
}

const strokes: Record<Tone, string> = {
  ok: 'stroke-ok',
  warn: 'stroke-warn',
  bad: 'stroke-bad',
  info: 'stroke-info',
  brand: 'stroke-brand',
  neutral: 'stroke-line-strong',
};

export function Ring({ value, max, label, tone = 'brand', children }: ProgressProps & { children?: ReactNode }) {
  const around = 2 * Math.PI * 17;
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 40 40" role="img" aria-label={label} className="size-10 shrink-0 -rotate-90">
        <circle cx="20" cy="20" r="17" fill="none" strokeWidth="4.5" className="stroke-line" />
        {share(value, max) > 0 && (
          <circle
            cx="20"
            cy="20"
            r="17"
            fill="none"
            strokeWidth="4.5"
            strokeLinecap="round"
            strokeDasharray={`${share(value, max) * around} ${around}`}
            className={strokes[tone]}
          />
        )}
      </svg>
      {children && <span className="min-w-0">{children}</span>}
    </span>
  );
}

type Part = { label: string; value: number; tone: Tone };

/** Parts of one whole; what is left of `max` stays grey. */
export function StackedBar({ label, parts, max }: { label: string; parts: Part[]; max?: number }) {
  const whole = max ?? parts.reduce((sum, part) => sum + part.value, 0);
  return (
    <div role="img" aria-label={label}>
      <div className="flex h-3 overflow-hidden rounded-sm bg-line">
        {parts.map((part) => (
          <div
            key={part.label}
            className={clsx('h-full', solidTone[part.tone])}
            style={{ width: `${share(part.value, whole) * 100}%` }}
          />
        ))}
      </div>
      <div className="mt-2 flex flex-wrap gap-x-4 text-xs text-ink-2">
        {parts.map((part) => (
          <span key={part.label} className="inline-flex items-center gap-1.5">
            <span className={clsx('size-2 rounded-full', solidTone[part.tone])} />
            {part.label}
          </span>
        ))}
      </div>
    </div>
  );
}

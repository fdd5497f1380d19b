import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Icon } from './icons';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'brand' | 'neutral';

export const softTone: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok-ink',
  warn: 'bg-warn-soft text-warn-ink',
  bad: 'bg-bad-soft text-bad-ink',
  info: 'bg-info-soft text-info-ink',
  brand: 'bg-brand-soft text-brand-ink',
  neutral: 'bg-sunken text-ink-2',
};
export const textTone: Record<Tone, string> = {
  ok: 'text-ok-ink',
  warn: 'text-warn-ink',
  bad: 'text-bad-ink',
  info: 'text-info-ink',
  brand: 'text-brand-ink',
  neutral: 'text-ink-3',
};
export const solidTone: Record<Tone, string> = {
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  info: 'bg-info',
  brand: 'bg-brand',
  neutral: 'bg-line-strong',
};

type BadgeProps = { tone?: Tone; icon?: Icon; title?: string; className?: string; children: ReactNode };

/** A state: word and colour, with an icon wherever the colour carries meaning. */
export function Badge({ tone = 'neutral', icon, title, className, children }: BadgeProps) {
  return (
    <span title={title} className={clsx('badge', icon && `mark-before ${icon.mark}`, softTone[tone], className)}>
      {children}
    </span>
  );
}

const stages = ['bg-stage-1', 'bg-stage-2', 'bg-stage-3', 'bg-stage-4', 'bg-stage-5'];
const stagesBefore = [
  'before:bg-stage-1',
  'before:bg-stage-2',
  'before:bg-stage-3',
  'before:bg-stage-4',
  'before:bg-stage-5',
];
const colourOf = (colours: string[], stage: number) => colours[Math.min(Math.max(stage, 1), 5) - 1];

/** The dot before a stage's name; later stages repeat the last colour. */
export function Dot({ stage, tone }: { stage?: number; tone?: Tone }) {
  const colour = stage === undefined ? solidTone[tone ?? 'neutral'] : colourOf(stages, stage);
  return <span aria-hidden="true" className={clsx('inline-block size-2 shrink-0 rounded-full', colour)} />;
}

/** A stage's name after its dot. */
export function Dotted({ stage, children }: { stage: number; children: ReactNode }) {
  return <span className={`dotted ${colourOf(stagesBefore, stage)}`}>{children}</span>;
}
/** The same as the look of a whole cell. */
export const dottedCell = (stage: number) => `dotted-cell ${colourOf(stagesBefore, stage)}`;

export function Count({ n, tone = 'neutral' }: { n: ReactNode; tone?: Tone }) {
  return (
    <span
      className={clsx(
        'num inline-flex h-5 min-w-5 items-center justify-center rounded-full px-1.5 text-xs',
        softTone[tone],
      )}
    >
      {n}
    </span>
  );
}

import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Check, CircleX, Trophy } from './icons';

export type StageStep = {
  id: string;
  label: string;
  state: 'done' | 'current' | 'todo' | 'won' | 'lost';
  note?: ReactNode;
};

const looks = {
  done: 'bg-brand-soft text-brand-ink',
  current: 'bg-brand text-on-brand font-semibold',
  todo: 'bg-sunken text-ink-3',
  won: 'bg-ok-soft text-ok-ink font-semibold',
  lost: 'bg-bad-soft text-bad-ink font-semibold',
};
const icons = { done: Check, won: Trophy, lost: CircleX, current: null, todo: null };

// The arrow of a chevron is cut, so neighbours overlap by its depth.
const chevron =
  '[clip-path:polygon(0_0,calc(100%-10px)_0,100%_50%,calc(100%-10px)_100%,0_100%,10px_50%)] first:[clip-path:polygon(0_0,calc(100%-10px)_0,100%_50%,calc(100%-10px)_100%,0_100%)] last:[clip-path:polygon(0_0,100%_0,100%_100%,0_100%,10px_50%)] not-first:-ml-[7px]';

/** Where an opportunity stands on its way. */
export function StagePath({ label, stages }: { label: string; stages: StageStep[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on the phone it scrolls, so the keyboard must reach it
    <ol aria-label={label} tabIndex={0} className="strip flex rounded-md">
      {stages.map(({ id, label: word, state, note }) => {
        const Icon = icons[state];
        return (
          <li
            key={id}
            aria-current={state === 'current' ? 'step' : undefined}
            className={clsx(
              'flex h-8 min-w-24 flex-1 items-center justify-center gap-1 px-4 text-xs whitespace-nowrap max-sm:h-10',
              chevron,
              looks[state],
            )}
          >
            {Icon && <Icon className="text-[13px]" />}
            {word}
            {note && <span className="num font-normal opacity-80">{note}</span>}
          </li>
        );
      })}
    </ol>
  );
}

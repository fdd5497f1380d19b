import clsx from 'clsx';
import type { ReactNode } from 'react';
import { initials } from '~/core/format';
import { softTone, type Tone } from './badge';
import { Link } from './link';

const tones: Tone[] = ['warn', 'info', 'ok', 'brand'];
const sizes = {
  xs: 'size-5 text-[9px]',
  sm: 'size-6 text-[10px]',
  md: 'size-8 text-xs',
  lg: 'size-10 text-sm',
};
export type AvatarSize = keyof typeof sizes;

/** One person keeps one colour everywhere. */
const toneOf = (name: string) =>
  tones[[...name].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % tones.length];

type AvatarProps = { name: string; size?: AvatarSize; beside?: boolean };

/** Decoration: the name always stands beside it, as the text that follows, or in a label. */
export function Avatar({ name, size = 'sm', beside }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold',
        beside && 'mr-2 align-middle',
        sizes[size],
        softTone[toneOf(name) ?? 'brand'],
      )}
    >
      {initials(name)}
    </span>
  );
}

/** The square sign of an organisation. */
export function Monogram({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="inline-flex size-12 shrink-0 items-center justify-center rounded-lg bg-brand-soft text-lg font-semibold text-brand-ink"
    >
      {[...name].slice(0, 2).join('')}
    </span>
  );
}

type PersonProps = { name: string; sub?: ReactNode; size?: AvatarSize; to?: string };

export function Person({ name, sub, size = 'sm', to }: PersonProps) {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2">
      <Avatar name={name} size={size} />
      <span className="min-w-0">
        {to ? (
          <Link to={to} className="block truncate hover:text-brand-ink hover:underline">
            {name}
          </Link>
        ) : (
          <span className="block truncate">{name}</span>
        )}
        {sub && <span className="block truncate text-xs text-ink-3">{sub}</span>}
      </span>
    </span>
  );
}

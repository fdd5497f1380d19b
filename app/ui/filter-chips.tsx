import { useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { X } from './icons';
import { Link } from './link';
import { withParams } from './params';

export type FilterChip = { param: string; label: string; value: ReactNode };

const paging = { after: null, before: null, peek: null };

/** The filters in force; each carries the link that takes it away. */
export function FilterChips({ chips }: { chips: FilterChip[] }) {
  const t = useT();
  const { search } = useLocation();
  return chips.map((chip) => (
    <span
      key={chip.param}
      className="inline-flex h-7 max-w-full items-center rounded-md border border-line-strong bg-surface pl-2.5 text-sm max-sm:h-11 max-sm:shrink-0 max-sm:rounded-xl"
    >
      <span className="truncate">
        <span className="text-ink-2">{t('shell.filter_label', { label: chip.label })}</span>
        {chip.value}
      </span>
      <Link
        to={withParams(search, { ...paging, [chip.param]: null })}
        preventScrollReset
        aria-label={t('common.remove_filter', { label: chip.label })}
        className="-my-px ml-0.5 flex h-7 w-7 items-center justify-center text-ink-3 hover:text-ink max-sm:size-11"
      >
        <X className="text-[13px]" />
      </Link>
    </span>
  ));
}

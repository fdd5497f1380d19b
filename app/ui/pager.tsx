import { useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { ButtonLink } from './button';
import { ChevronLeft, ChevronRight } from './icons';
import { withParams } from './params';

/** Keyset paging: there is a next and a previous page, never a number of pages. */
export function Pager({
  before,
  after,
  summary,
}: {
  before?: string | null;
  after?: string | null;
  summary?: ReactNode;
}) {
  const t = useT();
  const { search } = useLocation();
  if (!before && !after && !summary) return null;
  return (
    <nav aria-label={t('common.pages')} className="flex items-center gap-2">
      <span className="num mr-auto text-xs text-ink-3">{summary}</span>
      {before && (
        <ButtonLink
          size="sm"
          icon={ChevronLeft}
          rel="prev"
          to={withParams(search, { before, after: null, peek: null })}
        >
          {t('common.previous_page')}
        </ButtonLink>
      )}
      {after && (
        <ButtonLink size="sm" rel="next" to={withParams(search, { after, before: null, peek: null })}>
          {t('common.next_page')}
          <ChevronRight />
        </ButtonLink>
      )}
    </nav>
  );
}

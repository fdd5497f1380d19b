import { useLocation, useNavigate } from '@remix-run/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '~/core/i18n';
import { IconLink } from './button';
import { ChevronDown, ChevronUp, Maximize2, X } from './icons';
import { Link } from './link';
import { withParams } from './params';
import { useShortcut } from './shortcuts';

/** The record open beside the list, and the links that open and close it. */
export function usePeek() {
  const { search } = useLocation();
  return {
    id: new URLSearchParams(search).get('peek'),
    closeTo: withParams(search, { peek: null }),
    linkTo: (id: string) => withParams(search, { peek: id }),
  };
}

type PeekProps = {
  title: ReactNode;
  /** The record's own page. */
  to?: string;
  previous?: string | null;
  next?: string | null;
  children: ReactNode;
};

/** A panel beside the list (not over it: the list stays usable); a sheet on the phone. */
export function Peek({ title, to, previous, next, children }: PeekProps) {
  const t = useT();
  const navigate = useNavigate();
  const { closeTo, id } = usePeek();
  const panel = useRef<HTMLElement>(null);
  const close = () => navigate(closeTo, { preventScrollReset: true });
  useShortcut('Escape', close);
  useEffect(() => {
    if (id) panel.current?.focus({ preventScroll: true });
  }, [id]);
  return (
    <>
      <Link
        to={closeTo}
        preventScrollReset
        tabIndex={-1}
        aria-hidden="true"
        className="fixed inset-0 z-40 bg-black/40 animate-fade lg:hidden"
      />
      <aside
        ref={panel}
        tabIndex={-1}
        aria-label={typeof title === 'string' ? title : undefined}
        className="fixed z-40 flex flex-col border-line bg-surface outline-none max-sm:inset-x-0 max-sm:bottom-0 max-sm:h-[88dvh] max-sm:rounded-t-2xl max-sm:shadow-sheet max-sm:animate-rise sm:inset-y-0 sm:right-0 sm:w-120 sm:border-l sm:shadow-pop sm:animate-slide"
      >
        <header className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-4">
          <h2 className="mr-auto min-w-0 truncate text-base font-semibold">{title}</h2>
          {previous && <IconLink icon={ChevronUp} label={t('common.previous')} to={previous} preventScrollReset />}
          {next && <IconLink icon={ChevronDown} label={t('common.next')} to={next} preventScrollReset />}
          {to && <IconLink icon={Maximize2} label={t('common.open_full')} to={to} />}
          <IconLink icon={X} label={t('common.close')} to={closeTo} preventScrollReset />
        </header>
        <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto overscroll-contain p-4 max-sm:pb-[max(16px,env(safe-area-inset-bottom))]">
          {children}
        </div>
      </aside>
    </>
  );
}

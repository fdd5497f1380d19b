import { useLocation } from '@remix-run/react';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { ButtonLink } from './button';
import { ChevronLeft, type Icon, Plus, Search } from './icons';
import { Link } from './link';
import { NoticesBell } from './shell/bell';
import { WaitingChip } from './shell/waiting';

type Crumb = { to: string; label: string };
type Primary = { to: string; label: string; icon?: Icon; kbd?: string };

type PageHeadProps = {
  title: ReactNode;
  back?: string;
  crumbs?: Crumb[];
  /** Beside the title: a ViewSwitch. */
  views?: ReactNode;
  /** Beside the title on the desktop, a row of its own on the phone: Tabs. */
  tabs?: ReactNode;
  primary?: Primary;
  /** Secondary actions, before the primary one. */
  children?: ReactNode;
};

/** The top of every page; on the phone it is the top bar. */
export function PageHead({ title, back, crumbs = [], views, tabs, primary, children }: PageHeadProps) {
  const t = useT();
  const { pathname } = useLocation();
  const hasRoom = !back && !views && !tabs && pathname !== '/search';
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-surface max-sm:pt-[env(safe-area-inset-top)]">
      <div
        className={clsx(
          'flex h-14 items-center gap-3 px-5 max-sm:gap-1',
          back ? 'max-sm:pr-3 max-sm:pl-1' : 'max-sm:pr-3 max-sm:pl-4',
        )}
      >
        {back && (
          <Link
            to={back}
            aria-label={t('common.back')}
            className="-ml-2 flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken max-sm:ml-0 max-sm:size-11"
          >
            <ChevronLeft className="text-[20px] max-sm:text-[24px]" />
          </Link>
        )}
        <div className="flex min-w-0 items-baseline gap-2">
          {crumbs.map(({ to, label }) => (
            <span key={to} className="flex shrink-0 gap-2 text-ink-3 max-sm:hidden">
              <Link to={to} className="hover:text-ink hover:underline">
                {label}
              </Link>
              <span aria-hidden="true">/</span>
            </span>
          ))}
          <h1 className="truncate text-lg font-semibold">{title}</h1>
        </div>
        {views && <div className="ml-2 shrink-0 max-sm:ml-auto">{views}</div>}
        {tabs && <div className="-mb-px h-full min-w-0 max-sm:hidden">{tabs}</div>}
        <div
          className={clsx(
            'flex shrink-0 items-center gap-2 max-sm:gap-1',
            !(views && !primary && !children) && 'ml-auto',
          )}
        >
          {pathname !== '/outbox' && <WaitingChip />}
          {hasRoom && (
            <Link
              to="/search"
              aria-label={t('search.title')}
              className="flex size-11 items-center justify-center rounded-md text-ink-2 active:bg-sunken sm:hidden"
            >
              <Search className="text-[20px]" />
            </Link>
          )}
          {hasRoom && pathname !== '/notices' && <NoticesBell />}
          {children}
          {primary && (
            <ButtonLink
              to={primary.to}
              variant="primary"
              icon={primary.icon ?? Plus}
              kbd={primary.kbd}
              className="max-sm:!px-0 max-sm:aspect-square"
            >
              <span className="max-sm:sr-only">{primary.label}</span>
            </ButtonLink>
          )}
        </div>
      </div>
      {tabs && <div className="strip h-11 px-4 sm:hidden">{tabs}</div>}
    </header>
  );
}

export function PageBody({
  narrow = false,
  className,
  children,
}: {
  narrow?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      className={clsx('grid gap-4 p-5 max-sm:p-4', narrow ? 'max-w-[760px]' : 'grid-cols-[minmax(0,1fr)]', className)}
    >
      {children}
    </div>
  );
}

/** Facts left, flow in the middle, attention right (below the facts where it is narrower); on the phone attention first. */
export function ThreeColumns({ left, right, children }: { left: ReactNode; right?: ReactNode; children: ReactNode }) {
  return (
    <div
      className={clsx(
        'grid grid-cols-[minmax(0,1fr)] lg:min-h-[calc(100dvh-56px)] lg:grid-cols-[264px_minmax(0,1fr)] lg:grid-rows-[auto_1fr]',
        right && 'xl:grid-cols-[264px_minmax(0,1fr)_288px]',
      )}
    >
      <aside
        className={clsx(
          'min-w-0 bg-surface p-5 max-lg:order-3 max-lg:border-t max-lg:border-line max-sm:p-4 lg:border-r lg:border-line',
          right ? 'xl:row-span-2' : 'lg:row-span-2',
        )}
      >
        <div className="grid gap-6 sm:max-lg:grid-cols-2">{left}</div>
      </aside>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4 p-5 max-lg:order-2 max-sm:p-4 lg:row-span-2">
        {children}
      </div>
      {right && (
        <aside className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-3 p-4 max-lg:order-1 max-lg:pb-0 lg:border-r lg:border-line xl:row-span-2 xl:border-r-0 xl:border-l">
          {right}
        </aside>
      )}
    </div>
  );
}

import { useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { ButtonLink } from './button';
import { type Icon, Inbox, SearchX } from './icons';

type EmptyStateProps = {
  icon?: Icon;
  title: ReactNode;
  action?: ReactNode;
  /** Empty because of filters: offers to clear them. */
  filtered?: boolean;
  children?: ReactNode;
};

/** Why there is nothing, and what to do next. */
export function EmptyState({ icon, title, action, filtered = false, children }: EmptyStateProps) {
  const t = useT();
  const { pathname } = useLocation();
  const Icon = icon ?? (filtered ? SearchX : Inbox);
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span className="flex size-12 items-center justify-center rounded-full bg-sunken text-[22px] text-ink-3">
        <Icon />
      </span>
      <p className="mt-3 text-base font-semibold">{title}</p>
      {children && <p className="mt-1 max-w-md text-ink-2">{children}</p>}
      {(action || filtered) && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          {filtered && <ButtonLink to={pathname}>{t('common.clear_filters')}</ButtonLink>}
          {action}
        </div>
      )}
    </div>
  );
}

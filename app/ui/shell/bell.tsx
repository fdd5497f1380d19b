import clsx from 'clsx';
import { createContext, useContext } from 'react';
import { useT } from '~/core/i18n';
import { Bell as BellIcon } from '../icons';
import { Link } from '../link';

/** How many notices wait to be read, for the phone's top bar. */
export const NoticesContext = createContext<number | null>(null);

const most = 99;

export function Bell({ count, className }: { count: number; className?: string }) {
  const t = useT();
  const shown = count > most ? `${most}+` : String(count);
  const label = count ? t('notice.bell_n', { n: shown }) : t('notice.title');
  return (
    <Link
      to="/notices"
      aria-label={label}
      title={label}
      className={clsx(
        'relative flex shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink',
        className,
      )}
    >
      <BellIcon className="text-[18px] max-sm:text-[20px]" />
      {count > 0 && (
        <span
          aria-hidden="true"
          className="num absolute top-0 right-0 flex h-4 min-w-4 items-center justify-center rounded-full bg-brand px-1 text-[10px] font-semibold text-on-brand"
        >
          {shown}
        </span>
      )}
    </Link>
  );
}

/** On the phone, which has no rail. */
export function NoticesBell() {
  const count = useContext(NoticesContext);
  return count === null ? null : <Bell count={count} className="size-11 sm:hidden" />;
}

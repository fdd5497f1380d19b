import clsx from 'clsx';
import { createContext, useContext } from 'react';
import { useT } from '~/core/i18n';
import { CloudOff, RefreshCw } from '../icons';
import { Link } from '../link';

export type Waiting = { count: number; needsLook: boolean };
/** Forms that are still on this device only. */
export const WaitingContext = createContext<Waiting>({ count: 0, needsLook: false });

/** In the head of each page while something waits. */
export function WaitingChip() {
  const t = useT();
  const { count, needsLook } = useContext(WaitingContext);
  if (!count) return null;
  return (
    <Link
      to="/outbox"
      className={clsx(
        'flex h-7 shrink-0 items-center gap-1 rounded-full px-2.5 text-xs font-medium max-sm:h-11 max-sm:px-3 max-sm:text-sm',
        needsLook ? 'bg-bad-soft text-bad-ink' : 'bg-warn-soft text-warn-ink',
      )}
    >
      {needsLook ? <CloudOff className="text-[14px]" /> : <RefreshCw className="text-[14px]" />}
      {needsLook ? t('outbox.chip_refused', { n: count }) : t('outbox.chip', { n: count })}
    </Link>
  );
}

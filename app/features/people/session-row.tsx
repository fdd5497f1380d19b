import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { MonitorSmartphone } from '~/ui/icons';
import { When } from '~/ui/value';
import { deviceName } from './devices';

type Session = { device: string | null; address: string | null; seenAt: string; createdAt: string };
type SessionRowProps = { session: Session; mark?: ReactNode; how: string; now: string; children: ReactNode };

/** One place somebody is signed in at, and since when; `children` ends it. */
export function SessionRow({ session, mark, how, now, children }: SessionRowProps) {
  const t = useT();
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <MonitorSmartphone className="shrink-0 text-[20px] text-ink-3" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="truncate font-medium">{deviceName(session.device) || t('session.unknown_device')}</span>
          {mark}
        </div>
        <div className="flex flex-wrap gap-x-3 text-xs text-ink-3">
          <span>{how}</span>
          {session.address && <span className="num">{session.address}</span>}
          <span>
            {t('session.seen')} <When at={session.seenAt} now={now} />
          </span>
          <span>
            {t('session.since')} <When at={session.createdAt} now={now} />
          </span>
        </div>
      </div>
      {children}
    </li>
  );
}

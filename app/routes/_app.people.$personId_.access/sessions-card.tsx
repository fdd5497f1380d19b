import { useT } from '~/core/i18n';
import { deviceName } from '~/features/people/devices';
import { Card } from '~/ui/card';
import { MonitorSmartphone } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { When } from '~/ui/value';
import type { AccessData } from './route';

/** Where the person is signed in; addresses are shortened on the server. */
export function SessionsCard({ data: { sessions, now } }: { data: AccessData }) {
  const t = useT();
  const all = sessions.length > 1 && (
    <PostButton variant="danger" size="sm" navigate fields={{ intent: 'end_all' }}>
      {t('access.end_all')}
    </PostButton>
  );
  return (
    <Card title={t('session.title')} padded={false} action={all}>
      {sessions.length === 0 && <p className="px-4 pb-4 text-ink-3">{t('access.no_sessions')}</p>}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center gap-3 px-4 py-3">
            <MonitorSmartphone className="shrink-0 text-[20px] text-ink-3" />
            <div className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                {deviceName(session.device) || t('session.unknown_device')}
              </span>
              <div className="flex flex-wrap gap-x-3 text-xs text-ink-3">
                <span>{t(`access.by.${session.method}`)}</span>
                {session.address && <span className="num">{session.address}</span>}
                <span>
                  {t('session.seen')} <When at={session.seenAt} now={now} />
                </span>
                <span>
                  {t('session.since')} <When at={session.createdAt} now={now} />
                </span>
              </div>
            </div>
            <PostButton size="sm" navigate fields={{ intent: 'end', id: session.id }}>
              {t('session.revoke')}
            </PostButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

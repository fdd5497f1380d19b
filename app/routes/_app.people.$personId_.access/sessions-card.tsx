import { useT } from '~/core/i18n';
import { EndAllForm } from '~/features/access/end-all-form';
import { SessionRow } from '~/features/people/session-row';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import type { AccessData } from './route';

/** Where the person is signed in; addresses are shortened on the server. */
export function SessionsCard({ data: { sessions, now } }: { data: AccessData }) {
  const t = useT();
  return (
    <Card title={t('session.title')} padded={false}>
      {sessions.length === 0 && <p className="px-4 pb-4 text-ink-3">{t('access.no_sessions')}</p>}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} how={t(`access.by.${session.method}`)} now={now}>
            <PostButton size="sm" navigate fields={{ intent: 'end', id: session.id }}>
              {t('session.revoke')}
            </PostButton>
          </SessionRow>
        ))}
      </ul>
      <div className="border-line border-t p-4">
        <EndAllForm intent="end_all" label={t('access.end_all')} />
      </div>
    </Card>
  );
}

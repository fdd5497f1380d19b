import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Mail } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import type { AccessData } from './route';

export function RecoveryCard({ data: { person, isMailOff } }: { data: AccessData }) {
  const t = useT();
  const isClosed = isMailOff || !person.email;
  const hint = !person.email ? 'access.no_email' : isMailOff ? 'access.mail_off' : 'access.send_hint';
  return (
    <Card title={t('access.send')}>
      <p className="text-ink-2">{t(hint)}</p>
      {!isClosed && (
        <div className="mt-3">
          <PostButton icon={Mail} navigate fields={{ intent: 'send' }}>
            {t('access.send_go')}
          </PostButton>
        </div>
      )}
    </Card>
  );
}

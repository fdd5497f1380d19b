import { useT } from '~/core/i18n';
import { longEventWords } from '~/features/webhooks/event-words';
import { WebhookState } from '~/features/webhooks/webhook-state';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Fold } from '~/ui/fold';
import { PostButton } from '~/ui/post-button';
import { When } from '~/ui/value';
import type { Shown } from './route';

/** What it is, and what can be done with it. */
export function WebhookCard({ webhook, now }: Pick<Shown, 'webhook' | 'now'>) {
  const t = useT();
  const { version, offReason, failingSince } = webhook;
  const isOn = offReason === null;
  return (
    <Card>
      <Facts>
        <Fact label={t('webhook.state')}>
          <span className="flex flex-wrap items-center gap-2">
            <WebhookState offReason={offReason} failingSince={failingSince} />
            {failingSince && isOn && (
              <span className="text-sm text-ink-3">
                {t('webhook.failing_since')} <When at={failingSince} now={now} />
              </span>
            )}
          </span>
        </Fact>
        <Fact label={t('webhook.url')}>
          <span className="num break-all">{webhook.url}</span>
        </Fact>
        <Fact label={t('webhook.company')}>{webhook.tenantName}</Fact>
        <Fact label={t('webhook.owner')}>
          {webhook.ownerName}
          <span className="block text-xs text-ink-3">{t('webhook.acts_for')}</span>
        </Fact>
        <Fact label={t('webhook.events')}>
          <span className="flex flex-wrap gap-1.5">
            {webhook.events.map((event) => (
              <Badge key={event} title={event}>
                {longEventWords(t, event)}
              </Badge>
            ))}
          </span>
        </Fact>
      </Facts>
      <div className="mt-4 flex flex-wrap gap-2">
        {isOn && (
          <PostButton fields={{ intent: 'ping' }} navigate>
            {t('webhook.ping')}
          </PostButton>
        )}
        <PostButton fields={{ intent: isOn ? 'off' : 'on', version }} navigate variant={isOn ? 'secondary' : 'primary'}>
          {t(isOn ? 'webhook.switch_off' : 'webhook.switch_on')}
        </PostButton>
      </div>
      <p className="mt-2 text-xs text-ink-3">{t('webhook.off_hint')}</p>
      <Fold title={t('webhook.more')} className="mt-2">
        <div className="flex flex-wrap gap-2 pt-1">
          <PostButton fields={{ intent: 'rotate', version }} navigate>
            {t('webhook.rotate')}
          </PostButton>
          <PostButton fields={{ intent: 'delete', version }} navigate variant="danger">
            {t('common.delete')}
          </PostButton>
        </div>
        <p className="mt-2 text-xs text-ink-3">{t('webhook.rotate_hint')}</p>
      </Fold>
    </Card>
  );
}

import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { longEventWords } from '~/features/webhooks/event-words';
import { type DeliveryState, deliveryStates, pingEvent } from '~/features/webhooks/rules';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Fold } from '~/ui/fold';
import { ScrollText } from '~/ui/icons';
import { Pager } from '~/ui/pager';
import { PostButton } from '~/ui/post-button';
import { Tabs } from '~/ui/tabs';
import { When } from '~/ui/value';
import type { Shown } from './route';

const tones = { waiting: 'info', delivered: 'ok', failed: 'bad' } as const satisfies Record<DeliveryState, string>;

/** What was sent, how it was answered, and what can be sent again. */
export function WebhookLog({ webhook, deliveries, show, after, since, now }: Shown) {
  const t = useT();
  const here = paths.webhook(webhook.id);
  const isOn = webhook.offReason === null;
  return (
    <Card title={t('webhook.log')} note={t('webhook.log_note')} padded={false}>
      <div className="flex flex-wrap items-end gap-3 border-b border-line px-4 pb-3">
        <Tabs
          label={t('webhook.log')}
          items={[null, ...deliveryStates].map((state) => ({
            to: state ? `${here}?show=${state}` : here,
            label: t(state ? `webhook.delivery.${state}` : 'webhook.all'),
            active: state === show,
          }))}
        />
        {isOn && (
          <form method="post" action={here} className="ml-auto flex flex-wrap items-end gap-2 max-sm:ml-0">
            <input type="hidden" name="intent" value="failed_again" />
            <label className="grid gap-1 text-xs text-ink-3">
              {t('webhook.since')}
              <input type="date" name="since" defaultValue={since} required className="control" />
            </label>
            <Button type="submit">{t('webhook.failed_again')}</Button>
          </form>
        )}
      </div>
      {deliveries.length === 0 && <EmptyState icon={ScrollText} title={t('webhook.log_empty')} />}
      <ul className="divide-y divide-line">
        {deliveries.map((one) => (
          <li key={one.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-3">
            <div className="min-w-0 flex-1 basis-60">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone={tones[one.state]}>{t(`webhook.delivery.${one.state}`)}</Badge>
                <span className="font-medium">
                  {one.event === pingEvent ? t('webhook.ping') : longEventWords(t, one.event)}
                </span>
                <span className="text-sm text-ink-3">
                  <When at={one.createdAt} now={now} />
                </span>
              </p>
              <p className="num text-xs break-all text-ink-3">{one.id}</p>
              <p className="num text-sm text-ink-2">
                {[
                  one.status === null ? '' : t('webhook.answered', { status: one.status, ms: one.ms ?? 0 }),
                  one.error
                    ? t.has(`webhook.error.${one.error}`)
                      ? t.any(`webhook.error.${one.error}`)
                      : one.error
                    : '',
                  one.attempts ? t('webhook.tries', { n: one.attempts }) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
                {one.state === 'waiting' && one.attempts > 0 && (
                  <>
                    {' · '}
                    {t('webhook.next')} <When at={one.nextAt} now={now} />
                  </>
                )}
              </p>
              {one.answer && (
                <Fold title={<span className="text-sm">{t('webhook.answer')}</span>}>
                  <pre className="num rounded-[8px] bg-sunken p-3 text-xs break-all whitespace-pre-wrap">
                    {one.answer}
                  </pre>
                </Fold>
              )}
            </div>
            {isOn && one.state !== 'waiting' && (
              <PostButton action={here} fields={{ intent: 'again', deliveryId: one.id }} size="sm" navigate>
                {t('webhook.again')}
              </PostButton>
            )}
          </li>
        ))}
      </ul>
      {after && (
        <div className="p-3">
          <Pager after={after} />
        </div>
      )}
    </Card>
  );
}

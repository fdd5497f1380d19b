import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import type { Shown } from './route';

type Props = { data: Shown; secret: string | null; isMailed: boolean };

/** Secret addresses for the customer: made, mailed, followed, taken back. */
export function LinksCard({ data, secret, isMailed }: Props) {
  const t = useT();
  const f = useFormat();
  const { links, quote, may, newId, now, origin } = data;
  const stateOf = (link: (typeof links)[number]) => {
    if (link.revokedAt) return t('offer.link.revoked');
    if (link.usedAt) return t('offer.link.used', { when: f.when(link.usedAt, now) });
    if (new Date(link.expiresAt) <= new Date(now)) return t('offer.link.over');
    if (link.firstReadAt) return t('offer.link.read', { when: f.when(link.firstReadAt, now) });
    if (link.mailFailedAt) return t('offer.link.mail_failed');
    return link.mailed && !link.mailSentAt ? t('offer.link.mail_waiting') : t('offer.link.unread');
  };
  const mayMake = quote.state === 'sent' && may.send;
  if (!mayMake && links.length === 0) return null;
  return (
    <Card title={t('offer.links')}>
      <p className="mb-3 text-ink-2">{t('offer.links_hint')}</p>
      {secret && (
        <div role="status" className="mb-3 rounded-lg bg-ok-soft p-3">
          <p className="mb-1 text-sm text-ok-ink">{t('offer.link_once')}</p>
          <input
            readOnly
            aria-label={t('offer.links')}
            value={`${origin}/offer/${secret}`}
            onFocus={(event) => event.currentTarget.select()}
            className="control num w-full"
          />
        </div>
      )}
      {isMailed && (
        <p role="status" className="mb-3 rounded-lg bg-ok-soft p-3 text-ok-ink">
          {t('offer.link_mailed')}
        </p>
      )}
      {mayMake && (
        <ActionForm
          own
          key={newId}
          hidden={{ intent: 'link', id: newId, locale: f.locale }}
          labels={{ sentTo: t('offer.link_for'), email: t('offer.link_email') }}
          className="grid gap-3"
        >
          <div className="grid gap-3 sm:grid-cols-2">
            <Field name="sentTo" label={t('offer.link_for')}>
              <Input maxLength={200} />
            </Field>
            <Field name="email" label={t('offer.link_email')} hint={t('offer.link_email_hint')}>
              <Input type="email" maxLength={254} />
            </Field>
          </div>
          <div>
            <SubmitButton>{t('offer.make_link')}</SubmitButton>
          </div>
        </ActionForm>
      )}
      <ul className="mt-3 grid">
        {links.map((link) => (
          <li key={link.id} className="flex flex-wrap items-center gap-x-3 border-t border-line py-2">
            <span className="min-w-0 flex-1">{link.sentTo ?? t('offer.link_nobody')}</span>
            <span className="text-sm text-ink-3">{stateOf(link)}</span>
            {!link.revokedAt && may.send && (
              <ActionForm own hidden={{ intent: 'revoke', linkId: link.id }}>
                <SubmitButton variant="ghost" size="sm">
                  {t('offer.revoke')}
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

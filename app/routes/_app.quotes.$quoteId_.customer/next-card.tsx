import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import type { Shown } from './route';

/** How the quote stands with the customer, and the one thing to do next. */
export function NextCard({ data }: { data: Shown }) {
  const t = useT();
  const f = useFormat();
  const { quote, version, contract, may, now } = data;
  const answeredAt = version?.acceptedAt ?? version?.declinedAt;
  const by = [version?.acceptedName ?? version?.declinedName, version?.answeredTitle].filter(Boolean).join(' · ');
  return (
    <Card title={t('offer.stands')}>
      <p className="mb-3">
        {answeredAt
          ? t(version?.acceptedAt ? 'offer.accepted_by' : 'offer.declined_by', {
              by,
              when: f.dateTime(answeredAt, now),
            })
          : version && quote.state === 'sent'
            ? t('offer.waiting_since', { when: f.dateTime(version.sentAt, now), until: f.day(version.validUntil, now) })
            : t(quote.state === 'approved' ? 'offer.may_send' : 'offer.not_yet')}
      </p>
      {version?.declinedReason && <p className="mb-3 whitespace-pre-line text-ink-2">{version.declinedReason}</p>}
      {quote.state === 'approved' && may.send && (
        <ActionForm own hidden={{ intent: 'send', id: data.newId, version: quote.version }}>
          <SubmitButton>{t('offer.send')}</SubmitButton>
        </ActionForm>
      )}
      {contract && (
        <ButtonLink to={paths.contract(contract.id)}>{t('offer.to_contract', { number: contract.number })}</ButtonLink>
      )}
      {quote.state === 'accepted' && !contract && may.contract && (
        <ActionForm own hidden={{ intent: 'contract', id: data.newId }}>
          <SubmitButton>{t('offer.make_contract')}</SubmitButton>
        </ActionForm>
      )}
    </Card>
  );
}

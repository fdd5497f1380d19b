import { daysBetween } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Fact, Facts } from '~/ui/facts';
import { Field } from '~/ui/field';
import { Link } from '~/ui/link';
import type { ContractShown } from './route';

/** The terms, and what comes next: the deal's end or the renewal. */
export function FactsCard({ data }: { data: ContractShown }) {
  const t = useT();
  const f = useFormat();
  const { contract, dealTitle, dealStage, ownerName, mayWrite, mayReadQuote, today, renewalDays } = data;
  const signer = (name: string | null, title: string | null) => [name, title].filter(Boolean).join(' · ') || '—';
  const mayRenew = contract.state === 'active' && contract.endsOn && daysBetween(today, contract.endsOn) <= renewalDays;
  return (
    <>
      <Card title={t('contract.facts')}>
        <Facts>
          <Fact label={t('contract.number')}>
            <span className="num">{contract.number}</span>
          </Fact>
          <Fact label={t('contract.period')}>
            {contract.startsOn && contract.endsOn
              ? `${f.day(contract.startsOn)} – ${f.day(contract.endsOn)}`
              : t('contract.not_signed')}
            {contract.autoRenews && ` · ${t('contract.renews_itself')}`}
          </Fact>
          {contract.signedOn && <Fact label={t('contract.signed_by')}>{f.day(contract.signedOn)}</Fact>}
          {contract.firstPaidOn && <Fact label={t('contract.first_paid')}>{f.day(contract.firstPaidOn)}</Fact>}
          <Fact label={t('contract.seller_signer')}>{signer(contract.sellerSigner, contract.sellerSignerTitle)}</Fact>
          <Fact label={t('contract.customer_signer')}>
            {signer(contract.customerSigner, contract.customerSignerTitle)}
          </Fact>
          <Fact label={t('contract.owner')}>{ownerName}</Fact>
          <Fact label={t('contract.deal')}>
            <Link to={paths.opportunity(contract.opportunityId)} className="text-brand-ink hover:underline">
              {dealTitle}
            </Link>
          </Fact>
          {mayReadQuote && (
            <Fact label={t('contract.quote')}>
              <Link to={paths.offer(contract.quoteId)} className="text-brand-ink hover:underline">
                {t('contract.to_quotes')}
              </Link>
            </Fact>
          )}
          {contract.state === 'terminated' && contract.signedOn && contract.closedOn && (
            <Fact label={t('contract.terminate')}>
              {f.day(contract.closedOn)} · {contract.closeNote}
            </Fact>
          )}
        </Facts>
      </Card>
      {contract.state === 'active' && dealStage !== 'won' && mayWrite && (
        <Card title={t('contract.win')}>
          <p className="mb-3 text-ink-2">{t('contract.win_hint')}</p>
          <ButtonLink to={paths.opportunity(contract.opportunityId)}>{t('contract.win')}</ButtonLink>
        </Card>
      )}
      {contract.signedOn && !contract.firstPaidOn && mayWrite && (
        <Card title={t('contract.first_paid')}>
          <p className="mb-3 text-ink-2">{t('contract.first_paid_hint')}</p>
          <ActionForm
            own
            hidden={{ intent: 'paid', version: contract.version }}
            values={{ firstPaidOn: today }}
            labels={{ firstPaidOn: t('contract.paid_on') }}
            className="flex flex-wrap items-end gap-3"
          >
            <Field name="firstPaidOn" label={t('contract.paid_on')} required>
              <DateInput max={today} />
            </Field>
            <SubmitButton variant="secondary">{t('contract.record_payment')}</SubmitButton>
          </ActionForm>
        </Card>
      )}
      {contract.state === 'active' && (
        <Card title={t('contract.renewal')}>
          <p className="mb-3 text-ink-2">{t('contract.renewal_hint')}</p>
          {contract.renewalId ? (
            <ButtonLink to={paths.opportunity(contract.renewalId)}>{t('contract.to_renewal')}</ButtonLink>
          ) : (
            mayRenew &&
            mayWrite && (
              <ActionForm own hidden={{ intent: 'renew' }}>
                <SubmitButton>{t('contract.renew_now')}</SubmitButton>
              </ActionForm>
            )
          )}
        </Card>
      )}
    </>
  );
}

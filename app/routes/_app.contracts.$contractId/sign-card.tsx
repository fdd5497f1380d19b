import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { Input } from '~/ui/input';
import type { ContractShown } from './route';

/** Both have signed: from here on it runs. */
export function SignCard({ data }: { data: ContractShown }) {
  const t = useT();
  const { contract, today } = data;
  const labels = {
    signedOn: t('contract.signed_on'),
    startsOn: t('contract.starts_on'),
    sellerSigner: t('contract.seller_signer'),
    customerSigner: t('contract.customer_signer'),
    renewalMonths: t('contract.renewal_months'),
  };
  const values = {
    ...{ signedOn: today, startsOn: today, renewalMonths: contract.renewalMonths },
    ...{ sellerSigner: contract.sellerSigner ?? '', sellerSignerTitle: contract.sellerSignerTitle ?? '' },
    ...{ customerSigner: contract.customerSigner ?? '', customerSignerTitle: contract.customerSignerTitle ?? '' },
  };
  return (
    <Card title={t('contract.sign')}>
      <p className="mb-3 text-ink-2">{t('contract.sign_hint')}</p>
      <ActionForm
        own
        hidden={{ intent: 'sign', version: contract.version }}
        values={values}
        labels={labels}
        className="grid gap-3"
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field name="signedOn" label={labels.signedOn} required>
            <DateInput max={today} />
          </Field>
          <Field name="startsOn" label={labels.startsOn} required>
            <DateInput />
          </Field>
          <Field name="sellerSigner" label={labels.sellerSigner} required>
            <Input maxLength={80} />
          </Field>
          <Field name="sellerSignerTitle" label={t('contract.signer_title')}>
            <Input maxLength={80} />
          </Field>
          <Field name="customerSigner" label={labels.customerSigner} required>
            <Input maxLength={80} />
          </Field>
          <Field name="customerSignerTitle" label={t('contract.signer_title')}>
            <Input maxLength={80} />
          </Field>
          <Field name="renewalMonths" label={labels.renewalMonths}>
            <Input inputMode="numeric" className="num" />
          </Field>
        </div>
        <Checkbox name="autoRenews" label={t('contract.auto_renews')} />
        <div>
          <SubmitButton>{t('contract.sign')}</SubmitButton>
        </div>
      </ActionForm>
      <Fold title={t('contract.give_up')} className="mt-3 border-t border-line pt-1 text-ink-2">
        <ActionForm own hidden={{ intent: 'give_up', version: contract.version }}>
          <p className="text-ink-2">{t('contract.give_up_hint')}</p>
          <div>
            <SubmitButton variant="danger">{t('contract.give_up')}</SubmitButton>
          </div>
        </ActionForm>
      </Fold>
    </Card>
  );
}

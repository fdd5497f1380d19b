import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import type { PolicyData } from './route';

const fields = [
  ['name', 'name', 100],
  ['nameEn', 'name_en', 120],
  ['address', 'address', 200],
  ['addressEn', 'address_en', 200],
  ['phone', 'phone', 60],
  ['taxNumber', 'tax_number', 40],
  ['bank', 'bank', 120],
  ['bankAccount', 'bank_account', 60],
] as const;

/** Who the papers come from. */
export function LetterheadForm({ data }: { data: PolicyData }) {
  const t = useT();
  const { version, ...values } = data.head;
  const labels = Object.fromEntries(fields.map(([name, word]) => [name, t(`contract_policy.${word}`)]));
  return (
    <Card title={t('contract_policy.letterhead')}>
      <p className="mb-3 text-ink-2">{t('contract_policy.letterhead_hint')}</p>
      <ActionForm key={version} own hidden={{ intent: 'letterhead', version }} values={values} labels={labels}>
        <div className="grid gap-3 sm:grid-cols-2">
          {fields.map(([name, , most]) => (
            <Field key={name} name={name} label={labels[name]} required={name === 'name'}>
              <Input maxLength={most} />
            </Field>
          ))}
        </div>
        <div>
          <SubmitButton>{t('contract_policy.save')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

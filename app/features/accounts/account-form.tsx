import { useActionData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { Combobox, type ComboOption } from '~/ui/combobox';
import { Field, FieldRow, Fieldset, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { MoneyInput } from '~/ui/money-input';
import { Textarea } from '~/ui/textarea';
import type { ZodForm } from '~/ui/use-zod-form';
import { CustomInputs, customLabels } from '../custom-fields/custom-inputs';
import type { CustomField, CustomValues } from '../custom-fields/rules';
import { useAccountWords } from './account-words';
import { IndustryField } from './industry-field';
import { NearAccounts } from './near-accounts';
import { RegionField } from './region-field';
import { StaleNote } from './stale-note';

export type AccountFormProps = {
  form: ZodForm;
  hidden: Record<string, string | number>;
  enterprises: ComboOption[];
  parents: ComboOption[];
  /** Whom a lead may give the new account to. */
  owners?: ComboOption[];
  cancelTo: string;
  /** The company's own, with what the account holds in them. */
  fields: CustomField[];
  custom?: CustomValues;
  /** Tells of accounts that may be this one while it is being typed. */
  lookFor?: boolean;
};

/** Every fact of a customer; used to make one and to change one. */
export function AccountForm({
  form,
  hidden,
  enterprises,
  parents,
  owners = [],
  cancelTo,
  lookFor,
  fields,
  custom,
}: AccountFormProps) {
  const t = useT();
  const { locale } = useFormat();
  const words = useAccountWords();
  const labels = { ...words.labels, ...customLabels(fields, locale) };
  return (
    <ActionForm form={form} hidden={hidden} labels={labels}>
      <TakenLink />
      <StaleNote />
      <div className="grid gap-6">
        <Fieldset legend={t('account.basics')}>
          <Field name="name" label={labels.name} required>
            <Input maxLength={120} autoComplete="off" />
          </Field>
          <FieldRow>
            <Field name="shortName" label={labels.shortName}>
              <Input maxLength={60} autoComplete="off" />
            </Field>
            <Field name="creditCode" label={labels.creditCode}>
              <Input maxLength={30} autoComplete="off" autoCapitalize="characters" spellCheck={false} className="num" />
            </Field>
          </FieldRow>
          {lookFor && <NearAccounts />}
          <ChipField name="kind" label={labels.kind} options={words.kinds} required />
          <ChipField name="grade" label={labels.grade} options={words.grades} required />
          <IndustryField locale={locale} />
          {owners.length > 0 && (
            <Field name="ownerId" label={labels.ownerId}>
              <Combobox options={owners} placeholder={t('account.owner_self')} />
            </Field>
          )}
        </Fieldset>
        <Fieldset legend={t('account.location')}>
          <RegionField locale={locale} />
          <Field name="address" label={labels.address}>
            <Input maxLength={200} autoComplete="off" />
          </Field>
          <FieldRow>
            <Field name="longitude" label={labels.longitude}>
              <Input inputMode="decimal" maxLength={14} className="num" />
            </Field>
            <Field name="latitude" label={labels.latitude}>
              <Input inputMode="decimal" maxLength={14} className="num" />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="phone" label={labels.phone}>
              <Input type="tel" maxLength={40} className="num" />
            </Field>
            <Field name="website" label={labels.website}>
              <Input maxLength={200} inputMode="url" />
            </Field>
          </FieldRow>
        </Fieldset>
        <Fieldset legend={t('account.size')}>
          <FieldRow>
            <Field name="monthlyRevenueFen" label={labels.monthlyRevenueFen}>
              <MoneyInput />
            </Field>
            <Field name="registeredCapitalFen" label={labels.registeredCapitalFen}>
              <MoneyInput />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="annualRevenueFen" label={labels.annualRevenueFen}>
              <MoneyInput />
            </Field>
            <Field name="headcount" label={labels.headcount}>
              <Input inputMode="numeric" maxLength={9} className="num" />
            </Field>
            <Field name="foundedYear" label={labels.foundedYear}>
              <Input inputMode="numeric" maxLength={4} className="num" />
            </Field>
          </FieldRow>
        </Fieldset>
        <CustomInputs fields={fields} values={custom} />
        <Fieldset legend={t('account.tailoring')} hint={t('account.tailoring_hint')}>
          {words.facets.map(({ name, options }) => (
            <ChipField
              key={name}
              name={name}
              label={labels[name]}
              options={[{ value: '', label: t('common.unknown') }, ...options]}
            />
          ))}
          <Field name="tailoringNote" label={labels.tailoringNote}>
            <Textarea rows={4} maxLength={4000} />
          </Field>
        </Fieldset>
        <Fieldset legend={t('account.group')}>
          <FieldRow>
            <Field name="enterpriseId" label={labels.enterpriseId} hint={t('account.enterprise_hint')}>
              <Combobox options={enterprises} load="/enterprises/options.json" />
            </Field>
            <Field name="enterpriseName" label={labels.enterpriseName}>
              <Input maxLength={120} autoComplete="off" />
            </Field>
          </FieldRow>
          <Field name="parentId" label={labels.parentId} hint={t('account.parent_hint')}>
            <Combobox options={parents} load="/accounts/options.json" />
          </Field>
        </Fieldset>
      </div>
      <FormActions>
        <SubmitButton>{t('common.save')}</SubmitButton>
        <ButtonLink to={cancelTo} variant="ghost">
          {t('common.cancel')}
        </ButtonLink>
      </FormActions>
    </ActionForm>
  );
}

/** The account of mine that has this credit code already. */
function TakenLink() {
  const t = useT();
  const refusal = useActionData<Refused>();
  const taken = (refusal?.details as { taken?: { id: string; name: string } } | undefined)?.taken;
  if (!taken) return null;
  return (
    <Link to={`/accounts/${taken.id}`} className="text-brand-ink underline underline-offset-2">
      {t('account.credit_taken_open', { name: taken.name })}
    </Link>
  );
}

import { useT } from '~/core/i18n';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow, Fieldset } from '~/ui/field';
import { Input } from '~/ui/input';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import { priceKinds, pricePeriods, priceUnits, taxRates } from './rules';

type Tier = { from: string; amountFen: string };

/** The fields of a price; three more tiers than there are can be filled in. */
export function PriceFields({ tiers, fixedCode }: { tiers: Tier[]; fixedCode: boolean }) {
  const t = useT();
  const rows = Math.min(12, tiers.length + 3);
  return (
    <>
      <FieldRow>
        <Field name="name" label={t('offering.price_name')} required>
          <Input maxLength={60} />
        </Field>
        <Field name="nameEn" label={t('offering.name_en')}>
          <Input maxLength={80} />
        </Field>
        <Field name="code" label={t('offering.price_code')} hint={t('offering.price_code_hint')} required>
          <Input maxLength={40} readOnly={fixedCode} autoComplete="off" />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="kind" label={t('offering.price_kind')} required>
          <Select options={priceKinds.map((one) => ({ value: one, label: t(`offering.price_kind.${one}`) }))} />
        </Field>
        <Field name="period" label={t('offering.period')}>
          <Select
            placeholder={t('offering.none')}
            options={pricePeriods.map((one) => ({ value: one, label: t(`offering.period.${one}`) }))}
          />
        </Field>
        <Field name="unit" label={t('offering.unit')} required>
          <Select options={priceUnits.map((one) => ({ value: one, label: t(`offering.unit.${one}`) }))} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="amountFen" label={t('offering.amount')} required>
          <MoneyInput />
        </Field>
        <Field name="costFen" label={t('offering.cost')}>
          <MoneyInput />
        </Field>
        <Field name="taxPercent" label={t('offering.tax')} required>
          <Select options={taxRates.map((rate) => ({ value: String(rate), label: `${rate}%` }))} />
        </Field>
      </FieldRow>
      <Field name="validFrom" label={t('offering.valid_from')} required>
        <DateInput />
      </Field>
      <Fieldset legend={t('offering.tiers')}>
        <p className="text-xs text-ink-3">{t('offering.tiers_hint')}</p>
        {Array.from({ length: rows }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
          <FieldRow key={at}>
            <Field name={`tiers[${at}].from`} label={t('offering.tier_from')}>
              <Input inputMode="numeric" maxLength={10} defaultValue={tiers[at]?.from} />
            </Field>
            <Field name={`tiers[${at}].amountFen`} label={t('offering.tier_amount')}>
              <MoneyInput defaultValue={tiers[at]?.amountFen} />
            </Field>
          </FieldRow>
        ))}
      </Fieldset>
    </>
  );
}

export function usePriceLabels() {
  const t = useT();
  return {
    name: t('offering.price_name'),
    code: t('offering.price_code'),
    period: t('offering.period'),
    amountFen: t('offering.amount'),
    costFen: t('offering.cost'),
    validFrom: t('offering.valid_from'),
    tiers: t('offering.tiers'),
  };
}

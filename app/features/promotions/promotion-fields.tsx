import { useT } from '~/core/i18n';
import { productLines } from '~/features/offerings/rules';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { type Option, Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { budgetKinds, effects, purchases } from './rules';

export type PromotionChoices = { offerings: Option[]; regions: Option[]; industries: Option[] };

const gradeOptions = ['A', 'B', 'C', 'D'].map((grade) => ({ value: grade, label: grade }));

/** The fields a new offer and an edited one have in common. */
export function PromotionFields({ choices }: { choices: PromotionChoices }) {
  const t = useT();
  return (
    <>
      <Card>
        <div className="grid gap-4">
          <FieldRow>
            <Field name="name" label={t('promotion.name')} required>
              <Input maxLength={80} />
            </Field>
            <Field name="nameEn" label={t('offering.name_en')}>
              <Input maxLength={120} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="startsOn" label={t('promotion.starts_on')} required>
              <DateInput />
            </Field>
            <Field name="endsOn" label={t('promotion.ends_on')} required>
              <DateInput />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="effect" label={t('promotion.effect')} required>
              <Select options={effects.map((effect) => ({ value: effect, label: t(`promotion.effect.${effect}`) }))} />
            </Field>
            <Field name="amount" label={t('promotion.amount')} hint={t('promotion.amount_hint')} required>
              <Input inputMode="decimal" maxLength={24} className="num" />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="line" label={t('promotion.line')}>
              <Select
                placeholder={t('promotion.on_all')}
                options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))}
              />
            </Field>
            <Field name="offeringId" label={t('promotion.offering')} hint={t('promotion.on_one')}>
              <Combobox options={choices.offerings} placeholder={t('promotion.on_all')} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="budgetKind" label={t('promotion.budget_kind')}>
              <Select
                placeholder={t('promotion.budget_none')}
                options={budgetKinds.map((kind) => ({ value: kind, label: t(`promotion.budget_kind.${kind}`) }))}
              />
            </Field>
            <Field name="budget" label={t('promotion.budget')} hint={t('promotion.budget_hint')}>
              <Input inputMode="decimal" maxLength={24} className="num" />
            </Field>
          </FieldRow>
          <Field name="description" label={t('offering.description')}>
            <Textarea rows={2} maxLength={1000} />
          </Field>
        </div>
      </Card>
      <Card title={t('promotion.who')} note={t('bundle.who_hint')}>
        <div className="grid gap-4">
          <FieldRow>
            <Field name="purchase" label={t('promotion.purchase')} required>
              <Select options={purchases.map((one) => ({ value: one, label: t(`promotion.purchase.${one}`) }))} />
            </Field>
            <Field name="heldOfferingId" label={t('promotion.held')}>
              <Combobox options={choices.offerings} placeholder={t('offering.none')} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="perCustomer" label={t('promotion.per_customer')}>
              <Input inputMode="numeric" maxLength={3} className="num" />
            </Field>
            <Field name="exclusiveGroup" label={t('promotion.group')} hint={t('promotion.group_hint')}>
              <Input maxLength={40} />
            </Field>
          </FieldRow>
          <ChipField name="grades" label={t('offering.for_grades')} type="checkbox" options={gradeOptions} />
          <ChipField
            name="industries"
            label={t('offering.for_industries')}
            type="checkbox"
            options={choices.industries}
          />
          <ChipField name="regions" label={t('bundle.regions')} type="checkbox" options={choices.regions} />
        </div>
      </Card>
    </>
  );
}

/** Names of the fields for the summary of what is wrong. */
export function usePromotionLabels() {
  const t = useT();
  return {
    code: t('offering.code'),
    name: t('promotion.name'),
    startsOn: t('promotion.starts_on'),
    endsOn: t('promotion.ends_on'),
    effect: t('promotion.effect'),
    amount: t('promotion.amount'),
    line: t('promotion.line'),
    offeringId: t('promotion.offering'),
    budget: t('promotion.budget'),
    heldOfferingId: t('promotion.held'),
    perCustomer: t('promotion.per_customer'),
  };
}

import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Combobox } from '~/ui/combobox';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { BundleChoices } from './choices.server';
import { ComponentRows } from './component-rows';
import { PriceRuleFields } from './price-rule-fields';
import { bundleStates } from './rules';

const gradeOptions = ['A', 'B', 'C', 'D'].map((grade) => ({ value: grade, label: grade }));

/** The fields a new bundle and an edited one have in common; `ids` are for components to come. */
export function BundleFields({ choices, ids }: { choices: BundleChoices; ids: string[] }) {
  const t = useT();
  return (
    <>
      <Card title={t('bundle.about')}>
        <div className="grid gap-4">
          <FieldRow>
            <Field name="name" label={t('offering.name')} required>
              <Input maxLength={80} />
            </Field>
            <Field name="nameEn" label={t('offering.name_en')}>
              <Input maxLength={120} />
            </Field>
            <Field name="state" label={t('bundle.state')} required>
              <Select options={bundleStates.map((state) => ({ value: state, label: t(`bundle.state.${state}`) }))} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="description" label={t('offering.description')}>
              <Textarea rows={2} maxLength={1000} />
            </Field>
            <Field name="descriptionEn" label={t('bundle.description_en')}>
              <Textarea rows={2} maxLength={1000} />
            </Field>
          </FieldRow>
        </div>
      </Card>
      <ComponentRows parts={choices.parts} ids={ids} />
      <PriceRuleFields />
      <Card title={t('bundle.who')} note={t('bundle.who_hint')}>
        <div className="grid gap-4">
          <ChipField name="grades" label={t('offering.for_grades')} type="checkbox" options={gradeOptions} />
          <ChipField
            name="industries"
            label={t('offering.for_industries')}
            type="checkbox"
            options={choices.industries}
          />
          <ChipField name="regions" label={t('bundle.regions')} type="checkbox" options={choices.regions} />
          <Field name="heldOfferingId" label={t('bundle.held_label')} hint={t('bundle.held_hint')}>
            <Combobox options={choices.offerings} placeholder={t('offering.none')} />
          </Field>
        </div>
      </Card>
    </>
  );
}

/** Names of the fields for the summary of what is wrong. */
export function useBundleLabels() {
  const t = useT();
  const rows = Array.from({ length: 40 }, (_, at) => [
    [`components.${at}.part`, t('bundle.component_n', { n: at + 1 })],
    [`components.${at}.least`, t('bundle.component_n', { n: at + 1 })],
    [`components.${at}.most`, t('bundle.component_n', { n: at + 1 })],
    [`components.${at}.usual`, t('bundle.component_n', { n: at + 1 })],
    [`constraints.${at}.otherId`, t('bundle.constraint_n', { n: at + 1 })],
    [`constraints.${at}.componentId`, t('bundle.constraint_n', { n: at + 1 })],
  ]).flat();
  return {
    code: t('offering.code'),
    name: t('offering.name'),
    nameEn: t('offering.name_en'),
    percentOff: t('bundle.percent_off'),
    monthlyFen: t('bundle.fixed_monthly'),
    oneOffFen: t('bundle.fixed_one_off'),
    'steps.0.fromSites': t('bundle.steps'),
    heldOfferingId: t('bundle.held_label'),
    ...(Object.fromEntries(rows) as Record<string, string>),
  };
}

import { useT } from '~/core/i18n';
import { ChipField } from '~/ui/chip-group';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { type Option, Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { productLines } from './rules';

export type OfferingChoices = {
  regions: Option[];
  industries: Option[];
  specifications: Option[];
  enterprises: Option[];
};

/** The fields a new offering and an edited one have in common. */
export function OfferingFields({ choices }: { choices: OfferingChoices }) {
  const t = useT();
  return (
    <>
      <FieldRow>
        <Field name="name" label={t('offering.name')} required>
          <Input maxLength={80} />
        </Field>
        <Field name="nameEn" label={t('offering.name_en')}>
          <Input maxLength={120} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="line" label={t('offering.line')} required>
          <Select options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))} />
        </Field>
        <Field name="specificationId" label={t('offering.specification')}>
          <Select options={choices.specifications} placeholder={t('offering.none')} />
        </Field>
      </FieldRow>
      <Field name="description" label={t('offering.description')}>
        <Textarea rows={3} maxLength={2000} />
      </Field>
      <Field name="descriptionEn" label={t('offering.description_en')}>
        <Textarea rows={3} maxLength={4000} />
      </Field>
      <ChipField
        name="regions"
        label={t('offering.region')}
        hint={t('offering.regions_hint')}
        type="checkbox"
        options={choices.regions}
      />
      <ChipField name="grades" label={t('offering.for_grades')} type="checkbox" options={gradeOptions} />
      <ChipField name="industries" label={t('offering.for_industries')} type="checkbox" options={choices.industries} />
      <FieldRow>
        <Field name="enterpriseId" label={t('offering.for_enterprise')}>
          <Combobox options={choices.enterprises} load="/catalogue/enterprises.json" placeholder={t('offering.none')} />
        </Field>
        <Field name="certificateCode" label={t('offering.certificate')} hint={t('offering.certificate_hint')}>
          <Input maxLength={40} />
        </Field>
      </FieldRow>
      <Field name="designNote" label={t('offering.design_note')}>
        <Textarea rows={3} maxLength={4000} />
      </Field>
      <FieldRow>
        <Field name="demoOn" label={t('offering.demo_on')}>
          <DateInput />
        </Field>
        <Field name="trainingCourse" label={t('offering.training_course')} hint={t('offering.training_hint')}>
          <Input maxLength={120} />
        </Field>
      </FieldRow>
      <Field name="demoNote" label={t('offering.demo_note')}>
        <Textarea rows={2} maxLength={2000} />
      </Field>
    </>
  );
}

const gradeOptions = ['A', 'B', 'C', 'D'].map((grade) => ({ value: grade, label: grade }));

export function useOfferingLabels() {
  const t = useT();
  return {
    code: t('offering.code'),
    name: t('offering.name'),
    nameEn: t('offering.name_en'),
    line: t('offering.line'),
    specificationId: t('offering.specification'),
    enterpriseId: t('offering.for_enterprise'),
    certificateCode: t('offering.certificate'),
    demoOn: t('offering.demo_on'),
    regions: t('offering.region'),
  };
}

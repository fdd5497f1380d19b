import { useT } from '~/core/i18n';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { bands, productLines } from './rules';

/** What a kind of product is, whatever it is sold as. */
export function SpecificationFields() {
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
      <Field name="line" label={t('offering.line')} required>
        <Select options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))} />
      </Field>
      <Field name="band" label={t('satellite.band')} hint={t('specification.band_hint')}>
        <Select
          placeholder={t('specification.band_any')}
          options={bands.map((band) => ({ value: band, label: t(`satellite.band.${band}`) }))}
        />
      </Field>
      <Field name="description" label={t('offering.description')} hint={t('specification.description_hint')}>
        <Textarea rows={4} maxLength={2000} />
      </Field>
    </>
  );
}

export function useSpecificationLabels() {
  const t = useT();
  return {
    code: t('offering.code'),
    name: t('offering.name'),
    nameEn: t('offering.name_en'),
    line: t('offering.line'),
    band: t('satellite.band'),
    description: t('offering.description'),
  };
}

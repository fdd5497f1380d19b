import { useT } from '~/core/i18n';
import { delimiterNames, encodings } from '~/features/imports/rules';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';
import type { ImportPage } from './load.server';

/** How the file was read, in a sentence, and for text files the means to correct a wrong guess. */
export function Detected({ layout, import_ }: Pick<ImportPage, 'layout' | 'import_'>) {
  const t = useT();
  const { encoding, delimiter, sheets, headerLine } = layout;
  const where = t('imports.header_at', { line: headerLine, n: import_.header.length });
  if (sheets.length) {
    const named = { name: sheets[0] ?? '', n: sheets.length };
    return (
      <Card title={t('imports.detected')}>
        <p>
          <span className="mr-2">
            {sheets.length > 1 ? t('imports.read_first_sheet', named) : t('imports.read_sheet', named)}
          </span>
          {where}
        </p>
      </Card>
    );
  }
  return (
    <Card title={t('imports.detected')}>
      <p className="mb-3">
        <span className="mr-2">
          {t('imports.read_as', {
            encoding: t(`imports.encoding_${encoding}`),
            delimiter: t(`imports.delimiter_${delimiter}`),
          })}
        </span>
        {where}
      </p>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field name="encoding" label={t('imports.encoding')} hint={t('imports.encoding_hint')}>
          <Select options={encodings.map((value) => ({ value, label: t(`imports.encoding_${value}`) }))} />
        </Field>
        <Field name="delimiter" label={t('imports.delimiter')} hint={t('imports.delimiter_hint')}>
          <Select options={delimiterNames.map((value) => ({ value, label: t(`imports.delimiter_${value}`) }))} />
        </Field>
      </div>
    </Card>
  );
}

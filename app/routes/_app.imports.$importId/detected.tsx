import { useState } from 'react';
import { useT } from '~/core/i18n';
import { delimiterChoices, encodings } from '~/features/imports/rules';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { useHydrated } from '~/ui/hydrated';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { ImportPage } from './load.server';

/** How the file was read, in a sentence, and for text files the means to correct a wrong guess. */
export function Detected({ layout, import_ }: Pick<ImportPage, 'layout' | 'import_'>) {
  const t = useT();
  const { encoding, delimiter, ownDelimiter, sheets, sheet, headerLine } = layout;
  const [chosen, setChosen] = useState<string>(delimiter);
  const hydrated = useHydrated();
  const where = t('imports.header_at', { line: headerLine, n: import_.header.length });
  if (sheets.length) {
    return (
      <Card title={t('imports.detected')}>
        <p>
          <span className="mr-2">{t('imports.read_sheet', { name: sheets[sheet - 1] ?? '' })}</span>
          {where}
        </p>
        {sheets.length > 1 && (
          <div className="mt-3 grid gap-3 sm:grid-cols-3">
            <Field name="sheet" label={t('imports.sheet', { n: sheets.length })} hint={t('imports.sheet_hint')}>
              <Select options={sheets.map((name, i) => ({ value: String(i + 1), label: name }))} />
            </Field>
          </div>
        )}
      </Card>
    );
  }
  return (
    <Card title={t('imports.detected')}>
      <p className="mb-3">
        <span className="mr-2">
          {t('imports.read_as', {
            encoding: t(`imports.encoding_${encoding}`),
            delimiter: ownDelimiter
              ? t('imports.delimiter_own', { sign: ownDelimiter })
              : t(`imports.delimiter_${delimiter}`),
          })}
        </span>
        {where}
      </p>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field name="encoding" label={t('imports.encoding')} hint={t('imports.encoding_hint')}>
          <Select options={encodings.map((value) => ({ value, label: t(`imports.encoding_${value}`) }))} />
        </Field>
        <Field name="delimiter" label={t('imports.delimiter')} hint={t('imports.delimiter_hint')}>
          <Select
            options={delimiterChoices.map((value) => ({ value, label: t(`imports.delimiter_${value}`) }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        </Field>
        {(chosen === 'other' || !hydrated) && (
          <Field name="ownDelimiter" label={t('imports.own_delimiter')} hint={t('imports.own_delimiter_hint')}>
            <Input maxLength={1} className="num" autoComplete="off" />
          </Field>
        )}
      </div>
    </Card>
  );
}

import { useActionData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { fieldText } from '~/features/imports/own-fields';
import { importModes } from '~/features/imports/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field, FormActions } from '~/ui/field';
import { TriangleAlert } from '~/ui/icons';
import { Select } from '~/ui/select';
import { ColumnMapping } from './column-mapping';
import { Detected } from './detected';
import type { ImportPage } from './load.server';
import { PreviewTable } from './preview-table';
import { Questions } from './questions';

/** Everything that is settled before the start, in one form; `check` keeps it and looks again, `start` keeps it and goes. */
export function ConfigureForm(page: ImportPage) {
  const t = useT();
  const format = useFormat();
  const refusal = useActionData();
  const { import_, units, keys, missing, preview, layout, open, onlyNew } = page;
  const judged = missing.length === 0;
  const fieldName = (name: string) => fieldText(t, import_.kind, name, page.own);
  return (
    <ActionForm
      hidden={{ version: import_.version }}
      values={{
        mode: import_.mode,
        keyField: import_.keyField,
        unitId: import_.unitId,
        encoding: layout.encoding,
        delimiter: layout.delimiter,
        ownDelimiter: layout.ownDelimiter,
        sheet: String(layout.sheet),
        leaveOpen: page.leaveOpen,
      }}
    >
      {!judged && (
        <Callout
          tone="warn"
          icon={TriangleAlert}
          title={t('imports.fields_missing', { fields: missing.map(fieldName).join(t('journal.comma')) })}
        >
          {t('imports.not_judged')}
        </Callout>
      )}
      {judged && open > 0 && !refusal && (
        <Callout tone="warn" icon={TriangleAlert} title={t('imports.questions_open', { n: format.number(open) })} />
      )}
      {onlyNew.length > 0 && (
        <Callout
          tone={import_.mode === 'update' ? 'warn' : 'neutral'}
          title={t(import_.mode === 'update' ? 'imports.fields_only_new' : 'imports.only_new_note', {
            fields: onlyNew.map(fieldName).join(t('journal.comma')),
          })}
        />
      )}
      <Detected {...page} />
      <Questions {...page} />
      <Card title={t('imports.step_rows')}>
        <div className="grid gap-3 sm:grid-cols-3">
          <Field name="mode" label={t('imports.mode')}>
            <Select options={importModes.map((value) => ({ value, label: t(`imports.mode_${value}`) }))} />
          </Field>
          <Field name="keyField" label={t('imports.key')}>
            <Select options={keys.map((value) => ({ value, label: fieldName(value) }))} />
          </Field>
          <Field name="unitId" label={t('imports.unit')}>
            <Select options={units.map((unit) => ({ value: String(unit.id), label: unit.name }))} />
          </Field>
        </div>
      </Card>
      <ColumnMapping {...page} />
      <PreviewTable import_={import_} preview={preview} own={page.own} judged={judged} />
      <FormActions>
        {judged && (
          <SubmitButton name="intent" value="start">
            {t('imports.start')}
          </SubmitButton>
        )}
        <SubmitButton name="intent" value="check" variant={judged ? 'secondary' : 'primary'}>
          {t('imports.check')}
        </SubmitButton>
      </FormActions>
    </ActionForm>
  );
}

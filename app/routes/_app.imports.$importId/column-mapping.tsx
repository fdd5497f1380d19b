import { useT } from '~/core/i18n';
import { fieldText } from '~/features/imports/own-fields';
import { Card } from '~/ui/card';
import { ArrowRight } from '~/ui/icons';
import { Select } from '~/ui/select';
import type { ImportPage } from './load.server';

/** Each column of the file with the field it fills. */
export function ColumnMapping({ import_, fields, own, preview }: ImportPage) {
  const t = useT();
  const byColumn = new Map(Object.entries(import_.mapping).map(([field, column]) => [column, field]));
  const options = fields.map(({ name, required }) => ({
    value: name,
    label: fieldText(t, import_.kind, name, own) + (required ? ' *' : ''),
  }));
  const example = (column: number) => preview.map((row) => row.cells[column]?.trim()).find(Boolean);
  return (
    <Card title={t('imports.step_columns')} padded={false}>
      <p className="px-3 pb-2 text-xs text-ink-3 max-sm:px-4">{t('imports.step_columns_note')}</p>
      <ul className="divide-y divide-line border-t border-line">
        {import_.header
          .map((heading, column) => ({ heading, column }))
          .map(({ heading, column }) => (
            <li
              key={column}
              className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3 px-3 py-2 max-sm:px-4"
            >
              <div className="min-w-0">
                <p className="truncate font-medium">{heading || column + 1}</p>
                <p className="truncate text-xs text-ink-3">{example(column) ?? '—'}</p>
              </div>
              <ArrowRight className="text-ink-3" />
              <Select
                name={`columns[${column}]`}
                aria-label={heading || String(column + 1)}
                defaultValue={byColumn.get(column) ?? ''}
                options={options}
                placeholder={t('imports.ignore')}
              />
            </li>
          ))}
      </ul>
    </Card>
  );
}

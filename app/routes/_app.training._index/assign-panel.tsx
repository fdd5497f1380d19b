import { useFormat, useT } from '~/core/i18n';
import type { MatrixColumn, MatrixRow } from '~/features/certification/matrix';
import { nameIn } from '~/features/certification/named';
import { ActionForm } from '~/ui/action-form';
import { IconButton, SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { X } from '~/ui/icons';

type Props = {
  rows: MatrixRow[];
  columns: MatrixColumn[];
  selected: ReadonlySet<string>;
  codes: string[];
  day: string;
  onClose: () => void;
};

/** Sets the people chosen, or all that are shown, to learn for certificates by a day. */
export function AssignPanel({ rows, columns, selected, codes, day, onClose }: Props) {
  const t = useT();
  const f = useFormat();
  const people = selected.size ? rows.filter(({ id }) => selected.has(id)) : rows;
  const labels = { codes: t('assign.codes'), dueOn: t('assign.due_on'), people: t('assign.people') };
  return (
    <>
      <header className="flex items-center justify-between border-b border-line px-4 py-2.5">
        <h2 className="font-semibold">{t('assign.title')}</h2>
        <IconButton icon={X} label={t('common.close')} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <ActionForm
          key={codes.join()}
          action="/training?index"
          hidden={{ people: people.map(({ id }) => id).join(',') }}
          labels={labels}
          values={{ codes }}
          className="grid gap-4"
        >
          <p className="text-ink-2">
            {selected.size
              ? t('assign.chosen', {
                  n: people.length,
                  names: people
                    .slice(0, 3)
                    .map(({ name }) => name)
                    .join(f.locale === 'en' ? ', ' : '、'),
                })
              : t('assign.all_shown', { n: people.length })}
          </p>
          <ChipField
            name="codes"
            type="checkbox"
            label={labels.codes}
            options={columns.map((column) => ({ value: column.code, label: nameIn(f.locale, column) }))}
          />
          <Field name="dueOn" label={labels.dueOn}>
            <DateInput min={day} />
          </Field>
          <p className="text-xs text-ink-3">{t('assign.hint')}</p>
          <div className="sticky bottom-0 -mx-4 -mb-4 border-t border-line bg-surface p-4">
            <SubmitButton block>{t('assign.now')}</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </>
  );
}

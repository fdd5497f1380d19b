import { useFormat, useLocale, useT } from '~/core/i18n';
import { fieldWords, type Names, valueWords } from '~/features/people/change-words';
import { Card } from '~/ui/card';

export type Difference = {
  field: string;
  /** Under which name the choice is sent. */
  choice: string;
  kept: unknown;
  gone: unknown;
  takes: boolean;
};

type FieldChoicesProps = {
  subject: 'account' | 'contact';
  values: Difference[];
  sides: { kept: { name: string }; gone: { name: string } };
  names: Names;
  /** What is said when nothing differs. */
  same: string;
};

/** Which of the two is right, field by field; only what differs. */
export function FieldChoices({ subject, values, sides, names, same }: FieldChoicesProps) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const words = { t, format, names, subject };
  return (
    <Card title={t('duplicates.fields')} note={values.length > 0 && t('duplicates.fields_note')} padded={false}>
      {values.length === 0 && <p className="px-3 pb-3 text-ink-2 max-sm:px-4">{same}</p>}
      <div className="divide-y divide-line border-t border-line">
        {values.map(({ field, choice, takes, ...value }) => (
          <fieldset
            key={field}
            className="grid gap-x-3 px-3 py-2 max-sm:px-4 sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)]"
          >
            <legend className="float-left py-1 text-ink-3">{fieldWords(t, field, subject, locale)}</legend>
            {(['kept', 'gone'] as const).map((which) => (
              <label
                key={which}
                className="flex min-w-0 items-start gap-2 rounded-md px-2 py-1 hover:bg-sunken has-checked:bg-brand-soft max-sm:min-h-11 max-sm:items-center"
              >
                <input
                  type="radio"
                  name={choice}
                  value={which}
                  defaultChecked={takes === (which === 'gone')}
                  aria-label={`${fieldWords(t, field, subject, locale)} · ${sides[which].name}`}
                  className="mt-0.5 size-4 shrink-0 accent-brand max-sm:mt-0 max-sm:size-5"
                />
                <span className="min-w-0 break-words">
                  {value[which] === null ? (
                    <span className="text-ink-3">{t('duplicates.nothing')}</span>
                  ) : (
                    valueWords(words, field, value[which])
                  )}
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </Card>
  );
}

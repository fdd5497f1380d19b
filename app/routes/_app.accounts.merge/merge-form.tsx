import { useFormat, useT } from '~/core/i18n';
import { Moving } from '~/features/duplicates/moving';
import { fieldWords, valueWords } from '~/features/people/change-words';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import { ArrowRightLeft } from '~/ui/icons';

import type { MergePage } from './route';

/** Which of the two is right, field by field, and what goes along. */
export function MergeForm({ page }: { page: MergePage }) {
  const t = useT();
  const format = useFormat();
  const { id, kept, gone, values, moving, names } = page;
  const words = { t, format, names, subject: 'account' };
  const sides = { kept, gone };
  return (
    <ActionForm
      key={id}
      hidden={{ id, kept: kept.id, gone: gone.id, keptVersion: kept.version, goneVersion: gone.version }}
    >
      <div className="grid items-stretch gap-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Side label={t('duplicates.kept')} account={kept} />
        <ButtonLink
          to={`/accounts/merge?kept=${gone.id}&gone=${kept.id}`}
          icon={ArrowRightLeft}
          className="self-center justify-self-start"
        >
          {t('duplicates.swap')}
        </ButtonLink>
        <Side label={t('duplicates.gone')} account={gone} />
      </div>
      <Card title={t('duplicates.fields')} note={values.length > 0 && t('duplicates.fields_note')} padded={false}>
        {values.length === 0 && <p className="px-3 pb-3 text-ink-2 max-sm:px-4">{t('duplicates.fields_same')}</p>}
        <div className="divide-y divide-line border-t border-line">
          {values.map(({ field, takes, ...value }) => (
            <fieldset
              key={field}
              className="grid gap-x-3 px-3 py-2 max-sm:px-4 sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)]"
            >
              <legend className="float-left py-1 text-ink-3">{fieldWords(t, field, 'account')}</legend>
              {(['kept', 'gone'] as const).map((which) => (
                <label
                  key={which}
                  className="flex min-w-0 items-start gap-2 rounded-md px-2 py-1 hover:bg-sunken has-checked:bg-brand-soft max-sm:min-h-11 max-sm:items-center"
                >
                  <input
                    type="radio"
                    name={`choices.${field}`}
                    value={which}
                    defaultChecked={takes === (which === 'gone')}
                    aria-label={`${fieldWords(t, field, 'account')} · ${sides[which].name}`}
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
      <Card title={t('duplicates.moving')}>
        <Moving counts={moving} />
        <p className="mt-2 text-xs text-ink-2">{t('duplicates.moving_note')}</p>
      </Card>
      <FormActions>
        <SubmitButton>{t('duplicates.confirm')}</SubmitButton>
        <ButtonLink to="/accounts/duplicates">{t('common.cancel')}</ButtonLink>
      </FormActions>
    </ActionForm>
  );
}

function Side({ label, account }: { label: string; account: MergePage['kept'] }) {
  const t = useT();
  return (
    <section className="min-w-0 rounded-[10px] border border-line bg-surface p-3 max-sm:rounded-2xl max-sm:p-4">
      <p className="text-xs text-ink-3">{label}</p>
      <p className="font-semibold break-words">{account.name}</p>
      <p className="text-xs text-ink-2">
        {[
          t('duplicates.complete', { n: account.complete }),
          account.ownerName && t('duplicates.owner', { name: account.ownerName }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </section>
  );
}

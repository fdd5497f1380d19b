import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout } from '~/ui/card';
import type { ImportPage } from './load.server';

type UndoProps = Pick<ImportPage['import_'], 'version' | 'created' | 'updated'>;

/** Takes the whole import back, after a question that opens without JavaScript, too. */
export function UndoCallout({ version, created, updated }: UndoProps) {
  const t = useT();
  const format = useFormat();
  return (
    <Callout tone="neutral" title={t('imports.undo')}>
      <p>{t('imports.undo_note')}</p>
      <details className="group mt-2">
        <summary className="inline-flex h-8 items-center rounded-md border border-bad/40 bg-surface px-3 text-sm font-medium text-bad-ink hover:bg-bad-soft group-open:hidden max-sm:h-11 max-sm:rounded-xl max-sm:px-4 max-sm:text-base">
          {t('imports.undo_ask')}
        </summary>
        <ActionForm hidden={{ version }}>
          <p className="font-medium text-bad-ink">
            {t('imports.undo_question', { created: format.number(created), updated: format.number(updated) })}
          </p>
          <SubmitButton name="intent" value="undo" variant="danger" className="justify-self-start">
            {t('imports.undo_confirm')}
          </SubmitButton>
        </ActionForm>
      </details>
    </Callout>
  );
}

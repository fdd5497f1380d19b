import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Undo2 } from '~/ui/icons';
import type { EditData } from './route';

/** What has become part of this group, and the way back. */
export function MergedDoubles({ merges }: { merges: EditData['merges'] }) {
  const t = useT();
  const format = useFormat();
  return (
    <Card title={t('enterprise.merges')}>
      <ul className="grid gap-3">
        {merges.map((merge) => (
          <li key={merge.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <div className="min-w-0">
              <p className="font-medium">{merge.goneName}</p>
              <p className="text-xs text-ink-3">
                {t('enterprise.merged_by', {
                  who: merge.byName ?? '',
                  at: format.dateTime(merge.at),
                  n: merge.branches,
                })}
              </p>
              {merge.left ? (
                <p className="text-xs text-warn-ink">{t('enterprise.left_there', { n: merge.left })}</p>
              ) : null}
            </div>
            {merge.undoneAt ? (
              <span className="text-xs text-ink-3">
                {t('enterprise.undone_at', { at: format.dateTime(merge.undoneAt) })}
              </span>
            ) : (
              <ActionForm hidden={{ intent: 'undo', mergeId: merge.id }} own>
                <SubmitButton icon={Undo2} variant="secondary">
                  {t('enterprise.undo')}
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import type { MergePage } from './route';

type Side = MergePage['kept'];

/** Which of the two stays, and what comes along. */
export function MergeForm({ id, kept, gone }: { id: string; kept: Side; gone: Side }) {
  const t = useT();
  const isTwo = Boolean(kept.creditCode && gone.creditCode);
  return (
    <ActionForm
      key={id}
      hidden={{ id, kept: kept.id, gone: gone.id, keptVersion: kept.version, goneVersion: gone.version }}
    >
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Shown title={t('enterprise.stays')} side={kept} />
        <Shown title={t('enterprise.goes')} side={gone} />
      </div>
      {isTwo ? (
        <Callout tone="warn" title={t('enterprise.two_codes')} />
      ) : (
        <p className="text-ink-2">
          {gone.branches ? t('enterprise.moves', { n: gone.branches, name: kept.name }) : t('enterprise.moves_none')}{' '}
          {t('enterprise.takes')}
        </p>
      )}
      <FormActions>
        {!isTwo && <SubmitButton>{t('enterprise.merge_confirm')}</SubmitButton>}
        {gone.branches > 0 && (
          <ButtonLink to={`${paths.enterprise(gone.id)}/merge?gone=${kept.id}`}>{t('enterprise.swap')}</ButtonLink>
        )}
        <ButtonLink to={`${paths.enterprise(kept.id)}/edit`}>{t('common.cancel')}</ButtonLink>
      </FormActions>
    </ActionForm>
  );
}

function Shown({ title, side }: { title: string; side: Side }) {
  const t = useT();
  return (
    <Card title={title}>
      <p className="font-medium break-words">{side.name}</p>
      <p className="num text-xs text-ink-3">
        {[side.creditCode, t('enterprise.branch_count', { n: side.branches })].filter(Boolean).join(' · ')}
      </p>
    </Card>
  );
}

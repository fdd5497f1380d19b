import { useT } from '~/core/i18n';
import { FieldChoices } from '~/features/duplicates/field-choices';
import { Moving } from '~/features/duplicates/moving';
import { TwoSides } from '~/features/duplicates/two-sides';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import type { MergePage } from './route';

/** Which of the two is right, field by field, and what goes along. */
export function MergeForm({ page }: { page: MergePage }) {
  const t = useT();
  const { id, kept, gone, values, moving, names } = page;
  const about = ({ complete, ownerName }: MergePage['kept']) => [
    t('duplicates.complete', { n: complete }),
    ownerName && t('duplicates.owner', { name: ownerName }),
  ];
  return (
    <ActionForm
      key={id}
      hidden={{ id, kept: kept.id, gone: gone.id, keptVersion: kept.version, goneVersion: gone.version }}
    >
      <TwoSides kept={{ ...kept, about: about(kept) }} gone={{ ...gone, about: about(gone) }} at="/accounts/merge" />
      <FieldChoices
        subject="account"
        values={values}
        sides={{ kept, gone }}
        names={names}
        same={t('duplicates.fields_same')}
      />
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

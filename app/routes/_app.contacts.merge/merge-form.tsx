import { useT } from '~/core/i18n';
import { FieldChoices } from '~/features/duplicates/field-choices';
import { Moving } from '~/features/duplicates/moving';
import { TwoSides } from '~/features/duplicates/two-sides';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import type { MergePage } from './route';

/** Which of the two is right, field by field, and what will name the one that stays. */
export function MergeForm({ page }: { page: MergePage }) {
  const t = useT();
  const { id, kept, gone, values, moving, names, isElsewhere } = page;
  const about = ({ department, title }: MergePage['kept']) => [department, title];
  if (isElsewhere) return <Callout tone="warn" title={t('twins.other_account')} />;
  return (
    <ActionForm
      key={id}
      hidden={{ id, kept: kept.id, gone: gone.id, keptVersion: kept.version, goneVersion: gone.version }}
    >
      <TwoSides kept={{ ...kept, about: about(kept) }} gone={{ ...gone, about: about(gone) }} at="/contacts/merge" />
      <FieldChoices
        subject="contact"
        values={values}
        sides={{ kept, gone }}
        names={names}
        same={t('twins.fields_same')}
      />
      <Card title={t('twins.moving')}>
        <Moving counts={moving} subject="contact" />
        <p className="mt-2 text-xs text-ink-2">{t('twins.moving_note')}</p>
      </Card>
      <FormActions>
        <SubmitButton>{t('duplicates.confirm')}</SubmitButton>
        <ButtonLink to="/contacts/duplicates">{t('common.cancel')}</ButtonLink>
      </FormActions>
    </ActionForm>
  );
}

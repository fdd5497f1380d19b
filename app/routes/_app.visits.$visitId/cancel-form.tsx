import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { allows } from '~/features/visits/rules';
import { useVisitLabels } from '~/features/visits/use-visit-labels';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Field, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import type { VisitData } from './route';

export function CancelForm({ page: { visit } }: { page: VisitData }) {
  const t = useT();
  return (
    <Card title={t('visit.cancel')}>
      <ActionForm hidden={{ intent: 'cancel', version: visit.version }} labels={useVisitLabels()}>
        <Field name="cancelReason" label={t('visit.cancel_reason')} required>
          <Input maxLength={500} />
        </Field>
        {allows(visit.status, 'miss') && <Checkbox name="missed" label={t('visit.cancel_missed')} />}
        <FormActions inline>
          <SubmitButton variant="danger">{t('visit.cancel')}</SubmitButton>
          <ButtonLink to={paths.visit(visit.id)} variant="ghost">
            {t('common.back')}
          </ButtonLink>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

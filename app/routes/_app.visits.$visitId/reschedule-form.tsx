import { localInput } from '~/core/dates';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { TimeFields } from '~/features/visits/time-fields';
import { suggestStart } from '~/features/visits/times';
import { useVisitLabels } from '~/features/visits/use-visit-labels';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import type { VisitData } from './route';

export function RescheduleForm({ page: { visit, now } }: { page: VisitData }) {
  const t = useT();
  const start = visit.plannedAt > now ? localInput(visit.plannedAt) : suggestStart('plan', now);
  return (
    <Card title={visit.status === 'planned' ? t('visit.reschedule') : t('visit.replan')}>
      <ActionForm hidden={{ intent: 'reschedule', version: visit.version }} labels={useVisitLabels()}>
        <TimeFields label={t('visit.when')} start={start} minutes={visit.plannedMinutes} />
        <FormActions>
          <SubmitButton>{t('common.save')}</SubmitButton>
          <ButtonLink to={paths.visit(visit.id)} variant="ghost">
            {t('common.cancel')}
          </ButtonLink>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

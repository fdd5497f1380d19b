import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout } from '~/ui/card';
import { Hourglass, MonitorSmartphone } from '~/ui/icons';

export function HeldElsewhere() {
  const t = useT();
  return (
    <Callout
      icon={MonitorSmartphone}
      title={t('sitting.elsewhere')}
      action={
        <ActionForm hidden={{ intent: 'take_over' }}>
          <SubmitButton>{t('sitting.take_over')}</SubmitButton>
        </ActionForm>
      }
    >
      {t('sitting.elsewhere_hint')}
    </Callout>
  );
}

export function TimeOver() {
  const t = useT();
  return (
    <Callout
      icon={Hourglass}
      title={t('sitting.over')}
      action={
        <ActionForm hidden={{ intent: 'hand_in' }}>
          <SubmitButton>{t('sitting.see_result')}</SubmitButton>
        </ActionForm>
      }
    >
      {t('sitting.over_hint')}
    </Callout>
  );
}

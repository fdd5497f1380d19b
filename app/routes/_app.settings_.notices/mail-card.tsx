import { useT } from '~/core/i18n';
import { digestRhythms } from '~/features/notices/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { ChipField } from '~/ui/chip-group';
import { CircleAlert } from '~/ui/icons';

type MailCardProps = {
  choices: { mail: string; mailAtOnce: boolean };
  isOff: boolean;
  address: string | null;
};

/** What is mailed, and how often. */
export function MailCard({ choices, isOff, address }: MailCardProps) {
  const t = useT();
  return (
    <Card title={t('mail.settings')} note={address ? t('mail.goes_to', { address }) : undefined}>
      <ActionForm values={{ mail: choices.mail, mailAtOnce: choices.mailAtOnce }} hidden={{ intent: 'mail' }}>
        {isOff && <Callout icon={CircleAlert} title={t('mail.off')} />}
        {!isOff && !address && <Callout icon={CircleAlert} title={t('mail.no_address')} />}
        <ChipField
          name="mail"
          label={t('mail.rhythm')}
          options={digestRhythms.map((value) => ({ value, label: t(`mail.rhythm.${value}`) }))}
          hint={t('mail.rhythm_hint')}
        />
        <Checkbox name="mailAtOnce" value="1" label={t('mail.at_once')} />
        <div>
          <SubmitButton>{t('common.save')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { readMail } from '~/features/interactions/email';
import { directions, interactionChannels, quickChannels } from '~/features/interactions/rules';
import { DueDay } from '~/features/visits/due-day';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField, ChipGroup } from '~/ui/chip-group';
import { Field, FormActions } from '~/ui/field';
import { Building2, Mail } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { Chosen } from './route';

const isQuick = (channel: string) => quickChannels.some((one) => one === channel);

type InteractionFormProps = {
  chosen: Chosen;
  /** What was read from a mail. */
  read: Record<string, unknown> | undefined;
  /** A mail was pasted that could not be read. */
  isUnread: boolean;
};

/** A call, a message, a mail: who, what was said, save; the rest may be left as it is. */
export function InteractionForm({ chosen, read, isUnread }: InteractionFormProps) {
  const t = useT();
  const { id, account, contacts, opportunities } = chosen;
  const values = {
    channel: chosen.channel,
    contactId: chosen.contactId,
    at: chosen.at,
    direction: 'out',
    ...read,
  };
  const labels = Object.fromEntries(
    (['channel', 'contactId', 'at', 'text', 'subject', 'direction', 'pasted', 'accountId'] as const).map((name) => [
      name,
      t(`interaction.${name}`),
    ]),
  );
  const chip = (channel: (typeof interactionChannels)[number]) => ({
    value: channel,
    label: t(`timeline.channel.${channel}`),
  });
  const others = interactionChannels.filter((channel) => !isQuick(channel));
  return (
    <ActionForm
      className="group/log"
      hidden={{ id: String(read?.id ?? id), accountId: account.id }}
      values={values}
      labels={{ ...labels, nextStep: t('visit.next_step'), nextStepOn: t('visit.next_step_on') }}
    >
      <div className="flex items-center gap-3 rounded-[10px] border border-line bg-surface px-3 py-2.5 max-sm:rounded-2xl max-sm:px-4">
        <Building2 className="text-[18px] text-ink-3" />
        <p className="min-w-0 flex-1 truncate font-semibold">{account.name}</p>
      </div>
      <Card className="!grid gap-4">
        <div className="grid gap-2">
          <ChipField name="channel" label={t('interaction.channel')} required options={quickChannels.map(chip)} />
          <details open={!isQuick(String(values.channel))}>
            <summary className="w-fit text-xs text-ink-3 hover:text-ink max-sm:py-3.5">
              {t('interaction.other_channels')}
            </summary>
            <div className="mt-2">
              <ChipGroup name="channel" label={t('interaction.other_channels')} options={others.map(chip)} />
            </div>
          </details>
        </div>
        <details className="hidden group-has-[[value=email]:checked]/log:block" open={isUnread}>
          <summary className="flex w-fit items-center gap-1.5 text-xs font-medium text-brand-ink max-sm:min-h-11 max-sm:text-sm">
            <Mail className="text-[14px]" />
            {t('interaction.paste')}
          </summary>
          <div className="mt-2 grid gap-2">
            <Field name="pasted" label={t('interaction.pasted')} hint={t('interaction.paste_hint')}>
              <Textarea
                rows={4}
                maxLength={20_000}
                onInput={(event) => {
                  const { form, value } = event.currentTarget;
                  if (
                    event.nativeEvent instanceof InputEvent &&
                    event.nativeEvent.inputType === 'insertFromPaste' &&
                    readMail(value)
                  )
                    form?.querySelector<HTMLButtonElement>('button[value=paste]')?.click();
                }}
              />
            </Field>
            <SubmitButton variant="secondary" name="intent" value="paste" formNoValidate className="w-fit">
              {t('interaction.read')}
            </SubmitButton>
          </div>
        </details>
        {contacts.length > 0 && (
          <ChipField
            name="contactId"
            label={t('interaction.contactId')}
            options={contacts.map(({ id, name, buyingRole }) => ({
              value: id,
              label: buyingRole ? `${name} · ${t(`contact.role.${buyingRole}`)}` : name,
            }))}
          />
        )}
        <div className="hidden group-has-[[value=email]:checked]/log:block">
          <Field name="subject" label={t('interaction.subject')}>
            <Input maxLength={200} />
          </Field>
        </div>
        <Field name="text" label={t('interaction.text')} required>
          <Textarea rows={4} maxLength={10_000} placeholder={t('interaction.text_hint')} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="at" label={t('interaction.at')} required>
            <Input type="datetime-local" className="num" />
          </Field>
          <ChipField
            name="direction"
            label={t('interaction.direction')}
            options={directions.map((value) => ({ value, label: t(`interaction.direction.${value}`) }))}
          />
        </div>
      </Card>
      <Card className="!grid gap-4">
        <Field name="nextStep" label={t('visit.next_step')}>
          <Input maxLength={200} placeholder={t('visit.next_step_hint')} />
        </Field>
        <Field name="nextStepOn" label={t('visit.next_step_on')}>
          <DueDay from={chosen.day} />
        </Field>
        {opportunities.length > 0 && (
          <Field name="opportunityId" label={t('visit.opportunity')} hint={t('interaction.step_goes_on')}>
            <Select
              options={opportunities.map(({ id, title }) => ({ value: id, label: title }))}
              placeholder={t('visit.no_opportunity')}
            />
          </Field>
        )}
      </Card>
      <FormActions>
        <SubmitButton size="lg">{t('common.save')}</SubmitButton>
        <ButtonLink to={paths.account(account.id)} variant="ghost" size="lg">
          {t('common.cancel')}
        </ButtonLink>
      </FormActions>
    </ActionForm>
  );
}

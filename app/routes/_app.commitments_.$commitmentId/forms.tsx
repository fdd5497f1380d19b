import { useT } from '~/core/i18n';
import { DueDay } from '~/features/visits/due-day';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import type { CommitmentPage } from './route';

/** Other words, another day, another person. */
export function ChangeForm({ page }: { page: CommitmentPage }) {
  const t = useT();
  const { commitment, colleagues, me, day, back } = page;
  const { text, dueOn, ownerId, version } = commitment;
  const labels = { text: t('visit.commitment_text'), dueOn: t('visit.due'), ownerId: t('visit.owner') };
  const owners = colleagues.map(({ id, name, title }) => ({
    value: id,
    label: id === me ? t('visit.owner_me') : name,
    hint: title ?? undefined,
  }));
  return (
    <Card title={t('commitment.change')}>
      <ActionForm own values={{ text, dueOn, ownerId }} hidden={{ intent: 'change', version, back }} labels={labels}>
        <Field name="text" label={labels.text} required>
          <Input maxLength={500} />
        </Field>
        <Field name="dueOn" label={labels.dueOn} required>
          <DueDay from={day} />
        </Field>
        <Field name="ownerId" label={labels.ownerId} hint={t('commitment.owner_hint')}>
          <Combobox
            options={owners}
            load={`/commitments/colleagues.json?commitment=${commitment.id}`}
            clearable={false}
          />
        </Field>
        <FormActions inline>
          <SubmitButton>{t('common.save')}</SubmitButton>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

/** It is owed no longer: neither kept nor broken. */
export function CallOffForm({ page: { commitment, back } }: { page: CommitmentPage }) {
  const t = useT();
  const label = t('commitment.cancel_reason');
  return (
    <Card title={t('commitment.cancel')}>
      <ActionForm own hidden={{ intent: 'cancel', version: commitment.version, back }} labels={{ cancelReason: label }}>
        <Field name="cancelReason" label={label} hint={t('commitment.cancel_hint')} required>
          <Input maxLength={500} />
        </Field>
        <FormActions inline>
          <SubmitButton variant="danger">{t('commitment.cancel')}</SubmitButton>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

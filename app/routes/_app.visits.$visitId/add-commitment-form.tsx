import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { newCommitmentInput } from '~/features/visits/commitment-input';
import { DueDay } from '~/features/visits/due-day';
import { commitmentSides } from '~/features/visits/rules';
import { Unregistered } from '~/features/visits/unregistered';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { useZodForm } from '~/ui/use-zod-form';
import type { VisitData } from './route';

type AddCommitmentFormProps = { page: VisitData; adding: NonNullable<VisitData['adding']> };

/** A promise that came to mind after the visit was logged. */
export function AddCommitmentForm({ page: { visit, me, day }, adding }: AddCommitmentFormProps) {
  const t = useT();
  const form = useZodForm(newCommitmentInput, { values: { side: 'ours', ownerId: me } });
  const owners = adding.colleagues.map(({ id, name }) => ({
    value: id,
    label: id === me ? t('visit.owner_me') : name,
  }));
  return (
    <ActionForm
      key={adding.id}
      form={form}
      hidden={{ intent: 'add_commitment', id: adding.id, visitId: visit.id }}
      labels={{ text: t('visit.commitment_text'), dueOn: t('visit.due'), ownerId: t('visit.owner') }}
      className="border-line px-3 pb-3 not-last:border-b max-sm:px-4 max-sm:pb-4"
    >
      <Field name="text" label={t('visit.commitment_text')} required>
        <Input maxLength={500} placeholder={t('visit.commitment_hint')} autoFocus />
      </Field>
      <Unregistered>
        <ChipField
          name="side"
          label={t('visit.side')}
          required
          options={commitmentSides.map((side) => ({ value: side, label: t(`commitment.side.${side}`) }))}
        />
      </Unregistered>
      <FieldRow>
        <Field name="dueOn" label={t('visit.due')} required>
          <DueDay from={day} />
        </Field>
        <Field name="ownerId" label={t('visit.owner')}>
          <Select options={owners} />
        </Field>
      </FieldRow>
      <div className="flex gap-2">
        <SubmitButton>{t('visit.add_commitment')}</SubmitButton>
        <ButtonLink to={paths.visit(visit.id)} variant="ghost" preventScrollReset>
          {t('common.cancel')}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}

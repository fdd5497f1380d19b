import { useT } from '~/core/i18n';
import { type FormDraft, useDraft } from '~/core/offline/use-draft';
import { promiseInput } from '~/features/visits/commitment-input';
import { DueDay } from '~/features/visits/due-day';
import { newCommitmentDraft } from '~/features/visits/offline';
import { commitmentSides } from '~/features/visits/rules';
import { Unregistered } from '~/features/visits/unregistered';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { useOwnIds } from '~/ui/use-own-ids';
import { useZodForm } from '~/ui/use-zod-form';
import type { PromisePage } from './route';

/** A promise made outside a visit: what, by whom, until when. */
export function PromiseForm({ page }: { page: PromisePage }) {
  const { key, draft } = useDraft(newCommitmentDraft(page.account?.id ?? ''));
  return <PromiseFields key={key} page={page} draft={draft} />;
}

function PromiseFields({ page, draft }: { page: PromisePage; draft: FormDraft }) {
  const t = useT();
  const id = useOwnIds(page.id);
  const { account, opportunities, opportunityId, colleagues, me, day, back } = page;
  const form = useZodForm(promiseInput, { values: { side: 'ours', ownerId: me, opportunityId: opportunityId ?? '' } });
  const owners = colleagues.map(({ id, name, title }) => ({
    value: id,
    label: id === me ? t('visit.owner_me') : name,
    hint: title ?? undefined,
  }));
  return (
    <ActionForm
      form={form}
      draft={draft}
      hidden={{ id, accountId: account?.id, about: account?.name, back }}
      labels={{ text: t('visit.commitment_text'), dueOn: t('visit.due'), ownerId: t('visit.owner') }}
    >
      <Card title={account?.name}>
        <div className="grid gap-4">
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
          <Field name="dueOn" label={t('visit.due')} required>
            <DueDay from={day} />
          </Field>
          <Field name="ownerId" label={t('visit.owner')} hint={t('commitment.owner_hint')}>
            <Combobox options={owners} load={`/commitments/colleagues.json?account=${account?.id}`} clearable={false} />
          </Field>
          {opportunities.length > 0 && (
            <Field name="opportunityId" label={t('commitment.for_opportunity')}>
              <Select
                placeholder={t('commitment.no_opportunity')}
                options={opportunities.map(({ id, title }) => ({ value: id, label: title }))}
              />
            </Field>
          )}
          <Field name="evidence" label={t('commitment.evidence')}>
            <Input maxLength={2000} placeholder={t('commitment.evidence_hint')} />
          </Field>
        </div>
      </Card>
      <div className="flex gap-2">
        <SubmitButton>{t('common.save')}</SubmitButton>
        <ButtonLink to={back} variant="ghost">
          {t('common.cancel')}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}

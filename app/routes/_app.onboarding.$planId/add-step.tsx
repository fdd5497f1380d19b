import { useState } from 'react';
import { useT } from '~/core/i18n';
import { itemKinds } from '~/features/selection/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { useHydrated } from '~/ui/hydrated';
import { Input } from '~/ui/input';
import type { PlanData } from './route';

/** One more thing to learn or do, or an account to take over. */
export function AddStep({ data: { newId } }: { data: PlanData }) {
  const t = useT();
  const hydrated = useHydrated();
  const [kind, setKind] = useState('account');
  const labels = { title: t('onboarding.step_title'), accountId: t('onboarding.account') };
  const shows = (...kinds: string[]) => !hydrated || kinds.includes(kind);
  return (
    <Card>
      <Fold title={t('onboarding.add_step')}>
        <ActionForm
          key={newId}
          own
          hidden={{ intent: 'step', id: newId }}
          values={{ kind: 'account' }}
          labels={labels}
          className="grid gap-3 pt-2"
        >
          <ChipField
            name="kind"
            label={t('onboarding.kind')}
            onChoose={setKind}
            options={itemKinds.map((value) => ({ value, label: t(`onboarding.kind.${value}`) }))}
          />
          {shows('account') && (
            <Field name="accountId" label={labels.accountId}>
              <Combobox options={[]} load="/accounts/options.json" eager />
            </Field>
          )}
          {shows('course', 'task') && (
            <FieldRow>
              <Field name="title" label={labels.title}>
                <Input maxLength={200} />
              </Field>
              <Field name="dueOn" label={t('onboarding.due_on')}>
                <DateInput />
              </Field>
            </FieldRow>
          )}
          <div>
            <SubmitButton variant="secondary">{t('onboarding.add_step')}</SubmitButton>
          </div>
        </ActionForm>
      </Fold>
    </Card>
  );
}

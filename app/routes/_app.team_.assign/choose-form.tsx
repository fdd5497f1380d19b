import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import type { AssignData } from './route';

type Accounts = NonNullable<AssignData['accounts']>;

/** Which accounts go, and to whom. */
export function ChooseForm({ data, accounts }: { data: AssignData; accounts: Accounts }) {
  const t = useT();
  if (!accounts.length) return <p className="text-ink-3">{t('assignment.no_accounts')}</p>;
  const people = data.takers
    .filter(({ id }) => id !== data.from)
    .map(({ id, name, unitName, load }) => ({
      value: id,
      label: [name, unitName, t('assignment.load', { n: load })].filter(Boolean).join(' · '),
    }));
  return (
    <ActionForm
      hidden={{ intent: 'preview' }}
      labels={{ toIds: t('assignment.to_people'), accountIds: t('assignment.accounts') }}
    >
      <Card title={t('assignment.accounts')} note={`${accounts.length} · ${t('assignment.select_all_hint')}`}>
        <ul className="grid max-h-80 gap-x-6 gap-y-1 overflow-y-auto sm:grid-cols-2">
          {accounts.map(({ id, name }) => (
            <li key={id}>
              <Checkbox name="accountIds" value={id} label={name} defaultChecked />
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('assignment.step_whom')}>
        <ChipField
          name="toIds"
          type="checkbox"
          label={t('assignment.to_people')}
          hint={t('assignment.to_people_hint')}
          options={people}
        />
        <div className="mt-4 max-w-md">
          <Field name="reason" label={t('assignment.reason')}>
            <Input maxLength={200} />
          </Field>
        </div>
      </Card>
      <div>
        <SubmitButton>{t('assignment.preview')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

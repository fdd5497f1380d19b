import { useActionData, useSearchParams } from '@remix-run/react';
import { useLocale, useT } from '~/core/i18n';
import { type FormDraft, useDraft } from '~/core/offline/use-draft';
import { StaleNote } from '~/features/accounts/stale-note';
import { contactInput, newContactInput } from '~/features/contacts/input';
import { attitudes, buyingRoles } from '~/features/contacts/rules';
import { CustomFacts } from '~/features/custom-fields/custom-facts';
import { CustomInputs, customLabels } from '~/features/custom-fields/custom-inputs';
import { withCustom } from '~/features/custom-fields/values';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { Field, FieldRow, FormActions } from '~/ui/field';
import type { Refusal } from '~/ui/form-errors';
import { Copy, Trash2 } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Peek } from '~/ui/peek';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { useOwnIds } from '~/ui/use-own-ids';
import { useZodForm } from '~/ui/use-zod-form';
import type { PeopleData } from './route';

/** One person beside the list: to read, change, add or delete. */
export function ContactPanel({ data }: { data: PeopleData }) {
  const { key, draft } = useDraft(`/accounts/${data.account.id}/people`);
  return <Panel key={key} data={data} draft={data.adding ? draft : undefined} />;
}

function Panel({ data, draft }: { data: PeopleData; draft?: FormDraft }) {
  const t = useT();
  const locale = useLocale();
  const answer = useActionData<Refusal>();
  const contact = data.contacts.find(({ id }) => id === data.openId);
  const ownId = useOwnIds(data.adding);
  const adding = !contact && ownId;
  const [params] = useSearchParams();
  // who comes from a stage that asks for somebody need not say it again
  const wanted = buyingRoles.find((role) => role === params.get('role'));
  const form = useZodForm(withCustom(contact ? contactInput : newContactInput, data.fields, contact?.custom), {
    values: { ...(contact ?? { attitude: 'unknown', ...(wanted && { buyingRole: wanted }) }) },
  });
  if (!contact && !adding) return null;
  const words = (name: string) => t.any(`contact.${name === 'title' ? 'jobTitle' : name}`);
  const names = [
    'name',
    'title',
    'department',
    'mobile',
    'phone',
    'email',
    'wechat',
    'reportsToId',
    'buyingRole',
    'influence',
    'attitude',
    'note',
  ];
  const labels: Record<string, string> = {
    ...Object.fromEntries(names.map((name) => [name, words(name)])),
    ...customLabels(data.fields, locale),
  };
  const field = (name: string, more: React.ComponentProps<typeof Input> = {}) => (
    <Field name={name} label={labels[name]} required={name === 'name'}>
      <Input autoComplete="off" maxLength={80} {...more} readOnly={!data.may.write} />
    </Field>
  );
  const bosses = data.contacts
    .filter(({ id }) => id !== contact?.id)
    .map(({ id, name, title }) => ({ value: id, label: [name, title].filter(Boolean).join(' · ') }));
  return (
    <Peek title={contact?.name ?? t('contact.new')}>
      {answer?.reason === 'stale' && <StaleNote prefix="contact" />}
      <ActionForm
        form={form}
        labels={labels}
        draft={draft}
        hidden={
          contact
            ? { intent: 'update', contactId: contact.id, version: contact.version }
            : { intent: 'create', id: adding || '', about: data.account.name }
        }
      >
        {field('name', { maxLength: 60 })}
        <FieldRow>
          {field('department')}
          {field('title')}
        </FieldRow>
        <FieldRow>
          {field('mobile', { type: 'tel', className: 'num' })}
          {field('phone', { type: 'tel', className: 'num' })}
        </FieldRow>
        <FieldRow>
          {field('email', { type: 'email' })}
          {field('wechat')}
        </FieldRow>
        <ChipField
          name="buyingRole"
          label={labels.buyingRole ?? ''}
          options={[
            { value: '', label: t('common.unknown') },
            ...buyingRoles.map((value) => ({ value, label: t(`contact.role.${value}`) })),
          ]}
        />
        <ChipField
          name="attitude"
          label={labels.attitude ?? ''}
          options={attitudes.map((value) => ({ value, label: t(`contact.attitude.${value}`) }))}
        />
        <ChipField
          name="influence"
          label={labels.influence ?? ''}
          options={[
            { value: '', label: t('common.unknown') },
            ...['1', '2', '3', '4', '5'].map((value) => ({ value, label: value })),
          ]}
        />
        <Field name="reportsToId" label={labels.reportsToId}>
          <Select options={bosses} placeholder={t('contact.reports_to_none')} />
        </Field>
        <Field name="note" label={labels.note}>
          <Textarea rows={3} maxLength={4000} />
        </Field>
        <CustomInputs fields={data.fields} values={contact?.custom} />
        {data.may.write && (
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to="?" variant="ghost" preventScrollReset>
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        )}
      </ActionForm>
      {contact && <CustomFacts fields={data.fields.filter(({ retiredAt }) => retiredAt)} values={contact.custom} />}
      {contact && data.may.delete && (
        <div className="flex flex-wrap gap-2">
          {data.contacts.length > 1 && (
            <ButtonLink size="sm" icon={Copy} to={`/contacts/merge?kept=${contact.id}`}>
              {t('twins.merge')}
            </ButtonLink>
          )}
          <PostButton
            navigate
            variant="danger"
            size="sm"
            icon={Trash2}
            fields={{ intent: 'delete', contactId: contact.id, version: contact.version }}
          >
            {t('common.delete')}
          </PostButton>
        </div>
      )}
    </Peek>
  );
}

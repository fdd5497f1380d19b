import { useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { type CustomEntity, type CustomField, type CustomKind, canFilter, customKinds, hasOptions } from './rules';

type FieldFormProps = {
  id: string;
  entity: CustomEntity;
  /** What there is to change; null makes one. */
  field: CustomField | null;
  stages: { code: string; name: string }[];
  back: string;
};

const startOf = (field: CustomField | null) =>
  field && {
    ...field,
    options: field.options.map(({ value, en }) => (en ? `${value} | ${en}` : value)).join('\n'),
  };

/** What a field asks for and where it stands. Its key and its kind are chosen once. */
export function FieldForm({ id, entity, field, stages, back }: FieldFormProps) {
  const t = useT();
  const { locale } = useFormat();
  const [kind, setKind] = useState<CustomKind>(field?.kind ?? 'text');
  const fixed = field ? { key: field.key, kind: field.kind } : {};
  return (
    <ActionForm
      key={`${id}:${field?.version ?? 0}:${locale}`}
      hidden={{ id, version: field?.version ?? 0, entity, intent: 'save', ...fixed }}
      values={startOf(field) ?? { kind: 'text', position: 100, decimals: 0, isListed: true }}
      labels={{ label: t('custom_field.label'), options: t('custom_field.options'), key: t('custom_field.key') }}
      own
    >
      <Card title={t('custom_field.what')}>
        <div className="grid gap-4">
          <FieldRow>
            <Field name="label" label={t('custom_field.label')} required>
              <Input maxLength={60} autoFocus={!field} />
            </Field>
            <Field name="labelEn" label={t('custom_field.label_en')}>
              <Input maxLength={60} />
            </Field>
          </FieldRow>
          {field ? (
            <p className="text-ink-2">
              {t('custom_field.fixed', { kind: t(`custom_field.kind.${field.kind}`), key: field.key })}
            </p>
          ) : (
            <FieldRow>
              <Field name="kind" label={t('custom_field.kind')} hint={t('custom_field.kind_hint')} required>
                <Select
                  options={customKinds.map((value) => ({ value, label: t(`custom_field.kind.${value}`) }))}
                  onChange={(event) => setKind(event.currentTarget.value as CustomKind)}
                />
              </Field>
              <Field name="key" label={t('custom_field.key')} hint={t('custom_field.key_hint')}>
                <Input maxLength={40} className="font-mono" placeholder="line_count" />
              </Field>
            </FieldRow>
          )}
          <Parts kind={kind} />
          <FieldRow>
            <Field name="help" label={t('custom_field.help')}>
              <Input maxLength={200} />
            </Field>
            <Field name="helpEn" label={t('custom_field.help_en')}>
              <Input maxLength={200} />
            </Field>
          </FieldRow>
        </div>
      </Card>
      <Card title={t('custom_field.where')}>
        <div className="grid gap-4">
          <FieldRow>
            <Field name="position" label={t('custom_field.position')} hint={t('custom_field.position_hint')}>
              <Input inputMode="numeric" maxLength={5} className="num" />
            </Field>
            {entity === 'opportunities' && (
              <Field name="requiredStage" label={t('custom_field.stage')} hint={t('custom_field.stage_hint')}>
                <Select
                  options={stages.map(({ code, name }) => ({ value: code, label: name }))}
                  placeholder={t('custom_field.no_stage')}
                />
              </Field>
            )}
          </FieldRow>
          {entity !== 'opportunities' && (
            <Checkbox
              name="isRequired"
              label={t('custom_field.required')}
              hint={t(entity === 'visits' ? 'custom_field.required_visit' : 'custom_field.required_hint')}
            />
          )}
          <Checkbox name="isListed" label={t('custom_field.listed')} hint={t('custom_field.listed_hint')} />
          <div className={canFilter(kind) ? undefined : 'hidden'}>
            <Checkbox
              name="isFilterable"
              label={t('custom_field.filterable')}
              hint={t('custom_field.filterable_hint')}
            />
          </div>
        </div>
      </Card>
      <FormActions>
        <SubmitButton>{t('common.save')}</SubmitButton>
        <ButtonLink to={back} variant="ghost">
          {t('common.cancel')}
        </ButtonLink>
      </FormActions>
    </ActionForm>
  );
}

/** What only some kinds have; before JavaScript all of it, and what does not go with the kind is dropped. */
function Parts({ kind }: { kind: CustomKind }) {
  const t = useT();
  const shown = (is: boolean) => (is ? undefined : 'hidden noscript:block');
  return (
    <>
      <div className={shown(kind === 'number')}>
        <FieldRow>
          <Field name="unit" label={t('custom_field.unit')}>
            <Input maxLength={20} placeholder={t('custom_field.unit_hint')} />
          </Field>
          <Field name="decimals" label={t('custom_field.decimals')}>
            <Input inputMode="numeric" maxLength={1} className="num" />
          </Field>
        </FieldRow>
      </div>
      <div className={shown(hasOptions(kind))}>
        <Field name="options" label={t('custom_field.options')} hint={t('custom_field.options_hint')}>
          <Textarea rows={5} />
        </Field>
      </div>
    </>
  );
}

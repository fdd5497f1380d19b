import { useT } from '~/core/i18n';
import { RuleConditions } from '~/features/leads/rule-conditions';
import type { LeadRule } from '~/features/leads/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Select } from '~/ui/select';

type RuleFormProps = {
  rule: LeadRule | null;
  units: { id: number; name: string }[];
  people: { id: string; name: string }[];
  version: number;
  company: number;
};

/** A new rule, or the one chosen in the list. */
export function RuleForm({ rule, units, people, version, company }: RuleFormProps) {
  const t = useT();
  return (
    <Card title={t(rule ? 'lead_rule.edit' : 'lead_rule.add')} id="rule">
      <ActionForm
        own
        action={`/leads/rules?company=${company}`}
        values={rule ? { ...rule, unitId: String(rule.unitId) } : undefined}
        hidden={{ intent: 'rule', version, ruleId: rule?.id }}
        labels={{ unitId: t('lead_rule.unit'), personId: t('lead_rule.person') }}
      >
        <RuleConditions />
        <FieldRow>
          <Field name="unitId" label={t('lead_rule.unit')} required>
            <Select
              placeholder={t('common.choose')}
              options={units.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          </Field>
          <Field name="personId" label={t('lead_rule.person')}>
            <Combobox
              placeholder={t('lead_rule.anybody')}
              options={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        </FieldRow>
        <FormActions inline>
          <SubmitButton>{t(rule ? 'lead_rule.save' : 'lead_rule.add')}</SubmitButton>
          {rule && (
            <ButtonLink to={`/leads/rules?company=${company}`} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          )}
        </FormActions>
      </ActionForm>
    </Card>
  );
}

import { useT } from '~/core/i18n';
import { type LeadPolicy, policyBounds } from '~/features/leads/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';

type LimitsFormProps = { policy: LeadPolicy; version: number; company: number; through: number };
const rows = [['acceptHours', 'capacity'], ['pickLimit', 'coolDownHours']] as const; // biome-ignore format: as shown

/** How long an offer stands, and what the pool allows. */
export function LimitsForm({ policy, version, company, through }: LimitsFormProps) {
  const t = useT();
  const names = rows.flat();
  const labels = Object.fromEntries(names.map((name) => [name, t(`lead_rule.${name}`)]));
  const values = Object.fromEntries(names.map((name) => [name, String(policy[name])]));
  return (
    <Card title={t('lead_rule.limits')}>
      <ActionForm
        own
        action={`/leads/rules?company=${company}`}
        values={values}
        hidden={{ intent: 'limits', version }}
        labels={labels}
      >
        {rows.map((pair) => (
          <FieldRow key={pair[0]}>
            {pair.map((name) => (
              <Field key={name} name={name} label={labels[name]} required>
                <Input
                  type="number"
                  inputMode="numeric"
                  className="num"
                  min={name === 'coolDownHours' ? 0 : 1}
                  max={policyBounds[name]}
                  suffix={t(
                    name === 'acceptHours' || name === 'coolDownHours' ? 'lead_rule.hours' : 'lead_rule.pieces',
                  )}
                />
              </Field>
            ))}
          </FieldRow>
        ))}
        <p className="text-sm text-ink-3">{t('lead_rule.limits_hint', { year: String(through) })}</p>
        <FormActions inline>
          <SubmitButton>{t('common.save')}</SubmitButton>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

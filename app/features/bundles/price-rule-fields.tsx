import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Field, FieldRow } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { Input } from '~/ui/input';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';

const shown = {
  percent: 'hidden group-has-[input[value=percent]:checked]/rule:grid',
  fixed: 'hidden group-has-[input[value=fixed]:checked]/rule:grid',
  step: 'hidden group-has-[input[value=step]:checked]/rule:grid',
} as const;

/** What the whole costs; the fields of the kind that is chosen, without JavaScript too. */
export function PriceRuleFields() {
  const t = useT();
  const steps = (useFormScope()?.values.steps as { fromSites?: string; off?: string }[] | undefined) ?? [];
  return (
    <Card title={t('bundle.rule')} note={t('bundle.rule_hint')}>
      <div className="group/rule grid gap-4">
        <ChipField
          name="rule"
          label={t('bundle.rule_kind')}
          options={(['percent', 'fixed', 'step'] as const).map((kind) => ({
            value: kind,
            label: t(`bundle.rule_kind.${kind}`),
          }))}
        />
        <div className={shown.percent}>
          <FieldRow>
            <Field name="percentOff" label={t('bundle.percent_off')}>
              <Input inputMode="decimal" maxLength={6} className="num" suffix="%" />
            </Field>
            <Field name="percentOn" label={t('bundle.percent_on')}>
              <Select
                options={(['all', 'one_off', 'recurring'] as const).map((on) => ({
                  value: on,
                  label: t(`bundle.on.${on}`),
                }))}
              />
            </Field>
          </FieldRow>
        </div>
        <div className={shown.fixed}>
          <FieldRow>
            <Field name="oneOffFen" label={t('bundle.fixed_one_off')} hint={t('bundle.fixed_hint')}>
              <MoneyInput />
            </Field>
            <Field name="monthlyFen" label={t('bundle.fixed_monthly')}>
              <MoneyInput />
            </Field>
          </FieldRow>
        </div>
        <div className={`${shown.step} gap-2`}>
          <p className="text-xs text-ink-3">{t('bundle.steps_hint')}</p>
          {Array.from({ length: Math.min(10, Math.max(4, steps.length + 1)) }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <div key={at} className="grid max-w-sm grid-cols-2 gap-3">
              <Field name={`steps.${at}.fromSites`} label={t('bundle.from_sites')}>
                <Input inputMode="numeric" maxLength={4} className="num" defaultValue={steps[at]?.fromSites ?? ''} />
              </Field>
              <Field name={`steps.${at}.off`} label={t('bundle.percent_off')}>
                <Input
                  inputMode="decimal"
                  maxLength={6}
                  className="num"
                  suffix="%"
                  defaultValue={steps[at]?.off ?? ''}
                />
              </Field>
            </div>
          ))}
        </div>
      </div>
    </Card>
  );
}

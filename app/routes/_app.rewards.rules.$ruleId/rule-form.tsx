import { useT } from '~/core/i18n';
import { yuanText } from '~/core/money';
import { productLines } from '~/features/offerings/rules';
import { roles } from '~/features/people/rules';
import { amountKinds, milestones, type Step } from '~/features/rewards/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import type { RuleShown } from './route';

const yuan = (fen: number | null | undefined) => (fen ? yuanText(fen) : '');

function startOf({ rule, day, ends }: RuleShown): Record<string, unknown> {
  if (!rule) return { kind: 'fixed', startsOn: day, endsOn: ends };
  const { amount, condition } = rule;
  const steps: Step[] = amount.kind === 'steps' ? amount.steps : [];
  return {
    name: rule.name,
    nameEn: rule.nameEn ?? '',
    award: rule.award ?? '',
    milestone: rule.milestone,
    audience: rule.audience,
    lines: condition.lines,
    minFen: yuan(condition.minFen),
    minRating: condition.minRating ?? '',
    kind: amount.kind,
    points: amount.kind === 'fixed' ? amount.points : '',
    percent: amount.kind === 'share' ? amount.basisPoints / 100 : '',
    cap: amount.kind === 'share' ? amount.cap : '',
    ...Object.fromEntries(
      [1, 2, 3].flatMap((n) => [
        [`step${n}Fen`, yuan(steps[n - 1]?.fromFen)],
        [`step${n}`, steps[n - 1]?.points ?? ''],
      ]),
    ),
    startsOn: rule.startsOn,
    endsOn: rule.endsOn,
  };
}

export function RuleForm({ data }: { data: RuleShown }) {
  const t = useT();
  const options = <T extends string>(values: readonly T[], label: (value: T) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  const number = { inputMode: 'numeric', className: 'num', maxLength: 7 } as const;
  return (
    <Card>
      <ActionForm
        own
        values={startOf(data)}
        hidden={{ intent: 'save', version: data.rule?.version ?? 0 }}
        className="group/rule grid gap-4"
      >
        <FieldRow>
          <Field name="name" label={t('reward_rule.name')} required>
            <Input maxLength={80} />
          </Field>
          <Field name="nameEn" label={t('reward_rule.name_en')}>
            <Input maxLength={80} />
          </Field>
        </FieldRow>
        <Field name="milestone" label={t('reward.milestone')} required>
          <Select options={options(milestones, (one) => t(`reward.milestone.${one}`))} />
        </Field>
        <ChipField
          type="checkbox"
          name="audience"
          label={`${t('reward_rule.audience')} (${t('reward_rule.everybody')})`}
          options={options(roles, (one) => t(`role.${one}`))}
        />
        <ChipField
          type="checkbox"
          name="lines"
          label={t('reward_rule.lines')}
          options={options(productLines, (one) => t(`line.${one}`))}
        />
        <FieldRow>
          <Field name="minFen" label={t('reward_rule.min_value')}>
            <MoneyInput />
          </Field>
          <Field name="minRating" label={t('reward_rule.min_rating')}>
            <Input {...number} />
          </Field>
        </FieldRow>
        <ChipField
          name="kind"
          label={t('reward_rule.kind')}
          options={options(amountKinds, (one) => t(`reward_rule.kind.${one}`))}
        />
        {/* only what the chosen kind asks for; a browser that does not know :has() shows it all */}
        <div className="group-has-[[name=kind]:checked:not([value=fixed])]/rule:hidden">
          <Field name="points" label={t('reward_rule.points')}>
            <Input {...number} />
          </Field>
        </div>
        <div className="group-has-[[name=kind]:checked:not([value=share])]/rule:hidden">
          <FieldRow>
            <Field name="percent" label={t('reward_rule.percent')}>
              <Input inputMode="decimal" className="num" maxLength={6} />
            </Field>
            <Field name="cap" label={t('reward_rule.cap')}>
              <Input {...number} />
            </Field>
          </FieldRow>
        </div>
        <div className="grid gap-4 group-has-[[name=kind]:checked:not([value=steps])]/rule:hidden">
          {[1, 2, 3].map((n) => (
            <FieldRow key={n}>
              <Field name={`step${n}Fen`} label={t('reward_rule.step_from')}>
                <MoneyInput />
              </Field>
              <Field name={`step${n}`} label={t('reward_rule.step', { n })}>
                <Input {...number} />
              </Field>
            </FieldRow>
          ))}
        </div>
        <Field name="award" label={t('reward_rule.award')} hint={t('reward_rule.award_hint')}>
          <Input maxLength={60} />
        </Field>
        <FieldRow>
          <Field name="startsOn" label={t('reward_rule.starts')} required>
            <DateInput />
          </Field>
          <Field name="endsOn" label={t('reward_rule.ends')} required>
            <DateInput />
          </Field>
        </FieldRow>
        <FormActions>
          <SubmitButton>{t('common.save')}</SubmitButton>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

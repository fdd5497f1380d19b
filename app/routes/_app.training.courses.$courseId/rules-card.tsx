import { useT } from '~/core/i18n';
import { roles } from '~/features/people/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { CourseShown } from './route';

/** Whom the course is given to by itself. */
export function RulesCard({ data }: { data: CourseShown }) {
  const t = useT();
  const { rules, units, newId, id } = data;
  return (
    <Card
      title={t('course.enrol')}
      action={
        <ButtonLink size="sm" to={`/learn/courses/${id}#people`}>
          {t('course.enrol_people')}
        </ButtonLink>
      }
    >
      <p className="text-ink-3">{t('course.enrol_hint')}</p>
      <ul className="my-2 divide-y divide-line">
        {rules.map((rule) => (
          <li key={rule.id} className="flex min-h-11 items-center justify-between gap-3">
            <span>{t('course.rule_told', { unit: rule.unit, role: t(`role.${rule.role}`), n: rule.dueDays })}</span>
            <ActionForm own hidden={{ intent: 'end_rule', id: rule.id }}>
              <SubmitButton size="sm" variant="ghost">
                {t('course.rule_end')}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
      <ActionForm own hidden={{ intent: 'add_rule', id: newId }} values={{ role: 'account_manager', dueDays: 30 }}>
        <FieldRow>
          <Field name="role" label={t('course.rule_role')} required>
            <Select options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
          </Field>
          <Field name="unitId" label={t('course.rule_unit')} required>
            <Select options={units.map((unit) => ({ value: String(unit.id), label: unit.name }))} />
          </Field>
          <Field name="dueDays" label={t('course.rule_days')} required>
            <Input inputMode="numeric" className="num" maxLength={3} />
          </Field>
        </FieldRow>
        <div>
          <SubmitButton variant="secondary">{t('course.rule_add')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

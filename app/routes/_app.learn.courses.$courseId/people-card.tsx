import { addDays, today } from '~/core/dates';
import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import type { CourseLearnt } from './route';

/** A lead sends their people, a trainer anybody of the company. */
export function PeopleCard({ people, now }: { people: CourseLearnt['people']; now: Date }) {
  const t = useT();
  const units = [...new Set(people.map(({ unit }) => unit))];
  return (
    <Card id="people" title={t('course.enrol_people')}>
      <ActionForm own hidden={{ intent: 'enrol' }} values={{ dueOn: addDays(today(now), 30) }}>
        {units.map((unit) => (
          <details key={unit} open={units.length === 1}>
            <summary className="min-h-9 cursor-pointer font-medium max-sm:min-h-11">{unit}</summary>
            <div className="grid gap-1 py-1 sm:grid-cols-3">
              {people
                .filter((one) => one.unit === unit)
                .map((one) => (
                  <Checkbox key={one.id} name="people" value={one.id} label={one.name} />
                ))}
            </div>
          </details>
        ))}
        <Field name="dueOn" label={t('course.enrol_due')}>
          <DateInput />
        </Field>
        <div>
          <SubmitButton variant="secondary">{t('course.enrol_people')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

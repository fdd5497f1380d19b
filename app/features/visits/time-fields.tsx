import { useT } from '~/core/i18n';
import { Field, FieldRow } from '~/ui/field';
import { FormScopeContext, useFormScope } from '~/ui/form-scope';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { useMinutes } from './use-minutes';

const lengths = [15, 30, 45, 60, 90, 120, 180, 240, 480];

/** When, and for how long. */
export function TimeFields({ label, start, minutes = 60 }: { label: string; start?: string; minutes?: number }) {
  const t = useT();
  const say = useMinutes();
  const scope = useFormScope();
  // plan and log suggest different times; a registered field would put the first one back
  const unregistered = scope && { ...scope, register: undefined };
  const offered = lengths.includes(minutes) ? lengths : [...lengths, minutes].sort((a, b) => a - b);
  return (
    <FieldRow>
      <FormScopeContext.Provider value={unregistered}>
        <Field name="plannedAt" label={label} required>
          <Input key={start} type="datetime-local" defaultValue={start} className="num" />
        </Field>
      </FormScopeContext.Provider>
      <Field name="plannedMinutes" label={t('visit.minutes')} required>
        <Select options={offered.map((n) => ({ value: String(n), label: say(n) }))} defaultValue={String(minutes)} />
      </Field>
    </FieldRow>
  );
}

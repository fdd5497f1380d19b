import { useT } from '~/core/i18n';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Unregistered } from './unregistered';
import { useMinutes } from './use-minutes';

const lengths = [15, 30, 45, 60, 90, 120, 180, 240, 480];

/** When, and for how long. */
export function TimeFields({ label, start, minutes = 60 }: { label: string; start?: string; minutes?: number }) {
  const t = useT();
  const say = useMinutes();
  const offered = lengths.includes(minutes) ? lengths : [...lengths, minutes].sort((a, b) => a - b);
  return (
    <FieldRow>
      {/* plan and log suggest different times; a registered field would put the first one back */}
      <Unregistered>
        <Field name="plannedAt" label={label} required>
          <Input key={start} type="datetime-local" defaultValue={start} className="num" />
        </Field>
      </Unregistered>
      <Field name="plannedMinutes" label={t('visit.minutes')} required>
        <Select options={offered.map((n) => ({ value: String(n), label: say(n) }))} defaultValue={String(minutes)} />
      </Field>
    </FieldRow>
  );
}

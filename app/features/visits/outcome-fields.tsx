import { useT } from '~/core/i18n';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';
import { DueDay } from './due-day';

/** The note: first, and large. */
export function NoteField({ required = true }: { required?: boolean }) {
  const t = useT();
  return (
    <Field name="note" label={t('visit.note')} required={required}>
      <Textarea rows={5} maxLength={10_000} placeholder={t('visit.note_hint')} />
    </Field>
  );
}

export function NextStepFields({ today, required = false }: { today: string; required?: boolean }) {
  const t = useT();
  return (
    <div className="grid gap-3">
      <Field name="nextStep" label={t('visit.next_step')} required={required}>
        <Input maxLength={200} placeholder={t('visit.next_step_hint')} />
      </Field>
      <Field name="nextStepOn" label={t('visit.next_step_on')}>
        <DueDay from={today} />
      </Field>
    </div>
  );
}

export function SatisfactionField({ required = false }: { required?: boolean }) {
  const t = useT();
  return (
    <ChipField
      name="satisfaction"
      label={t('visit.satisfaction')}
      marked={required}
      options={[1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: String(n) }))}
    />
  );
}

/** What was written about competitors before moves were kept one by one. */
export function CompetitorNoteField() {
  const t = useT();
  return (
    <Field name="competitorNote" label={t('visit.competitor_note')}>
      <Textarea rows={2} maxLength={2000} placeholder={t('visit.competitor_hint')} />
    </Field>
  );
}

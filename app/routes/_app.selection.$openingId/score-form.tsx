import { useT } from '~/core/i18n';
import { criteria, mostScore } from '~/features/selection/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { StepRow } from '~/ui/step-row';
import { Textarea } from '~/ui/textarea';

const steps = Array.from({ length: mostScore }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }));

/** Four taps and a sentence: on the phone too. */
export function ScoreForm({ id, name }: { id: string; name: string }) {
  const t = useT();
  const labels = Object.fromEntries(criteria.map((one) => [one, t(`selection.${one}`)]));
  return (
    <Fold title={<span className="font-medium text-brand-ink">{t('selection.score_for', { name })}</span>}>
      <ActionForm
        own
        hidden={{ intent: 'score', id }}
        labels={{ ...labels, note: t('selection.score_note') }}
        className="grid gap-3 pt-2"
      >
        <p className="text-sm text-ink-3">{t('selection.score_hint')}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          {criteria.map((one) => (
            <StepRow key={one} name={one} label={t(`selection.${one}`)} steps={steps} />
          ))}
        </div>
        <Field name="note" label={t('selection.score_note')} hint={t('selection.score_note_hint')} required>
          <Textarea rows={2} maxLength={1000} />
        </Field>
        <div>
          <SubmitButton>{t('selection.submit_score')}</SubmitButton>
        </div>
      </ActionForm>
    </Fold>
  );
}

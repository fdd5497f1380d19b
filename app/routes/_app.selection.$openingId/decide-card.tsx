import { useT } from '~/core/i18n';
import { fewestAssessors } from '~/features/selection/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/textarea';
import type { OpeningData } from './route';

/** Who it is and why, and what the others hear. */
export function DecideCard({ data }: { data: OpeningData }) {
  const t = useT();
  const { opening, candidates, assessors, given, fills, isOpen } = data;
  if (!fills || !isOpen) return null;
  const standing = candidates.filter(({ state }) => state === 'standing');
  const missing = standing.some(
    ({ id }) => given.filter(({ candidateId }) => candidateId === id).length < assessors.length,
  );
  if (!standing.length || assessors.length < fewestAssessors || missing) return null;
  const next = Object.fromEntries(
    standing.map(({ id, name }) => [`next.${id}`, t('selection.next_for', { name: name ?? '' })]),
  );
  return (
    <Card title={t('selection.decide')}>
      <p className="mb-3 text-ink-2">{t('selection.decide_hint')}</p>
      <ActionForm
        own
        hidden={{ intent: 'decide', version: opening.version }}
        labels={{ chosen: t('selection.choose'), reason: t('selection.reason'), ...next }}
      >
        <ChipField
          type="checkbox"
          name="chosen"
          label={`${t('selection.choose')} (${t('selection.seats_n', { n: opening.seats })})`}
          options={standing.map(({ id, name }) => ({ value: id, label: name ?? '' }))}
        />
        <Field name="reason" label={t('selection.reason')} required>
          <Textarea rows={3} maxLength={1000} />
        </Field>
        {standing.map(({ id }) => (
          <Field key={id} name={`next.${id}`} label={next[`next.${id}`]} hint={t('selection.next_hint')}>
            <Textarea rows={2} maxLength={500} />
          </Field>
        ))}
        <div>
          <SubmitButton>{t('selection.decide')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { criteria, type Weights } from './rules';

type Start = {
  id: string;
  version: number;
  teamId?: number;
  title?: string;
  note?: string | null;
  seats: number;
  closesOn?: string | null;
  weights: Weights;
};

export function OpeningForm({ start, teams }: { start: Start; teams: { id: number; name: string }[] }) {
  const t = useT();
  const { id, version, weights, ...rest } = start;
  const values = { ...rest, ...Object.fromEntries(criteria.map((one) => [`weights.${one}`, weights[one]])) };
  const labels = { title: t('selection.name'), teamId: t('selection.team'), seats: t('selection.seats') };
  return (
    <Card>
      <ActionForm hidden={{ id, version }} values={values} labels={{ ...labels, weights: t('selection.weights') }}>
        <FieldRow>
          <Field name="teamId" label={labels.teamId} required>
            <Select options={teams.map(({ id, name }) => ({ value: String(id), label: name }))} />
          </Field>
          <Field name="title" label={labels.title} required>
            <Input maxLength={80} />
          </Field>
        </FieldRow>
        <FieldRow>
          <Field name="seats" label={labels.seats} required>
            <Input inputMode="numeric" className="num" maxLength={2} />
          </Field>
          <Field name="closesOn" label={t('selection.closes_on')}>
            <DateInput />
          </Field>
        </FieldRow>
        <fieldset className="min-w-0">
          <legend className="mb-1 font-medium">{t('selection.weights')}</legend>
          <p className="mb-2 text-sm text-ink-3">{t('selection.weights_hint')}</p>
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
            {criteria.map((one) => (
              <Field key={one} name={`weights.${one}`} label={t(`selection.${one}`)} required>
                <Input inputMode="numeric" className="num" maxLength={3} />
              </Field>
            ))}
          </div>
        </fieldset>
        <Field name="note" label={t('selection.note')}>
          <Textarea rows={3} maxLength={1000} />
        </Field>
        <FormActions>
          <SubmitButton>{t('common.save')}</SubmitButton>
        </FormActions>
      </ActionForm>
    </Card>
  );
}

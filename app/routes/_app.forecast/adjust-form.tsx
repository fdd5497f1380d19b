import { useSearchParams, useSubmit } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { type Category, categories } from '~/features/forecast/rules';
import { adjustedFen, totalOfRows } from '~/features/forecast/sums';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { TeamData } from './route';

/** Another number for a person, a unit below, or the unit as a whole, with its reason. */
export function AdjustForm({ page }: { page: TeamData }) {
  const t = useT();
  const f = useFormat();
  const submit = useSubmit();
  const [search] = useSearchParams();
  const rows = page.rows.filter((row) => row.key !== 'self');
  const target = rows.find((row) => row.key === page.adjusting);
  const category: Category = categories.find((one) => one === page.category) ?? 'commit';
  const now = adjustedFen(target ?? totalOfRows(page.rows), category);
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    submit(next, { replace: true, preventScrollReset: true });
  };
  return (
    <Card title={t('forecast.adjust')}>
      <ActionForm
        id="adjust"
        key={`${page.newId} ${target?.key} ${category}`}
        hidden={{
          intent: 'adjust',
          id: page.newId,
          unitId: target?.unitId ?? page.unit.id,
          personId: target?.personId,
          month: page.month,
          seenFen: now,
        }}
        labels={{ to: t('forecast.adjust_to'), why: t('forecast.why') }}
      >
        <div className="grid gap-3">
          <Field name="target" label={t('forecast.who')}>
            <Select
              value={target?.key ?? ''}
              placeholder={`${page.unit.name} (${t('forecast.of_unit')})`}
              options={rows.map((row) => ({ value: row.key, label: row.name }))}
              onChange={(event) => choose('adjust', event.currentTarget.value)}
            />
          </Field>
          <Field name="category" label={t('forecast.category')}>
            <Select
              value={category}
              options={categories.map((one) => ({ value: one, label: t(`forecast.category.${one}`) }))}
              onChange={(event) => choose('category', event.currentTarget.value)}
            />
          </Field>
          <Field name="to" label={t('forecast.adjust_to')} hint={t('forecast.now', { fen: f.money(now) })} required>
            <MoneyInput />
          </Field>
          <Field name="why" label={t('forecast.why')} required>
            <Textarea rows={2} maxLength={500} />
          </Field>
        </div>
        <div className="mt-3">
          <SubmitButton>{t('forecast.adjust')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

import { useFormat, useT } from '~/core/i18n';
import { yuanText } from '~/core/money';
import { productLines } from '~/features/offerings/rules';
import { levels } from '~/features/quotes/authority';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { PolicyData } from './route';

const spare = 2;
const percent = (bp: number | null | undefined) => (bp === null || bp === undefined ? '' : String(bp / 100));

/** The table as it is, to be changed and published anew; two empty rows for more. A row without a level falls away. */
export function MatrixForm({ data }: { data: PolicyData }) {
  const t = useT();
  const f = useFormat();
  const { matrix, ids, now } = data;
  const own = matrix?.tenantId !== null && matrix !== null;
  const rows = [...(matrix?.rules ?? []), ...Array.from({ length: spare }, () => null)];
  const cell = (at: number, name: string, value: string, label: string) => (
    <td>
      <Label>{label}</Label>
      <Input
        name={`rules[${at}][${name}]`}
        aria-label={`${label} ${at + 1}`}
        defaultValue={value}
        inputMode="decimal"
        maxLength={16}
        className="num text-right"
      />
    </td>
  );
  const choice = (
    at: number,
    name: 'level' | 'line',
    value: string | null | undefined,
    placeholder: string,
    options: { value: string; label: string }[],
  ) => (
    <td>
      <Label>{t(`quote_policy.${name}`)}</Label>
      <Select
        name={`rules[${at}][${name}]`}
        aria-label={`${t(`quote_policy.${name}`)} ${at + 1}`}
        defaultValue={value ?? ''}
        placeholder={placeholder}
        options={options}
      />
    </td>
  );
  return (
    <Card
      title={t('quote_policy.matrix')}
      note={
        matrix
          ? `${t(own ? 'quote_policy.own' : 'quote_policy.group_default')} · ${t('quote_policy.matrix_note', { n: matrix.revision, when: f.when(matrix.publishedAt, now) })}`
          : undefined
      }
    >
      <ActionForm
        own
        hidden={{ intent: 'matrix', id: ids.matrix, revision: own ? (matrix?.revision ?? 0) + 1 : 1 }}
        labels={{ hours: t('quote_policy.hours') }}
      >
        <table className="w-full max-sm:block">
          <thead className="max-sm:hidden">
            <tr className="text-left text-xs text-ink-3 [&>th]:px-1 [&>th]:pb-1 [&>th]:font-normal">
              <th>{t('quote_policy.level')}</th>
              <th>{t('quote_policy.line')}</th>
              <th className="text-right">{t('quote_policy.from_months')}</th>
              <th className="text-right">{t('quote_policy.max_discount')}</th>
              <th className="text-right">{t('quote_policy.min_margin')}</th>
              <th className="text-right">{t('quote_policy.max_total')}</th>
            </tr>
          </thead>
          <tbody className="max-sm:block max-sm:divide-y max-sm:divide-line [&_td]:px-1 [&_td]:py-0.5">
            {rows.map((rule, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a row is known by
              <tr key={at} className="max-sm:grid max-sm:grid-cols-2 max-sm:py-3">
                {choice(
                  at,
                  'level',
                  rule?.level,
                  '—',
                  levels.map((one) => ({ value: one, label: t(`quote_approval.level.${one}`) })),
                )}
                {choice(
                  at,
                  'line',
                  rule?.line,
                  t('quote_policy.any_line'),
                  productLines.map((one) => ({ value: one, label: t(`line.${one}`) })),
                )}
                {cell(at, 'fromMonths', String(rule?.fromMonths ?? 0), t('quote_policy.from_months'))}
                {cell(at, 'maxDiscountBp', percent(rule?.maxDiscountBp ?? 0), t('quote_policy.max_discount'))}
                {cell(at, 'minMarginBp', percent(rule?.minMarginBp), t('quote_policy.min_margin'))}
                {cell(at, 'maxTotalFen', yuanText(rule?.maxTotalFen), t('quote_policy.max_total'))}
              </tr>
            ))}
          </tbody>
        </table>
        <div className="flex flex-wrap items-end gap-3">
          <Field name="hours" label={t('quote_policy.hours')} className="w-48">
            <Input inputMode="numeric" maxLength={3} defaultValue={String(matrix?.hours ?? 8)} className="num" />
          </Field>
          <SubmitButton>{t('quote_policy.publish')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}

/** On the phone each row is a block of its own, so each of its fields is named. */
const Label = ({ children }: { children: string }) => (
  <span aria-hidden="true" className="mb-0.5 block text-xs text-ink-3 sm:hidden">
    {children}
  </span>
);

import { useSearchParams } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { accountKinds, accountSorts, grades, quietChoices } from '~/features/accounts/rules';
import { CustomFilterFields, useCustomChips } from '~/features/custom-fields/filter-fields';
import { Field } from '~/ui/field';
import { FilterBar, type FilterChip } from '~/ui/filter-bar';
import { Select } from '~/ui/select';
import type { Register } from './route';

/** Narrowing the register; what is chosen stands as chips and is what an export takes. */
export function RegisterFilters({
  register,
  summary,
  more,
}: {
  register: Register;
  summary: ReactNode;
  more: ReactNode;
}) {
  const t = useT();
  const { filters, sections, provinces, units, mine } = register;
  const [params] = useSearchParams();
  const labelOf = (options: { value: string; label: string }[], value: string | null) =>
    options.find((option) => option.value === value)?.label;
  const chip = (param: string, label: string, value: string | undefined): FilterChip[] =>
    value ? [{ param, label, value }] : [];
  const own = useCustomChips(register.fields);
  const chips = [
    ...chip('grade', t('account.grade'), filters.grade ? t(`account.grade.${filters.grade}`) : undefined),
    ...chip('kind', t('account.kind'), filters.kind ? t(`account.kind.${filters.kind}`) : undefined),
    ...chip('section', t('account.section'), labelOf(sections, filters.section)),
    ...chip('region', t('account.province'), labelOf(provinces, filters.region)),
    ...chip('unit', t('account.unit'), labelOf(units, filters.unit === null ? null : String(filters.unit))),
    ...chip('quiet', t('account.quiet'), filters.quiet ? t('account.quiet_days', { n: filters.quiet }) : undefined),
    ...chip('sort', t('account.sort'), params.has('sort') ? t(`account.sort.${filters.sort}`) : undefined),
    ...chip('owner', t('account.ownerId'), filters.owner && !mine ? (register.rows[0]?.ownerName ?? '…') : undefined),
    ...own,
  ];
  const choice = (name: string, label: string, options: { value: string; label: string }[]) => (
    <Field name={name} label={label}>
      <Select options={options} placeholder={t('common.all')} />
    </Field>
  );
  return (
    <FilterBar
      search={{ param: 'q', placeholder: t('account.search') }}
      chips={chips}
      summary={summary}
      more={more}
      keep={['owner', 'cols', 'view']}
    >
      {choice(
        'grade',
        t('account.grade'),
        grades.map((value) => ({ value, label: t(`account.grade.${value}`) })),
      )}
      {choice(
        'kind',
        t('account.kind'),
        accountKinds.map((value) => ({ value, label: t(`account.kind.${value}`) })),
      )}
      {choice(
        'quiet',
        t('account.quiet'),
        quietChoices.map((n) => ({ value: String(n), label: t('account.quiet_days', { n }) })),
      )}
      {choice('section', t('account.section'), sections)}
      {choice('region', t('account.province'), provinces)}
      <CustomFilterFields fields={register.fields} />
      {units.length > 1 && choice('unit', t('account.unit'), units)}
      <Field name="sort" label={t('account.sort')}>
        <Select
          options={accountSorts.map((value) => ({ value, label: t(`account.sort.${value}`) }))}
          placeholder={t('account.sort_usual')}
        />
      </Field>
    </FilterBar>
  );
}

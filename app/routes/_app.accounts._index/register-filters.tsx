import { useT } from '~/core/i18n';
import { accountKinds, grades } from '~/features/accounts/rules';
import { Field } from '~/ui/field';
import { FilterBar, type FilterChip } from '~/ui/filter-bar';
import { Select } from '~/ui/select';
import type { Register } from './route';

/** Narrowing the register; what is chosen stands as chips and is what an export takes. */
export function RegisterFilters({ register, summary }: { register: Register; summary: string }) {
  const t = useT();
  const { filters, sections, provinces, units, mine } = register;
  const labelOf = (options: { value: string; label: string }[], value: string | null) =>
    options.find((option) => option.value === value)?.label;
  const chip = (param: string, label: string, value: string | undefined): FilterChip[] =>
    value ? [{ param, label, value }] : [];
  const chips = [
    ...chip('grade', t('account.grade'), filters.grade ? t(`account.grade.${filters.grade}`) : undefined),
    ...chip('kind', t('account.kind'), filters.kind ? t(`account.kind.${filters.kind}`) : undefined),
    ...chip('section', t('account.section'), labelOf(sections, filters.section)),
    ...chip('region', t('account.province'), labelOf(provinces, filters.region)),
    ...chip('unit', t('account.unit'), labelOf(units, filters.unit === null ? null : String(filters.unit))),
    ...chip('owner', t('account.ownerId'), filters.owner && !mine ? (register.rows[0]?.ownerName ?? '…') : undefined),
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
      keep={['sort', 'owner']}
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
      {choice('section', t('account.section'), sections)}
      {choice('region', t('account.province'), provinces)}
      {units.length > 1 && choice('unit', t('account.unit'), units)}
    </FilterBar>
  );
}

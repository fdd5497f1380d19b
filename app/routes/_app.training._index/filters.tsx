import { useT } from '~/core/i18n';
import { standings } from '~/features/certification/rules';
import type { roles } from '~/features/people/rules';
import { Field } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import { Select } from '~/ui/select';

type Filter = { unit: { id: number; name: string } | null; role: string | null; state: string | null; q: string };
const learners = [
  'account_manager',
  'team_lead',
  'sales_director',
  'service_agent',
  'product_manager',
] as const satisfies readonly (typeof roles)[number][];

export function MatrixFilters({ filter, units }: { filter: Filter; units: { id: number; name: string }[] }) {
  const t = useT();
  const { unit, role, state, q } = filter;
  return (
    <FilterBar
      search={{ param: 'q', placeholder: t('matrix.name') }}
      keep={['company']}
      chips={[
        ...(unit ? [{ param: 'unit', label: t('matrix.unit'), value: unit.name }] : []),
        ...(role ? [{ param: 'role', label: t('matrix.role'), value: t.any(`role.${role}`) }] : []),
        ...(state ? [{ param: 'state', label: t('matrix.state'), value: t.any(`matrix.standing.${state}`) }] : []),
        ...(q ? [{ param: 'q', label: t('matrix.name'), value: q }] : []),
      ]}
    >
      <Field name="unit" label={t('matrix.unit')}>
        <Select
          options={units.map(({ id, name }) => ({ value: String(id), label: name }))}
          placeholder={t('matrix.everybody')}
        />
      </Field>
      <Field name="role" label={t('matrix.role')}>
        <Select
          options={learners.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          placeholder={t('matrix.everybody')}
        />
      </Field>
      <Field name="state" label={t('matrix.state')}>
        <Select
          options={standings
            .filter((one) => one !== 'not_needed')
            .map((one) => ({ value: one, label: t(`matrix.standing.${one}`) }))}
          placeholder={t('matrix.everybody')}
        />
      </Field>
    </FilterBar>
  );
}

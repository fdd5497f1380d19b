import { useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { grades } from '~/features/accounts/rules';
import type { CoverageKind } from '~/features/coverage/policy';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { FilterBar, type FilterChip } from '~/ui/filter-bar';
import { withParams } from '~/ui/params';
import { Select } from '~/ui/select';
import { ViewSwitch } from '~/ui/view-switch';
import type { Overdue } from './route';

type Props = { page: Overdue; summary: string; kinds: readonly CoverageKind[] };

/** Whose visits are overdue, of which grade, where. */
export function CoverageFilterBar({ page, summary, kinds }: Props) {
  const t = useT();
  const { search } = useLocation();
  const { filters, units, leads, me, rows } = page;
  const chip = (param: string, label: string, value: string | undefined): FilterChip[] =>
    value ? [{ param, label, value }] : [];
  const unitName = units.find(({ value }) => value === String(filters.unit))?.label;
  const ownerName = filters.owner === me ? t('coverage.mine') : (rows[0]?.ownerName ?? '…');
  const people = filters.owner ? [{ value: filters.owner, label: ownerName }] : [];
  return (
    <FilterBar
      lead={
        <ViewSwitch
          label={t('coverage.kind')}
          items={kinds.map((kind) => ({
            to: withParams(search, { kind: kind === 'manager' ? null : kind, after: null, before: null }),
            label: t(`coverage.kind.${kind}`),
            active: kind === filters.kind,
          }))}
        />
      }
      chips={[
        ...chip('grade', t('coverage.grade'), filters.grade ? t(`account.grade.${filters.grade}`) : undefined),
        ...chip('unit', t('coverage.unit'), filters.unit ? (unitName ?? String(filters.unit)) : undefined),
        ...chip('owner', t('coverage.person'), filters.owner ? ownerName : undefined),
      ]}
      summary={summary}
      keep={['kind']}
    >
      <Field name="grade" label={t('coverage.grade')}>
        <Select
          options={grades.map((value) => ({ value, label: t(`account.grade.${value}`) }))}
          placeholder={t('coverage.everyone')}
        />
      </Field>
      {units.length > 1 && (
        <Field name="unit" label={t('coverage.unit')}>
          <Select options={units} placeholder={t('coverage.everyone')} />
        </Field>
      )}
      {leads && (
        <Field name="owner" label={t('coverage.person')}>
          <Combobox options={people} load="/team/sellers.json" placeholder={t('coverage.everyone')} />
        </Field>
      )}
    </FilterBar>
  );
}

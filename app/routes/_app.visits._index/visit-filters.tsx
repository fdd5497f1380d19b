import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { CustomFilterFields, useCustomChips } from '~/features/custom-fields/filter-fields';
import { periods } from '~/features/visits/filters';
import { visitStatuses, visitTypes } from '~/features/visits/rules';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import type { FilterChip } from '~/ui/filter-chips';
import { Select } from '~/ui/select';
import type { VisitListData } from './load.server';
import { ShapeSwitch } from './shape-switch';

/** The filters of list, count and export; each shows as a chip that can be taken away. */
export function VisitFilters({ page, summary, more }: { page: VisitListData; summary: ReactNode; more: ReactNode }) {
  const t = useT();
  const f = useFormat();
  const { filter, people, accountName } = page;
  const own = useCustomChips(page.fields);
  const chips: FilterChip[] = [];
  const chip = (param: string, label: string, value: string | null | undefined | false) => {
    if (value) chips.push({ param, label, value });
  };
  chip('period', t('visit.period'), filter.period && t(`visit.period.${filter.period}`));
  chip('from', t('visit.from'), filter.from && f.day(filter.from));
  chip('to', t('visit.to'), filter.to && f.day(filter.to));
  chip('status', t('visit.status'), filter.status && t(`visit.status.${filter.status}`));
  chip('type', t('visit.type'), filter.type && t(`visit.type.${filter.type}`));
  chip('person', t('visit.person'), filter.personId && (people.find((one) => one.id === filter.personId)?.name ?? '—'));
  chip('account', t('visit.account'), filter.accountId && (accountName ?? '—'));
  return (
    <FilterBar
      lead={<ShapeSwitch shape="list" />}
      search={{ param: 'q', placeholder: t('visit.search') }}
      chips={[...chips, ...own]}
      keep={['reach', 'account', 'cols', 'view']}
      summary={summary}
      more={more}
    >
      <Field name="period" label={t('visit.period')}>
        <Select
          placeholder={t('visit.any')}
          options={periods.map((p) => ({ value: p, label: t(`visit.period.${p}`) }))}
        />
      </Field>
      <FieldRow>
        <Field name="from" label={t('visit.from')}>
          <DateInput />
        </Field>
        <Field name="to" label={t('visit.to')}>
          <DateInput />
        </Field>
      </FieldRow>
      <Field name="status" label={t('visit.status')}>
        <Select
          placeholder={t('visit.any')}
          options={visitStatuses.map((s) => ({ value: s, label: t(`visit.status.${s}`) }))}
        />
      </Field>
      <Field name="type" label={t('visit.type')}>
        <Select
          placeholder={t('visit.any')}
          options={visitTypes.map((s) => ({ value: s, label: t(`visit.type.${s}`) }))}
        />
      </Field>
      <CustomFilterFields fields={page.fields} />
      {people.length > 1 && (
        <Field name="person" label={t('visit.person')}>
          <Combobox placeholder={t('visit.any')} options={people.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      )}
    </FilterBar>
  );
}

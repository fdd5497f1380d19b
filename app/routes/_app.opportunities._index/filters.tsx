import { useSearchParams } from '@remix-run/react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import type { Translate } from '~/core/message';
import { parseYuan } from '~/core/money';
import { CustomFilterFields, useCustomChips } from '~/features/custom-fields/filter-fields';
import { productLines } from '~/features/offerings/rules';
import { closePresets, judgementsAsked, sources, stageName, stageTypes } from '~/features/opportunities/rules';
import { Checkbox } from '~/ui/checkbox';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { FilterBar, type FilterChip } from '~/ui/filter-bar';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { stageChoices } from './pipeline-switch';
import type { IndexData } from './route';

/** The chips and the form of the filters, for board and list alike. */
export function Filters({ data, summary, more }: { data: IndexData; summary: React.ReactNode; more: React.ReactNode }) {
  const t = useT();
  const locale = useLocale();
  const chips = [...useChips(data), ...useCustomChips(data.fields)];
  const owner = useSearchParams()[0].get('owner');
  const options = <T extends string>(values: readonly T[], word: (value: T) => string) =>
    values.map((value) => ({ value, label: word(value) }));
  return (
    <FilterBar
      search={{ param: 'q', placeholder: t('opportunity.filter.q') }}
      chips={chips}
      summary={summary}
      more={more}
      keep={['sort', 'view', 'shape', 'unit', 'cols', 'pipeline']}
    >
      <FieldRow>
        <Field name="stage" label={t('opportunity.stage')}>
          <Select placeholder={t('opportunity.filter.any_stage')} options={stageChoices(data, locale)} />
        </Field>
        <Field name="type" label={t('opportunity.filter.type')}>
          <Select placeholder={t('common.all')} options={options(stageTypes, (v) => t(`opportunity.type.${v}`))} />
        </Field>
      </FieldRow>
      <Field name="owner" label={t('opportunity.owner')}>
        <Combobox
          placeholder={t('opportunity.filter.anybody')}
          options={[
            { value: 'me', label: t('opportunity.filter.mine') },
            ...(owner && data.ownerName ? [{ value: owner, label: data.ownerName }] : []),
            ...data.owners.filter(({ id }) => id !== owner).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          load={data.may.askOthers ? '/team/sellers.json' : undefined}
        />
      </Field>
      <FieldRow>
        <Field name="line" label={t('opportunity.line')}>
          <Select placeholder={t('common.all')} options={options(productLines, (v) => t(`line.${v}`))} />
        </Field>
        <Field name="source" label={t('opportunity.source')}>
          <Select placeholder={t('common.all')} options={options(sources, (v) => t(`source.${v}`))} />
        </Field>
      </FieldRow>
      <Field name="judged" label={t('opportunity.judged')}>
        <Select placeholder={t('common.all')} options={options(judgementsAsked, (v) => judged(t, v))} />
      </Field>
      <FieldRow>
        <Field name="min" label={t('opportunity.filter.min')}>
          <Input inputMode="decimal" placeholder={t('opportunity.filter.min_example')} maxLength={20} />
        </Field>
        <Field name="max" label={t('opportunity.filter.max')}>
          <Input inputMode="decimal" maxLength={20} />
        </Field>
      </FieldRow>
      <Field name="close" label={t('opportunity.close_on')}>
        <Select
          placeholder={t('opportunity.close.any')}
          options={options(closePresets, (v) => t(`opportunity.close.${v}`))}
        />
      </Field>
      <FieldRow>
        <Field name="closeFrom" label={t('opportunity.filter.close_from')}>
          <DateInput />
        </Field>
        <Field name="closeTo" label={t('opportunity.filter.close_to')}>
          <DateInput />
        </Field>
      </FieldRow>
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        <legend className="mb-1 text-xs font-medium text-ink-2">{t('opportunity.filter.attention')}</legend>
        {(['stuck', 'slipped', 'overdue'] as const).map((name) => (
          <Checkbox key={name} name={name} value="1" label={t(`opportunity.filter.${name}`)} />
        ))}
      </fieldset>
      <CustomFilterFields fields={data.fields} />
    </FilterBar>
  );
}

const judged = (t: Translate, value: string) =>
  t.any(value === 'none' ? 'qualification.undecided' : `qualification.result.${value}`);

function useChips(data: IndexData): FilterChip[] {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const [params] = useSearchParams();
  const say: Record<string, (value: string) => [label: string, value: string] | null> = {
    pipeline: (code) => {
      const named = data.pipelines.find((one) => one.code === code);
      return params.get('shape') === 'list' && named ? [t('process.pipeline'), stageName(named, locale)] : null;
    },
    stage: (value) => {
      const ids = params.getAll('stage').join().split(',');
      const named = data.stages.filter((stage) => ids.includes(String(stage.id)));
      const names = [...new Set(named.map((stage) => stageName(stage, locale)))];
      return [t('opportunity.stage'), names.join(t('journal.comma')) || value];
    },
    type: (v) => [t('opportunity.filter.type'), t.any(`opportunity.type.${v}`)],
    owner: (v) => [t('opportunity.owner'), v === 'me' ? t('opportunity.filter.mine') : (data.ownerName ?? '…')],
    unit: (v) => [t('opportunity.unit'), data.unitName ?? v],
    line: (v) => [t('opportunity.line'), t.any(`line.${v}`)],
    source: (v) => [t('opportunity.source'), t.any(`source.${v}`)],
    judged: (v) => [t('opportunity.judged'), judged(t, v)],
    min: (v) => [t('opportunity.filter.min'), f.money(parseYuan(v) ?? 0)],
    max: (v) => [t('opportunity.filter.max'), f.money(parseYuan(v) ?? 0)],
    close: (v) => [t('opportunity.close_on'), t.any(`opportunity.close.${v}`)],
    closeFrom: (v) => [t('opportunity.filter.close_from'), f.day(v, data.now)],
    closeTo: (v) => [t('opportunity.filter.close_to'), f.day(v, data.now)],
    stuck: () => [t('opportunity.filter.attention'), t('opportunity.filter.stuck')],
    slipped: () => [t('opportunity.filter.attention'), t('opportunity.filter.slipped')],
    overdue: () => [t('opportunity.filter.attention'), t('opportunity.filter.overdue')],
  };
  return Object.entries(say).flatMap(([param, words]) => {
    const value = params.get(param);
    const said = value ? words(value) : null;
    return said ? [{ param, label: said[0], value: said[1] }] : [];
  });
}

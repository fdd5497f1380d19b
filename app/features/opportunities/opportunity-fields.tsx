import { useState } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { parseYuan } from '~/core/money';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow, Fieldset } from '~/ui/field';
import { Input } from '~/ui/input';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import { sources, totalOf } from './rules';

type Offering = { id: string; name: string; nameEn: string | null; line: string };
type FieldsProps = {
  offerings: Offering[];
  /** Start values of the amounts, as text, for the sum under them. */
  start?: { oneOffFen?: string; monthlyFen?: string; months?: string };
  focus?: string | null;
};

/** The fields that new and edit share; the total follows what is typed. */
export function OpportunityFields({ offerings, start = {}, focus }: FieldsProps) {
  const t = useT();
  const locale = useLocale();
  const at = (name: string) => ({ autoFocus: focus === name });
  return (
    <>
      <Field name="title" label={t('opportunity.title')} hint={t('opportunity.title_hint')} required>
        <Input maxLength={120} {...at('title')} />
      </Field>
      <FieldRow>
        <Field name="offeringId" label={t('opportunity.offering')}>
          <Select
            {...at('offeringId')}
            placeholder={t('common.choose')}
            options={offerings.map((one) => ({
              value: one.id,
              label: `${t.any(`line.${one.line}`)} · ${(locale === 'en' && one.nameEn) || one.name}`,
            }))}
          />
        </Field>
        <Field name="source" label={t('opportunity.source')}>
          <Select options={sources.map((source) => ({ value: source, label: t(`source.${source}`) }))} />
        </Field>
      </FieldRow>
      <Amounts start={start} focus={focus} />
      <FieldRow>
        <Field name="expectedCloseOn" label={t('opportunity.close_on')}>
          <DateInput {...at('expectedCloseOn')} />
        </Field>
        <Field name="nextStepOn" label={t('opportunity.next_step_on')}>
          <DateInput {...at('nextStepOn')} />
        </Field>
      </FieldRow>
      <Field name="nextStep" label={t('opportunity.next_step')}>
        <Input maxLength={200} {...at('nextStep')} />
      </Field>
    </>
  );
}

function Amounts({ start, focus }: Pick<FieldsProps, 'start' | 'focus'>) {
  const t = useT();
  const f = useFormat();
  const [typed, setTyped] = useState({ oneOffFen: '', monthlyFen: '', months: '', ...start });
  const watch = (name: keyof typeof typed) => ({
    autoFocus: focus === name,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((before) => ({ ...before, [name]: value }));
    },
  });
  const parts = {
    oneOffFen: parseYuan(typed.oneOffFen) ?? 0,
    monthlyFen: parseYuan(typed.monthlyFen) ?? 0,
    months: Number.parseInt(typed.months, 10) || 0,
  };
  return (
    <Fieldset legend={t('opportunity.amounts')}>
      <div className="grid gap-4 sm:grid-cols-[1fr_1fr_140px]">
        <Field name="oneOffFen" label={t('opportunity.one_off')}>
          <MoneyInput {...watch('oneOffFen')} />
        </Field>
        <Field name="monthlyFen" label={t('opportunity.monthly')}>
          <MoneyInput {...watch('monthlyFen')} />
        </Field>
        <Field name="months" label={t('opportunity.months')}>
          <Input inputMode="numeric" maxLength={3} {...watch('months')} />
        </Field>
      </div>
      <p aria-live="polite" className="num flex flex-wrap items-baseline gap-x-3">
        <span className="text-ink-3">{t('opportunity.total')}</span>
        <span className="text-lg font-semibold">{f.money(totalOf(parts))}</span>
        {parts.monthlyFen > 0 && (
          <span className="text-xs text-ink-3">
            {t('opportunity.total_sum', {
              oneOff: f.money(parts.oneOffFen),
              monthly: f.money(parts.monthlyFen),
              months: parts.months,
            })}
          </span>
        )}
      </p>
    </Fieldset>
  );
}

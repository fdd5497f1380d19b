import type { ReactNode } from 'react';
import { useLocale, useT } from '~/core/i18n';
import { yuanText } from '~/core/money';
import { ChipField } from '~/ui/chip-group';
import { DateInput } from '~/ui/date-input';
import { Field, Fieldset } from '~/ui/field';
import { FormScopeContext, useFormScope } from '~/ui/form-scope';
import { Input } from '~/ui/input';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { type CustomField, type CustomValue, type CustomValues, customName, labelOf, optionLabel } from './rules';

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as its control sends it. */
function asSent(field: CustomField, value: CustomValue | undefined): unknown {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return field.kind === 'amount' && typeof value === 'number' ? yuanText(value) : value;
}

/** Controls find their start value by name; these lie deeper in what was typed. */
function CustomScope({
  fields,
  values,
  children,
}: {
  fields: CustomField[];
  values: CustomValues;
  children: ReactNode;
}) {
  const scope = useFormScope();
  const flat = (tree: unknown) => {
    const typed = isTree(tree) ? tree.custom : undefined;
    return isTree(typed) ? Object.fromEntries(Object.entries(typed).map(([key, v]) => [customName(key), v])) : {};
  };
  const kept = Object.fromEntries(fields.map((field) => [customName(field.key), asSent(field, values[field.key])]));
  const own = {
    ...scope,
    errors: scope?.errors ?? {},
    busy: scope?.busy ?? false,
    values: { ...kept, ...flat(scope?.values) },
    typed: scope?.typed && flat(scope.typed),
  };
  return <FormScopeContext.Provider value={own}>{children}</FormScopeContext.Provider>;
}

type CustomInputsProps = {
  fields: CustomField[];
  values?: CustomValues;
  /** The field of an address like `?field=custom.line_count`. */
  focus?: string | null;
};

/** The company's own fields in a form, in their order; nothing where there are none in use. */
export function CustomInputs({ fields, values = {}, focus }: CustomInputsProps) {
  const t = useT();
  const asked = fields.filter(({ retiredAt }) => !retiredAt);
  if (!asked.length) return null;
  return (
    <Fieldset legend={t('custom_field.card')}>
      <CustomScope fields={asked} values={values}>
        <div className="grid gap-4 sm:grid-cols-2">
          {asked.map((field) => (
            <div key={field.key} className={field.kind === 'long' || field.kind === 'several' ? 'sm:col-span-2' : ''}>
              <CustomControl field={field} kept={values[field.key]} focused={focus === customName(field.key)} />
            </div>
          ))}
        </div>
      </CustomScope>
    </Fieldset>
  );
}

type ControlProps = { field: CustomField; kept: CustomValue | undefined; focused: boolean };

// required is marked here and enforced by the schema: a field asked for only at a stage must not keep the form from being sent
function CustomControl({ field, kept, focused }: ControlProps) {
  const t = useT();
  const locale = useLocale();
  const name = customName(field.key);
  const label = labelOf(field, locale) + (field.unit ? ` (${field.unit})` : '');
  const hint = (locale === 'en' && field.helpEn) || field.help || undefined;
  const at = { autoFocus: focused, required: false };
  const chosen = Array.isArray(kept) ? kept : typeof kept === 'string' ? [kept] : [];
  const choices = [...new Set([...field.options.map(({ value }) => value), ...chosen])];
  const options = choices.map((value) => ({ value, label: optionLabel(field, value, locale) }));
  if (field.kind === 'several')
    return (
      <>
        <input type="hidden" name={name} value="" />
        <ChipField name={name} label={label} hint={hint} type="checkbox" options={options} marked={field.isRequired} />
      </>
    );
  const control = () => {
    switch (field.kind) {
      case 'long':
        return <Textarea {...at} rows={3} maxLength={5000} />;
      case 'number':
        return <Input {...at} inputMode="decimal" maxLength={24} className="num" />;
      case 'amount':
        return <MoneyInput {...at} />;
      case 'day':
        return <DateInput {...at} className="sm:max-w-48" />;
      case 'one':
        return <Select {...at} options={options} placeholder={t('common.choose')} />;
      case 'yes_no':
        return (
          <Select
            {...at}
            options={[
              { value: 'yes', label: t('common.yes') },
              { value: 'no', label: t('common.no') },
            ]}
            placeholder={t('common.choose')}
          />
        );
      default:
        return <Input {...at} inputMode={field.kind === 'link' ? 'url' : 'text'} maxLength={500} />;
    }
  };
  return (
    <Field name={name} label={label} hint={hint} required={field.isRequired}>
      {control()}
    </Field>
  );
}

/** Names of the fields for a form's summary of errors. */
export const customLabels = (fields: readonly CustomField[], locale: string) =>
  Object.fromEntries(fields.map((field) => [customName(field.key), labelOf(field, locale)]));

export const customEntities = ['accounts', 'contacts', 'opportunities', 'visits'] as const;
export type CustomEntity = (typeof customEntities)[number];

export const customKinds = ['text', 'long', 'number', 'amount', 'day', 'one', 'several', 'yes_no', 'link'] as const;
export type CustomKind = (typeof customKinds)[number];

/** What can be chosen is kept by its Chinese words, so that what was chosen stays readable when it is offered no more. */
export type CustomOption = { value: string; en: string | null };

export type CustomField = {
  tenantId: number;
  id: string;
  entity: CustomEntity;
  key: string;
  kind: CustomKind;
  label: string;
  labelEn: string | null;
  help: string | null;
  helpEn: string | null;
  unit: string | null;
  decimals: number;
  options: CustomOption[];
  position: number;
  isRequired: boolean;
  requiredStage: string | null;
  isListed: boolean;
  isFilterable: boolean;
  /** Since when its values can be found by index. */
  indexedAt: Date | string | null;
  retiredAt: Date | string | null;
  version: number;
};

/** Amounts are whole fen, days `YYYY-MM-DD`. What was never filled in, or emptied, has no key. */
export type CustomValue = string | number | boolean | string[];
export type CustomValues = Record<string, CustomValue>;

export const mostFields = 40;
export const mostOptions = 60;
export const hasOptions = (kind: CustomKind) => kind === 'one' || kind === 'several';
/** Long texts and links are read, not looked for by what they are. */
export const canFilter = (kind: CustomKind) => kind !== 'long' && kind !== 'link';

/** Under which name a value is sent, and refused. */
export const customName = (key: string) => `custom.${key}`;

export const labelOf = (field: Pick<CustomField, 'label' | 'labelEn'>, locale: string) =>
  (locale === 'en' && field.labelEn) || field.label;

export const optionLabel = (field: Pick<CustomField, 'options'>, value: string, locale: string) => {
  const option = field.options.find((one) => one.value === value);
  return (locale === 'en' && option?.en) || value;
};

import * as z from 'zod';
import { optionalChoice, optionalDay, optionalLine, optionalText } from '~/core/fields';
import { largestFen, parseYuan } from '~/core/money';
import { type CustomField, type CustomValue, type CustomValues, customName, hasOptions } from './rules';

/** What a form or a program sends under `custom`. */
export const customInput = z.record(z.string().max(60, 'error.too_long'), z.unknown());
export type CustomInput = z.output<typeof customInput>;

const largest = 1e12;
const blank = (value: unknown) => value === undefined || value === null || (typeof value === 'string' && !value.trim());

const numberWith = (decimals: number) =>
  z.preprocess(
    (v) => {
      if (blank(v)) return null;
      const plain = typeof v === 'string' ? v.normalize('NFKC').replace(/[,\s]/g, '') : v;
      return typeof plain === 'string' && /^-?\d{1,13}(\.\d{1,12})?$/.test(plain) ? Number(plain) : plain;
    },
    z
      .number({ error: 'error.number' })
      .min(-largest, 'error.range')
      .max(largest, 'error.range')
      .refine((n) => Number(n.toFixed(decimals)) === n, decimals ? 'custom_field.decimals_many' : 'error.integer')
      .nullable(),
  );

/** A form sends yuan as they are typed, a program whole fen. */
const amount = z.unknown().transform((sent, ctx) => {
  if (blank(sent)) return null;
  const whole = typeof sent === 'number' && Number.isInteger(sent) && Math.abs(sent) <= largestFen ? sent : null;
  const fen = typeof sent === 'string' ? parseYuan(sent) : whole;
  if (fen === null) ctx.addIssue({ code: 'custom', message: 'error.money' });
  return fen;
});

const several = (values: string[]) =>
  z.preprocess(
    (v) => (blank(v) ? [] : (Array.isArray(v) ? v : [v]).filter((one) => !blank(one))),
    z
      .array(
        z.string({ error: 'error.choose' }).refine((one) => values.includes(one), 'error.choose'),
        {
          error: 'error.choose',
        },
      )
      .max(200, 'error.choose')
      .transform((chosen) => (chosen.length ? values.filter((one) => chosen.includes(one)) : null)),
  );

const isLink = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);

/** The schema of one field; null stands for nothing. `kept` may stay although it is offered no more. */
export function valueSchema(field: CustomField, kept?: CustomValue): z.ZodType<CustomValue | null> {
  const before = Array.isArray(kept) ? kept : typeof kept === 'string' ? [kept] : [];
  const values = [...new Set([...field.options.map(({ value }) => value), ...before])];
  switch (field.kind) {
    case 'text':
      return optionalLine(200);
    case 'long':
      return optionalText(5000);
    case 'number':
      return numberWith(field.decimals);
    case 'amount':
      return amount;
    case 'day':
      return optionalDay;
    case 'one':
      return z.preprocess(
        (v) => (blank(v) ? null : v),
        z
          .string({ error: 'error.choose' })
          .refine((one) => values.includes(one), 'error.choose')
          .nullable(),
      );
    case 'several':
      return several(values);
    case 'yes_no':
      return z.preprocess(
        (v) => (typeof v === 'boolean' ? (v ? 'yes' : 'no') : v),
        optionalChoice(['yes', 'no']).transform((v) => v && v === 'yes'),
      );
    case 'link':
      return optionalLine(500).refine((link) => link === null || isLink(link), 'custom_field.not_link');
  }
}

export type CustomCheck = { custom: CustomValues; problems: Record<string, string> };

/**
 * The values as they are kept, and what is wrong with them by field. What was not sent stays as it is; what is required
 * has to be there after all only when the record `isWhole`. Nothing new is written under a retired field.
 */
export function checkCustom(
  fields: readonly CustomField[],
  sent: CustomInput,
  kept: CustomValues,
  isWhole: boolean,
): CustomCheck {
  const custom: CustomValues = { ...kept };
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const name = customName(field.key);
    if (Object.hasOwn(sent, field.key)) {
      const read = valueSchema(field, kept[field.key]).safeParse(sent[field.key]);
      if (!read.success) problems[name] = read.error.issues[0]?.message ?? 'error.required';
      else if (field.retiredAt) {
        if (read.data !== null && JSON.stringify(read.data) !== JSON.stringify(kept[field.key]))
          problems[name] = 'custom_field.is_retired';
      } else if (read.data === null) delete custom[field.key];
      else custom[field.key] = read.data;
    }
    if (isWhole && field.isRequired && !field.retiredAt && custom[field.key] === undefined)
      problems[name] ??= hasOptions(field.kind) ? 'error.choose' : 'error.required';
  }
  const known = new Set(fields.map(({ key }) => key));
  for (const [key, value] of Object.entries(sent))
    if (!known.has(key) && !blank(value)) problems[customName(key)] = 'custom_field.unknown';
  return { custom, problems };
}

/** The form's own schema with what the fields ask for, so that the browser says the same as the server. */
export const withCustom = (schema: z.ZodType, fields: readonly CustomField[], kept: CustomValues = {}): z.ZodType =>
  schema.superRefine((input, ctx) => {
    const { custom = {} } = input as { custom?: CustomInput };
    for (const [name, message] of Object.entries(checkCustom(fields, custom, kept, true).problems))
      ctx.addIssue({ code: 'custom', path: name.split('.'), message });
  });

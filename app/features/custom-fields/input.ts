import * as z from 'zod';
import { checkbox, choice, id, integer, line, optionalLine, versionOrNew } from '~/core/fields';
import { newId } from '~/core/ids';
import { canFilter, customEntities, customKinds, hasOptions, mostOptions } from './rules';

const ownKey = /^[a-z][a-z0-9_]{0,39}$/;
const key = z.preprocess(
  (v) => (typeof v === 'string' && v.trim() ? v.trim() : `f_${newId().slice(-8)}`),
  z.string({ error: 'custom_field.key_form' }).regex(ownKey, 'custom_field.key_form'),
);

/** The journal names a field with a bar between its two names. */
const label = line(60).refine((name) => !name.includes('|'), 'custom_field.no_bar');
const labelEn = optionalLine(60).refine((name) => !name?.includes('|'), 'custom_field.no_bar');

/** One option a line, its English words behind a bar: `全国产 | Domestic`. Twice the same is once. */
const options = z.preprocess(
  (v) =>
    String(v ?? '')
      .split('\n')
      .map((row) => row.trim())
      .filter((row) => row)
      .map((row) => {
        const [value = '', en = ''] = row.split(/[|｜]/).map((part) => part.trim());
        return { value, en: en || null };
      }),
  z
    .array(z.object({ value: line(60), en: z.string().max(60, 'error.too_long').nullable() }))
    .max(mostOptions, 'custom_field.many_options')
    .transform((list) => [...new Map(list.map((one) => [one.value, one])).values()]),
);

/** A field as it is defined; what does not go with its kind is dropped. */
export const fieldInput = z
  .object({
    id,
    version: versionOrNew,
    entity: choice(customEntities),
    key,
    kind: choice(customKinds),
    label,
    labelEn,
    help: optionalLine(200),
    helpEn: optionalLine(200),
    unit: optionalLine(20),
    decimals: z.preprocess((v) => (v === '' || v === undefined ? 0 : v), integer(0, 6)),
    options,
    position: z.preprocess((v) => (v === '' || v === undefined ? 100 : v), integer(0, 10_000)),
    isRequired: checkbox,
    requiredStage: optionalLine(40),
    isListed: checkbox,
    isFilterable: checkbox,
  })
  .superRefine((field, ctx) => {
    if (hasOptions(field.kind) && field.options.length < 2)
      ctx.addIssue({ code: 'custom', path: ['options'], message: 'custom_field.two_options' });
  })
  .transform((field) => ({
    ...field,
    options: hasOptions(field.kind) ? field.options : [],
    unit: field.kind === 'number' ? field.unit : null,
    decimals: field.kind === 'number' ? field.decimals : 0,
    isRequired: field.entity !== 'opportunities' && field.isRequired,
    requiredStage: field.entity === 'opportunities' ? field.requiredStage : null,
    isFilterable: canFilter(field.kind) && field.isFilterable,
  }));
export type FieldInput = z.output<typeof fieldInput>;

/** Retired, and put to use again, by what is sent under `retired`. */
export const retireInput = z.object({ version: versionOrNew, retired: checkbox });

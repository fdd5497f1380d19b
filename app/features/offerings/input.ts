import * as z from 'zod';
import {
  choice,
  day,
  id,
  integer,
  line,
  money,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalLine,
  optionalMoney,
  optionalText,
  version,
} from '~/core/fields';
import { bands, lifecycles, priceKinds, pricePeriods, priceUnits, productLines, taxRates } from './rules';

/** One or several ticked boxes, or none. */
export const ticked = (pattern: RegExp) =>
  z.preprocess(
    (given) => (Array.isArray(given) ? given : given === undefined || given === '' ? [] : [given]),
    z.array(z.string().regex(pattern, 'error.choose')).max(200, 'error.too_long'),
  );

const fields = {
  name: line(80),
  nameEn: optionalLine(120),
  line: choice(productLines),
  specificationId: optionalId,
  description: optionalText(2000),
  descriptionEn: optionalText(4000),
  regions: ticked(/^\d{2}(\d{2}|\d{4})?$/),
  industries: ticked(/^([A-T]|\d{2})$/),
  grades: ticked(/^[A-D]$/),
  enterpriseId: optionalId,
  certificateCode: optionalLine(40),
  designNote: optionalText(4000),
  demoOn: optionalDay,
  demoNote: optionalText(2000),
  trainingCourse: optionalLine(120),
};

/** `reach` says whose it is: the whole group's, or the own company's. */
export const newOfferingInput = z.object({
  id,
  code: line(40).regex(/^[A-Za-z0-9._-]+$/, 'offering.code_letters'),
  reach: choice(['group', 'company']).default('company'),
  variantOfId: optionalId,
  ...fields,
});
export type NewOffering = z.output<typeof newOfferingInput>;

export const offeringEdit = z.object({ version, ...fields });
export type OfferingEdit = z.output<typeof offeringEdit>;

export const moveInput = z.object({ version, to: choice(lifecycles), note: optionalText(1000) });
export const retirementInput = z.object({ version, retiresOn: day, substituteId: optionalId });

const tier = z.object({ from: integer(2, 1_000_000_000), amountFen: money });
const isGiven = (row: unknown) => typeof row === 'object' && row !== null && Object.values(row).some((v) => v !== '');

export const priceInput = z
  .object({
    id,
    code: line(40).regex(/^[a-z0-9._-]+$/, 'offering.price_code_letters'),
    name: line(60),
    nameEn: optionalLine(80),
    kind: choice(priceKinds),
    period: optionalChoice(pricePeriods),
    unit: choice(priceUnits),
    amountFen: money,
    costFen: optionalMoney,
    taxPercent: integer(0, 13).refine((rate) => taxRates.some((one) => one === rate), 'error.choose'),
    tiers: z.preprocess((given) => (Array.isArray(given) ? given.filter(isGiven) : []), z.array(tier).max(12)),
    validFrom: day,
  })
  .refine(({ kind, period }) => kind !== 'recurring' || period !== null, {
    path: ['period'],
    message: 'error.required',
  })
  .refine(({ tiers }) => tiers.every(({ from }, at) => at === 0 || from > (tiers[at - 1]?.from ?? 0)), {
    path: ['tiers'],
    message: 'offering.tiers_order',
  })
  .transform((price) => ({ ...price, period: price.kind === 'recurring' ? price.period : null }));
export type PriceInput = z.output<typeof priceInput>;

const specification = {
  name: line(80),
  nameEn: optionalLine(120),
  line: choice(productLines),
  band: optionalChoice(bands),
  description: optionalText(2000),
};
export const newSpecificationInput = z.object({
  id,
  code: line(40).regex(/^[A-Za-z0-9._-]+$/, 'offering.code_letters'),
  reach: choice(['group', 'company']).default('company'),
  ...specification,
});
export type NewSpecification = z.output<typeof newSpecificationInput>;
export const specificationEdit = z.object({ version, ...specification });
export type SpecificationEdit = z.output<typeof specificationEdit>;

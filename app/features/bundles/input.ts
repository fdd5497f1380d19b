import * as z from 'zod';
import {
  choice,
  id,
  integer,
  line,
  optionalChoice,
  optionalId,
  optionalInteger,
  optionalLine,
  optionalMoney,
  optionalText,
  version,
} from '~/core/fields';
import { ticked } from '../offerings/input';
import { bundleStates, constraintKinds, constraintReaches, mostComponents, mostSteps, type PriceRule } from './rules';

const given = (keys: readonly string[]) => (row: unknown) =>
  typeof row === 'object' && row !== null && keys.some((key) => ((row as Record<string, unknown>)[key] ?? '') !== '');
/** Rows of a table form: those left empty fall away. */
const rows = <S extends z.ZodType>(schema: S, most: number, ...keys: string[]) =>
  z.preprocess(
    (all) => (Array.isArray(all) ? all.filter(given(keys)) : []),
    z.array(schema).max(most, 'bundle.too_many_rows'),
  );

/** `12.5` per cent as basis points: from 0 to 100, no more than two decimals. */
export const percent = z.preprocess(
  (typed) => (typed === undefined || typed === null || typed === '' ? '0' : typed),
  z
    .union([z.string(), z.number()])
    .transform((typed) => String(typed).normalize('NFKC').replace(/[%\s]/g, ''))
    .refine((typed) => /^\d{1,3}(\.\d{1,2})?$/.test(typed) && Number(typed) <= 100, 'bundle.percent_range')
    .transform((typed) => Math.round(Number(typed) * 100)),
);

/** What a component is, `o:` an offering or `b:` a bundle, so that one list has both. */
const part = z
  .string({ error: 'error.required' })
  .regex(/^[ob]:[0-9a-f-]{36}$/, 'error.choose')
  .transform((typed) => ({ isBundle: typed.startsWith('b:'), id: typed.slice(2) }));

const component = z
  .object({
    id,
    part,
    least: integer(0, 9999),
    most: integer(1, 9999),
    usual: optionalInteger(0, 9999),
  })
  .refine(({ least, most }) => least <= most, { path: ['most'], message: 'bundle.most_below_least' })
  .refine(({ least, most, usual }) => usual === null || (least <= usual && usual <= most), {
    path: ['usual'],
    message: 'bundle.usual_outside',
  })
  .transform((one) => ({ ...one, usual: one.usual ?? one.least }));

const constraint = z.object({
  componentId: id,
  kind: choice(constraintKinds).default('requires'),
  otherId: id,
  reach: choice(constraintReaches).default('site'),
});

const fields = {
  name: line(80),
  nameEn: optionalLine(120),
  description: optionalText(1000),
  descriptionEn: optionalText(1000),
  state: choice(bundleStates).default('draft'),
  regions: ticked(/^\d{2}(\d{2}|\d{4})?$/),
  industries: ticked(/^([A-T]|\d{2})$/),
  grades: ticked(/^[A-D]$/),
  heldOfferingId: optionalId,
  rule: choice(['percent', 'fixed', 'step']).default('percent'),
  percentOff: percent,
  percentOn: optionalChoice(['all', 'one_off', 'recurring']),
  oneOffFen: optionalMoney,
  monthlyFen: optionalMoney,
  steps: rows(z.object({ fromSites: integer(1, 9999), off: percent }), mostSteps, 'fromSites'),
  components: rows(component, mostComponents, 'part'),
  constraints: rows(constraint, 3 * mostComponents, 'componentId', 'otherId'),
};

type Typed = {
  rule: PriceRule['kind'];
  percentOff: number;
  percentOn: 'all' | 'one_off' | 'recurring' | null;
  oneOffFen: number | null;
  monthlyFen: number | null;
  steps: { fromSites: number; off: number }[];
};

function ruleOf(typed: Typed): PriceRule {
  if (typed.rule === 'fixed') return { kind: 'fixed', oneOffFen: typed.oneOffFen, monthlyFen: typed.monthlyFen };
  if (typed.rule === 'percent') return { kind: 'percent', basisPoints: typed.percentOff, on: typed.percentOn ?? 'all' };
  return { kind: 'step', steps: typed.steps.map(({ fromSites, off }) => ({ fromSites, basisPoints: off })) };
}

const withRule = <T extends Typed>({ rule, percentOff, percentOn, oneOffFen, monthlyFen, steps, ...rest }: T) => ({
  ...rest,
  priceRule: ruleOf({ rule, percentOff, percentOn, oneOffFen, monthlyFen, steps }),
});

/** `reach` says whose it is: the whole group's, or the own company's. */
export const newBundleInput = z
  .object({
    id,
    code: line(40).regex(/^[A-Za-z0-9._-]+$/, 'offering.code_letters'),
    reach: choice(['group', 'company']).default('company'),
    ...fields,
  })
  .transform(withRule);
export type NewBundle = z.output<typeof newBundleInput>;

export const bundleEdit = z.object({ version, ...fields }).transform(withRule);
export type BundleEdit = z.output<typeof bundleEdit>;

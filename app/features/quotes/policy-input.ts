import * as z from 'zod';
import * as fields from '~/core/fields';
import { productLines } from '../offerings/rules';
import { levels } from './authority';
import { percentBp } from './input';
import { accessTechnologies, longestTerm, verdicts } from './rules';

const none = (v: unknown) => (v === '' || v === undefined ? null : v);

export const ruleInput = z.object({
  id: fields.id,
  technology: fields.choice(accessTechnologies),
  divisions: z
    .string()
    .default('')
    .transform((text) =>
      text
        .normalize('NFKC')
        .split(/[\s,、，]+/)
        .filter(Boolean),
    )
    .refine(
      (codes) => codes.length <= 100 && codes.every((code) => /^\d{2,6}$/.test(code)),
      'quote_policy.divisions_bad',
    ),
  verdict: fields.choice(verdicts),
  leadDays: fields.optionalInteger(0, 730),
  reason: fields.line(200),
  reasonEn: fields.optionalLine(200),
});
export type RuleInput = z.output<typeof ruleInput>;

const rule = z.object({
  level: fields.choice(levels),
  line: z.preprocess(none, z.enum(productLines, { error: 'error.choose' }).nullable()),
  fromMonths: fields.integer(0, longestTerm),
  maxDiscountBp: percentBp,
  minMarginBp: z.preprocess(none, percentBp.nullable()),
  maxTotalFen: fields.optionalMoney,
});
export const matrixInput = z.object({
  id: fields.id,
  revision: fields.integer(1, 100_000),
  hours: fields.integer(1, 200),
  /** Rows without a level are empty ones. */
  rules: z.preprocess(
    (rows) => (Array.isArray(rows) ? rows.filter((row) => (row as { level?: unknown } | null)?.level) : []),
    z.array(rule).min(1, 'error.required').max(100),
  ),
});
export type MatrixInput = z.output<typeof matrixInput>;

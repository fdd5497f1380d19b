import * as z from 'zod';
import {
  checkbox,
  choice,
  day,
  id,
  integer,
  line,
  optionalChoice,
  optionalDay,
  optionalInteger,
  optionalLine,
  optionalText,
  text,
  versionOrNew,
} from '~/core/fields';
import { grades } from '../accounts/rules';
import { productLines } from '../offerings/rules';
import { certificateCode } from '../people/certificate-input';
import { roles } from '../people/rules';
import { families, topLevel } from './rules';

const level = z.preprocess((v) => (v === undefined || v === '' ? 1 : v), integer(1, topLevel));

export const typeInput = z.object({
  id,
  version: versionOrNew,
  code: certificateCode,
  name: line(40),
  nameEn: optionalLine(80),
  family: choice(families),
  productLine: optionalChoice(productLines),
  months: optionalInteger(1, 240),
  topLevel: level,
  roleMonths: z.preprocess((v) => (v === undefined || v === '' ? 0 : v), integer(0, 120)),
  courseCode: optionalLine(40),
  renewalDays: z.preprocess((v) => (v === undefined || v === '' ? 90 : v), integer(0, 365)),
  position: z.preprocess((v) => (v === undefined || v === '' ? 0 : v), integer(0, 999)),
  isRetired: checkbox,
});
export type TypeInput = z.output<typeof typeInput>;

export const evidenceInput = z
  .object({
    id,
    code: certificateCode,
    level,
    issuedBy: optionalLine(60),
    issuedOn: day,
    validUntil: optionalDay,
    note: optionalText(1000).transform((said) => said ?? ''),
  })
  .refine(({ issuedOn, validUntil }) => validUntil === null || validUntil >= issuedOn, {
    path: ['validUntil'],
    message: 'proof.ends_before',
  });
export type EvidenceInput = z.output<typeof evidenceInput>;

export const decisionInput = z.object({
  verdict: choice(['accept', 'refuse']),
  decision: optionalText(500),
});
export type DecisionInput = z.output<typeof decisionInput>;

export const revokeInput = z.object({ reason: text(300) });

export const requirementInput = z.object({
  id,
  role: optionalChoice(roles),
  productLine: optionalChoice(productLines),
  grade: optionalChoice(grades),
  code: certificateCode,
  level,
});
export type RequirementInput = z.output<typeof requirementInput>;

const several = z.preprocess(
  (v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : String(v).split(',')),
  z.array(z.string()),
);
export const assignInput = z.object({
  people: several.pipe(z.array(id).min(1, 'assign.nobody').max(2000, 'assign.too_many')),
  codes: several.pipe(z.array(certificateCode).min(1, 'assign.nothing').max(60)),
  dueOn: optionalDay,
});
export type AssignInput = z.output<typeof assignInput>;

export const dropRequirementInput = z.object({ requirementId: id });

import * as z from 'zod';
import { buyingRoles } from '../contacts/rules';
import { certificateCode } from '../people/certificate-input';
import {
  approvalModes,
  approverRoles,
  type Criterion,
  type PresentField,
  presentFields,
  rangeFields,
  shortForms,
} from './criteria';
import { documentKinds } from './rules';

const words = z.string().trim().min(1).max(60).nullable().default(null);
export const evidenceKey = z.string({ error: 'error.choose' }).regex(/^[a-z][a-z0-9_]{0,39}$/, 'error.choose');
const bound = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().default(null);
const fieldNames = Object.keys(presentFields) as [PresentField, ...PresentField[]];

const single = [
  z.object({ kind: z.literal('field'), field: z.enum(fieldNames) }),
  z
    .object({ kind: z.literal('range'), field: z.enum(rangeFields), min: bound, max: bound })
    .refine(({ min, max }) => min !== null || max !== null)
    .refine(({ min, max }) => min === null || max === null || min <= max),
  z.object({ kind: z.literal('contact'), role: z.enum(buyingRoles) }),
  z.object({ kind: z.literal('visit'), days: z.number().int().min(1).max(730) }),
  z.object({ kind: z.literal('photo') }),
  z.object({ kind: z.literal('need') }),
  z.object({ kind: z.literal('document'), document: z.enum(documentKinds) }),
  z.object({ kind: z.literal('certificate'), code: certificateCode }),
  z.object({
    kind: z.literal('evidence'),
    key: evidenceKey,
    name: words,
    nameEn: words,
    withNote: z.boolean().default(false),
    withFile: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('approval'),
    roles: z.array(z.enum(approverRoles)).min(1).max(3),
    mode: z.enum(approvalModes),
  }),
] as const;

const deepest = 3;
const upTo = (depth: number): z.ZodType<Criterion> =>
  depth === 0
    ? z.union(single)
    : z.union([
        ...single,
        z.object({
          kind: z.enum(['any', 'all']),
          of: z
            .array(upTo(depth - 1))
            .min(1)
            .max(12),
        }),
      ]);

/** A criterion as a definition keeps it. */
export const criterionSchema = upTo(deepest);

/** What is stored, as the rule it is; what cannot be read stays in the way and says so. */
export function readCriterion(stored: unknown): Criterion {
  if (typeof stored === 'string') return shortForms[stored] ?? { kind: 'broken', was: stored.slice(0, 60) };
  const read = criterionSchema.safeParse(stored);
  if (read.success) return read.data;
  const { kind, field, key } = (stored ?? {}) as Record<string, unknown>;
  const was = [kind, field ?? key].filter((one) => typeof one === 'string').join(' · ');
  return { kind: 'broken', was: was.slice(0, 60) || '?' };
}

export const readCriteria = (stored: unknown): Criterion[] =>
  Array.isArray(stored)
    ? stored.map(readCriterion)
    : stored === null || stored === undefined
      ? []
      : [readCriterion(stored)];

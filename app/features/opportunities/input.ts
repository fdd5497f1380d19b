import * as z from 'zod';
import {
  checkbox,
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
  optionalText,
  version,
} from '~/core/fields';
import { customInput } from '../custom-fields/values';
import { closingFields } from './closing-input';
import { evidenceKey } from './criteria-input';
import { closeReasons, sources } from './rules';

const stageId = integer(1, 2 ** 31 - 1);
const months = z.preprocess((v) => (v === '' || v === null || v === undefined ? 0 : v), integer(0, 600));

/** What people edit on an opportunity, field by field. Amounts come as yuan and become 分. */
const fields = {
  title: line(120),
  offeringId: optionalId,
  source: choice(sources),
  oneOffFen: money,
  monthlyFen: money,
  months,
  expectedCloseOn: optionalDay,
  nextStep: optionalLine(200),
  nextStepOn: optionalDay,
  competitorId: optionalId,
  probability: integer(0, 100),
  custom: customInput.optional(),
};
export const editable = Object.keys(fields) as (keyof typeof fields)[];

const monthsGiven = (value: { monthlyFen?: number; months?: number }) =>
  value.monthlyFen === undefined || value.months === undefined || value.monthlyFen === 0 || value.months > 0;
const askMonths = { path: ['months'], message: 'error.required' };

export const opportunityInput = z
  .object({
    id,
    accountId: id,
    ...fields,
    source: choice(sources).default('manager'),
    ownerId: optionalId,
    pipeline: z.string().max(40, 'error.choose').optional(),
  })
  .omit({ probability: true, competitorId: true })
  .refine(monthsGiven, askMonths);
export type NewOpportunity = z.output<typeof opportunityInput>;

export const opportunityEdit = z.object({ version, ...fields }).refine(monthsGiven, askMonths);

const patch = z.object(fields).partial();
export type OpportunityPatch = z.output<typeof patch>;

/** Only the fields that were sent: what is absent stays as it is. */
export function patchInput(body: Record<string, unknown>): z.ZodType<OpportunityPatch & { version: number }> {
  const sent = editable.filter((name) => name in body);
  const shape = Object.fromEntries(sent.map((name) => [name, fields[name]])) as Partial<typeof fields>;
  return z.object({ version, ...shape }) as unknown as z.ZodType<OpportunityPatch & { version: number }>;
}

export const moveInput = z.object({
  version,
  to: stageId,
  reason: optionalChoice(closeReasons),
  competitorId: optionalId,
  /** One not in the list yet; goes before the choice. */
  competitorName: optionalLine(60),
  note: optionalText(1000),
  ...closingFields,
});
export type MoveInput = z.output<typeof moveInput>;

export const evidenceInput = z.object({
  version,
  kind: evidenceKey,
  done: checkbox,
  note: optionalLine(200),
});
export type EvidenceInput = z.output<typeof evidenceInput>;

export const versionInput = z.object({ version });
export const assignInput = z.object({ version, ownerId: id });

const ids = z.preprocess(
  (v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]),
  z.array(id).min(1, 'opportunity.bulk_none').max(200, 'opportunity.bulk_too_many'),
);
/** The version of each that was on the screen; whose is absent is changed as it is. */
const seen = z.record(id, version).optional();
const bulkChange = z.discriminatedUnion(
  'change',
  [
    z.object({ ids, seen, change: z.literal('owner'), ownerId: id }),
    z.object({ ids, seen, change: z.literal('close_date'), expectedCloseOn: day }),
    z.object({ ids, seen, change: z.literal('next_step'), nextStep: line(200), nextStepOn: optionalDay }),
    z.object({
      ids,
      seen,
      change: z.literal('stage'),
      to: stageId,
      reason: optionalChoice(closeReasons),
      competitorId: optionalId,
      note: optionalText(1000),
    }),
  ],
  { error: 'error.choose' },
);

/** A list posts what it showed as `id:version`. */
export const bulkInput = z.preprocess((body) => {
  const sent = body as Record<string, unknown>;
  const pairs = [sent.ids ?? []].flat().map((pair) => String(pair).split(':'));
  return {
    ...sent,
    ids: pairs.map(([one]) => one),
    seen: Object.fromEntries(pairs.filter(([, version]) => version)),
  };
}, bulkChange);
export type BulkInput = z.output<typeof bulkChange>;

/** Of a picker's address: `?ids=…,…&q=…`; what makes no sense finds nobody. */
export const takersInput = z.object({
  ids: z.preprocess((v) => String(v ?? '').split(','), z.array(id).max(200)).catch([]),
  q: z.string().trim().max(100).catch(''),
});

import * as z from 'zod';
import { choice, id, integer, line, optionalInteger, optionalLine, optionalMoney, optionalText } from '~/core/fields';
import { newId } from '~/core/ids';
import { buyingRoles } from '../contacts/rules';
import {
  approvalModes,
  approverRoles,
  type Criterion,
  type PresentField,
  presentFields,
  rangeFields,
} from '../opportunities/criteria';
import { readCriterion } from '../opportunities/criteria-input';
import { documentKinds } from '../opportunities/rules';
import { certificateCode } from '../people/certificate-input';
import { mostCriteria } from './rules';

/** What can be chosen for a criterion in the editor. */
export const editedKinds = [
  '',
  'field',
  'range',
  'contact',
  'visit',
  'photo',
  'need',
  'document',
  'certificate',
  'evidence',
  'approval',
  'kept',
] as const;
const fieldNames = Object.keys(presentFields) as [PresentField, ...PresentField[]];
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((v) => (v === '' ? undefined : v), schema.optional());
const flag = z.preprocess((v) => v === 'on' || v === '1' || v === true, z.boolean());

/** One line of the editor; a line without a kind counts as absent. Amounts are yuan, everything else as it is. */
const row = z.object({
  kind: choice(editedKinds),
  /** Begins a criterion of its own; or is another way to meet the one above; or belongs to that way. */
  join: z.preprocess((v) => v || '', choice(['', 'or', 'with'])),
  present: optional(choice(fieldNames)),
  range: optional(choice(rangeFields)),
  min: optionalLine(20),
  max: optionalLine(20),
  role: optional(choice(buyingRoles)),
  days: optional(integer(1, 730)),
  key: optionalLine(40),
  label: optionalLine(60),
  labelEn: optionalLine(60),
  withNote: flag.default(false),
  withFile: flag.default(false),
  document: optional(choice(documentKinds)),
  code: optionalLine(40),
  approver1: optional(choice(approverRoles)),
  approver2: optional(choice(approverRoles)),
  approver3: optional(choice(approverRoles)),
  mode: optional(choice(approvalModes)),
  /** A criterion the editor cannot take apart, as it was. */
  raw: optionalLine(4000),
});
type Row = z.output<typeof row>;

const bounds = { Fen: optionalMoney, plain: optionalInteger(0, 1_000_000) };

/** The rule a line means, or what is wrong with it, by field. */
function ruleOf(row: Row): Criterion | Record<string, string> | null {
  switch (row.kind) {
    case '':
      return null;
    case 'field':
      return row.present ? { kind: 'field', field: row.present } : { present: 'error.choose' };
    case 'range': {
      if (!row.range) return { range: 'error.choose' };
      const of = bounds[row.range.endsWith('Fen') ? 'Fen' : 'plain'];
      const [min, max] = [of.safeParse(row.min ?? ''), of.safeParse(row.max ?? '')];
      if (!min.success) return { min: 'error.number' };
      if (!max.success) return { max: 'error.number' };
      if (min.data === null && max.data === null) return { min: 'process.bound_required' };
      if (min.data !== null && max.data !== null && min.data > max.data) return { max: 'process.bound_order' };
      return { kind: 'range', field: row.range, min: min.data, max: max.data };
    }
    case 'contact':
      return row.role ? { kind: 'contact', role: row.role } : { role: 'error.choose' };
    case 'visit':
      return row.days ? { kind: 'visit', days: row.days } : { days: 'error.required' };
    case 'document':
      return row.document ? { kind: 'document', document: row.document } : { document: 'error.choose' };
    case 'certificate': {
      const code = certificateCode.safeParse(row.code ?? '');
      return code.success
        ? { kind: 'certificate', code: code.data }
        : { code: code.error.issues[0]?.message ?? 'error.required' };
    }
    case 'evidence': {
      const known = row.key && /^[a-z][a-z0-9_]{0,39}$/.test(row.key) ? row.key : null;
      if (!known && !row.label) return { label: 'error.required' };
      const key = known ?? `e_${newId().slice(-8)}`;
      const { withNote, withFile } = row;
      return { kind: 'evidence', key, name: row.label, nameEn: row.labelEn, withNote, withFile };
    }
    case 'approval': {
      const roles = [row.approver1, row.approver2, row.approver3].filter((role) => role !== undefined);
      if (!roles.length) return { approver1: 'error.choose' };
      return { kind: 'approval', roles: [...new Set(roles)], mode: row.mode ?? 'in_turn' };
    }
    case 'kept': {
      const kept = readCriterion(parsed(row.raw));
      return kept.kind === 'broken' ? { kind: 'process.problem.criterion_broken' } : kept;
    }
    default:
      return { kind: row.kind };
  }
}

function parsed(raw: string | null): unknown {
  try {
    return JSON.parse(raw ?? 'null');
  } catch {
    return null; // what nobody could have sent from the page
  }
}
const isRule = (read: Criterion | Record<string, string>): read is Criterion =>
  (editedKinds as readonly string[]).includes(String(read.kind)) || ['any', 'all'].includes(String(read.kind));

const one = (kind: 'any' | 'all', of: Criterion[]): Criterion => (of.length === 1 && of[0] ? of[0] : { kind, of });

/** Lines become the criteria of a stage: ways to meet one are joined by “or”, what belongs to one way by “with”. */
const criteria = z
  .array(row)
  .max(4 * mostCriteria)
  .default([])
  .transform((rows, ctx): Criterion[] => {
    /** Criteria, the ways to meet each, and what each way takes. */
    const groups: Criterion[][][] = [];
    for (const [n, given] of rows.entries()) {
      const read = ruleOf(given);
      if (!read) continue;
      if (!isRule(read)) {
        for (const [field, message] of Object.entries(read))
          ctx.addIssue({ code: 'custom', path: [n, field], message });
        continue;
      }
      const ways = groups.at(-1);
      if (!ways || given.join === '') groups.push([[read]]);
      else if (given.join === 'or') ways.push([read]);
      else ways.at(-1)?.push(read);
    }
    return groups.map((ways) =>
      one(
        'any',
        ways.map((way) => one('all', way)),
      ),
    );
  })
  .refine((list) => list.length <= mostCriteria, 'process.many_criteria');

/** `version` is that of the draft looked at; 0 while there is none. */
export const draftVersion = integer(0, 2 ** 31 - 1);
const stage = z.string({ error: 'error.choose' }).regex(/^[a-z][a-z0-9_]{0,39}$/, 'error.choose');

export const stageInput = z.object({
  version: draftVersion,
  stage,
  name: line(20),
  nameEn: line(40),
  probability: integer(0, 100),
  stuckAfterDays: optionalInteger(1, 730),
  guidance: optionalText(2000),
  exitCriteria: criteria,
});
export type StageInput = z.output<typeof stageInput>;

export const addStageInput = z.object({ version: draftVersion, after: stage, id, name: line(20), nameEn: line(40) });
export const oneStageInput = z.object({ version: draftVersion, stage, by: optional(integer(-1, 1)) });
export const draftInput = z.object({ version: draftVersion });

export const renameInput = z.object({ version: draftVersion, name: line(20), nameEn: line(40) });
export type RenameInput = z.output<typeof renameInput>;

const stageNumber = integer(1, 2 ** 31 - 1);
/** `targets`: the stage chosen for each that is gone, by the number of the old one. */
export const moveOverInput = z.object({
  pipelineId: stageNumber,
  targets: z.record(z.string().max(12), optional(stageNumber)).default({}),
});

import * as z from 'zod';
import {
  checkbox,
  choice,
  id,
  integer,
  line,
  moment,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalInteger,
  optionalLine,
  optionalText,
  text,
  version,
} from '~/core/fields';
import { productLines } from '~/features/offerings/rules';
import { type CustomInput, customInput } from '../custom-fields/values';
import { clock, position } from './check-input';
import { sentForms } from './forms/answers';
import { channels, commitmentSides, moveKinds, needKinds, needStates, visitTypes } from './rules';

/** One checkbox sends a text, several a list, none nothing. */
const ids = z.preprocess(
  (v) => (v === undefined || v === null || v === '' ? [] : Array.isArray(v) ? v.filter((one) => one !== '') : [v]),
  z.array(id).max(100, 'error.too_long'),
);

const needed = (ctx: z.RefinementCtx, path: string) =>
  ctx.addIssue({ code: 'custom', path: [path], message: 'error.required' });

/** A row nobody has filled in counts as absent; a half-filled one is refused rather than lost. */
const needRow = z
  .object({
    id: optionalId,
    kind: optionalChoice(needKinds),
    line: optionalChoice(productLines),
    text: optionalLine(500),
  })
  .superRefine((row, ctx) => {
    if (!row.text && row.line) needed(ctx, 'text');
  })
  .transform(({ text, kind, ...row }) => (text ? { ...row, kind: kind ?? ('explicit' as const), text } : null));

const commitmentRow = z
  .object({
    id: optionalId,
    side: optionalChoice(commitmentSides),
    text: optionalLine(500),
    ownerId: optionalId,
    dueOn: optionalDay,
  })
  .superRefine((row, ctx) => {
    if (!row.text && row.dueOn) needed(ctx, 'text');
    if (row.text && !row.dueOn) needed(ctx, 'dueOn');
  })
  .transform(({ text, dueOn, side, ...row }) =>
    text && dueOn ? { ...row, side: side ?? ('ours' as const), text, dueOn } : null,
  );

/** A competitor of the list, or one by its name. */
const moveRow = z
  .object({
    id: optionalId,
    competitorId: optionalId,
    competitorName: optionalLine(100),
    kind: optionalChoice(moveKinds),
    note: optionalLine(500),
  })
  .superRefine((row, ctx) => {
    const isNamed = row.competitorId !== null || row.competitorName !== null;
    if (!isNamed && (row.kind || row.note)) needed(ctx, 'competitorName');
    if (isNamed && !row.kind) ctx.addIssue({ code: 'custom', path: ['kind'], message: 'error.choose' });
  })
  .transform(({ kind, ...row }) => (kind && (row.competitorId || row.competitorName) ? { ...row, kind } : null));

const rows = <S extends z.ZodType>(row: S) =>
  z
    .array(row)
    .max(20, 'error.too_long')
    .default([])
    .transform((list) => list.filter((one): one is NonNullable<typeof one> => one !== null));

const whom = {
  accountId: id,
  opportunityId: optionalId,
  type: choice(visitTypes),
  channel: choice(channels),
  contactIds: ids,
  personIds: ids,
};
const when = { plannedAt: moment, plannedMinutes: integer(5, 1440) };

/** Who writes a visit in passing sends no fields of the company's own and is asked for none. */
type OwnFields = { custom?: CustomInput };

/** What was heard and promised. */
const outcome = {
  note: text(10_000),
  competitorNote: optionalText(2000),
  satisfaction: optionalInteger(1, 5),
  forms: sentForms,
  moves: rows(moveRow),
  needs: rows(needRow),
  commitments: rows(commitmentRow),
  nextStep: optionalLine(200),
  nextStepOn: optionalDay,
  custom: customInput.default({}),
};
const stepIsSaid = (input: { nextStep: string | null; nextStepOn: string | null }, ctx: z.RefinementCtx) => {
  if (input.nextStepOn && !input.nextStep) needed(ctx, 'nextStep');
};

export const planInput = z.object({
  id,
  mode: z.literal('plan'),
  /** Who is to go, when it is not who plans. */
  ownerId: optionalId,
  ...whom,
  ...when,
  purpose: line(200),
  custom: customInput.optional(),
});
export type PlanInput = z.output<typeof planInput>;

/** A visit that has already taken place: `plannedAt` is when it began. */
export const logInput = z
  .object({ id, mode: z.literal('log'), ...whom, ...when, purpose: optionalLine(200), ...outcome })
  .superRefine(stepIsSaid);
export type LogInput = Omit<z.output<typeof logInput>, 'custom'> & OwnFields;

export const newVisitInput = z.discriminatedUnion('mode', [planInput, logInput], { error: 'error.choose' });

export const startInput = z.object({ version, position, clock });
export type StartInput = z.output<typeof startInput>;

export const completeInput = z
  .object({
    version,
    startedAt: z.preprocess((v) => (v === '' ? null : v), moment.nullish()),
    endedAt: z.preprocess((v) => (v === '' ? null : v), moment.nullish()),
    opportunityId: optionalId,
    contactIds: ids,
    personIds: ids,
    position,
    clock,
    ...outcome,
  })
  .superRefine(stepIsSaid);
export type CompleteInput = Omit<z.output<typeof completeInput>, 'custom'> & OwnFields;

export const explainCheckInput = z.object({ version, checkNote: text(500) });
export type ExplainCheckInput = z.output<typeof explainCheckInput>;
export const acceptCheckInput = z.object({ version });
export type AcceptCheckInput = z.output<typeof acceptCheckInput>;

export const editInput = z
  .object({
    version,
    opportunityId: optionalId,
    type: choice(visitTypes),
    channel: choice(channels),
    contactIds: ids,
    personIds: ids,
    purpose: line(200),
    ...when,
    note: optionalText(10_000),
    forms: sentForms,
    competitorNote: optionalText(2000),
    satisfaction: optionalInteger(1, 5),
    nextStep: optionalLine(200),
    nextStepOn: optionalDay,
    custom: customInput.optional(),
  })
  .superRefine(stepIsSaid);
export type EditInput = z.output<typeof editInput>;

/** To another time; without a length it stays as long as it was. */
export const moveInput = z.object({ version, plannedAt: moment, plannedMinutes: optionalInteger(5, 1440) });
export type MoveInput = z.output<typeof moveInput>;
/** `missed`: we were there, the customer was not. */
export const cancelInput = z.object({ version, cancelReason: line(500), missed: checkbox });
export type CancelInput = z.output<typeof cancelInput>;
export const removeInput = z.object({ version });

export const needInput = z.object({
  id,
  visitId: id,
  kind: choice(needKinds),
  line: optionalChoice(productLines),
  text: line(500),
});
export type NeedInput = z.output<typeof needInput>;
export const competitorMoveInput = z.object({ visitId: id, move: moveRow });
export type CompetitorMoveInput = z.output<typeof competitorMoveInput>;
export const needChange = z.object({ version, state: choice(needStates) });
export type NeedChange = z.output<typeof needChange>;

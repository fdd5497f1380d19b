import * as z from 'zod';
import { choice, day, id, integer, line, optionalDay, optionalId, optionalText, text, version } from '~/core/fields';
import { criteria, itemKinds, mostScore, weightsProblem } from './rules';

const unitId = integer(1, 2 ** 31 - 1);
const each = <S extends z.ZodType>(schema: S) =>
  z.object(Object.fromEntries(criteria.map((one) => [one, schema])) as Record<(typeof criteria)[number], S>);
const weights = each(integer(0, 100)).superRefine((given, ctx) => {
  const problem = weightsProblem(given);
  if (problem) ctx.addIssue({ code: 'custom', message: problem });
});

export const openingInput = z.object({
  id,
  version: integer(0, 2 ** 31 - 1),
  teamId: unitId,
  title: line(80),
  note: optionalText(1000),
  seats: integer(1, 50),
  closesOn: optionalDay,
  weights,
});
export type OpeningInput = z.output<typeof openingInput>;

const score = integer(1, mostScore);
/** Names of people for a given reason: `next.<candidate>`. */
const told = z.preprocess((given) => given ?? {}, z.record(id, z.string().trim().max(500, 'error.too_long')));
const ids = z.preprocess((given) => (given === undefined || given === '' ? [] : [given].flat()), z.array(id).max(50));

export const openingAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('assessor'), personId: id }),
  z.object({ intent: z.literal('drop_assessor'), personId: id }),
  z.object({ intent: z.literal('candidate'), id, personId: id, story: text(1000) }),
  z.object({ intent: z.literal('withdraw'), id }),
  z.object({ intent: z.literal('score'), id, note: text(1000), ...each(score).shape }),
  z.object({ intent: z.literal('decide'), version, chosen: ids, reason: text(1000), next: told }),
  z.object({ intent: z.literal('cancel'), version }),
  z.object({
    intent: z.literal('onboard'),
    id,
    personId: id,
    mentorId: id,
    startsOn: day,
    courses: optionalText(2000),
    tasks: optionalText(2000),
  }),
]);
export type OpeningAction = z.output<typeof openingAction>;
export type Of<K extends OpeningAction['intent']> = Extract<OpeningAction, { intent: K }>;

export const planAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('done'), id }),
  z.object({ intent: z.literal('undone'), id }),
  z.object({
    intent: z.literal('step'),
    id,
    kind: choice(itemKinds),
    title: z.string().trim().max(200).default(''),
    accountId: optionalId,
    dueOn: optionalDay,
  }),
  z.object({ intent: z.literal('role') }),
  z.object({ intent: z.literal('complete'), version }),
]);
export type PlanAction = z.output<typeof planAction>;

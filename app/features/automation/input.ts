import * as z from 'zod';
import { choice, id, integer, line, optionalInteger, optionalLine, optionalMoney } from '~/core/fields';
import {
  type Criterion,
  type PresentField,
  presentFields,
  type RangeField,
  rangeFields,
} from '../opportunities/criteria';
import { isTimed, type RuleAction, type RuleBody, type RuleCondition, ruleEvents } from './rules';

const present = (Object.keys(presentFields) as PresentField[]).filter((field) => field !== 'totalFen');
/** What a condition can look at. */
export const subjects = [
  ...rangeFields.map((field) => `range:${field}` as const),
  ...present.map((field) => `field:${field}` as const),
  'visit',
  'need',
  'photo',
  'decision_maker',
] as const;
export type Subject = (typeof subjects)[number];

/** Whether the subject asks for a number: an amount, a count, or days. */
export const wantsNumber = (what: string) => what.startsWith('range:') || what === 'visit';

const flag = z.preprocess((v) => v === 'on' || v === '1' || v === true, z.boolean()).default(false);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((v) => (v === '' ? undefined : v), schema.optional());

const row = z.object({
  what: z.preprocess((v) => v ?? '', z.union([z.literal(''), z.enum(subjects)])),
  is: choice(['is', 'not']).default('is'),
  value: optionalLine(20),
});

/** The criterion a line means, or what is wrong with its number. */
function criterionOf({ what, value }: z.output<typeof row>): Criterion | string | null {
  if (what === '') return null;
  if (what === 'need' || what === 'photo') return { kind: what };
  if (what === 'decision_maker') return { kind: 'contact', role: 'decision_maker' };
  if (what.startsWith('field:')) return { kind: 'field', field: what.slice(6) as PresentField };
  if (!value) return 'error.required';
  if (what === 'visit') {
    const days = integer(1, 730).safeParse(value);
    return days.success ? { kind: 'visit', days: days.data } : 'error.number';
  }
  const field = what.slice(6) as RangeField;
  const number = (field.endsWith('Fen') ? optionalMoney : optionalInteger(0, 1_000_000)).safeParse(value);
  return number.success && number.data !== null
    ? { kind: 'range', field, min: number.data, max: null }
    : 'error.number';
}

export const mostConditions = 5;

const conditions = z
  .array(row)
  .max(mostConditions)
  .default([])
  .transform((rows, ctx): RuleCondition[] =>
    rows.flatMap((given, n) => {
      const criterion = criterionOf(given);
      if (typeof criterion !== 'string') return criterion ? [{ criterion, not: given.is === 'not' }] : [];
      ctx.addIssue({ code: 'custom', path: [n, 'value'], message: criterion });
      return [];
    }),
  );

const days = optional(integer(0, 365));

export const automationInput = z
  .object({
    id,
    version: integer(0, 2 ** 31 - 1),
    name: line(60),
    event: choice(ruleEvents),
    days: optional(integer(1, 365)),
    stage: optional(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'error.choose')),
    conditions,
    isActive: flag,
    withNotice: flag,
    withEscalation: flag,
    task: optionalLine(200),
    taskDays: days,
    nextStep: optionalLine(200),
    nextStepDays: days,
    webhook: optional(id),
  })
  .superRefine((given, ctx) => {
    if (isTimed(given.event) && !given.days)
      ctx.addIssue({ code: 'custom', path: ['days'], message: 'error.required' });
    if (!given.withNotice && !given.withEscalation && !given.task && !given.nextStep && !given.webhook)
      ctx.addIssue({ code: 'custom', path: ['task'], message: 'automation.action_required' });
  })
  .transform(({ withNotice, withEscalation, task, taskDays, nextStep, nextStepDays, webhook, ...given }) => {
    const actions: RuleAction[] = [
      ...(task ? [{ kind: 'task' as const, text: task, days: taskDays ?? 3 }] : []),
      ...(nextStep ? [{ kind: 'field' as const, nextStep, days: nextStepDays ?? 3 }] : []),
      ...(withNotice ? [{ kind: 'notice' as const }] : []),
      ...(withEscalation ? [{ kind: 'escalation' as const }] : []),
      ...(webhook ? [{ kind: 'webhook' as const, webhookId: webhook }] : []),
    ];
    const body: RuleBody = {
      event: given.event,
      days: isTimed(given.event) ? (given.days ?? null) : null,
      stage: given.stage ?? null,
      conditions: given.conditions,
      actions,
    };
    return { id: given.id, version: given.version, name: given.name, isActive: given.isActive, body };
  });
export type AutomationInput = z.output<typeof automationInput>;

import * as z from 'zod';
import { choice, id, integer, line, optionalChoice, optionalInteger, optionalLine, optionalMoney } from '~/core/fields';
import { isIndustry } from '../accounts/industries';
import { grades } from '../accounts/rules';
import { productLines } from '../offerings/rules';
import { type PresentField, presentFields, type RangeField, rangeFields } from '../opportunities/criteria';
import {
  belongings,
  bounds,
  isTimed,
  type RuleAction,
  type RuleBody,
  type RuleCondition,
  type RuleCriterion,
  type RuleSubject,
  ruleEvents,
  subjectOf,
} from './rules';
import { readSet } from './settable';

const present = (Object.keys(presentFields) as PresentField[]).filter((field) => field !== 'totalFen');
const dealSubjects = [
  ...rangeFields.map((field) => `range:${field}` as const),
  ...present.map((field) => `field:${field}` as const),
  'visit',
  'need',
  'photo',
  'decision_maker',
] as const;
/** What a condition on such a record can look at, besides the company's own fields (`own:` and their key). */
export const subjectsOf = (on: RuleSubject): readonly string[] =>
  on === 'opportunity' ? dealSubjects : bounds[on].map((field) => `range:${field}`);

const flag = z.preprocess((v) => v === 'on' || v === '1' || v === true, z.boolean()).default(false);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((v) => (v === '' ? undefined : v), schema.optional());

const row = z.object({
  what: z.preprocess((v) => v ?? '', z.string().max(60)),
  is: choice(['is', 'not']).default('is'),
  value: optionalLine(200),
});

/** The criterion a line means, or what is wrong with its number. */
function criterionOf(on: RuleSubject, { what, value }: z.output<typeof row>): RuleCriterion | string | null {
  if (what === '') return null;
  if (what.startsWith('own:')) return { kind: 'own', key: what.slice(4), value };
  if (!subjectsOf(on).includes(what)) return 'automation.not_of_this';
  if (what === 'need' || what === 'photo') return { kind: what };
  if (what === 'decision_maker') return { kind: 'contact', role: 'decision_maker' };
  if (what.startsWith('field:')) return { kind: 'field', field: what.slice(6) as PresentField };
  if (!value) return 'error.required';
  if (what === 'visit') {
    const days = integer(1, 730).safeParse(value);
    return days.success ? { kind: 'visit', days: days.data } : 'error.number';
  }
  const field = what.slice(6);
  const number = (field.endsWith('Fen') ? optionalMoney : optionalInteger(0, 10_000_000)).safeParse(value);
  if (!number.success || number.data === null) return 'error.number';
  const min = number.data;
  return on === 'opportunity'
    ? { kind: 'range', field: field as RangeField, min, max: null }
    : { kind: 'bound', fact: field, min };
}

export const mostConditions = 5;
const days = optional(integer(0, 365));

export const automationInput = z
  .object({
    id,
    version: integer(0, 2 ** 31 - 1),
    name: line(60),
    event: choice(ruleEvents),
    days: optional(integer(1, 365)),
    stage: optional(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'error.choose')),
    unit: optional(integer(1, 2 ** 31 - 1)),
    grade: optionalChoice(grades).default(null),
    industry: optionalLine(2)
      .refine((code) => code === null || isIndustry(code), 'error.choose')
      .default(null),
    line: optionalChoice(productLines).default(null),
    conditions: z.array(row).max(mostConditions).default([]),
    isActive: flag,
    withNotice: flag,
    withEscalation: flag,
    task: optionalLine(200),
    taskDays: days,
    nextStep: optionalLine(200),
    nextStepDays: days,
    setField: optionalLine(60).default(null),
    setValue: optionalLine(200).default(null),
    webhook: optional(id),
  })
  .transform((given, ctx) => {
    const refuse = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    const on = subjectOf(given.event);
    const { task, nextStep, setField, setValue, webhook } = given;
    if (isTimed(given.event) && !given.days) refuse(['days'], 'error.required');
    if (!given.withNotice && !given.withEscalation && !task && !nextStep && !setField && !webhook)
      refuse(['task'], 'automation.action_required');
    if (task && on === 'lead') refuse(['task'], 'automation.no_customer');
    if (nextStep && on !== 'opportunity') refuse(['nextStep'], 'automation.not_of_this');
    if (given.stage && on !== 'opportunity') refuse(['stage'], 'automation.not_of_this');
    if (setField && !setValue) refuse(['setValue'], 'error.required');
    else if (setField && setValue && !setField.startsWith('own:') && readSet(on, setField, setValue) === undefined)
      refuse(['setValue'], 'automation.value_unknown');
    const lines = given.conditions.flatMap((given, n): RuleCondition[] => {
      const criterion = criterionOf(on, given);
      if (typeof criterion !== 'string') return criterion ? [{ criterion, not: given.is === 'not' }] : [];
      refuse(['conditions', n, criterion === 'automation.not_of_this' ? 'what' : 'value'], criterion);
      return [];
    });
    const among = belongings.flatMap((fact): RuleCondition[] => {
      const value = given[fact];
      return value ? [{ criterion: { kind: 'among', fact, value: String(value) }, not: false }] : [];
    });
    const actions: RuleAction[] = [
      ...(task ? [{ kind: 'task' as const, text: task, days: given.taskDays ?? 3 }] : []),
      ...(nextStep ? [{ kind: 'field' as const, nextStep, days: given.nextStepDays ?? 3 }] : []),
      ...(setField && setValue ? [{ kind: 'set' as const, field: setField, value: setValue }] : []),
      ...(given.withNotice ? [{ kind: 'notice' as const }] : []),
      ...(given.withEscalation ? [{ kind: 'escalation' as const }] : []),
      ...(webhook ? [{ kind: 'webhook' as const, webhookId: webhook }] : []),
    ];
    const body: RuleBody = {
      event: given.event,
      days: isTimed(given.event) ? (given.days ?? null) : null,
      stage: given.stage ?? null,
      conditions: [...lines, ...among],
      actions,
    };
    return { id: given.id, version: given.version, name: given.name, isActive: given.isActive, body };
  });
export type AutomationInput = z.output<typeof automationInput>;

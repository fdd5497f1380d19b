import * as z from 'zod';
import { choice, optionalChoice, optionalDay, optionalDecimal, optionalLine, optionalText } from '~/core/fields';
import { type VisitType, visitTypes } from '../rules';
import { type Answer, type Answers, answerField, type Question, type VisitForm } from './rules';

const big = 999_999_999;
const none = z.array(z.string()).transform(() => null);

function schemaOf({ kind, options }: Question): z.ZodType<Answer | null> {
  const [first, ...others] = options;
  switch (kind) {
    case 'short':
      return optionalLine(500);
    case 'long':
      return optionalText(5000);
    case 'number':
      return z.preprocess((v) => (typeof v === 'string' ? v.normalize('NFKC') : v), optionalDecimal(-big, big));
    case 'yes_no':
      return z.preprocess(
        (v) => (typeof v === 'boolean' ? (v ? 'yes' : 'no') : v),
        optionalChoice(['yes', 'no']).transform((v) => v && v === 'yes'),
      );
    case 'day':
      return optionalDay;
    case 'one':
      return first === undefined ? none : optionalChoice([first, ...others]);
    case 'several':
      return first === undefined
        ? none
        : z.preprocess(
            (v) => (v === undefined || v === null || v === '' ? [] : Array.isArray(v) ? v : [v]),
            z
              .array(choice([first, ...others]))
              .max(100, 'error.too_long')
              .transform((chosen) => (chosen.length ? options.filter((one) => chosen.includes(one)) : null)),
          );
  }
}

/** The answers as they are kept, and what is wrong with them by field. Required ones are asked for when it `isWhole`. */
export function checkAnswers(form: VisitForm, given: Record<string, unknown>, isWhole: boolean) {
  const answers: Answers = {};
  const fields: Record<string, string> = {};
  for (const question of form.questions) {
    const sent = Object.hasOwn(given, question.key) ? given[question.key] : undefined;
    const read = schemaOf(question).safeParse(sent);
    const field = answerField(form.type, question.key);
    if (!read.success) fields[field] = read.error.issues[0]?.message ?? 'error.required';
    else if (read.data !== null) answers[question.key] = read.data;
    else if (question.isRequired && isWhole)
      fields[field] = question.options.length ? 'error.choose' : 'error.required';
  }
  const known = new Set(form.questions.map((question) => question.key));
  for (const key of Object.keys(given)) {
    if (!known.has(key)) fields[answerField(form.type, key)] = 'visit_form.unknown_question';
  }
  return { answers, fields };
}

const sentForm = z.object({
  version: z.coerce
    .number({ error: 'error.version' })
    .int('error.version')
    .min(0, 'error.version')
    .max(2 ** 31 - 1),
  answers: z.record(z.string().max(60, 'error.too_long'), z.unknown()).default({}),
});
/** Answers by type: a form whose type can still change brings those of all of them along. */
export const sentForms = z.partialRecord(z.enum(visitTypes), sentForm).default({});
export type SentForms = z.output<typeof sentForms>;

type Sent = { forms: SentForms; type?: VisitType };

/** The action's schema with what these forms require, so that a report is whole before it waits for the network. */
export const withForms = (schema: z.ZodType, forms: VisitForm[], fixed?: VisitType) =>
  schema.superRefine((input, ctx) => {
    const sent = input as Sent & { mode?: string };
    if (sent.mode === 'plan') return;
    const form = forms.find(({ type }) => type === (fixed ?? sent.type));
    if (!form) return;
    const { fields } = checkAnswers(form, sent.forms[form.type]?.answers ?? {}, true);
    for (const [field, message] of Object.entries(fields))
      ctx.addIssue({ code: 'custom', path: field.split('.'), message });
  });
